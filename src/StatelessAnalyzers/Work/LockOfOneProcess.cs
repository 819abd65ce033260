using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>SLS5004: a lock of this process around reading and then writing what other instances read and write too.</summary>
internal sealed class LockOfOneProcess() : Rule(Rules.SLS5004_LockOfOneProcess)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        var bodies = new Bodies<SharedUsesOfBody>(body => SharedUsesOfBody.Of(body, types));
        context.OnOperation(
            operation =>
            {
                var guard = (ILockOperation)operation.Operation;
                if (guard.Syntax is LockStatementSyntax syntax)
                    Judge(operation, SharedUsesOfBody.Of(guard.Body, types), guard.Body.Syntax.Span, syntax.LockKeyword.GetLocation(), "lock");
            },
            OperationKind.Lock);
        context.OnCall(
            (operation, call) =>
            {
                if (IsAcquire(call.TargetMethod) && IsExclusive(call) && Scope(call) is { } scope && call.Syntax is InvocationExpressionSyntax { Expression: var callee })
                    Judge(operation, bodies.Around(call), bodies.Around(call).Guarded(call.Syntax.Span.End, scope.Syntax.Span.End), callee.GetLocation(), callee.ToString());
            },
            "Wait", "WaitAsync", "Enter", "TryEnter", "EnterScope", "WaitOne");

        void Judge(OperationAnalysisContext operation, SharedUsesOfBody uses, TextSpan guarded, Location place, string name)
        {
            if (uses.ReadThenWrite(guarded) is { } lost && !StartupCode.Contains(operation.Operation, operation.ContainingSymbol, types))
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS5004_LockOfOneProcess, place, new[] { lost.Place.GetLocation() }, name, lost.Use.Kind.Name()));
        }

        bool IsAcquire(IMethodSymbol method) => method.Name switch
        {
            "Wait" or "WaitAsync" => types.Is(method.ContainingType, TypeNames.SemaphoreSlim),
            "Enter" or "TryEnter" => types.Is(method.ContainingType, TypeNames.Monitor) || types.Is(method.ContainingType, TypeNames.Lock),
            "EnterScope" => types.Is(method.ContainingType, TypeNames.Lock),
            "WaitOne" => method.ContainingType is { } type && (types.Is(type, TypeNames.Mutex) || types.Is(type, TypeNames.WaitHandle)),
            _ => false,
        };

        // A semaphore of more than one, or of a number that is not written here, limits and does not exclude.
        bool IsExclusive(IInvocationOperation acquire)
        {
            if (acquire.TargetMethod.Name == "WaitOne")
                return types.Is(acquire.Instance?.Type, TypeNames.Mutex);
            if (!types.Is(acquire.TargetMethod.ContainingType, TypeNames.SemaphoreSlim))
                return true;
            var source = acquire.Instance switch
            {
                IMemberReferenceOperation member => member.Member,
                ILocalReferenceOperation local => local.Local,
                _ => null,
            };
            if (source is null)
                return false;
            foreach (var declaration in source.DeclaringSyntaxReferences)
                foreach (var node in declaration.GetSyntax().DescendantNodes())
                    if (node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: 1 } }, ..] })
                        return true;
            return false;
        }
    }

    // The lambda, local function or member that acquires, so that nothing of its surroundings counts as guarded.
    static IOperation? Scope(IOperation acquire)
    {
        var outer = acquire.Parent;
        while (outer is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation) && outer.Parent is not null)
            outer = outer.Parent;
        return outer;
    }
}
