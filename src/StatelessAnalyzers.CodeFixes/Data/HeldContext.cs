using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>A context of EF Core that a type is given by its constructor and holds.</summary>
/// <param name="Type">The type that holds it.</param>
/// <param name="Document">Where the type is.</param>
/// <param name="Context">What it holds.</param>
/// <param name="Parameter">The parameter of the constructor.</param>
/// <param name="Field">The field that keeps it, or null where the parameter of a primary constructor is used itself.</param>
/// <param name="Assignment">The assignment of the field in the constructor, or null.</param>
internal sealed record HeldContext(INamedTypeSymbol Type, Document Document, ITypeSymbol Context, ParameterSyntax Parameter, VariableDeclaratorSyntax? Field, AssignmentExpressionSyntax? Assignment)
{
    const string Scopes = "IServiceScopeFactory";

    string Prefix => Field?.Identifier.ValueText is { } name && name.StartsWith("_", StringComparison.Ordinal) ? "_" : "";

    /// <summary>The member that gives scopes afterwards.</summary>
    public string Factory => Field is null ? "scopes" : Prefix + "scopes";

    /// <summary>What gives the scopes where a method's own names may hide the member.</summary>
    public ISymbol? Symbol { get; init; }

    public static async Task<(HeldContext? Held, string Reason)> AtAsync(Finding finding, FixSession session)
    {
        const string NotGiven = "it is not a context of EF Core that a constructor is given";
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(finding.Document.Id).ConfigureAwait(false);
        var node = root.FindNode(finding.Diagnostic.Location.SourceSpan);
        var symbol = model.GetDeclaredSymbol(node is VariableDeclaratorSyntax or ParameterSyntax ? node : node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() ?? node, session.CancellationToken);
        var context = symbol switch { IFieldSymbol { IsStatic: false } kept => kept.Type, IParameterSymbol parameter => parameter.Type, _ => null };
        var types = KnownTypes.Of(model.Compilation);
        if (context is null || !types.IsOrInherits(context, TypeNames.DbContext) || node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration || model.GetDeclaredSymbol(declaration) is not { } type)
            return (null, NotGiven);
        if (type.DeclaringSyntaxReferences.Length > 1 || symbol is IFieldSymbol { DeclaredAccessibility: not Accessibility.Private })
            return (null, $"other code reaches the context of '{type.Name}'");
        if (!types.Has("Microsoft.Extensions.DependencyInjection.IServiceScopeFactory") || !await new ContainerMade(session).IsAsync(type, model.Compilation).ConfigureAwait(false))
            return (null, $"'{type.Name}' is not only made by the container");
        if (symbol is IParameterSymbol)
            return (new(type, finding.Document, context, (ParameterSyntax)node, null, null) { Symbol = symbol }, "");

        var field = (VariableDeclaratorSyntax)symbol!.DeclaringSyntaxReferences[0].GetSyntax(session.CancellationToken);
        if (field.Parent is not VariableDeclarationSyntax { Variables.Count: 1 })
            return (null, NotGiven);
        // = db;  or, in the one constructor, field = db;
        AssignmentExpressionSyntax? assignment = null;
        var given = field.Initializer?.Value;
        foreach (var candidate in declaration.Members.OfType<ConstructorDeclarationSyntax>().SelectMany(c => c.DescendantNodes()).OfType<AssignmentExpressionSyntax>())
            if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(candidate.Left).Symbol, symbol))
                (assignment, given) = (candidate, given is null ? candidate.Right : null);
        if (given is not IdentifierNameSyntax || model.GetSymbolInfo(given).Symbol is not IParameterSymbol { DeclaringSyntaxReferences: [var ofParameter] } || await ofParameter.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is not ParameterSyntax parameterSyntax)
            return (null, NotGiven);
        var uses = parameterSyntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Count(n => n.Identifier.ValueText == parameterSyntax.Identifier.ValueText && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, model.GetDeclaredSymbol(parameterSyntax)));
        return uses == 1 ? (new(type, finding.Document, context, parameterSyntax, field, assignment) { Symbol = symbol }, "") : (null, $"the constructor of '{type.Name}' uses the context itself");
    }

    /// <summary>The type is given what makes scopes instead.</summary>
    public void ReplaceByScopes(FixUnit unit)
    {
        var usings = ImmutableArray.Create("Microsoft.Extensions.DependencyInjection");
        unit.Add(new RewriteNode(NodeKey.Of(Document.Id, Parameter), "scopes", (node, _) => ((ParameterSyntax)node)
            .WithType(SyntaxFactory.ParseTypeName(Scopes).WithTriviaFrom(((ParameterSyntax)node).Type!))
            .WithIdentifier(SyntaxFactory.Identifier("scopes").WithTriviaFrom(((ParameterSyntax)node).Identifier))) { Usings = usings });
        if (Field is null)
            return;
        unit.Add(new RewriteNode(NodeKey.Of(Document.Id, Field.Parent!), "scopes", (node, _) =>
        {
            var declaration = (VariableDeclarationSyntax)node;
            var variable = declaration.Variables[0];
            return declaration.WithType(SyntaxFactory.ParseTypeName(Scopes).WithTriviaFrom(declaration.Type))
                .WithVariables(SyntaxFactory.SingletonSeparatedList(variable.WithIdentifier(SyntaxFactory.Identifier(Factory).WithTriviaFrom(variable.Identifier))
                    .WithInitializer(variable.Initializer?.WithValue(SyntaxFactory.IdentifierName("scopes").WithTriviaFrom(variable.Initializer.Value)))));
        }));
        if (Assignment is not null)
            unit.Add(new RewriteNode(NodeKey.Of(Document.Id, Assignment), "scopes", (node, scope) => scope.Expression($"{(Factory == "scopes" ? "this.scopes" : Factory)} = scopes", node)));
    }
}
