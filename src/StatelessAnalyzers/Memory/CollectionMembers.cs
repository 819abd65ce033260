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
        "GetValueRefOrNullRef", "ItemRef", "Last", "LastOrDefault", "Peek", "Single", "SingleOrDefault", "Where", "OrderBy", "ToList",
    };

    public static bool IsMutator(string method) => Mutators.Contains(method);

    public static bool IsRemover(string method) => Removers.Contains(method);

    /// <summary>Whether the method gives an element of the collection, so that a change of its result is a change of the state.</summary>
    public static bool GivesElement(IMethodSymbol method) =>
        ElementAccessors.Contains(method.Name) && method.Name is not ("ToList" or "Where" or "OrderBy");

    /// <summary>Whether the type is a collection of the framework, or a type that implements one of its mutable collection interfaces.</summary>
    public static bool IsCollection(ITypeSymbol? type)
    {
        switch (type)
        {
            case null or { SpecialType: SpecialType.System_String }:
                return false;
            case IArrayTypeSymbol:
                return true;
            case INamedTypeSymbol named when IsOfFramework(named):
                return !StateTypes.IsImmutableCollection(named);
        }
        foreach (var i in type.AllInterfaces)
            if (i is { Name: "ICollection" or "IDictionary" or "IProducerConsumerCollection" } && IsOfFramework(i))
                return !StateTypes.IsImmutableCollection(type);
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
