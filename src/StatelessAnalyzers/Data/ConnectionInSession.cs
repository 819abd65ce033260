using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Sessions;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4005: a classic session is given a connection, a context or a transaction of a database. It speaks in place of SLS1003 and SLS1007, for a session elsewhere would not help.</summary>
internal sealed class ConnectionInSession() : Rule(Rules.SLS4005_ConnectionHeld)
{
    public override void Start(RuleContext context)
    {
        if (!IsJudged(context))
            return;
        context.OnProperty((operation, _) => Judge(operation, context.Types), RuleContext.Indexer);
        context.OnCall((operation, _) => Judge(operation, context.Types), "Add");
    }

    /// <summary>Whether the compilation is an application whose sessions can hold one.</summary>
    public static bool IsJudged(RuleContext context) => context.Host.Kind == HostKind.Classic && context.Types.Has(TypeNames.HttpSessionState);

    static void Judge(OperationAnalysisContext operation, KnownTypes types)
    {
        if (ClassicSession.WrittenBy(operation.Operation, types) is { Type: { } type } value && HeldConnections.IsConnection(type, types))
            operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS4005_ConnectionHeld, value.Syntax.GetLocation(), SlotOf(operation.Operation.Syntax), type.Name, "the session lasts"));
    }

    static string SlotOf(SyntaxNode write) => (write is InvocationExpressionSyntax { Expression: var called } ? called : write).ToString();
}
