namespace StatelessAnalyzers.Platform;

/// <summary>A member of a library that keeps state in this process or on its disk.</summary>
/// <param name="Type">Metadata name of the type that declares it.</param>
/// <param name="Member">Its name; <c>.ctor</c> for a constructor.</param>
/// <param name="Parameter">A parameter that it must have; null where every overload is meant.</param>
/// <param name="Keeps">What it keeps, where the rule's message says so.</param>
/// <param name="Instead">What to use instead, where the rule's message says so.</param>
internal sealed record LibraryApi(string Type, string Member, string? Parameter = null, string? Keeps = null, string? Instead = null)
{
    public const string Constructor = ".ctor";

    /// <summary>The name by which a call or a creation of it is found.</summary>
    public string Name => Member == Constructor ? Type.Substring(Type.LastIndexOf('.') + 1) : Member;

    /// <summary>Rows for several members of one type that are alike.</summary>
    public static IEnumerable<LibraryApi> Of(string type, string? keeps, string? instead, params string[] members) =>
        members.Select(member => new LibraryApi(type, member, Keeps: keeps, Instead: instead));
}
