using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>A value, and the model of the tree that it stands in.</summary>
internal readonly record struct MadeValue(ExpressionSyntax Expression, SemanticModel Model);

/// <summary>What the properties of an object are set to where code makes it.</summary>
internal sealed class MadeRecord
{
    readonly Dictionary<string, MadeValue> values = new(StringComparer.Ordinal);
    readonly Dictionary<string, MadeValue> arguments = new(StringComparer.Ordinal);

    /// <summary>What else than to set properties its constructor does, or null.</summary>
    public string? Obstacle { get; private set; }

    public IReadOnlyDictionary<string, MadeValue> Values => values;

    /// <summary>Replaces each value.</summary>
    public void Replace(Func<MadeValue, MadeValue> by)
    {
        foreach (var property in values.Keys.ToList())
            values[property] = by(values[property]);
    }

    /// <summary>The object that the expression makes; null where its type is none of the solution.</summary>
    /// <param name="creation">The expression.</param>
    /// <param name="model">The model of its tree.</param>
    /// <param name="session">The session.</param>
    /// <param name="type">What <c>new()</c> makes where it stands.</param>
    public static async Task<MadeRecord?> OfAsync(BaseObjectCreationExpressionSyntax creation, SemanticModel model, FixSession session, ITypeSymbol? type = null)
    {
        if ((model.GetSymbolInfo(creation).Symbol ?? Named(creation, model, type)) is not IMethodSymbol { ContainingType: { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } } constructor)
            return null;
        var made = new MadeRecord();
        await made.AddArgumentsAsync(creation, constructor, model, session).ConfigureAwait(false);
        await made.AddInitialAsync(constructor.ContainingType, session).ConfigureAwait(false);
        await made.AddConstructorAsync(constructor, session).ConfigureAwait(false);
        foreach (var part in creation.Initializer?.Expressions ?? default)
            if (part is AssignmentExpressionSyntax { Left: IdentifierNameSyntax property, Right: not InitializerExpressionSyntax and var value })
                made.values[property.Identifier.ValueText] = new(value, model);
            else
                made.Obstacle ??= $"'{part}' in the initializer of '{constructor.ContainingType.Name}' sets no property";
        return made;
    }

    // Roslyn 4.8 does not say what new() makes within a collection expression.
    static ISymbol? Named(BaseObjectCreationExpressionSyntax creation, SemanticModel model, ITypeSymbol? type) =>
        creation is ImplicitObjectCreationExpressionSyntax { Parent: ExpressionElementSyntax } made && type is not null
            ? model.GetSpeculativeSymbolInfo(made.SpanStart, SyntaxFactory.ObjectCreationExpression(SyntaxFactory.ParseTypeName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)), made.ArgumentList, made.Initializer), SpeculativeBindingOption.BindAsExpression).Symbol
            : null;

    async Task AddArgumentsAsync(BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor, SemanticModel model, FixSession session)
    {
        foreach (var parameter in constructor.Parameters)
            if (parameter.DeclaringSyntaxReferences is [var declared] && await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is ParameterSyntax { Default.Value: var otherwise } && session.DocumentOf(otherwise) is { } document)
                arguments[parameter.Name] = new(otherwise, await session.ModelAsync(document.Id).ConfigureAwait(false));
        var given = creation.ArgumentList?.Arguments ?? default;
        for (var i = 0; i < given.Count; i++)
            if ((given[i].NameColon?.Name.Identifier.ValueText ?? (i < constructor.Parameters.Length ? constructor.Parameters[i].Name : null)) is { } name)
                arguments[name] = new(given[i].Expression, model);
    }

    // What properties and fields start as, also out of the parameters of the type itself.
    async Task AddInitialAsync(INamedTypeSymbol type, FixSession session)
    {
        foreach (var member in type.GetMembers().Where(m => m is IPropertySymbol or IFieldSymbol && !m.IsStatic && m.DeclaringSyntaxReferences.Length == 1))
        {
            var declared = await member.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
            var initial = declared switch
            {
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                VariableDeclaratorSyntax field => field.Initializer?.Value,
                _ => null,
            };
            if (initial is not null && session.DocumentOf(initial) is { } document)
                Set(member.Name, initial, await session.ModelAsync(document.Id).ConfigureAwait(false));
        }
    }

    async Task AddConstructorAsync(IMethodSymbol constructor, FixSession session)
    {
        if (constructor.DeclaringSyntaxReferences is not [var reference])
            return;
        switch (await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false))
        {
            case TypeDeclarationSyntax when constructor.ContainingType.IsRecord:
                foreach (var argument in arguments)
                    values[argument.Key] = argument.Value;
                break;
            case ConstructorDeclarationSyntax declared when session.DocumentOf(declared) is { } document:
                var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
                var done = declared.Body?.Statements.Select(s => (s as ExpressionStatementSyntax)?.Expression) ?? [declared.ExpressionBody?.Expression];
                foreach (var expression in done)
                    if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } assignment && model.GetSymbolInfo(assignment.Left).Symbol is IPropertySymbol { IsStatic: false } set)
                        Set(set.Name, assignment.Right, model);
                    else
                        Obstacle ??= $"the constructor of '{constructor.ContainingType.Name}' does more than to set properties";
                if (declared.Initializer is not null)
                    Obstacle ??= $"the constructor of '{constructor.ContainingType.Name}' calls another one";
                break;
        }
    }

    void Set(string property, ExpressionSyntax value, SemanticModel model) =>
        values[property] = value is IdentifierNameSyntax && model.GetSymbolInfo(value).Symbol is IParameterSymbol parameter && arguments.TryGetValue(parameter.Name, out var argument) ? argument : new(value, model);
}
