using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Follows the objects of a cache through the code that has them, to where one of their members is changed or they go out of sight.</summary>
/// <param name="session">The solution.</param>
/// <param name="uses">All uses of the cache.</param>
/// <param name="writes">What is found.</param>
internal sealed class ObjectFlow(FixSession session, IReadOnlyList<CacheAccess> uses, ObjectWrites writes)
{
    // Beyond it, an object is out of sight.
    const int Most = 1000;
    const int MostMembers = 50;

    readonly HashSet<SyntaxNode> seen = [];
    readonly HashSet<SyntaxNode> early = [];
    int members;
    readonly HashSet<ISymbol> variables = new(SymbolEqualityComparer.Default);

    /// <summary>Follows the value of an expression.</summary>
    public async Task FollowAsync(ExpressionSyntax value, SemanticModel model)
    {
        if (model.GetTypeInfo(value).Type is { } type && HeldTypes.IsPlain(type) || !seen.Add(value))
            return;
        if (seen.Count > Most)
        {
            Lose(value, model);
            return;
        }
        if (ContentFlow.Around(value) is { } around)
        {
            await FollowAsync(around, model).ConfigureAwait(false);
            return;
        }
        switch (value.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == value:
                await FollowMemberAsync(access, model).ConfigureAwait(false);
                break;
            case ConditionalAccessExpressionSyntax conditional when conditional.Expression == value:
                await (conditional.WhenNotNull.DescendantNodesAndSelf().OfType<ExpressionSyntax>().First(n => n is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax) is MemberBindingExpressionSyntax member
                    ? FollowMemberAsync(member, model) : FollowAsync(conditional, model)).ConfigureAwait(false);
                break;
            case ConditionalAccessExpressionSyntax conditional:
                await FollowAsync(conditional, model).ConfigureAwait(false);
                break;
            case ElementAccessExpressionSyntax element when element.Expression == value && !ObjectWrites.IsWrite(element):
                await FollowAsync(element, model).ConfigureAwait(false);
                break;
            case ForEachStatementSyntax loop when loop.Expression == value && model.GetDeclaredSymbol(loop) is { } item:
                await FollowVariableAsync(item, loop, model).ConfigureAwait(false);
                break;
            case IsPatternExpressionSyntax test:
                foreach (var designation in test.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>())
                    if (model.GetDeclaredSymbol(designation) is { } named)
                        await FollowVariableAsync(named, designation, model).ConfigureAwait(false);
                break;
            case InterpolationSyntax or ExpressionStatementSyntax or BinaryExpressionSyntax or AwaitExpressionSyntax:
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } }:
                break;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } when model.GetDeclaredSymbol(declarator) is ILocalSymbol local:
                await FollowVariableAsync(local, declarator, model).ConfigureAwait(false);
                break;
            case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: ExpressionSyntax made } } assignment when assignment.Right == value:
                await FollowAsync(made, model).ConfigureAwait(false);
                break;
            case AssignmentExpressionSyntax assignment when assignment.Right == value && model.GetSymbolInfo(assignment.Left).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local:
                await FollowVariableAsync(local, await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false), model).ConfigureAwait(false);
                break;
            case InitializerExpressionSyntax { Parent: ExpressionSyntax made }:
                await FollowAsync(made, model).ConfigureAwait(false);
                break;
            case CollectionElementSyntax or AnonymousObjectMemberDeclaratorSyntax or SwitchExpressionArmSyntax when value.Parent.Parent is ExpressionSyntax made:
                await FollowAsync(made, model).ConfigureAwait(false);
                break;
            case ReturnStatementSyntax or YieldStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax:
                await FollowReturnedAsync(value, model).ConfigureAwait(false);
                break;
            case ArgumentSyntax argument:
                await FollowArgumentAsync(argument, value, model).ConfigureAwait(false);
                break;
            default:
                Lose(value, model);
                break;
        }
    }

    /// <summary>Follows all mentions of a variable. What is changed at an early one is changed before the object is in the cache.</summary>
    public async Task FollowVariableAsync(ISymbol variable, SyntaxNode declaration, SemanticModel model, Func<IdentifierNameSyntax, bool>? isEarly = null)
    {
        if (!variables.Add(variable) && isEarly is null)
            return;
        foreach (var mention in FreshObject.MentionsOf(variable, declaration, model))
        {
            if (isEarly?.Invoke(mention) == true)
                early.Add(mention);
            if (!(mention.Parent is AssignmentExpressionSyntax given && given.Left == mention || mention.Parent is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword }))
                await FollowAsync(mention, model).ConfigureAwait(false);
        }
    }

    public void Lose(ExpressionSyntax value, SemanticModel model) => writes.Lose(model.GetTypeInfo(value).Type, value);

    // x.P, x.M(…)
    async Task FollowMemberAsync(ExpressionSyntax member, SemanticModel model)
    {
        var owner = member is MemberAccessExpressionSyntax access ? access.Expression : null;
        switch (model.GetSymbolInfo(member).Symbol)
        {
            case IPropertySymbol or IFieldSymbol when ObjectWrites.IsWrite(member):
                if (!IsEarly(member) && !FreshObject.IsChangedWhileMade(member, model))
                    writes.Add(model.GetSymbolInfo(member).Symbol!, member);
                break;
            case IPropertySymbol or IFieldSymbol:
                await FollowAsync(member, model).ConfigureAwait(false);
                break;
            case IMethodSymbol { Name: "ToString" or "Equals" or "GetHashCode" or "GetType" or "CompareTo" }:
                break;
            case IMethodSymbol { ReducedFrom: { DeclaringSyntaxReferences: [var declared] } extension }:
                await FollowParameterAsync(extension.Parameters[0], declared).ConfigureAwait(false);
                break;
            case IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences: [var declared], IsVirtual: false, IsAbstract: false, IsOverride: false } method when await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is var body:
                if (await ModelOfAsync(body).ConfigureAwait(false) is { } own)
                    new OwnWrites(own, writes).Read(body, method.ContainingType);
                if (member.Parent is InvocationExpressionSyntax made)
                    await FollowAsync(made, model).ConfigureAwait(false);
                break;
            case IMethodSymbol method when member.Parent is InvocationExpressionSyntax call && IsReader(method):
                foreach (var argument in call.ArgumentList.Arguments)
                    await FollowLambdaAsync(argument.Expression, model).ConfigureAwait(false);
                foreach (var found in call.ArgumentList.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Where(d => d.Parent?.Parent is ArgumentSyntax { Parent.Parent: { } of } && of == call))
                    if (model.GetDeclaredSymbol(found) is { } variable)
                        await FollowVariableAsync(variable, found, model).ConfigureAwait(false);
                await FollowAsync(call, model).ConfigureAwait(false);
                break;
            default:
                writes.Lose(owner is null ? null : model.GetTypeInfo(owner).Type, member);
                break;
        }
    }

    // What a lambda of LINQ is given. Another delegate may do anything.
    async Task FollowLambdaAsync(ExpressionSyntax given, SemanticModel model)
    {
        if (given is LambdaExpressionSyntax lambda)
            foreach (var parameter in lambda is SimpleLambdaExpressionSyntax simple ? SyntaxFactory.SingletonSeparatedList(simple.Parameter) : ((ParenthesizedLambdaExpressionSyntax)lambda).ParameterList.Parameters)
            {
                if (model.GetDeclaredSymbol(parameter) is { } symbol && !HeldTypes.IsPlain(symbol.Type))
                    await FollowVariableAsync(symbol, parameter, model).ConfigureAwait(false);
            }
        else if (model.GetTypeInfo(given).ConvertedType is { TypeKind: TypeKind.Delegate })
            writes.Lose(null, given);
    }

    async Task FollowReturnedAsync(ExpressionSyntax value, SemanticModel model)
    {
        var function = value.Parent as LambdaExpressionSyntax ?? Functions.Around(value);
        switch (function)
        {
            // What a handler returns is written out.
            case LambdaExpressionSyntax handler when EndpointHandlers.TakesAnyResult(handler, model):
                break;
            case LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: ExpressionSyntax call } }:
                await FollowAsync(call, model).ConfigureAwait(false);
                break;
            case MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax when model.GetDeclaredSymbol(function) is { } member:
                await FollowCallersAsync(member, value, model).ConfigureAwait(false);
                break;
            case AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } when model.GetDeclaredSymbol(property) is { } member:
                await FollowCallersAsync(member, value, model).ConfigureAwait(false);
                break;
            default:
                Lose(value, model);
                break;
        }
    }

    async Task FollowCallersAsync(ISymbol member, ExpressionSyntax value, SemanticModel model)
    {
        if (!variables.Add(member))
            return;
        // Each asks for all mentions in the solution.
        if (++members > MostMembers)
        {
            Lose(value, model);
            return;
        }
        if (ObjectCallers.IsOfUnseen(member))
            Lose(value, model);
        foreach (var (call, caller) in await new ObjectCallers(session).OfAsync(member).ConfigureAwait(false))
            if (call is null)
                Lose(value, model);
            else
                await FollowAsync(call, caller).ConfigureAwait(false);
    }

    async Task FollowArgumentAsync(ArgumentSyntax argument, ExpressionSyntax value, SemanticModel model)
    {
        if (uses.Any(u => u.Value == value))
            return;
        if (argument.Parent is TupleExpressionSyntax tuple)
        {
            await FollowAsync(tuple, model).ConfigureAwait(false);
            return;
        }
        if (argument is not { RefKindKeyword.RawKind: 0, Parent: BaseArgumentListSyntax { Parent: ExpressionSyntax call } } || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            Lose(value, model);
            return;
        }
        if (call is InvocationExpressionSyntax changing && ChangingCalls.ChangedBy(changing, model) == value)
        {
            Lose(value, model);
            return;
        }
        if (IsSink(method))
            return;
        if (IsReader(method) && call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver }, ArgumentList.Arguments: var arguments })
        {
            await FollowAsync(call, model).ConfigureAwait(false);
            // Parallel.ForEach(list, x => …)
            foreach (var other in arguments)
                await FollowLambdaAsync(other.Expression, model).ConfigureAwait(false);
            // list.Add(x)
            if (method is { IsStatic: false, ReducedFrom: null } && model.GetSymbolInfo(receiver).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var list] } local)
                await FollowVariableAsync(local, await list.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false), model).ConfigureAwait(false);
            else if (method is { IsStatic: false, ReducedFrom: null })
                Lose(value, model);
            return;
        }
        var at = ((BaseArgumentListSyntax)argument.Parent).Arguments.IndexOf(argument) + (method.ReducedFrom is null ? 0 : 1);
        var bodies = await new ObjectCallers(session).BodiesOfAsync((method.ReducedFrom ?? method).OriginalDefinition).ConfigureAwait(false);
        if (bodies.Count == 0 || argument.NameColon is not null || method.MethodKind == MethodKind.Constructor)
            Lose(value, model);
        else
            foreach (var body in bodies)
                if (at < body.Parameters.Length && body.Parameters[at] is { IsParams: false, DeclaringSyntaxReferences: [var declared] } parameter)
                    await FollowParameterAsync(parameter, declared).ConfigureAwait(false);
                else
                    Lose(value, model);
    }

    async Task FollowParameterAsync(IParameterSymbol parameter, SyntaxReference declared)
    {
        var declaration = await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        var syntax = declaration as ParameterSyntax ?? (declaration as BaseMethodDeclarationSyntax)?.ParameterList.Parameters[parameter.Ordinal];
        if (syntax is not null && await ModelOfAsync(syntax).ConfigureAwait(false) is { } model && model.GetDeclaredSymbol(syntax) is { } symbol)
            await FollowVariableAsync(symbol, syntax, model).ConfigureAwait(false);
        else
            writes.Lose(parameter.Type, declaration);
    }

    async Task<SemanticModel?> ModelOfAsync(SyntaxNode node) =>
        session.Solution.GetDocument(node.SyntaxTree) is { } document ? await document.GetSemanticModelAsync(session.CancellationToken).ConfigureAwait(false) : null;

    bool IsEarly(ExpressionSyntax member)
    {
        var root = member;
        while (((root as MemberAccessExpressionSyntax)?.Expression ?? ContentFlow.Within(root)) is { } inner)
            root = inner;
        return early.Contains(root);
    }

    // Collections and LINQ: what they give or hold is what they were given.
    static bool IsReader(IMethodSymbol method)
    {
        var space = method.ContainingNamespace?.ToDisplayString() ?? "";
        return space is "System.Linq" or "System.Collections.Generic" or "System.Collections.Immutable" or "System.Collections.ObjectModel" or "System.Threading.Tasks" || method.ContainingType.SpecialType == SpecialType.System_Array;
    }

    // What is written out, logged or compared is not changed.
    static bool IsSink(IMethodSymbol method)
    {
        var assembly = method.ContainingAssembly?.Name ?? "";
        return assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || assembly is "Microsoft.Extensions.Logging.Abstractions" or "System.Text.Json" or "Newtonsoft.Json" or "System.Console"
            || method.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Object || method.ContainingType.ToDisplayString() == "System.ArgumentNullException";
    }
}
