using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// A record that is looked for by its place in a list: <c>var index = orders.FindIndex(o => o.Id == id)</c>. Where the place only serves to ask whether there is one,
/// to replace it or to take it out, the record itself does as well.
/// </summary>
/// <param name="Declarator">The local that holds the place.</param>
/// <param name="Call">The call that looks for it.</param>
/// <param name="Key">The key of the record.</param>
/// <param name="Comparisons">The questions whether there is one.</param>
internal sealed record IndexedRecord(VariableDeclaratorSyntax Declarator, InvocationExpressionSyntax Call, ExpressionSyntax Key, IReadOnlyList<BinaryExpressionSyntax> Comparisons)
{
    /// <summary>What the local is called once it names the record.</summary>
    public string Name => Identifiers.Unused("existing", Identifiers.In((Functions.Around(Declarator) ?? Declarator.SyntaxTree.GetRoot()).DescendantTokens()));

    /// <summary>The record whose place the expression is, or null.</summary>
    public static IndexedRecord? At(ExpressionSyntax place, HeldTable table, SemanticModel model) =>
        place is IdentifierNameSyntax && model.GetSymbolInfo(place).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax call }
            ? Of(call, table, model) : null;

    /// <summary>The record that the call looks for, or null where its place is used for more.</summary>
    public static IndexedRecord? Of(InvocationExpressionSyntax call, HeldTable table, SemanticModel model)
    {
        if (call is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FindIndex", Expression: var records }, ArgumentList.Arguments: [{ Expression: var condition }], Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax } } declarator } }
            || !table.IsNamedBy(model.GetSymbolInfo(records).Symbol) || KeyPredicate.KeyOf(condition, table.Key, model) is not { } key || !CacheKeys.IsStable(key, model)
            || RecordOrigin.IsGivenAgain(declarator.Identifier.ValueText, declarator))
            return null;
        var comparisons = new List<BinaryExpressionSyntax>();
        foreach (var node in (Functions.Around(declarator) ?? declarator.SyntaxTree.GetRoot()).DescendantNodes())
        {
            if (!CacheFactory.IsVariable(node, declarator.Identifier.ValueText))
                continue;
            if (node.Parent is BinaryExpressionSyntax comparison && comparison.Left == node && IsFor(comparison, model) is not null)
                comparisons.Add(comparison);
            else if (!(node.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax { Arguments.Count: 1, Parent: ElementAccessExpressionSyntax { Expression: var indexed } } } && IsTable(indexed)
                || node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RemoveAt", Expression: var removed } } } && IsTable(removed)))
                return null;
        }
        return new(declarator, call, key, comparisons);

        bool IsTable(ExpressionSyntax expression) => table.IsNamedBy(model.GetSymbolInfo(expression).Symbol);
    }

    // index == -1, index < 0; index != -1, index >= 0, index > -1
    static bool? IsFor(BinaryExpressionSyntax comparison, SemanticModel model) => (comparison.Kind(), model.GetConstantValue(comparison.Right).Value) switch
    {
        (SyntaxKind.EqualsExpression, -1) or (SyntaxKind.LessThanExpression, 0) => false,
        (SyntaxKind.NotEqualsExpression, -1) or (SyntaxKind.GreaterThanOrEqualExpression, 0) or (SyntaxKind.GreaterThanExpression, -1) => true,
        _ => null,
    };

    /// <summary>The record at the place is the one that was found.</summary>
    public void AddAgain(FixUnit unit, TableUse use)
    {
        var name = Name;
        unit.Add(new RewriteNode(NodeKey.Of(use.Document.Id, use.Node), "record", (node, scope) => scope.Expression(name, node)));
    }

    /// <summary>The local names the record from here on.</summary>
    public void Add(FixUnit unit, DocumentId document, SemanticModel model)
    {
        var name = Name;
        unit.Add(new RewriteNode(NodeKey.Of(document, Declarator.Parent!), "record", (node, _) =>
        {
            var declaration = (VariableDeclarationSyntax)node;
            return declaration.WithType(SyntaxFactory.IdentifierName("var").WithTriviaFrom(declaration.Type))
                .WithVariables(SyntaxFactory.SingletonSeparatedList(declaration.Variables[0].WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(declaration.Variables[0].Identifier))));
        }));
        foreach (var comparison in Comparisons)
            unit.Add(new RewriteNode(NodeKey.Of(document, comparison), "record", (node, scope) => scope.Expression($"{name} is {(IsFor(comparison, model) == true ? "not " : "")}null", node)));
    }
}
