using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>Finds keys that are made of hash codes. Those of texts and objects differ from process to process, so that no other instance would find the entry.</summary>
internal static class HashedKeys
{
    /// <summary>Why the key of a use means nothing to another instance, or null.</summary>
    public static string? Obstacle(CacheAccess use) =>
        IsHashed(use.Key, use.Model, new(SymbolEqualityComparer.Default)) ? $"the key in {use.Place} is made of a hash code, which another process does not come to" : null;

    // Through locals, and methods of the same file that make the key.
    static bool IsHashed(SyntaxNode code, SemanticModel model, HashSet<ISymbol> seen)
    {
        foreach (var node in code.DescendantNodesAndSelf())
            if (node is InvocationExpressionSyntax call && CalledName.Of(call)?.Identifier.ValueText is "GetHashCode" or "Combine" or "ToHashCode")
            {
                if (model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: var owner } method && (method.Name == "GetHashCode" ? !IsSameEverywhere(owner) : owner is { Name: "HashCode", ContainingNamespace.Name: "System" }))
                    return true;
            }
            else if (node is IdentifierNameSyntax && model.GetSymbolInfo(node).Symbol is { Kind: SymbolKind.Local or SymbolKind.Method, DeclaringSyntaxReferences: [var declared] } named && declared.SyntaxTree == model.SyntaxTree
                && seen.Add(named) && IsHashed(declared.GetSyntax(), model, seen))
                return true;
        return false;
    }

    static bool IsSameEverywhere(ITypeSymbol type) =>
        type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_Double) or SpecialType.System_DateTime or SpecialType.System_Enum || type is { Name: "Guid", ContainingNamespace.Name: "System" };
}
