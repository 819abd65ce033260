using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>What makes a missing value, as statements and the expression that they end in: the part of a factory, or of a method, that only runs then.</summary>
/// <param name="Statements">All but the last return, with inner edits.</param>
/// <param name="Result">The value; null where each branch of the last statement returns or throws.</param>
/// <param name="IsExact">Whether the values that are returned are of the entry's type, so that it need not be named.</param>
/// <param name="GivesTask">Whether what is returned is a task of the value.</param>
internal sealed record CacheFactory(IReadOnlyList<StatementSyntax> Statements, ExpressionSyntax? Result, bool IsExact, bool GivesTask = false)
{
    IEnumerable<SyntaxNode> Parts => Result is null ? Statements : Statements.Append<SyntaxNode>(Result);

    bool IsAsync => GivesTask || Parts.Any(static s => Own(s).Any(n => n is AwaitExpressionSyntax or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 } or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 }));

    /// <summary>The lambda that the hybrid cache calls, which may serve other callers as well: it goes by its own token.</summary>
    public string ForHybrid(RewriteScope scope, string type)
    {
        var (factory, token) = (this, "_");
        if (SyntaxFacts.IsValidIdentifier(scope.Token) && Mentions(scope.Token))
        {
            token = scope.Unused("token");
            factory = Renamed(scope.Token, token);
        }
        if (factory.IsAsync)
            return $"async {token} => {factory.Body(Awaited)}";
        var of = IsExact ? "" : $"<{type}>";
        return $"{token} => {factory.Body(r => $"ValueTask.FromResult{of}({r})")}";
    }

    /// <summary>The lambda that a method of the type calls.</summary>
    public string ForMethod(bool isAsync) =>
        !isAsync ? $"() => {Body(r => r)}" : IsAsync ? $"async () => {Body(Awaited)}" : $"() => {Body(r => $"Task.FromResult({r})")}";

    string Awaited(string result) => !GivesTask ? result : SyntaxFactory.ParseExpression(result) is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax ? "await " + result : $"await ({result})";

    string Body(Func<string, string> yield)
    {
        if (Statements.Count == 0)
            return Result is ThrowExpressionSyntax ? Result.WithoutTrivia().ToString() : yield(Result!.WithoutTrivia().ToString());
        var statements = Statements.Select((s, i) => new Returns(yield).Visit(s)!.ToFullString().TrimEnd() is var text && i == 0 ? text.TrimStart('\r', '\n') + "\n" : text + "\n");
        if (Result is null)
            return $"{{\n{string.Concat(statements)}}}";
        // Further lines of a statement keep their distance to its first one, and its comments stay.
        var last = Result.FirstAncestorOrSelf<StatementSyntax>();
        return $"{{\n{string.Concat(statements)}{last?.GetLeadingTrivia().ToFullString()}return {yield(Result.WithoutTrivia().ToString())};{last?.GetTrailingTrivia().ToFullString().TrimEnd()}\n}}";
    }

    bool Mentions(string name) => Parts.Any(n => n.DescendantNodesAndSelf().Any(d => IsVariable(d, name)));

    /// <summary>The same with another name for a variable.</summary>
    public CacheFactory Renamed(string name, string by) => Substituted(name, SyntaxFactory.IdentifierName(by));

    /// <summary>The same with another name for a variable that is declared within.</summary>
    public CacheFactory Declared(string name, string by)
    {
        var renamed = Renamed(name, by);
        return renamed with { Statements = [.. renamed.Statements.Select(s => s is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Identifier: var declared }] } && declared.Text == name
            ? s.ReplaceToken(declared, SyntaxFactory.Identifier(by).WithTriviaFrom(declared)) : s)] };
    }

    /// <summary>Whether the node names a variable, and no member or argument of that name.</summary>
    public static bool IsVariable(SyntaxNode node, string name) =>
        node is IdentifierNameSyntax { Identifier.ValueText: var text } && text == name
        && !(node.Parent is MemberAccessExpressionSyntax access && access.Name == node) && node.Parent is not (NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax);

    /// <summary>The nodes that run with the code itself, and not in a function within it.</summary>
    public static IEnumerable<SyntaxNode> Own(SyntaxNode node) =>
        node.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>The factory that a call was given, with inner edits; null where it is of no known shape.</summary>
    public static CacheFactory? Of(CacheAccess access, ExpressionSyntax current)
    {
        var original = access.Value!;
        var names = new List<(string Name, ExpressionSyntax By)>();
        if (original is LambdaExpressionSyntax given && !Arguments(given, access, names))
            return null;
        if (access.IsLazy)
        {
            if (PromiseOf(original) is not { } promised || PromiseOf(current) is not { } promise)
                return null;
            (original, current) = (promised, promise);
        }
        var factory = original is LambdaExpressionSyntax lambda ? OfLambda(access, lambda, (LambdaExpressionSyntax)current) : OfValue(access, original, current);
        foreach (var (name, argument) in names)
            factory = factory?.Substituted(name, argument);
        return factory;
    }

    static CacheFactory? OfLambda(CacheAccess access, LambdaExpressionSyntax lambda, LambdaExpressionSyntax current)
    {
        var givesTask = access.IsTask && lambda.AsyncKeyword.IsKind(SyntaxKind.None);
        if (current.ExpressionBody is { } body)
            return new([], body, Is(access, lambda.ExpressionBody!), givesTask);
        if (lambda.Block is not { Statements: var statements } block || current.Block is not { Statements: var changed } || changed.Count != statements.Count)
            return null;
        var kept = Enumerable.Range(0, statements.Count).Where(i => !EntrySettings.IsSetting(statements[i], access)).ToList();
        if (kept.Count == 0)
            return null;
        // What does not end in a value returns in all of its branches: try { return …; } catch { return …; }
        var result = (changed[kept[kept.Count - 1]] as ReturnStatementSyntax)?.Expression;
        var returned = Own(block).OfType<ReturnStatementSyntax>().Select(r => r.Expression);
        return new([.. kept.Take(kept.Count - (result is null ? 0 : 1)).Select(i => changed[i])], result, returned.All(r => r is not null && Is(access, r)), givesTask);
    }

    // What does not depend on the moment can stand where the parameter stood.
    static bool Arguments(LambdaExpressionSyntax lambda, CacheAccess access, List<(string Name, ExpressionSyntax By)> names)
    {
        var parameters = lambda is SimpleLambdaExpressionSyntax simple ? SyntaxFactory.SingletonSeparatedList(simple.Parameter) : ((ParenthesizedLambdaExpressionSyntax)lambda).ParameterList.Parameters;
        if (parameters.Count != access.FactoryArguments.Count)
            return false;
        for (var i = 0; i < parameters.Count; i++)
        {
            var name = parameters[i].Identifier.ValueText;
            var argument = access.FactoryArguments[i];
            if (argument is null || !lambda.Body.DescendantNodesAndSelf().Any(n => IsVariable(n, name)))
                continue;
            if (!CacheKeys.IsStable(argument, access.Model))
                return false;
            if (argument is not IdentifierNameSyntax { Identifier.ValueText: var same } || same != name)
                names.Add((name, argument.WithoutTrivia()));
        }
        return true;
    }

    CacheFactory Substituted(string name, ExpressionSyntax by)
    {
        return this with { Statements = [.. Statements.Select(Replace)], Result = Result is null ? null : Replace(Result) };

        T Replace<T>(T node) where T : SyntaxNode =>
            node.ReplaceNodes(node.DescendantNodesAndSelf().Where(d => IsVariable(d, name)), (_, n) => by.WithTriviaFrom(n));
    }

    // A method of the key, or the value itself.
    static CacheFactory? OfValue(CacheAccess access, ExpressionSyntax original, ExpressionSyntax current)
    {
        if (access.Model.GetSymbolInfo(original).Symbol is not IMethodSymbol method || original is BaseObjectCreationExpressionSyntax)
            return original is AnonymousMethodExpressionSyntax ? null : new([], current, Is(access, original));
        if (original is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || access.FactoryArguments.Any(a => a is null || !CacheKeys.IsStable(a, access.Model)))
            return null;
        var arguments = access.IsLazy ? [] : access.FactoryArguments.Select(a => a!.WithoutTrivia().ToString());
        return new([], SyntaxFactory.ParseExpression($"{current.WithoutTrivia()}({string.Join(", ", arguments)})"), Is(access, method.ReturnType), access.IsTask);
    }

    // new Lazy<T>(() => …), and the lambda around it.
    static ExpressionSyntax? PromiseOf(ExpressionSyntax factory) =>
        factory is LambdaExpressionSyntax { ExpressionBody: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var made }, ..] } } ? made : null;

    static bool Is(CacheAccess access, ExpressionSyntax value) => Is(access, access.Model.GetTypeInfo(value).Type);

    static bool Is(CacheAccess access, ITypeSymbol? made) =>
        SymbolEqualityComparer.Default.Equals(made, access.Type) || made is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } && SymbolEqualityComparer.Default.Equals(result, access.Type);

    sealed class Returns(Func<string, string> yield) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) =>
            node.Expression is null ? node : node.WithExpression(SyntaxFactory.ParseExpression(yield(node.Expression.WithoutTrivia().ToString())).WithTriviaFrom(node.Expression));

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;
    }
}
