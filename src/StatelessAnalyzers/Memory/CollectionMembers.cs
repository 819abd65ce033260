using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Memory;

/// <summary>Which members of collections change them, and which hand out an element. Names, asked for collection types only.</summary>
internal static class CollectionMembers
{
    static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddAfter", "AddBefore", "AddFirst", "AddLast", "AddOrUpdate", "AddRange", "Append", "AppendFormat", "AppendJoin", "AppendLine", "Clear", "CompleteAdding", "Dequeue", "DequeueEnqueue", "Enqueue",
        "EnqueueDequeue", "EnqueueRange", "EnsureCapacity", "ExceptWith", "Fill", "GetAlternateLookup", "GetOrAdd", "GetConsumingEnumerable", "Insert", "InsertRange", "IntersectWith", "Move", "MoveToFront",
        "Pop", "Post", "Push", "PushRange", "Put", "ReadAllAsync", "ReadAsync", "Receive", "ReceiveAsync", "Remove", "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveKey", "RemoveLast", "RemoveRange", "RemoveWhere", "Replace",
        "Reverse", "SendAsync", "Set", "SetAll", "SetAt", "SetByIndex", "SetItem", "SetRange", "SetValue", "Sort", "SymmetricExceptWith", "Take", "TrimExcess", "TryAdd", "TryAddToAny", "TryComplete", "TryDequeue",
        "TryPop", "TryPopRange", "TryRead", "TryRemove", "TrySetItem", "TryTake", "TryUpdate", "TryWrite", "UnionWith", "WriteAsync",
    };

    // Changes that only take out or tidy: state that nothing is put into is not worth a word.
    static readonly HashSet<string> Removers = new(StringComparer.Ordinal)
    {
        "Clear", "CompleteAdding", "Dequeue", "GetConsumingEnumerable", "EnsureCapacity", "ExceptWith", "IntersectWith", "Pop", "ReadAllAsync", "ReadAsync", "Receive", "ReceiveAsync", "Remove", "RemoveAll", "RemoveAt",
        "RemoveFirst", "RemoveLast", "RemoveRange", "RemoveWhere", "Reverse", "Sort", "Take", "TrimExcess", "TryComplete", "TryDequeue", "TryPop", "TryPopRange", "TryRead", "TryRemove", "TryTake", "GetAlternateLookup",
    };

    static readonly HashSet<string> ElementAccessors = new(StringComparer.Ordinal)
    {
        "AsMemory", "AsSpan", "ElementAt", "ElementAtOrDefault", "Find", "FindLast", "First", "FirstOrDefault", "GetAlternateLookup", "GetByIndex", "GetOrAdd", "GetValueOrDefault", "GetValueRefOrAddDefault",
        "GetValueRefOrNullRef", "ItemRef", "Last", "LastOrDefault", "Peek", "Single", "SingleOrDefault",
    };

    // What LINQ gives: other collections of the same elements.
    static readonly HashSet<string> ElementSequences = new(StringComparer.Ordinal)
    {
        "Append", "AsEnumerable", "Concat", "DistinctBy", "ExceptBy", "OrderBy", "OrderByDescending", "Prepend", "Reverse", "Skip", "SkipWhile", "Take", "TakeLast", "TakeWhile", "ThenBy", "ThenByDescending", "ToArray", "ToList", "Where",
    };

    static readonly string[] CollectionWords = ["Collection", "Dictionary", "List", "Lookup", "Map", "Set", "Tree"];

    // Asked for the receiver of most calls.
    static readonly ConditionalWeakTable<ITypeSymbol, StrongBox<bool>> Judged = new();

    public static bool IsMutator(string method) => Mutators.Contains(method);

    public static bool IsRemover(string method) => Removers.Contains(method);

    /// <summary>Whether the method gives an element of the collection, so that a change of its result is a change of the state.</summary>
    public static bool GivesElement(IMethodSymbol method) =>
        ElementAccessors.Contains(method.Name);

    /// <summary>Whether the method gives another collection of the same elements, so that a change of an element is a change of the state, and one of the collection is not.</summary>
    public static bool GivesElements(IMethodSymbol method) => ElementSequences.Contains(method.Name) && method.ContainingType is { Name: "Enumerable" };

    /// <summary>Whether the call writes into the collection that is handed to it.</summary>
    public static bool Fills(IMethodSymbol method, IParameterSymbol target) =>
        method.Name is "CopyTo" or "Copy" or "BlockCopy" or "ConstrainedCopy" or "TryCopyTo" && target.Name is "array" or "destination" or "destinationArray" or "dst" && method.ContainingType is { ContainingNamespace: { } space } && IsSystem(space);

    /// <summary>Whether the type is a view of elements that others hold.</summary>
    public static bool IsView(ITypeSymbol? type) => type is { Name: "Span" or "Memory" or "ArraySegment", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether the type is a collection of the framework, or a type that implements one of its mutable collection interfaces.</summary>
    public static bool IsCollection(ITypeSymbol? type) => type switch
    {
        null or { SpecialType: SpecialType.System_String } => false,
        IArrayTypeSymbol => true,
        INamedTypeSymbol { OriginalDefinition: var definition } => Judged.TryGetValue(definition, out var known) ? known.Value : Judged.GetValue(definition, static t => new(Judge(t))).Value,
        _ => Judge(type),
    };

    static bool Judge(ITypeSymbol type)
    {
        if (IsView(type))
            return true;
        if (type is INamedTypeSymbol named && IsOfFramework(named))
            return !StateTypes.IsImmutableCollection(named);
        foreach (var i in type.AllInterfaces)
            if (i is { Name: "ICollection" or "IDictionary" or "IProducerConsumerCollection" } && IsOfFramework(i))
                return !StateTypes.IsImmutableCollection(type);
        return false;
    }

    /// <summary>Whether a type of the user's says by its name that it is a collection, and no service.</summary>
    public static bool IsNamedLikeOne(INamedTypeSymbol type)
    {
        foreach (var word in CollectionWords)
            if (type.Name.EndsWith(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    // System.Collections.*, channels, dataflow blocks, StringBuilder.
    static bool IsOfFramework(INamedTypeSymbol type)
    {
        for (var space = type.OriginalDefinition.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            switch (space.Name)
            {
                case "Collections" or "Channels" or "Dataflow":
                    return IsSystem(space.ContainingNamespace);
                case "Text" when type.Name == "StringBuilder":
                    return true;
            }
        return false;
    }

    static bool IsSystem(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { Name: "System" };
    }
}
