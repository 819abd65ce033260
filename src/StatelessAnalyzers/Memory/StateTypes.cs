using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>What a type says about the state that a member of it can hold.</summary>
internal sealed class StateTypes(StatelessNames immutableTypes)
{
    // Handles of the process, of its libraries and of its threads: no user misses them on another instance.
    static readonly HashSet<string> HandleNames = new(StringComparer.Ordinal)
    {
        "ActivitySource", "ArrayPool", "Assembly", "AssemblyLoadContext", "AsyncLocal", "AsyncServiceScope", "AutoResetEvent", "Barrier", "CancellationToken", "CancellationTokenRegistration", "CancellationTokenSource", "ConditionalWeakTable", "CountdownEvent",
        "CultureInfo", "DiagnosticSource", "DiagnosticListener", "Encoding", "ExceptionDispatchInfo", "HttpClient", "HttpClientHandler", "HttpMessageInvoker", "ILogger", "ILoggerFactory", "ILoggerProvider", "JsonSerializer", "JsonSerializerOptions",
        "JsonSerializerSettings", "Lock", "ManualResetEvent", "ManualResetEventSlim", "MemberInfo", "Meter", "Module", "Mutex", "ObjectPool", "PeriodicTimer", "Process", "ReaderWriterLock", "ReaderWriterLockSlim", "Random",
        "RandomNumberGenerator", "Regex", "ResourceManager", "Semaphore", "SemaphoreSlim", "SocketsHttpHandler", "SpinLock", "Stopwatch", "SynchronizationContext", "TaskScheduler", "TextWriter", "Thread", "ThreadLocal", "TimeProvider", "Timer",
        "TimeZoneInfo", "TraceSource", "Type", "WeakReference", "XmlSerializer", "IChangeToken", "RateLimiter", "PartitionedRateLimiter", "IDisposable", "IAsyncDisposable", "IServiceProvider", "IServiceScope", "FileSystemWatcher",
        "ConfigurationReloadToken", "TcpListener", "Socket", "UdpClient", "Version", "Uri", "IPAddress", "X509Certificate2", "JsonSerializerContext", "SearchValues", "CompositeFormat",
    };

    // Libraries whose objects are connections, pools, loggers, policies or services, never the application's own data.
    static readonly HashSet<string> HandleNamespaces = new(StringComparer.Ordinal)
    {
        "Amazon", "Autofac", "AutoMapper", "Azure", "Castle", "Confluent", "Grpc", "Hangfire", "Lamar", "log4net", "MassTransit", "MediatR", "MongoDB", "NATS", "NLog", "OpenTelemetry", "Polly", "Prometheus", "Quartz",
        "RabbitMQ", "Serilog", "StackExchange", "StructureMap", "Unity",
    };

    static readonly HashSet<string> FactNames = new(StringComparer.Ordinal)
    {
        "Assembly", "ConstructorInfo", "CultureInfo", "EventInfo", "FieldInfo", "MemberInfo", "MethodBase", "MethodInfo", "Module", "ParameterInfo", "PropertyInfo", "PropertyDescriptor", "RuntimeTypeHandle", "Type", "TypeInfo", "Regex", "Encoding",
        "XmlSerializer", "JsonSerializerOptions", "TimeZoneInfo", "ControllerActionDescriptor", "ActionDescriptor", "ModelMetadata", "RouteTemplate", "RoutePattern", "TypeConverter", "IPropertyAccessor", "ObjectFactory", "JsonTypeInfo", "JsonConverter", "MethodInvoker", "ConstructorInvoker",
    };

    static readonly string[] DescribingWords = ["Descriptor", "Definition", "Registration", "Metadata", "Factory", "Invoker", "Accessor", "Activator"];

    static readonly HashSet<string> Interlocks = new(StringComparer.Ordinal) { "SemaphoreSlim", "Lock", "ReaderWriterLockSlim", "AsyncLock", "Semaphore", "Mutex" };

    /// <summary>Whether nothing can be kept in the member but a handle of the process, so that even its replacement is no loss.</summary>
    public bool IsHandle(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
            type = underlying;
        if (type.SpecialType == SpecialType.System_Object)
            return false;
        if (type is { TypeKind: TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Dynamic or TypeKind.Error })
            return true;
        if (type is not INamedTypeSymbol named)
            return false;
        if (named is { Name: "Lazy" or "Task" or "ValueTask", TypeArguments: [var inner] } && IsOfSystem(named))
            return named.Name == "Lazy" && (IsHandle(inner) || IsImmutable(inner));
        if (named is { Name: "Task" or "ValueTask" } && IsOfSystem(named))
            return true;
        if (immutableTypes.Contains(named))
            return true;
        for (var t = named; t is not null; t = t.BaseType)
            if (HandleNames.Contains(t.Name) && !IsFrom(t, CodeOfUser) || HandleNamespaces.Contains(RootNamespace(t)))
                return true;
        // What configures the framework is the same in every instance.
        if (named.Name.EndsWith("Options", StringComparison.Ordinal) && RootNamespace(named) == "Microsoft" && !IsFrom(named, CodeOfUser))
            return true;
        return named.TypeKind == TypeKind.Interface && IsServiceInterface(named);
    }

    /// <summary>Whether the value cannot be changed in place.</summary>
    public bool IsImmutable(ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.None or SpecialType.System_Object or SpecialType.System_Array or SpecialType.System_Collections_Generic_IList_T or SpecialType.System_Collections_Generic_ICollection_T or SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_Generic_IEnumerable_T)
        || type is { TypeKind: TypeKind.Enum or TypeKind.Delegate }
        || type is INamedTypeSymbol { IsValueType: true, IsReadOnly: true } && !CollectionMembers.IsView(type)
        || type is INamedTypeSymbol { Name: "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Guid" or "Decimal" }
        || IsImmutableCollection(type)
        || type is INamedTypeSymbol { Name: "IReadOnlyList" or "IReadOnlyCollection" or "IReadOnlyDictionary" or "IReadOnlySet" or "ReadOnlyCollection" or "ReadOnlyDictionary" or "ILookup" }
        || type is INamedTypeSymbol named && immutableTypes.Contains(named);

    /// <summary>Whether the collection has no member that changes it: immutable, frozen, read-only.</summary>
    public static bool IsImmutableCollection(ITypeSymbol type)
    {
        if (type.Name.StartsWith("ReadOnly", StringComparison.Ordinal) || type.Name.StartsWith("IReadOnly", StringComparison.Ordinal))
            return true;
        if (type.ContainingNamespace is not { Name: "Immutable" or "Frozen", ContainingNamespace.Name: "Collections" })
            return false;
        return type.Name != "Builder";
    }

    /// <summary>Whether a dictionary with these keys or values memoises facts about the code or guards something, and holds no data.</summary>
    public static bool IsMemoOfFacts(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol)
            return IsFact(type);
        if (type is not INamedTypeSymbol named)
            return false;
        if (ElementOf(named) is { } element && (IsFact(element) || IsOfThisProcess(element)))
            return true;
        if (KeyOf(named) is { } key && (IsFact(key) || HoldsCode(key)))
            return true;
        return ElementOf(named) is { } value && IsInterlock(value);
    }

    /// <summary>The type of the elements or values that a collection holds.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return array.ElementType;
        for (var t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
        {
            if (t.TypeArguments is [.., var last] && (t.Name.IndexOf("PriorityQueue", StringComparison.Ordinal) < 0))
                return t.Name == "Lazy" ? ElementOf(last) : last;
            if (t.Name == "PriorityQueue")
                return t.TypeArguments[0];
        }
        return null;
    }

    /// <summary>The type of the keys of a dictionary.</summary>
    public static ITypeSymbol? KeyOf(ITypeSymbol type)
    {
        for (var t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
            if (t.TypeArguments is [var key, _] && t.Name.EndsWith("Dictionary", StringComparison.Ordinal) || t.TypeArguments is [_, _] && t.Name is "SortedList" && (key = t.TypeArguments[0]) is not null)
                return key;
        return null;
    }

    /// <summary>Whether a value of the type is known from the code alone: the same in every instance.</summary>
    public static bool IsFact(ITypeSymbol type)
    {
        switch (type)
        {
            case { TypeKind: TypeKind.Delegate or TypeKind.Enum }:
                return true;
            case IArrayTypeSymbol array:
                return IsFact(array.ElementType);
            case INamedTypeSymbol { IsTupleType: true } tuple:
                foreach (var part in tuple.TupleElements)
                    if (part.Type.TypeKind != TypeKind.Enum && IsFact(part.Type))
                        return true;
                return false;
            case INamedTypeSymbol named:
                if (named is { TypeArguments: [.., var last] } && (CollectionMembers.IsCollection(named) || named.Name is "Lazy" or "IEnumerable" or "Nullable" || StateTypes.IsImmutableCollection(named)))
                    return IsFact(last) || named.TypeArguments.Length == 2 && IsFact(named.TypeArguments[0]);
                for (var t = named; t is not null; t = t.BaseType)
                    if (FactNames.Contains(t.Name) && !IsFrom(t, CodeOfUser) || t.ContainingNamespace is { Name: "Expressions", ContainingNamespace.Name: "Linq" } || HandleNames.Contains(t.Name) && IsOfSystem(t))
                        return true;
                return false;
            default:
                return false;
        }
    }

    /// <summary>Whether objects of the type describe a part of the code: they say so by name, or hold a type, a delegate or the like.</summary>
    public static bool DescribesCode(INamedTypeSymbol type)
    {
        if (type is not { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, SpecialType: SpecialType.None })
            return false;
        foreach (var word in DescribingWords)
            if (type.Name.EndsWith(word, StringComparison.Ordinal))
                return true;
        for (var t = type; t is { SpecialType: SpecialType.None }; t = t.BaseType)
            foreach (var member in t.GetMembers())
                if (KeptBy(member) is { TypeKind: TypeKind.Delegate })
                    return true;
        return HoldsCode(type);
    }

    /// <summary>Whether a value of the type is the code itself: a type, a method, an assembly, or some of them.</summary>
    public static bool IsCode(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsCode(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var element], Name: "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" or "IList" or "List" } => IsCode(element),
        _ => type.Name is "Type" or "TypeInfo" or "MethodInfo" or "PropertyInfo" or "MemberInfo" or "ConstructorInfo" or "Assembly" && IsFact(type),
    };

    // Work that runs, what may be collected, what was loaded: Task, WeakReference and wrappers named like it, hosted services, subscriptions, instruments, types that hold one of those or an assembly.
    static bool IsOfThisProcess(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 } task && IsOfSystem(task) || IsInstrument(type) || type.Name.StartsWith("Weak", StringComparison.Ordinal))
            return true;
        // Services that this process runs, and what it must dispose of to hear no more.
        if (type.Name == "IHostedService" || type.Name.EndsWith("Subscription", StringComparison.Ordinal) && type.AllInterfaces.Any(static i => i.Name == "IDisposable") || type.AllInterfaces.Any(static i => i is { Name: "IHostedService", ContainingNamespace.Name: "Hosting" }))
            return true;
        if (type.Locations is [{ IsInSource: true }, ..])
            foreach (var member in type.GetMembers())
                if (KeptBy(member) is { } kept && (kept.Name == "Assembly" && IsFact(kept) || IsInstrument(kept)))
                    return true;
        return false;
    }

    // What measures this process: each instance reports its own.
    static bool IsInstrument(ITypeSymbol type) => type.ContainingNamespace is { Name: "Metrics", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    // A key made of a type or a method and more.
    static bool HoldsCode(ITypeSymbol type)
    {
        for (var t = type; t is { SpecialType: SpecialType.None, Locations: [{ IsInSource: true }, ..] }; t = t.BaseType)
            foreach (var member in t.GetMembers())
                if (KeptBy(member) is { } kept && IsCode(kept))
                    return true;
        return false;
    }

    static ITypeSymbol? KeptBy(ISymbol member) => member switch
    {
        IPropertySymbol { IsStatic: false, IsImplicitlyDeclared: false, Name: not "EqualityContract" } property => property.Type,
        IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => field.Type,
        _ => null,
    };

    /// <summary>Whether the type is of a library that runs jobs or guards calls: what a process holds of it is about its own work.</summary>
    public static bool IsOfScheduler(ITypeSymbol type) => RootNamespace(type) is "Quartz" or "Hangfire" or "Polly" or "FluentScheduler" or "Coravel" or "NCrontab" or "Cronos";

    /// <summary>Whether the type is a number that can count.</summary>
    public static bool IsNumber(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
            type = underlying;
        return type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double && type.TypeKind != TypeKind.Enum;
    }

    /// <summary>Whether the type is a moment, or perhaps one.</summary>
    public static bool IsTime(ITypeSymbol type) =>
        (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] } ? underlying : type) is { SpecialType: SpecialType.System_DateTime } or { Name: "DateTimeOffset", ContainingNamespace.Name: "System" };

    static bool IsInterlock(ITypeSymbol value) => Interlocks.Contains(value.Name) && (value.Name == "AsyncLock" || !IsFrom(value, CodeOfUser)) || IsCountedInterlock(value);

    // A lock with a number of those who wait for it, or when it was last taken.
    static bool IsCountedInterlock(ITypeSymbol value)
    {
        if (!IsFrom(value, CodeOfUser))
            return false;
        var isLock = false;
        foreach (var member in value.GetMembers())
            if (KeptBy(member) is { } kept)
                if (Interlocks.Contains(kept.Name) && !IsFrom(kept, CodeOfUser))
                    isLock = true;
                else if (!IsNumber(kept) && kept is not { SpecialType: SpecialType.System_Boolean or SpecialType.System_DateTime } and not { Name: "DateTimeOffset" or "TimeSpan", ContainingNamespace.Name: "System" })
                    return false;
        return isLock;
    }

    // Services behind an interface of the framework or of a library: what they keep is their own matter.
    static bool IsServiceInterface(INamedTypeSymbol type)
    {
        if (CollectionMembers.IsCollection(type) || type.SpecialType != SpecialType.None)
            return false;
        return RootNamespace(type) == "Microsoft" && !IsFrom(type, CodeOfUser);
    }

    const bool CodeOfUser = true;

    static bool IsFrom(ITypeSymbol type, bool user) => type.Locations.Length > 0 && type.Locations[0].IsInSource == user;

    static bool IsOfSystem(INamedTypeSymbol type) => RootNamespace(type) == "System";

    static string RootNamespace(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { IsGlobalNamespace: false } ? space.Name : "";
    }
}
