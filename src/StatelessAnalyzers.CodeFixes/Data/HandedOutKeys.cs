using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Leaves to the database what was counted in memory: the key of a new record.</summary>
internal sealed class HandedOutKeys(FixUnit unit, FixSession session, HeldTable table)
{
    /// <summary>What else the counted keys are used for, or null.</summary>
    public async Task<string?> ObstacleAsync(TableMove move)
    {
        var keys = move.NewKeys;
        foreach (var key in keys)
        {
            if (key.Local is not null && UsesOf(key.Local).Any(u => u != key.Given && !IsUnder(u, key) && !IsBehind(u, key)))
                return $"the key that is counted in {key.Use.Place} is used before the database could hand it out";
            if (KeyIsRead(key) is { } line)
                return $"the key that is counted is read in line {line} before the record is put in";
            if (key.Counter is not null)
                foreach (var use in await FieldUse.OfAsync(key.Counter, session).ConfigureAwait(false))
                    if (use.Expression is null || !NewKeys.Covers(keys, use.Expression) && !move.Counters.Covers(use.Expression))
                        return $"'{key.Counter.Name}' counts more than the keys of the records";
        }
        return null;
    }

    static IEnumerable<IdentifierNameSyntax> UsesOf(VariableDeclaratorSyntax local) =>
        (Functions.Around(local) ?? local.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == local.Identifier.ValueText && KeyPredicate.Names(n, local.Identifier.ValueText));

    // records[id] = record, where the key does not count any more.
    static bool IsUnder(IdentifierNameSyntax use, NewKey key) => key.Use.Key is { } under && under.Span.Contains(use.Span) && under.SyntaxTree == use.SyntaxTree;

    // Once the record is put in, it has the key.
    static bool IsBehind(IdentifierNameSyntax use, NewKey key) =>
        key.Use is { GivesValue: false, Value: IdentifierNameSyntax record } put && put.Node.Parent is ExpressionStatementSyntax { Parent: BlockSyntax block } && block.Span.Contains(use.Span) && use.SpanStart > put.Node.Span.End
        && Functions.Around(use) == Functions.Around(put.Node) && use.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: not 0 } && put.Model.GetSymbolInfo(record).Symbol is ILocalSymbol or IParameterSymbol
        && !block.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.SpanStart > put.Node.Span.End && KeyPredicate.Names(a.Left, record.Identifier.ValueText));

    // Between the counting and the adding the record has no key yet.
    int? KeyIsRead(NewKey key)
    {
        if (key.Use.Value is not IdentifierNameSyntax record)
            return null;
        foreach (var access in (Functions.Around(record) ?? record.SyntaxTree.GetRoot()).DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            if (access.Name.Identifier.ValueText == table.Key.Name && access.Expression is IdentifierNameSyntax owner && owner.Identifier.ValueText == record.Identifier.ValueText
                && access.SpanStart > key.Given.SpanStart && access.SpanStart < key.Use.Node.SpanStart)
                return access.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        return null;
    }

    public void Add(IReadOnlyList<NewKey> keys)
    {
        foreach (var key in keys)
        {
            var document = key.Use.Document.Id;
            if (key.Given.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } set && !table.Key.IsRequired && initializer.Expressions.Count > 1)
            {
                var at = initializer.Expressions.IndexOf(set);
                unit.Add(new RewriteNode(NodeKey.Of(document, initializer), "no key", (node, _) => ((InitializerExpressionSyntax)node).WithExpressions(((InitializerExpressionSyntax)node).Expressions.RemoveAt(at))));
            }
            else
            {
                unit.Add(new RewriteNode(NodeKey.Of(document, key.Given), "no key", (node, scope) => scope.Expression("0", node)));
            }
            foreach (var later in key.Local is null ? [] : UsesOf(key.Local).Where(u => IsBehind(u, key)))
                unit.Add(new RewriteNode(NodeKey.Of(document, later), "key", (node, scope) => scope.Expression($"{key.Use.Value}.{table.Key.Name}", node)));
            if (key.Step is { } step)
                unit.Add(new RewriteNode(NodeKey.Of(document, step.Step), "no key", (_, _) => null));
            if (key.Local is { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration })
                unit.Add(new RewriteNode(NodeKey.Of(document, declaration.Parent!), "no key", (_, _) => null));
            if (key.Counter is { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax() is VariableDeclaratorSyntax counter && session.DocumentOf(counter) is { } ofCounter)
                FieldRemoval.Add(unit, ofCounter.Id, counter);
        }
    }
}
