using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The locks around single uses. A database does one operation at a time by itself, so that they fall away; a lock around more than one refuses the fix.</summary>
internal sealed class TableLocks(HeldTable table, IReadOnlyList<TableUse> uses, IReadOnlyList<NewKey> counted, FixSession session)
{
    readonly Dictionary<LockStatementSyntax, Document> dropped = [];
    readonly List<FieldUse> ofGates = [];

    /// <summary>What a lock guards besides one use, or null.</summary>
    public async Task<string?> ObstacleAsync()
    {
        foreach (var use in uses)
            if (use.Node.FirstAncestorOrSelf<LockStatementSyntax>() is { } taken)
            {
                if (uses.Count(u => taken.Span.Contains(u.Node.Span) && u.Node.SyntaxTree == taken.SyntaxTree) > 1)
                    return $"the lock around the use in {use.Place} holds several uses together";
                if (Others(taken, use.Model) is { } other)
                    return $"the lock around the use in {use.Place} also guards '{other}'";
                dropped[taken] = use.Document;
            }
        foreach (var gate in dropped.Keys.Select(l => (Lock: l, uses.First(u => u.Node.SyntaxTree == l.SyntaxTree).Model)))
            if (gate.Model.GetSymbolInfo(gate.Lock.Expression).Symbol is { } symbol && !SymbolEqualityComparer.Default.Equals(symbol, table.Symbol))
                ofGates.AddRange(await FieldUse.OfAsync(symbol, session).ConfigureAwait(false));
        return null;
    }

    // State that needs the lock for itself.
    string? Others(LockStatementSyntax taken, SemanticModel model)
    {
        foreach (var name in taken.Statement.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (model.GetSymbolInfo(name).Symbol is IFieldSymbol { IsReadOnly: false, IsConst: false } field && !SymbolEqualityComparer.Default.Equals(field, table.Symbol) && !counted.Any(k => SymbolEqualityComparer.Default.Equals(k.Counter, field)))
                return field.Name;
        return null;
    }

    /// <summary>The use as it stands once its lock is gone.</summary>
    public static TableUse Within(TableUse use) => use with { Lock = use.Node.FirstAncestorOrSelf<LockStatementSyntax>() };

    public void Drop(FixUnit unit)
    {
        foreach (var taken in dropped)
            unit.Add(new RewriteNode(NodeKey.Of(taken.Value.Id, taken.Key), "no lock", (node, scope) =>
            {
                var body = ((LockStatementSyntax)node).Statement;
                if (body is not BlockSyntax { Statements: { Count: > 0 } statements })
                    return body.WithTriviaFrom(node);
                var indentation = Lowering.Indentation((StatementSyntax)scope.Original);
                foreach (var statement in statements.Take(statements.Count - 1))
                    scope.Hoist(statement.WithLeadingTrivia(Outdented(statement, indentation)));
                return statements.Last().WithLeadingTrivia(statements.Count > 1 ? indentation : node.GetLeadingTrivia()).WithTrailingTrivia(node.GetTrailingTrivia());
            }));
        foreach (var gate in ofGates.Where(g => g.Expression is not null).GroupBy(g => g.Model.GetSymbolInfo(g.Expression!).Symbol, SymbolEqualityComparer.Default))
            if (gate.Key is IFieldSymbol { DeclaringSyntaxReferences: [var declared] } field && field.DeclaredAccessibility == Accessibility.Private
                && ofGates.Where(g => SymbolEqualityComparer.Default.Equals(g.Model.GetSymbolInfo(g.Node).Symbol, field)).All(g => g.Expression?.Parent is LockStatementSyntax taken && dropped.ContainsKey(taken))
                && declared.GetSyntax() is VariableDeclaratorSyntax declarator && session.DocumentOf(declarator) is { } document)
                FieldRemoval.Add(unit, document.Id, declarator);
    }

    static SyntaxTriviaList Outdented(StatementSyntax statement, SyntaxTriviaList indentation)
    {
        var leading = statement.GetLeadingTrivia();
        return leading is [.., var last] && last.IsKind(SyntaxKind.WhitespaceTrivia) ? leading.RemoveAt(leading.Count - 1).AddRange(indentation) : leading.AddRange(indentation);
    }
}
