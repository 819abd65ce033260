using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>
/// SLS1003: writes to a classic session that web.config keeps in one process, once for each type, and the element of web.config that says so. Silent where no web.config is seen.
/// </summary>
internal sealed class ClassicSessionInProcess() : Rule(Rules.SLS1003_ClassicSessionInProcess)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        if (!types.Has(TypeNames.HttpSessionState) || context.Host.Kind != HostKind.Classic || context.Configuration.Web is not { } web || !web.Always(ClassicSession.IsInProcess))
            return;

        var (where, consequence) = web.Always(d => d.Section(ClassicSession.Section)?.Has("mode", "StateServer") == true)
            ? ("the memory of one state server", "and all of them end with that process")
            : ("the memory of this instance", "so that a request that reaches another instance finds an empty one");

        context.OnAdditionalFile(file =>
        {
            foreach (var state in web.Everywhere(d => d.Sections(ClassicSession.Section).Where(ClassicSession.IsInProcessElement)))
                if (web.NameOf(state) is var place && place.GetLineSpan().Path == file.AdditionalFile.Path)
                    file.ReportDiagnostic(Diagnostic.Create(Rules.SLS1003_ClassicSessionInProcess, place, state.Name, where, consequence));
        });

        // A page writes in many places; one finding shows them all.
        var writes = new ConcurrentDictionary<INamedTypeSymbol, ConcurrentBag<SyntaxNode>>(SymbolEqualityComparer.Default);
        context.OnType(start =>
        {
            // Nested types belong to the one that holds them, which ends last.
            var outer = TypeNesting.OutermostOf((INamedTypeSymbol)start.Symbol);
            start.RegisterOperationAction(
                operation =>
                {
                    if (RuleContext.IsUsersCode(operation) && ClassicSession.WrittenBy(operation.Operation, types) is { ConstantValue: not { HasValue: true, Value: null } } value
                        && !(value.Type is { } type && HeldConnections.IsConnection(type, types)))
                        writes.GetOrAdd(outer, static _ => []).Add(PlaceOf(operation.Operation));
                },
                OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.Invalid);
            start.RegisterSymbolEndAction(end =>
            {
                if (!SymbolEqualityComparer.Default.Equals(end.Symbol, outer) || !writes.TryRemove(outer, out var found))
                    return;
                var places = found.OrderBy(n => n.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(n => n.SpanStart).ToList();
                end.ReportDiagnostic(Diagnostic.Create(
                    Rules.SLS1003_ClassicSessionInProcess, places[0].GetLocation(), places.Skip(1).Select(p => p.GetLocation()), places[0].ToString(), where, consequence));
            });
        });
    }

    static SyntaxNode PlaceOf(IOperation write) => write.Syntax is InvocationExpressionSyntax { Expression: var called } ? called : write.Syntax;
}
