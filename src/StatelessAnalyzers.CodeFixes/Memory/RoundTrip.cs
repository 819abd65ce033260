using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// Whether a value comes back from a cache that serialises as it went in, and whether nobody would notice that it is a copy.
/// What is not known to is taken not to.
/// </summary>
internal sealed class RoundTrip(Solution solution, CancellationToken cancellationToken)
{
    readonly HashSet<ITypeSymbol> open = new(SymbolEqualityComparer.Default);

    /// <summary>What is known of changes of lists; null where any list is taken to be changed.</summary>
    public ContentChanges? Changes { get; init; }

    /// <summary>What is known of changes of objects that are in the cache; null where an object is taken to be changed wherever one of its type is.</summary>
    public EntryChanges? Entries { get; init; }

    /// <summary>What is put for type parameters; null where none is known.</summary>
    public TypeArguments? Arguments { get; init; }

    static readonly HashSet<string> Values = new(StringComparer.Ordinal)
    {
        "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Guid", "System.Uri", "System.Version", "System.Int128", "System.UInt128",
    };

    // Collections that the serialiser knows and through which nothing can be changed.
    static readonly HashSet<string> ReadOnlyCollections = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.IEnumerable<T>", "System.Collections.Generic.IReadOnlyCollection<T>", "System.Collections.Generic.IReadOnlyList<T>",
        "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>",
        "System.Collections.Immutable.ImmutableArray<T>", "System.Collections.Immutable.ImmutableList<T>", "System.Collections.Immutable.ImmutableDictionary<TKey, TValue>", "System.Collections.Immutable.ImmutableHashSet<T>",
    };

    static readonly HashSet<string> MutableCollections = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List<T>", "System.Collections.Generic.IList<T>", "System.Collections.Generic.ICollection<T>", "System.Collections.Generic.HashSet<T>",
        "System.Collections.Generic.Dictionary<TKey, TValue>", "System.Collections.Generic.IDictionary<TKey, TValue>",
    };

    // Types of other assemblies whose values have been serialised and compared. Their properties can be changed like those of any other.
    static readonly HashSet<string> Proved = new(StringComparer.Ordinal)
    {
        "Microsoft.AspNetCore.Mvc.Rendering.SelectListItem", "Microsoft.AspNetCore.Mvc.Rendering.SelectListGroup",
    };

    /// <summary>Null where values of the type are safe in a cache, or else the reason why they are not.</summary>
    public async Task<string?> ObstacleAsync(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter && Arguments is not null)
            return await OfArgumentsAsync(parameter).ConfigureAwait(false);
        if (Changes is null || ContentChanges.ElementOf(type) is not { } element)
            return await OfPartAsync(type).ConfigureAwait(false);
        return await OfPartAsync(element).ConfigureAwait(false)
            ?? (await Changes.OfEntriesAsync(type).ConfigureAwait(false) is { } change ? $"'{type.ToDisplayString()}' can be changed after it is cached ({change})" : null);
    }

    // A cache of T is safe where it is for all that callers keep in it.
    async Task<string?> OfArgumentsAsync(ITypeParameterSymbol parameter)
    {
        if (await Arguments!.OfAsync(parameter).ConfigureAwait(false) is not { } arguments)
            return $"what '{parameter.Name}' stands for is not seen everywhere";
        var areLists = false;
        foreach (var argument in arguments)
        {
            var element = Changes is null ? null : ContentChanges.ElementOf(argument);
            areLists |= element is not null;
            if (await OfPartAsync(element ?? argument).ConfigureAwait(false) is { } obstacle)
                return obstacle;
        }
        return areLists && await Changes!.OfEntriesAsync(parameter).ConfigureAwait(false) is { } change ? $"a list that is cached as '{parameter.Name}' can be changed afterwards ({change})" : null;
    }

    async Task<string?> OfPartAsync(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
            return await OfPartAsync(underlying).ConfigureAwait(false);
        if (IsValue(type))
            return null;
        if (type is IArrayTypeSymbol)
            return $"'{type.ToDisplayString()}' can be changed after it is cached";
        if (type is IErrorTypeSymbol)
            return (type.Name.Length == 0 ? "the type of what is kept" : $"'{type.Name}'") + " is not known here, as a reference is missing";
        if (type is not INamedTypeSymbol named)
            return $"'{type.ToDisplayString()}' does not serialise";

        var definition = named.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        if (MutableCollections.Contains(definition))
            return $"'{type.ToDisplayString()}' can be changed after it is cached";
        if (ReadOnlyCollections.Contains(definition))
        {
            if (named.TypeArguments.Length == 2 && !IsKey(named.TypeArguments[0]))
                return $"a dictionary by '{named.TypeArguments[0].ToDisplayString()}' does not serialise";
            return await OfPartAsync(named.TypeArguments[named.TypeArguments.Length - 1]).ConfigureAwait(false);
        }
        return await OfOwnTypeAsync(named).ConfigureAwait(false);
    }

    static bool IsValue(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String or SpecialType.System_DateTime or SpecialType.System_Decimal or SpecialType.System_Single or SpecialType.System_Double
        || IsInteger(type)
        || Values.Contains(type.ToDisplayString());

    static bool IsInteger(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>Whether values of the type have one text in every culture and are equal where their texts are.</summary>
    public static bool IsKey(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Boolean || IsInteger(type) || type.ToDisplayString() == "System.Guid";

    async Task<string?> OfOwnTypeAsync(INamedTypeSymbol type)
    {
        var name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        if (Proved.Contains(type.ToDisplayString()))
            return await OfProvedAsync(type, name).ConfigureAwait(false);
        if (type.DeclaringSyntaxReferences.IsEmpty || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsAbstract || type.IsStatic || type.IsRefLikeType)
            return $"'{name}' is not known to serialise";
        if (!open.Add(type))
            return $"'{name}' refers to itself";
        // What it inherits is written and read with it.
        var parts = new List<INamedTypeSymbol>();
        for (var part = type; part is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; part = part.BaseType)
            parts.Add(part);
        if (parts.Find(p => p.DeclaringSyntaxReferences.IsEmpty) is { } foreign)
            return $"'{name}' has the base class '{foreign.Name}', which is not known to serialise";
        if (!type.IsSealed && type.IsReferenceType && (await SymbolFinder.FindDerivedClassesAsync(type, solution, cancellationToken: cancellationToken).ConfigureAwait(false)).Any())
            return $"'{name}' has derived classes, which would be cut down to it";
        if (type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_IDisposable || i.Name == "IAsyncDisposable"))
            return $"'{name}' is disposable";
        if (type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable))
            return $"'{name}' is a collection of its own kind";
        if (BoundNames(type) is not { } bound)
            return $"'{name}' has no constructor that a serialiser could choose";
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in parts.SelectMany(p => p.GetMembers()))
        {
            if (member.IsStatic || member is not (IFieldSymbol or IPropertySymbol) || member is IPropertySymbol { IsAbstract: true } or IPropertySymbol { Name: "EqualityContract" })
                continue;
            if (member is IPropertySymbol && !names.Add(member.Name))
                return $"'{name}' has two properties '{member.Name}'";
            var obstacle = member is IPropertySymbol property
                ? await OfPropertyAsync(property, property.ContainingType, name, bound).ConfigureAwait(false)
                : member is IFieldSymbol { IsImplicitlyDeclared: false } ? $"'{name}.{member.Name}' is a field, which is not serialised" : null;
            if (obstacle is not null)
                return obstacle;
        }
        open.Remove(type);
        return names.IsSupersetOf(bound) ? null : $"the constructor of '{name}' takes more than its properties";
    }

    async Task<string?> OfProvedAsync(INamedTypeSymbol type, string name)
    {
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
            if (await ChangeOfAsync(property).ConfigureAwait(false) is { } change)
                return $"'{name}.{property.Name}' is changed after the object is made{change}";
        return null;
    }

    // What the one constructor that the serialiser uses is given; null where it would find none. A structure is made without one.
    static HashSet<string>? BoundNames(INamedTypeSymbol type)
    {
        var constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public && !(c.Parameters is [var copy] && SymbolEqualityComparer.Default.Equals(copy.Type, type))).ToList();
        if (type.IsValueType || constructors.Exists(c => c.Parameters.IsEmpty))
            return [];
        return constructors is [var only] ? new(only.Parameters.Select(p => p.Name), StringComparer.OrdinalIgnoreCase) : null;
    }

    async Task<string?> OfPropertyAsync(IPropertySymbol property, INamedTypeSymbol type, string name, HashSet<string> bound)
    {
        var isState = type.GetMembers().Any(m => m is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property));
        if (!isState)
            return null;
        if (property.DeclaredAccessibility != Accessibility.Public || property.GetAttributes().Any(a => a.AttributeClass?.Name.StartsWith("Json", StringComparison.Ordinal) == true))
            return $"'{name}.{property.Name}' is not serialised as it is";
        var isSettable = property.SetMethod is { DeclaredAccessibility: Accessibility.Public };
        if (!isSettable && !bound.Contains(property.Name))
            return $"'{name}.{property.Name}' cannot be set when it is read back";
        if (isSettable && !property.SetMethod!.IsInitOnly && await ChangeOfAsync(property).ConfigureAwait(false) is { } changed)
            return $"'{name}.{property.Name}' is changed after the object is made{changed}";
        if (Changes is null || ContentChanges.ElementOf(property.Type) is not { } element)
            return await OfPartAsync(property.Type).ConfigureAwait(false);
        return await OfPartAsync(element).ConfigureAwait(false)
            ?? (await Changes.OfPropertyAsync(property).ConfigureAwait(false) is { } change ? $"the content of '{name}.{property.Name}' can be changed after it is cached ({change})" : null);
    }

    // Most properties are not changed at all, which is known sooner than who has the object.
    async Task<string?> ChangeOfAsync(IPropertySymbol property)
    {
        if (!await IsChangedAsync(property).ConfigureAwait(false))
            return null;
        return Entries is null ? "" : await Entries.OfPropertyAsync(property).ConfigureAwait(false) is { } place ? $" ({place})" : null;
    }

    async Task<bool> IsChangedAsync(IPropertySymbol property)
    {
        foreach (var reference in await References.OfAsync(property, solution, cancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var root = await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                var node = root!.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true);
                if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node || node.Parent is MemberBindingExpressionSyntax)
                    node = node.Parent;
                if (ObjectWrites.IsWrite(node) && !(node is ExpressionSyntax written && FreshObject.IsChangedWhileMade(written, (await location.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!)))
                    return true;
            }
        return false;
    }
}
