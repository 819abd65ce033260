using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>Statements that read a number of a memory cache and store it increased, one after the other.</summary>
/// <param name="Read">The use that reads.</param>
/// <param name="Store">The use that stores.</param>
/// <param name="First">The statement that reads; the one that stores where it does both.</param>
/// <param name="Between">The statement that increases the variable, where one of its own does.</param>
/// <param name="By">By how much, as code; null for one.</param>
/// <param name="Variable">The variable, where the code goes on with it.</param>
internal sealed record CountStep(CacheAccess Read, CacheAccess Store, StatementSyntax First, StatementSyntax? Between, string? By, string? Variable)
{
    /// <summary>The statements around a use that stores, or null where they are none such.</summary>
    public static CountStep? Of(CacheAccess store, IReadOnlyList<CacheAccess> uses)
    {
        if (store.IsUsed || store.Node.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } last)
            return null;
        var at = block.Statements.IndexOf(last);
        if (Increased(store.Value!, store.Model) is var (old, by))
        {
            // cache.Set(key, cache.Get<int>(key) + 1, …);
            if (uses.FirstOrDefault(u => u.Node == old) is { Action: CacheAction.Read } read)
                return IsSame(read, store) ? new(read, store, last, null, by, null) : null;
            return at > 0 && old is IdentifierNameSyntax name ? Of(name.Identifier.ValueText, block.Statements[at - 1], null, by) : null;
        }
        // count++; cache.Set(key, count, …);
        return at > 1 && store.Value is IdentifierNameSyntax variable && block.Statements[at - 1] is ExpressionStatementSyntax { Expression: var change } step && Changed(change, store.Model) is var (changed, times) && changed == variable.Identifier.ValueText
            ? Of(changed, block.Statements[at - 2], step, times) : null;

        CountStep? Of(string name, StatementSyntax first, StatementSyntax? between, string? times)
        {
            if (uses.FirstOrDefault(u => u.Action is CacheAction.Read or CacheAction.TryRead && u.Node.FirstAncestorOrSelf<StatementSyntax>() == first) is not { } read || !IsSame(read, store) || VariableOf(read, first) != name)
                return null;
            var mentions = block.DescendantNodes().Where(n => CacheFactory.IsVariable(n, name)).ToList();
            var isNeeded = mentions.Any(m => !first.Span.Contains(m.Span) && between?.Span.Contains(m.Span) != true && !store.Value!.Span.Contains(m.Span));
            return new(read, store, first, between, times, isNeeded ? name : null);
        }
    }

    // cache.TryGetValue(key, out int count);  var count = cache.Get<int>(key);  var count = cache.TryGetValue(key, out int c) ? c : 0;
    static string? VariableOf(CacheAccess read, StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: var call } when call == read.Node && read.Found is DeclarationExpressionSyntax => CacheAsides.VariableOf(read),
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value, Identifier.ValueText: var name }] } when value == read.Node && read is { Action: CacheAction.Read, Missing: Missing.Default }
            || value is ConditionalExpressionSyntax { WhenTrue: IdentifierNameSyntax found, WhenFalse: var otherwise } conditional && conditional.Condition == read.Node
                && found.Identifier.ValueText == CacheAsides.VariableOf(read) && read.Model.GetConstantValue(otherwise) is { Value: 0 or 0L } => name,
        _ => null,
    };

    // count + 1
    static (ExpressionSyntax Old, string? By)? Increased(ExpressionSyntax value, SemanticModel model) =>
        value is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: var old, Right: var by } && IsConstant(by, model) ? (old, Times(by, model)) : null;

    // count++, ++count, count += 1, count = count + 1
    static (string Name, string? By)? Changed(ExpressionSyntax change, SemanticModel model) => change switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: IdentifierNameSyntax name } => (name.Identifier.ValueText, null),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression, Operand: IdentifierNameSyntax name } => (name.Identifier.ValueText, null),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: IdentifierNameSyntax name, Right: var by } when IsConstant(by, model) => (name.Identifier.ValueText, Times(by, model)),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax name, Right: var value } when Increased(value, model) is ({ } old, var by) && SyntaxFactory.AreEquivalent(old, name) => (name.Identifier.ValueText, by),
        _ => null,
    };

    static bool IsConstant(ExpressionSyntax by, SemanticModel model) => model.GetConstantValue(by) is { Value: int or long };

    static string? Times(ExpressionSyntax by, SemanticModel model) => model.GetConstantValue(by) is { Value: 1 or 1L } ? null : by.WithoutTrivia().ToString();

    static bool IsSame(CacheAccess one, CacheAccess other) =>
        SyntaxFactory.AreEquivalent(one.Key, other.Key) && CacheKeys.IsStable(one.Key, one.Model) && (one.Receiver is null || SyntaxFactory.AreEquivalent(one.Receiver, other.Receiver));
}
