using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Whether what goes into a cache is fresh: made by the code, or read from a database or a message, so that nobody else has it who could change it.</summary>
/// <param name="session">The solution.</param>
/// <param name="uses">All uses of the cache.</param>
/// <param name="flow">Follows the variables that have it besides.</param>
internal sealed class ObjectOrigins(FixSession session, IReadOnlyList<CacheAccess> uses, ObjectFlow flow)
{
    const int Methods = 5;
    // Each may ask for all callers of a method; beyond it, an object is not known to be fresh.
    const int Most = 400;

    readonly Dictionary<ISymbol, bool> known = new(SymbolEqualityComparer.Default);
    int asked;

    // A variable may be given itself.
    readonly HashSet<ISymbol> open = new(SymbolEqualityComparer.Default);

    static readonly HashSet<string> Readers = new(StringComparer.Ordinal) { "System.Text.Json", "System.Net.Http.Json", "Newtonsoft.Json", "Dapper", "AutoMapper", "Mapster", "MongoDB.Driver" };

    /// <param name="value">What goes into the cache, or into what does.</param>
    /// <param name="put">Where it does; what a variable is told before does not count.</param>
    /// <param name="model">The model of their tree.</param>
    /// <param name="depth">Through how many methods it has come.</param>
    public async Task<bool> AreFreshAsync(ExpressionSyntax value, SyntaxNode put, SemanticModel model, int depth = 0)
    {
        while (ContentFlow.Within(value) is { } within)
            value = within;
        if (value is LiteralExpressionSyntax or DefaultExpressionSyntax or ThrowExpressionSyntax or TypeOfExpressionSyntax || model.GetTypeInfo(value).Type is { } type && HeldTypes.IsPlain(type))
            return true;
        if (depth > Methods || ++asked > Most)
            return false;
        Task<bool> Of(ExpressionSyntax part) => AreFreshAsync(part, put, model, depth);
        switch (value)
        {
            case ConditionalExpressionSyntax either:
                return await Of(either.WhenTrue).ConfigureAwait(false) && await Of(either.WhenFalse).ConfigureAwait(false);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return await Of(either.Left).ConfigureAwait(false) && await Of(either.Right).ConfigureAwait(false);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression, Left: var cast }:
                return await Of(cast).ConfigureAwait(false);
            case SwitchExpressionSyntax choice:
                return await AllAsync(choice.Arms.Select(a => a.Expression), Of).ConfigureAwait(false);
            case AssignmentExpressionSyntax { Right: var right }:
                return await Of(right).ConfigureAwait(false);
            case BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax or AnonymousObjectCreationExpressionSyntax or TupleExpressionSyntax or InitializerExpressionSyntax:
                return await AllAsync(PartsOf(value), Of).ConfigureAwait(false);
            case ElementAccessExpressionSyntax { Expression: var list }:
                return await Of(list).ConfigureAwait(false);
            case ConditionalAccessExpressionSyntax { Expression: var owner }:
                return await Of(owner).ConfigureAwait(false);
            case InvocationExpressionSyntax call:
                return await OfCallAsync(call, put, model, depth).ConfigureAwait(false);
        }
        switch (model.GetSymbolInfo(value).Symbol)
        {
            case ILocalSymbol local:
                return await OfLocalAsync(local, put, model, depth).ConfigureAwait(false);
            case IParameterSymbol parameter:
                return await OfParameterAsync(parameter, value, model, depth).ConfigureAwait(false);
            case IPropertySymbol { Type: var held } when IsDatabase(held):
                return true;
            // What a fresh object holds.
            case IPropertySymbol { IsStatic: false } when value is MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) and var owner }:
                return await Of(owner).ConfigureAwait(false);
            case IFieldSymbol { Type: var held }:
                return IsDatabase(held);
            default:
                return false;
        }
    }

    static IEnumerable<ExpressionSyntax> PartsOf(ExpressionSyntax made) => made switch
    {
        BaseObjectCreationExpressionSyntax creation => (creation.ArgumentList?.Arguments.Select(a => a.Expression) ?? []).Concat(creation.Initializer is null ? [] : PartsOf(creation.Initializer)),
        InitializerExpressionSyntax initializer => initializer.Expressions.Select(e => e is AssignmentExpressionSyntax set ? set.Right : e),
        ArrayCreationExpressionSyntax array => array.Initializer is null ? [] : PartsOf(array.Initializer),
        ImplicitArrayCreationExpressionSyntax array => PartsOf(array.Initializer),
        CollectionExpressionSyntax collection => collection.Elements.Select(e => e is SpreadElementSyntax spread ? spread.Expression : ((ExpressionElementSyntax)e).Expression),
        AnonymousObjectCreationExpressionSyntax anonymous => anonymous.Initializers.Select(i => i.Expression),
        TupleExpressionSyntax tuple => tuple.Arguments.Select(a => a.Expression),
        _ => [],
    };

    async Task<bool> OfCallAsync(InvocationExpressionSyntax call, SyntaxNode put, SemanticModel model, int depth)
    {
        // What comes out of the cache is followed from there.
        if (uses.Any(u => u.Node.SyntaxTree == call.SyntaxTree && (u.Node == call || u.Node.Span.Contains(call.Span) && ContentFlow.Within(u.Node) == call)))
            return true;
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return false;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return model.GetSymbolInfo(call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: var invoked } ? invoked : call.Expression).Symbol is IParameterSymbol made
                && await OfParameterAsync(made, call, model, depth).ConfigureAwait(false);
        var receiver = call.Expression is MemberAccessExpressionSyntax access && model.GetSymbolInfo(access.Expression).Symbol is not (INamedTypeSymbol or INamespaceSymbol) ? access.Expression : null;
        var space = method.ContainingNamespace.ToDisplayString();
        if (receiver is not null && IsDatabase(model.GetTypeInfo(receiver).Type) || Readers.Any(r => space == r || space.StartsWith(r + ".", StringComparison.Ordinal)))
            return true;
        if (method is { ContainingType.Name: "Task" or "ValueTask", Name: "FromResult" or "Run" } && call.ArgumentList.Arguments is [{ Expression: var given }, ..])
            return await OfGivenAsync(given, call, model, depth).ConfigureAwait(false);
        if (space is "System.Linq" or "System.Collections.Generic" || space.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal))
        {
            var source = receiver ?? call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
            return method.Name == "Select" && call.ArgumentList.Arguments is [.., { Expression: LambdaExpressionSyntax { ExpressionBody: BaseObjectCreationExpressionSyntax created } }] && await AreFreshAsync(created, call, model, depth).ConfigureAwait(false)
                || source is not null && await AreFreshAsync(source, put, model, depth).ConfigureAwait(false);
        }
        var bodies = await new ObjectCallers(session).BodiesOfAsync((method.ReducedFrom ?? method).OriginalDefinition).ConfigureAwait(false);
        foreach (var body in bodies)
            if (!await OfBodyAsync(body, depth + 1).ConfigureAwait(false))
                return false;
        return bodies.Count > 0;
    }

    async Task<bool> OfBodyAsync(IMethodSymbol method, int depth)
    {
        if (known.TryGetValue(method, out var before))
            return before;
        if (!open.Add(method))
            return true;
        var declaration = await method.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        var areFresh = session.Solution.GetDocument(declaration.SyntaxTree) is { } document && await document.GetSemanticModelAsync(session.CancellationToken).ConfigureAwait(false) is { } model
            && await AllAsync(ReturnedBy(declaration), r => AreFreshAsync(r, r, model, depth)).ConfigureAwait(false);
        open.Remove(method);
        return known[method] = areFresh;
    }

    static IEnumerable<ExpressionSyntax> ReturnedBy(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax { ExpressionBody.Expression: var body } => [body],
        LocalFunctionStatementSyntax { ExpressionBody.Expression: var body } => [body],
        LambdaExpressionSyntax { ExpressionBody: { } body } => [body],
        _ => ((SyntaxNode?)(function as LambdaExpressionSyntax)?.Block ?? (function as MethodDeclarationSyntax)?.Body ?? (function as LocalFunctionStatementSyntax)?.Body)?
            .DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Select(n => (n as ReturnStatementSyntax)?.Expression ?? (n as YieldStatementSyntax)?.Expression).OfType<ExpressionSyntax>() ?? [],
    };

    async Task<bool> OfLocalAsync(ILocalSymbol local, SyntaxNode put, SemanticModel model, int depth)
    {
        if (local.DeclaringSyntaxReferences is not [var reference] || !open.Add(local))
            return true;
        var declaration = await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        var given = new List<ExpressionSyntax>();
        switch (declaration)
        {
            case VariableDeclaratorSyntax { Initializer: var initial }:
                given.AddRange(initial is null ? [] : [initial.Value]);
                break;
            case ForEachStatementSyntax { Expression: var list }:
                given.Add(list);
                break;
            case SingleVariableDesignationSyntax when declaration.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { Expression: var tested }:
                given.Add(tested);
                break;
            case SingleVariableDesignationSyntax when uses.Any(u => u.Found is { } found && found.SyntaxTree == declaration.SyntaxTree && found.Span.Contains(declaration.Span)):
                break;
            default:
                open.Remove(local);
                return false;
        }
        foreach (var mention in FreshObject.MentionsOf(local, declaration, model))
            if (mention.Parent is AssignmentExpressionSyntax set && set.Left == mention)
                given.Add(set.Right);
            else if (mention.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: var added }, Name.Identifier.ValueText: "Add" or "AddRange" or "Insert" or "Push" or "Enqueue" })
                given.AddRange(added.Select(a => a.Expression));
        var areFresh = await AllAsync(given, g => AreFreshAsync(g, put, model, depth)).ConfigureAwait(false);
        // Who else has it may change it later on.
        if (areFresh)
            await flow.FollowVariableAsync(local, declaration, model, m => !ContentFlow.IsAfter(m, put, declaration)).ConfigureAwait(false);
        open.Remove(local);
        return areFresh;
    }

    async Task<bool> OfParameterAsync(IParameterSymbol parameter, ExpressionSyntax at, SemanticModel model, int depth)
    {
        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            return at.Ancestors().OfType<LambdaExpressionSyntax>().FirstOrDefault(l => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(l).Symbol, parameter.ContainingSymbol)) is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } lambda
                && (EndpointHandlers.TakesAnyResult(lambda, model) || call.Expression is MemberAccessExpressionSyntax { Expression: var list } && model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingNamespace: var space } && space.ToDisplayString() == "System.Linq" && await AreFreshAsync(list, call, model, depth + 1).ConfigureAwait(false));
        if (known.TryGetValue(parameter, out var before))
            return before;
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method || ObjectCallers.IsOfUnseen(method) || !open.Add(parameter))
            return false;
        var areFresh = true;
        foreach (var (call, caller) in await new ObjectCallers(session).OfAsync(method).ConfigureAwait(false))
            areFresh = areFresh && call is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } && GivenAs(parameter, method, arguments, isReduced: caller.GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: not null }) is { } given
                && await OfGivenAsync(given, call, caller, depth + 1).ConfigureAwait(false);
        open.Remove(parameter);
        return known[parameter] = areFresh;
    }

    static ExpressionSyntax? GivenAs(IParameterSymbol parameter, IMethodSymbol method, SeparatedSyntaxList<ArgumentSyntax> arguments, bool isReduced)
    {
        if (arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name) is { } named)
            return named.Expression;
        var at = parameter.Ordinal - (isReduced ? 1 : 0);
        return at >= 0 && at < arguments.Count && arguments.Take(at + 1).All(a => a.NameColon is null) && method.Parameters.Length > parameter.Ordinal ? arguments[at].Expression : null;
    }

    // A value, or what makes it.
    async Task<bool> OfGivenAsync(ExpressionSyntax given, SyntaxNode put, SemanticModel model, int depth) => given switch
    {
        LambdaExpressionSyntax lambda => await AllAsync(ReturnedBy(lambda), r => AreFreshAsync(r, r, model, depth)).ConfigureAwait(false),
        _ when model.GetSymbolInfo(given).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [_] } group && given is IdentifierNameSyntax or MemberAccessExpressionSyntax => await OfBodyAsync(group.OriginalDefinition, depth).ConfigureAwait(false),
        _ => await AreFreshAsync(given, put, model, depth).ConfigureAwait(false),
    };

    // A context or a set of Entity Framework.
    static bool IsDatabase(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t is { Name: "DbContext" or "DbSet", ContainingNamespace: { } space } && space.ToDisplayString() == "Microsoft.EntityFrameworkCore")
                return true;
        return false;
    }

    static async Task<bool> AllAsync(IEnumerable<ExpressionSyntax> parts, Func<ExpressionSyntax, Task<bool>> isFresh)
    {
        foreach (var part in parts)
            if (!await isFresh(part).ConfigureAwait(false))
                return false;
        return true;
    }
}
