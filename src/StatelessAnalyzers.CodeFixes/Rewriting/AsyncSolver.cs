using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// Makes functions async, and all that call them, up to callers that are async already or that the framework calls.
/// What cannot follow (a constructor, a lock, a delegate of a fixed type, a member of another assembly) refuses the whole unit.
/// </summary>
internal sealed class AsyncSolver(FixSession session)
{
    // More than anybody would review.
    const int Most = 500;

    readonly Dictionary<NodeKey, Step> steps = [];

    /// <summary>What it takes to make one function async: found once, however many faults need it.</summary>
    /// <param name="Intents">The changes of the function, of all that override or implement the same member, and of their calls.</param>
    /// <param name="Calls">The calls that now await.</param>
    /// <param name="Obstacle">Why it cannot be, or null.</param>
    sealed record Step(ImmutableArray<Intent> Intents, ImmutableArray<SyntaxNode> Calls, string? Obstacle)
    {
        public static Step Blocked(string obstacle) => new(ImmutableArray<Intent>.Empty, ImmutableArray<SyntaxNode>.Empty, obstacle);

        public static Step Alone(MakeAsync intent) => new(ImmutableArray.Create<Intent>(intent), ImmutableArray<SyntaxNode>.Empty, null);
    }

    /// <summary>Whether code at the site may await.</summary>
    public async Task<bool> CanAwaitAsync(SyntaxNode site)
    {
        var trial = new FixUnit("trial");
        await EnterAsync(trial, site).ConfigureAwait(false);
        return trial.Refusal is null;
    }

    /// <summary>Sees to it that code at the site may await.</summary>
    public async Task EnterAsync(FixUnit unit, SyntaxNode site)
    {
        var seen = new HashSet<NodeKey>();
        var open = new Queue<SyntaxNode>();
        for (open.Enqueue(site); open.Count > 0 && unit.Refusal is null;)
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            var next = open.Dequeue();
            var function = Functions.Around(next);
            if (Functions.AwaitObstacle(next) is { } obstacle)
                unit.Refuse(obstacle);
            else if (function is null)
                unit.Refuse("the code stands outside any function");
            else if (session.DocumentOf(function) is not { } document)
                unit.Refuse("generated code calls it");
            else if (LiveReferences.Cross(next, await session.ModelAsync(document.Id).ConfigureAwait(false)))
                unit.Refuse("the code around it works on a span or another reference");
            else if (!Functions.IsAsync(function) && seen.Add(NodeKey.Of(document.Id, function)))
                foreach (var call in Take(unit, seen, await StepAsync(function, document).ConfigureAwait(false)))
                    open.Enqueue(call);
            if (seen.Count > Most)
                unit.Refuse($"more than {Most} functions would become async");
        }
    }

    static ImmutableArray<SyntaxNode> Take(FixUnit unit, HashSet<NodeKey> seen, Step step)
    {
        if (step.Obstacle is { } obstacle)
            unit.Refuse(obstacle);
        foreach (var intent in step.Intents)
        {
            unit.Add(intent);
            if (intent is MakeAsync async)
                seen.Add(async.Function);
        }
        return step.Calls;
    }

    async Task<Step> StepAsync(SyntaxNode function, Document document)
    {
        var key = NodeKey.Of(document.Id, function);
        if (!steps.TryGetValue(key, out var step))
        {
            var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
            var types = KnownTypes.Of(model.Compilation);
            steps[key] = step = function switch
            {
                AnonymousFunctionExpressionSyntax lambda => await OfLambdaAsync(key, lambda, model, types).ConfigureAwait(false),
                MethodDeclarationSyntax or LocalFunctionStatementSyntax when model.GetDeclaredSymbol(function, session.CancellationToken) is IMethodSymbol method =>
                    !IsTask(method.ReturnType, types) ? await OfMethodAsync(method).ConfigureAwait(false)
                    : AsyncObstacles.OfBody(function, method, model) is { } obstacle ? Step.Blocked(obstacle)
                    : Step.Alone(new MakeAsync(key, ChangesType: false, HasBody: true)),
                _ => Step.Blocked($"{AsyncObstacles.Describe(function)} cannot be async"),
            };
        }
        return step;
    }

    static bool IsTask(ITypeSymbol type, KnownTypes types) =>
        types.Is(type, TypeNames.Task) || types.Is(type, TypeNames.TaskOfT) || types.Is(type, TypeNames.ValueTask) || types.Is(type, TypeNames.ValueTaskOfT);

    // A lambda may return a task where its delegate does, where the framework takes any result, where Task.Run unwraps it, and where what it is given to has an async twin.
    async Task<Step> OfLambdaAsync(NodeKey key, AnonymousFunctionExpressionSyntax lambda, SemanticModel model, KnownTypes types)
    {
        if (model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol method)
            return Step.Blocked("a lambda that does not compile calls it");
        if (AsyncObstacles.OfBody(lambda, method, model) is { } obstacle)
            return Step.Blocked(obstacle);
        var alone = new MakeAsync(key, ChangesType: false, HasBody: true);
        if (model.GetTypeInfo(lambda).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var returned } && IsTask(returned, types))
            return Step.Alone(alone);
        if (EndpointHandlers.TakesAnyResult(lambda, model) || IsTaskRun(lambda, model, types))
            return Step.Alone(alone with { ChangesType = !IsTask(method.ReturnType, types) });
        if (AsyncTwin.CallOf(lambda, model, types) is { } call)
            return new Step(ImmutableArray.Create(alone with { ChangesType = true }, AsyncTwin.Rename(key.Document, call), new AwaitCall(NodeKey.Of(key.Document, call))), ImmutableArray.Create<SyntaxNode>(call), null);
        return await WaitsForPackageAsync(lambda, key.Document.ProjectId, model, types).ConfigureAwait(false) ? Step.Alone(alone) : Step.Blocked("a lambda whose delegate returns no task calls it");
    }

    // An earlier fix gave it to a package that is not restored yet, so that its delegate is not known; what it returns is.
    async Task<bool> WaitsForPackageAsync(AnonymousFunctionExpressionSyntax lambda, ProjectId project, SemanticModel model, KnownTypes types) =>
        model.GetTypeInfo(lambda).ConvertedType is null or IErrorTypeSymbol
        && Returned(lambda).Any() && Returned(lambda).All(r => model.GetTypeInfo(r).Type is { } type && IsTask(type, types))
        && (await ProjectFiles.PendingAsync(session, project).ConfigureAwait(false)).Count > 0;

    static IEnumerable<ExpressionSyntax> Returned(AnonymousFunctionExpressionSyntax lambda) => lambda.ExpressionBody is { } body ? [body]
        : lambda.Block!.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().Select(r => r.Expression).OfType<ExpressionSyntax>();

    static bool IsTaskRun(SyntaxNode lambda, SemanticModel model, KnownTypes types) =>
        lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Run" } method && types.Is(method.ContainingType, TypeNames.Task);

    async Task<Step> OfMethodAsync(IMethodSymbol method)
    {
        var intents = ImmutableArray.CreateBuilder<Intent>();
        var calls = ImmutableArray.CreateBuilder<SyntaxNode>();
        // Before the search, which for a member of a well-known interface would go through everything.
        if (await ConvertAsync(method, intents).ConfigureAwait(false) is { } own)
            return Step.Blocked(own);

        foreach (var member in await References.OfAsync(method, session.Solution, session.CancellationToken).ConfigureAwait(false))
        {
            if (member.Definition is not IMethodSymbol definition)
                return Step.Blocked($"'{method.Name}' is not only called");
            if (await ConvertAsync(definition, intents).ConfigureAwait(false) is { } obstacle)
                return Step.Blocked(obstacle);
            foreach (var location in member.Locations)
                if (await ConvertAsync(location, definition, intents, calls).ConfigureAwait(false) is { } atCall)
                    return Step.Blocked(atCall);
        }
        return new Step(intents.ToImmutable(), calls.ToImmutable(), null);
    }

    // All declarations of a method; the obstacle of one is an obstacle for all.
    async Task<string?> ConvertAsync(IMethodSymbol definition, ImmutableArray<Intent>.Builder intents)
    {
        if (definition.DeclaringSyntaxReferences.IsEmpty)
            return $"'{definition.ContainingType.Name}.{definition.Name}' is declared in another assembly";
        foreach (var part in new[] { definition, definition.PartialDefinitionPart, definition.PartialImplementationPart })
            foreach (var reference in part?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
            {
                var declared = await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
                if (session.DocumentOf(declared) is not { } document)
                    return $"'{definition.Name}' is declared in generated code";
                if (await session.FindAsync(NodeKey.Of(document.Id, declared)).ConfigureAwait(false) is not { } declaration)
                    return $"not every target framework compiles '{definition.Name}'";
                var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
                if (model.GetDeclaredSymbol(declaration, session.CancellationToken) is not IMethodSymbol method)
                    return $"'{definition.Name}' cannot be async";
                if (AsyncObstacles.OfSignature(method, KnownTypes.Of(model.Compilation)) is { } ofSignature)
                    return ofSignature;
                var hasBody = Functions.HasBody(declaration);
                if (hasBody && AsyncObstacles.OfBody(declaration, method, model) is { } ofBody)
                    return ofBody;
                intents.Add(new MakeAsync(NodeKey.Of(document.Id, declaration), ChangesType: true, hasBody));
            }
        return null;
    }

    async Task<string?> ConvertAsync(ReferenceLocation location, IMethodSymbol method, ImmutableArray<Intent>.Builder intents, ImmutableArray<SyntaxNode>.Builder calls)
    {
        if (!FixSession.IsEditable(location.Document))
            return "a Razor file or other generated code calls it";
        if (location.IsImplicit)
            return $"the language itself calls '{method.Name}' in {System.IO.Path.GetFileName(location.Document.Name)}";

        var document = session.Canonical(location.Document);
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var node = root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        if (node.IsPartOfStructuredTrivia() || Identifiers.IsInNameof(node))
            return null;
        if (node is not SimpleNameSyntax name || name.Identifier.Span != location.Location.SourceSpan)
            return $"not every target framework compiles a call of '{method.Name}'";

        SyntaxNode expression = name;
        while (expression.Parent is MemberAccessExpressionSyntax access && access.Name == expression || expression.Parent is MemberBindingExpressionSyntax or AliasQualifiedNameSyntax)
            expression = expression.Parent;
        if (expression.Parent is InvocationExpressionSyntax call && call.Expression == expression)
        {
            // No value and no void is awaited yet, so each call needs it.
            intents.Add(new AwaitCall(NodeKey.Of(document.Id, call)));
            calls.Add(call);
            return null;
        }
        return EndpointHandlers.TakesAnyResult(expression, await session.ModelAsync(document.Id).ConfigureAwait(false))
            ? null
            : $"'{name}' is used as a delegate in {System.IO.Path.GetFileName(document.Name)}";
    }
}
