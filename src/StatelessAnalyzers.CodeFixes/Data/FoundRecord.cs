using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>The variable that names the record which a use finds.</summary>
internal static class FoundRecord
{
    public static ISymbol? SymbolOf(TableUse use)
    {
        if (use.Action is TableAction.TryFind)
            return use.Found.Parent is { } designation ? use.Model.GetDeclaredSymbol(designation) : null;
        if (use.Action is not (TableAction.Find or TableAction.Again) || use is { Action: TableAction.Find, Index: not null })
            return null;
        return SymbolOf(use.Node, use.Model);
    }

    /// <summary>The variable that takes what the expression gives.</summary>
    public static ISymbol? SymbolOf(ExpressionSyntax found, SemanticModel model)
    {
        SyntaxNode node = found;
        while (node.Parent is ParenthesizedExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }
            || node.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } thrown && thrown.Left == node)
            node = node.Parent!;
        return node.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => model.GetDeclaredSymbol(declarator),
            IsPatternExpressionSyntax { Pattern: var pattern } => DesignationOf(pattern) is { } designation ? model.GetDeclaredSymbol(designation) : null,
            _ => null,
        };
    }

    /// <summary>Whether the record that is put in is one that was found in the same function, or made of one.</summary>
    public static bool IsPartOf(TableUse put, IReadOnlyList<TableUse> uses)
    {
        var made = RecordOrigin.InitialOf(put.Value!, put.Model) is { } initial and (BaseObjectCreationExpressionSyntax or WithExpressionSyntax) ? initial : put.Value!;
        foreach (var node in made.DescendantNodesAndSelf())
            if (uses.Any(u => u.Action is TableAction.Find or TableAction.Again && u.Node == node)
                || node is IdentifierNameSyntax && put.Model.GetSymbolInfo(node).Symbol is ILocalSymbol local && uses.Any(u => SymbolEqualityComparer.Default.Equals(SymbolOf(u), local)))
                return true;
        return false;
    }

    // is { } x, is Order x, is not { } x
    static SingleVariableDesignationSyntax? DesignationOf(PatternSyntax pattern) => pattern switch
    {
        UnaryPatternSyntax not => DesignationOf(not.Pattern),
        ParenthesizedPatternSyntax inner => DesignationOf(inner.Pattern),
        DeclarationPatternSyntax declared => declared.Designation as SingleVariableDesignationSyntax,
        RecursivePatternSyntax { PropertyPatternClause.Subpatterns.Count: 0 } any => any.Designation as SingleVariableDesignationSyntax,
        _ => null,
    };
}
