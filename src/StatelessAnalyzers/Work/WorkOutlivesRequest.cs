using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>SLS5002: work that request code starts and does not wait for.</summary>
internal sealed class WorkOutlivesRequest() : Rule(Rules.SLS5002_WorkOutlivesRequest)
{
    static readonly string[] Endpoints = [TypeNames.ControllerBase, TypeNames.PageModel, TypeNames.Hub, TypeNames.Packages.ClassicController, TypeNames.Packages.ApiController];

    static readonly string[] ClassicHandlers = [TypeNames.ClassicControl, TypeNames.HttpApplication, TypeNames.IHttpModule];

    // The calls that start work, with the types that declare them.
    static readonly Dictionary<string, string[]> Starts = new(StringComparer.Ordinal)
    {
        ["Run"] = [TypeNames.Task],
        ["StartNew"] = [TypeNames.TaskFactory, TypeNames.TaskFactoryOfResult],
        ["QueueUserWorkItem"] = [TypeNames.ThreadPool],
        ["UnsafeQueueUserWorkItem"] = [TypeNames.ThreadPool],
        ["QueueBackgroundWorkItem"] = [TypeNames.ClassicHostingEnvironment],
        ["Start"] = [TypeNames.Thread],
        ["UnsafeStart"] = [TypeNames.Thread],
    };

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        context.OnOperation(
            operation =>
            {
                // Nobody can wait for it, so that it stands alone.
                var call = (IInvocationOperation)operation.Operation;
                if (call.Parent is { Kind: OperationKind.ExpressionStatement or OperationKind.ConditionalAccess } && IsAsyncVoid(call.TargetMethod))
                    Judge(operation, call);
            },
            OperationKind.Invocation);
        context.OnCall(
            (operation, call) =>
            {
                if (StartsWork(call.TargetMethod))
                    Judge(operation, call);
            },
            [.. Starts.Keys]);
        context.OnOperation(
            operation =>
            {
                // An async lambda that is handed over as an Action: the callee cannot wait for it.
                var lambda = (IAnonymousFunctionOperation)operation.Operation;
                if (IsAsyncVoid(lambda.Symbol) && lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } }
                    && !StartsWork(call.TargetMethod) && !IsComponent(operation.ContainingSymbol.ContainingType) && IsRequestCode(operation, lambda))
                    Report(operation.ReportDiagnostic, Place(call), operation.ContainingSymbol);
            },
            OperationKind.AnonymousFunction);
        context.OnSymbol(
            symbol =>
            {
                var method = (IMethodSymbol)symbol.Symbol;
                if (IsAsyncVoid(method) && method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public } && types.IsOrInheritsAny(method.ContainingType, Endpoints))
                    Report(symbol.ReportDiagnostic, method.Locations[0], method.Name, method);
            },
            SymbolKind.Method);

        void Judge(OperationAnalysisContext operation, IInvocationOperation call)
        {
            if (IsDropped(call) && !IsJoined(call) && IsRequestCode(operation, call))
                Report(operation.ReportDiagnostic, Place(call), operation.ContainingSymbol);
        }

        bool StartsWork(IMethodSymbol method)
        {
            if (Starts.TryGetValue(method.Name, out var owners))
                foreach (var owner in owners)
                    if (types.Is(method.ContainingType, owner))
                        return true;
            return false;
        }

        bool IsJoined(IInvocationOperation start)
        {
            if (!types.Is(start.TargetMethod.ContainingType, TypeNames.Thread))
                return false;
            IOperation root = start;
            while (root.Parent is not null)
                root = root.Parent;
            foreach (var operation in root.Descendants())
                if (operation is IInvocationOperation { TargetMethod.Name: "Join" } join && types.Is(join.TargetMethod.ContainingType, TypeNames.Thread))
                    return true;
            return false;
        }

        bool IsRequestCode(OperationAnalysisContext operation, IOperation work)
        {
            var member = operation.ContainingSymbol;
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor } or IFieldSymbol or IPropertySymbol)
                return false;
            if (IsEventHandler(member) && !types.IsOrInheritsAny(member.ContainingType, ClassicHandlers))
                return false; // of a file watcher, a timer; those of classic pages and modules serve requests
            for (var type = member.ContainingType; type is not null; type = type.ContainingType)
                if (types.IsOrInherits(type, TypeNames.IHostedService))
                    return false;
            if (work is IInvocationOperation call && !StartsWork(call.TargetMethod) && IsComponent(member.ContainingType))
                return false;
            return !StartupCode.Contains(work, member, types);
        }

        bool IsEventHandler(ISymbol member) =>
            member is IMethodSymbol { Parameters: [{ Type.SpecialType: SpecialType.System_Object }, { Type: var data }] } && types.IsOrInherits(data, TypeNames.EventArgs);

        bool IsComponent(INamedTypeSymbol? type) => types.IsOrInherits(type, TypeNames.IComponent);
    }

    // Handlers of events are called by whoever waits for them, such as the life cycle of a page.
    static bool IsAsyncVoid(IMethodSymbol method) =>
        method is { ReturnsVoid: true, IsAsync: true } and not { Parameters: [{ Type.SpecialType: SpecialType.System_Object }, ..] };

    /// <summary>Whether nobody gets hold of the started work: a statement of its own, or a discard.</summary>
    static bool IsDropped(IOperation work)
    {
        for (var (value, user) = (work, work.Parent); ; (value, user) = (user, user.Parent))
            switch (user)
            {
                case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ContinueWith" or "ConfigureAwait" or "Unwrap" } next when next.Instance == value:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true } and ({ ReturnsVoid: true } or { Name: "Unwrap" }) } }:
                case IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation:
                    continue;
                case IInvocationOperation { TargetMethod: { IsExtensionMethod: true } and ({ ReturnsVoid: true } or { Name: "Unwrap" }) } when value is IArgumentOperation:
                    continue;
                default:
                    return false;
            }
    }

    static SyntaxNode Place(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: var callee } ? callee is MemberAccessExpressionSyntax { Name: var name } ? name : callee : call.Syntax;

    static void Report(Action<Diagnostic> report, SyntaxNode place, ISymbol member) => Report(report, place.GetLocation(), place.ToString(), member);

    static void Report(Action<Diagnostic> report, Location place, string work, ISymbol member)
    {
        var named = (member as IMethodSymbol)?.AssociatedSymbol ?? member;
        report(Diagnostic.Create(Rules.SLS5002_WorkOutlivesRequest, place, work, named.CanBeReferencedByName ? $"{named.ContainingType.Name}.{named.Name}" : named.ContainingType.Name));
    }
}
