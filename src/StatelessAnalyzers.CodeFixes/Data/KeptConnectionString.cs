using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The connection string, which the type keeps instead of the connection; the provider's pool has a connection for it.</summary>
/// <param name="Held">The connection that goes.</param>
/// <param name="Type">The type of the connection as the code writes it.</param>
/// <param name="Name">What holds the connection string.</param>
/// <param name="IsMember">Whether the type has it already, so that no field is needed.</param>
internal sealed record KeptConnectionString(HeldConnection Held, string Type, string Name, bool IsMember) : ConnectionSource
{
    static readonly Regex Password = new(@"\b(?:password|pwd)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public override ImmutableArray<Service> Services => ImmutableArray<Service>.Empty;

    public override string Connection(RewriteScope scope, bool awaits) => $"new {Type}({Name})";

    public override string? Open(string name, RewriteScope scope, bool awaits) => awaits ? $"await {name}.OpenAsync({scope.Token});" : $"{name}.Open();";

    public static (KeptConnectionString? Kept, string Reason) Of(HeldConnection held, IEnumerable<MethodDeclarationSyntax> functions, SemanticModel model)
    {
        var type = held.Creation is ObjectCreationExpressionSyntax created ? created.Type.ToString() : ((VariableDeclarationSyntax)held.Declarator.Parent!).Type.ToString().TrimEnd('?');
        if (model.GetSymbolInfo(held.Given).Symbol is { } given && IsStable(given, held) && functions.All(f => Means(given, f, model)))
            return (new(held, type, held.Given.ToString(), true), "");
        if (held.Declarator.Parent is VariableDeclarationSyntax { Variables.Count: > 1 })
            return (null, "the connection shares its declaration with another field");
        if (held.Field.IsStatic && held.Assignment?.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword))
            return (null, "each instance makes a connection for all of them");
        if (held.Given.DescendantNodesAndSelf().Any(n => n is LiteralExpressionSyntax or InterpolatedStringTextSyntax && Password.IsMatch(n.ToString())))
            return (null, "a password stands in the code: move the connection string to the configuration");
        var prefix = held.Field.Name.StartsWith("_", StringComparison.Ordinal) ? "_" : Regex.Match(held.Field.Name, "^[ms]_").Value;
        var name = prefix.Length == 0 && char.IsUpper(held.Field.Name[0]) ? "ConnectionString" : prefix + "connectionString";
        // A parameter of the constructor may be called the same: the field is qualified there.
        var apart = held.Field.IsStatic ? null : held.Assignment?.FirstAncestorOrSelf<ConstructorDeclarationSyntax>();
        var used = held.Declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.DescendantTokens(n => n != apart);
        return (new(held, type, Identifiers.Unused(name, Identifiers.In(used)), false), "");
    }

    static bool Means(ISymbol given, MethodDeclarationSyntax function, SemanticModel model) =>
        !given.CanBeReferencedByName || function.DescendantNodes().All(n => model.GetDeclaredSymbol(n) is not { } declared || declared.Name != given.Name);

    // A member, or a parameter of the primary constructor, that has one value.
    static bool IsStable(ISymbol symbol, HeldConnection held) => symbol switch
    {
        IFieldSymbol { IsConst: true } or IFieldSymbol { IsReadOnly: true, IsStatic: true } => true,
        IFieldSymbol { IsReadOnly: true } field => SymbolEqualityComparer.Default.Equals(field.ContainingType, held.Type) && !held.Field.IsStatic,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => held.Assignment is null
            && held.Declarator.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { BaseList: null } declaration && !declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.Left.ToString() == symbol.Name),
        _ => false,
    };

    /// <summary>The field holds the connection string that the connection was made with.</summary>
    public void Keep(FixUnit unit, SemanticModel model)
    {
        var isSure = !IsSetLater && model.GetTypeInfo(Held.Given).Nullability.FlowState == NullableFlowState.MaybeNull && model.GetNullableContext(Held.Given.SpanStart).AnnotationsEnabled();
        var value = !isSure ? Held.Given.ToString() : NeedsParentheses ? $"({Held.Given})!" : Held.Given + "!";
        var declaration = (FieldDeclarationSyntax)Held.Declarator.Parent!.Parent!;
        unit.Add(new RewriteNode(NodeKey.Of(Held.Document.Id, declaration), "connection string", (node, _) => Declared((FieldDeclarationSyntax)node, value)));
        if (Held.Assignment is { Expression: AssignmentExpressionSyntax { Left: var left } } assignment)
        {
            var constructor = Constructor;
            var owner = left is MemberAccessExpressionSyntax access ? access.Expression + "."
                : constructor is not null && Identifiers.In(constructor.DescendantTokens()).Contains(Name) ? "this." : "";
            unit.Add(new RewriteNode(NodeKey.Of(Held.Document.Id, assignment), "connection string", (node, _) => RewriteScope.Statement($"{owner}{Name} = {value};").WithTriviaFrom(node)));
        }
    }

    ConstructorDeclarationSyntax? Constructor => Held.Assignment?.FirstAncestorOrSelf<ConstructorDeclarationSyntax>();

    // Code that uses it may run first.
    bool IsSetLater => Held.Assignment is not null && Constructor is null;

    bool NeedsParentheses => Held.Given is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or IdentifierNameSyntax or LiteralExpressionSyntax or InterpolatedStringExpressionSyntax);

    FieldDeclarationSyntax Declared(FieldDeclarationSyntax field, string value)
    {
        var declaration = field.Declaration;
        var variable = declaration.Variables[0];
        var initializer = Held.Assignment is null ? variable.Initializer!.WithValue(SyntaxFactory.ParseExpression(value).WithTriviaFrom(variable.Initializer.Value)) : null;
        if (!field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && field.Modifiers.Count > 0 && !IsSetLater)
            field = field.AddModifiers(SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        return field.WithDeclaration(declaration
            .WithType(SyntaxFactory.ParseTypeName(IsSetLater && declaration.Type is NullableTypeSyntax ? "string?" : "string").WithTriviaFrom(declaration.Type))
            .WithVariables(SyntaxFactory.SingletonSeparatedList(variable.WithIdentifier(SyntaxFactory.Identifier(Name).WithTriviaFrom(variable.Identifier)).WithInitializer(initializer))));
    }
}
