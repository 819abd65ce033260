using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The locks and semaphores around single uses. A database does one operation at a time by itself, so that they fall away; one around more than one use refuses the fix.</summary>
internal sealed class TableLocks(HeldTable table, IReadOnlyList<TableUse> uses, IReadOnlyList<NewKey> counted, FixSession session)
{
    readonly Dictionary<StatementSyntax, Document> dropped = [];
    readonly List<FieldUse> ofGates = [];

    /// <summary>What a lock guards besides one use, or null.</summary>
    public async Task<string?> ObstacleAsync()
    {
        var gates = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var use in uses)
            if (GuardOf(use.Node) is { } taken)
            {
                if (uses.Count(u => taken.Span.Contains(u.Node.Span) && u.Node.SyntaxTree == taken.SyntaxTree) > 1)
                    return $"the lock around the use in {use.Place} holds several uses together";
                if (Others(BodyOf(taken), use.Model) is { } other)
                    return $"the lock around the use in {use.Place} also guards '{other}'";
                dropped[taken] = use.Document;
                if (use.Model.GetSymbolInfo(GateOf(taken)).Symbol is { } gate && !table.IsNamedBy(gate))
                    gates.Add(gate);
            }
        foreach (var gate in gates)
            ofGates.AddRange(await FieldUse.OfAsync(gate, session).ConfigureAwait(false));
        return null;
    }

    /// <summary>What a change under a lock that goes away goes by, so that another instance may have changed it by then, or null.</summary>
    public static string? Obstacle(IReadOnlyList<RecordChange> changes)
    {
        foreach (var change in changes)
            if (change.Lock is { } guard && BodyOf(guard).DescendantNodes().Any(n => n.SpanStart < change.Statements[0].SpanStart && IsRead(n, change.Record)))
                return $"the lock around {change.Place} also guards what the change goes by";
        return null;
    }

    // Asked for more than whether it is there.
    static bool IsRead(SyntaxNode node, string record) =>
        node is IdentifierNameSyntax { Parent: var parent } mention && mention.Identifier.Text == record && parent switch
        {
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } => false,
            BinaryExpressionSyntax { Left: var left, Right: var right } comparison => !(comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression && (left == mention ? right : left).IsKind(SyntaxKind.NullLiteralExpression)),
            MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } written => assignment.Left != written,
            _ => true,
        };

    static StatementSyntax? GuardOf(SyntaxNode code) =>
        code.Ancestors().OfType<StatementSyntax>().FirstOrDefault(s => s is LockStatementSyntax || s is TryStatementSyntax guarded && SemaphoreGate.Of(guarded) is not null);

    static ExpressionSyntax GateOf(StatementSyntax guard) => guard is LockStatementSyntax taken ? taken.Expression : SemaphoreGate.Of((TryStatementSyntax)guard)!.Gate;

    static StatementSyntax BodyOf(SyntaxNode guard) => guard is LockStatementSyntax taken ? taken.Statement : ((TryStatementSyntax)guard).Block;

    // State that needs the lock for itself.
    string? Others(StatementSyntax guarded, SemanticModel model)
    {
        foreach (var name in guarded.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (model.GetSymbolInfo(name).Symbol is IFieldSymbol { IsReadOnly: false, IsConst: false } field && !table.IsNamedBy(field) && !counted.Any(k => SymbolEqualityComparer.Default.Equals(k.Counter, field)))
                return field.Name;
        return null;
    }

    /// <summary>The use as it stands once its lock is gone.</summary>
    public TableUse Within(TableUse use) => use with { Lock = DroppedAround(use.Node) };

    /// <inheritdoc cref="Within(TableUse)" />
    public RecordChange Within(RecordChange change) => change with { Lock = DroppedAround(change.Statements[0]) };

    /// <summary>The lock around code that goes away, or the code itself.</summary>
    public SyntaxNode SiteOf(SyntaxNode code) => DroppedAround(code) ?? code;

    StatementSyntax? DroppedAround(SyntaxNode code) => GuardOf(code) is { } guard && dropped.ContainsKey(guard) ? guard : null;

    public void Drop(FixUnit unit)
    {
        foreach (var gate in dropped.Keys.OfType<TryStatementSyntax>().Select(t => SemaphoreGate.Of(t)!))
            unit.Add(new RewriteNode(NodeKey.Of(dropped[gate.Guarded].Id, gate.Wait), "no lock", (_, _) => null));
        foreach (var taken in dropped)
            unit.Add(new RewriteNode(NodeKey.Of(taken.Value.Id, taken.Key), "no lock", (node, scope) => Lowering.Unwrapped(node, BodyOf(node), scope)));
        foreach (var gate in ofGates.Where(g => g.Expression is not null).GroupBy(g => g.Model.GetSymbolInfo(g.Expression!).Symbol, SymbolEqualityComparer.Default))
            if (gate.Key is IFieldSymbol { DeclaringSyntaxReferences: [var declared] } field && field.DeclaredAccessibility == Accessibility.Private
                && ofGates.Where(g => SymbolEqualityComparer.Default.Equals(g.Model.GetSymbolInfo(g.Node).Symbol, field)).All(g => IsDropped(g.Node) || table.TakesAlong(g.Node))
                && declared.GetSyntax() is VariableDeclaratorSyntax declarator && session.DocumentOf(declarator) is { } document)
                FieldRemoval.Add(unit, document.Id, declarator);
    }

    // Where a lock names the gate, or a semaphore is waited for and released.
    bool IsDropped(SyntaxNode gate) =>
        dropped.Keys.Any(guard => guard.SyntaxTree == gate.SyntaxTree && !BodyOf(guard).Span.Contains(gate.Span)
            && (guard.Span.Contains(gate.Span) || guard is TryStatementSyntax guarded && SemaphoreGate.Of(guarded)!.Wait.Span.Contains(gate.Span)));
}
