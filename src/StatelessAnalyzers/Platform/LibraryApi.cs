namespace StatelessAnalyzers.Platform;

/// <summary>A member of a library that keeps state in this process or on its disk.</summary>
/// <param name="Type">Metadata name of the type that declares it, or that it extends: of many libraries the class of an extension method changed its name between versions, or several packages share one.</param>
/// <param name="Member">Its name, or one of the constants below.</param>
/// <param name="Parameter">A parameter that it must have; null where every overload is meant.</param>
/// <param name="Keeps">What it keeps, where the rule's message says so.</param>
/// <param name="Instead">What to use instead, where the rule's message says so.</param>
internal sealed record LibraryApi(string Type, string Member, string? Parameter = null, string? Keeps = null, string? Instead = null)
{
    /// <summary>The type's constructors are meant.</summary>
    public const string Constructor = ".ctor";

    /// <summary>Calls are meant that take the type as an argument, such as <c>UseTransport&lt;LearningTransport&gt;()</c>.</summary>
    public const string TypeArgument = "<>";

    /// <summary>The methods that take types to use.</summary>
    public static string[] TypeTakers { get; } = ["AddSingleton", "TryAddSingleton", "AddScoped", "AddTransient", "UsePersistence", "UseTransport"];

    /// <summary>The name by which a call or a creation of it is found.</summary>
    public string Name => Member == Constructor ? SimpleName : Member;

    string SimpleName => Type.Substring(Type.LastIndexOf('.') + 1).Split('`')[0];

    /// <summary>Rows for members of one type that keep the same.</summary>
    public static IEnumerable<LibraryApi> Of(string type, string? keeps, string instead, params string[] members) =>
        members.Select(member => new LibraryApi(type, member, Keeps: keeps, Instead: instead));
}
