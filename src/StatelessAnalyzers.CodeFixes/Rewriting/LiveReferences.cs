using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// Finds spans and other references that may live where an await is put, in a function that is async already or becomes so. The compiler
/// complains of most of them only when it emits code, so that binding the result does not show them.
/// </summary>
internal static class LiveReferences
{
    public static bool Cross(SyntaxNode site, SemanticModel model)
    {
        var statementSeen = false;
        for (var (child, n) = (site, site.Parent); n is not null; (child, n) = (n, n.Parent))
        {
            if (!statementSeen && n is (StatementSyntax and not BlockSyntax) or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax)
            {
                statementSeen = true;
                if (Within(n is AnonymousFunctionExpressionSyntax ? child : n).Any(IsTemporary))
                    return true;
            }
            var holds = n switch
            {
                BlockSyntax or SwitchSectionSyntax => Within(n).Any(d => IsDeclaration(d) && ScopeOf(d) == n),
                CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().SelectMany(g => Within(g.Statement)).Any(d => IsDeclaration(d) && ScopeOf(d) == n),
                CommonForEachStatementSyntax each when child == each.Statement => IsReference(each.Expression) || Within(each).Any(d => IsDeclaration(d) && ScopeOf(d) == n.FirstAncestorOrSelf<BlockSyntax>()),
                UsingStatementSyntax { Expression: { } resource } => IsReference(resource),
                _ => false,
            };
            if (holds)
                return true;
            if (n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
                return false;
        }
        return false;

        bool IsDeclaration(SyntaxNode node) =>
            node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax
            && model.GetDeclaredSymbol(node) is ILocalSymbol local && (local.Type.IsRefLikeType || local.RefKind != RefKind.None);

        // What an expression holds while another part of it is evaluated.
        bool IsTemporary(SyntaxNode node) => node switch
        {
            InvocationExpressionSyntax call => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && IsReference(receiver)
                || model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReturnsByRef: true } or IMethodSymbol { ReturnsByRefReadonly: true },
            ElementAccessExpressionSyntax element => IsReference(element.Expression),
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && IsReference(argument.Expression),
            _ => false,
        };

        bool IsReference(ExpressionSyntax expression) => model.GetTypeInfo(expression) is { Type.IsRefLikeType: true } or { ConvertedType.IsRefLikeType: true };
    }

    static IEnumerable<SyntaxNode> Within(SyntaxNode node) =>
        node.DescendantNodesAndSelf(n => n == node || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax));

    static SyntaxNode? ScopeOf(SyntaxNode declaration) => declaration.Ancestors().FirstOrDefault(a => a is BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax);
}
