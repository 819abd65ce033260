using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;

namespace StatelessAnalyzers.Data;

/// <summary>Finds the property by which the records of a collection are told apart.</summary>
internal static class RecordKeys
{
    /// <summary>Whether a table can have a key of that type.</summary>
    public static bool IsKey(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 || type.ToDisplayString() == "System.Guid";

    /// <summary>The property called <c>Id</c>, or after the record with <c>Id</c> behind it.</summary>
    public static IPropertySymbol? ByName(INamedTypeSymbol entity)
    {
        var named = Properties(entity).Where(p => IsConventional(p) && IsKey(p.Type)).ToList();
        return named is [var only] ? only : null;
    }

    /// <summary>Whether EF Core takes the property for the key without being told.</summary>
    public static bool IsConventional(IPropertySymbol property) =>
        string.Equals(property.Name, "Id", StringComparison.OrdinalIgnoreCase) || string.Equals(property.Name, property.ContainingType.Name + "Id", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol entity) =>
        entity.GetMembers().OfType<IPropertySymbol>().Where(p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null, SetMethod: not null });

    /// <summary>The property that each entry of a dictionary has as its key.</summary>
    public static IPropertySymbol? OfEntries(INamedTypeSymbol entity, ITypeSymbol key, IReadOnlyList<TableUse> uses)
    {
        var writes = uses.Where(u => u.Value is not null).ToList();
        var candidates = Properties(entity).Where(p => SymbolEqualityComparer.Default.Equals(p.Type, key) && IsKey(p.Type) && writes.All(w => IsKeyOf(w, p, uses))).ToList();
        return writes.Count == 0 ? null : candidates is [var only] ? only : candidates.FirstOrDefault(IsConventional);
    }

    /// <summary>Whether the record that is put in is shown to have the key that it is put in under.</summary>
    public static bool IsKeyOf(TableUse write, IPropertySymbol property, IReadOnlyList<TableUse> uses)
    {
        var (key, record, model) = (write.Key!, write.Value!, write.Model);
        if (key is MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var name } && name == property.Name && SyntaxFactory.AreEquivalent(owner, record) && CacheKeys.IsStable(owner, model))
            return true;
        if (!IsSame(key, model))
            return false;
        if (RecordOrigin.KeyOf(record, property, model) is { } given)
            return SyntaxFactory.AreEquivalent(given, key) || given is MemberAccessExpressionSyntax { Expression: var found, Name.Identifier.ValueText: var foundName } && foundName == property.Name && IsFoundUnder(key, found, model, uses)
                || given is IdentifierNameSyntax && RecordOrigin.InitialOf(given, model) is { } initial && SyntaxFactory.AreEquivalent(initial, key)
                || key is MemberAccessExpressionSyntax { Expression: var other, Name.Identifier.ValueText: var otherName } && otherName == property.Name && record is WithExpressionSyntax && SyntaxFactory.AreEquivalent(other, given);
        // What was found under the key, or a copy of it with another content.
        var source = record is IdentifierNameSyntax ? RecordOrigin.InitialOf(record, model) ?? record : record;
        while (source is WithExpressionSyntax copy)
            source = copy.Expression;
        if (uses.Any(u => u.Action is TableAction.Again or TableAction.Find && u.Node == source && u.Key is { } asked && SyntaxFactory.AreEquivalent(asked, key)))
            return true;
        return IsFoundUnder(key, source, model, uses);
    }

    /// <summary>Whether the key is the same throughout the function.</summary>
    public static bool IsSame(ExpressionSyntax key, SemanticModel model) =>
        CacheKeys.IsStable(key, model) && !key.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => model.GetSymbolInfo(n).Symbol is ILocalSymbol or IParameterSymbol && RecordOrigin.IsGivenAgain(n.Identifier.ValueText, n));

    static bool IsFoundUnder(ExpressionSyntax key, ExpressionSyntax record, SemanticModel model, IReadOnlyList<TableUse> uses) =>
        record is IdentifierNameSyntax && model.GetSymbolInfo(record).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local
        && uses.Any(u => u.Action is TableAction.TryFind or TableAction.Find && FoundRecord.SymbolOf(u) is { } found && SymbolEqualityComparer.Default.Equals(found, local) && SyntaxFactory.AreEquivalent(u.Key, key))
        && !RecordOrigin.IsGivenAgain(local.Name, declared.GetSyntax());
}
