using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>A method or property of the type itself that makes the options of an entry, such as <c>Options(int minutes)</c>.</summary>
/// <param name="Symbol">The method or property.</param>
/// <param name="Made">The options that it makes.</param>
/// <param name="Settings">What it tells them afterwards.</param>
internal sealed record OptionsMaker(ISymbol Symbol, ExpressionSyntax Made, IReadOnlyList<ExpressionSyntax> Settings)
{
    /// <param name="options">The call or the name.</param>
    /// <param name="model">The model of its tree.</param>
    /// <param name="given">Takes what the call gives the parameters, by their names.</param>
    public static OptionsMaker? Of(ExpressionSyntax options, SemanticModel model, Dictionary<string, ExpressionSyntax> given)
    {
        var call = options as InvocationExpressionSyntax;
        // By its name alone: what it says of members means the same in another method of the type.
        if ((call?.Expression ?? options) is not IdentifierNameSyntax name
            || model.GetSymbolInfo(name).Symbol is not { IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences: [var reference] } symbol || symbol is not (IMethodSymbol or IPropertySymbol) || reference.SyntaxTree != model.SyntaxTree
            || options.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || reference.GetSyntax() is not MemberDeclarationSyntax member || member.Parent != type)
            return null;
        if (symbol is IMethodSymbol method && !Take(method, call!.ArgumentList.Arguments, model, given))
            return null;
        return member switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: var body } => new(symbol, body, []),
            MethodDeclarationSyntax { Body.Statements: var statements } => OfStatements(symbol, statements),
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => new(symbol, body, []),
            _ => null,
        };
    }

    static bool Take(IMethodSymbol method, SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, Dictionary<string, ExpressionSyntax> given)
    {
        if (arguments.Count != method.Parameters.Length || arguments.Any(a => a.NameColon is not null || a.RefKindKeyword.RawKind != 0 || !CacheKeys.IsStable(a.Expression, model) && model.GetConstantValue(a.Expression) is { HasValue: false } && model.GetSymbolInfo(a.Expression).Symbol is not IMethodSymbol { ContainingType.Name: "TimeSpan" }))
            return false;
        for (var i = 0; i < arguments.Count; i++)
            given[method.Parameters[i].Name] = arguments[i].Expression;
        return true;
    }

    // var options = new …; options.SetX(…); return options;
    static OptionsMaker? OfStatements(ISymbol symbol, SyntaxList<StatementSyntax> statements)
    {
        if (statements is [ReturnStatementSyntax { Expression: { } alone }])
            return new(symbol, alone, []);
        if (statements is not [LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var made, Identifier.ValueText: var local }] }, .., ReturnStatementSyntax { Expression: IdentifierNameSyntax returned }] || returned.Identifier.ValueText != local)
            return null;
        var told = statements.Skip(1).Take(statements.Count - 2).Select(s => (s as ExpressionStatementSyntax)?.Expression).ToList();
        return told.TrueForAll(t => t is not null && EntrySettings.IsAbout(t, local)) ? new(symbol, made, told!) : null;
    }

    /// <summary>The expression with what the parameters stand for.</summary>
    public static ExpressionSyntax Filled(ExpressionSyntax value, IReadOnlyDictionary<string, ExpressionSyntax> given)
    {
        if (given.Count == 0)
            return value;
        if (value is IdentifierNameSyntax whole && given.TryGetValue(whole.Identifier.ValueText, out var all))
            return all.WithoutTrivia();
        return value.ReplaceNodes(
            value.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => given.ContainsKey(n.Identifier.ValueText) && CacheFactory.IsVariable(n, n.Identifier.ValueText)),
            (n, _) => Bracketed(given[n.Identifier.ValueText], n).WithTriviaFrom(n));
    }

    static ExpressionSyntax Bracketed(ExpressionSyntax argument, SyntaxNode place) =>
        place.Parent is ArgumentSyntax || argument is IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax ? argument : SyntaxFactory.ParenthesizedExpression(argument.WithoutTrivia());
}
