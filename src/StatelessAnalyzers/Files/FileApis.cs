using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>What a member does to the disk.</summary>
internal enum FileEffect
{
    /// <summary>Changes the file and is done.</summary>
    Changes,

    /// <summary>Opens a stream or writer that changes it.</summary>
    Opens,

    /// <summary>Opens a stream that changes it if the mode or access among its arguments says so.</summary>
    OpensByMode,

    /// <summary>Saves an upload and is done.</summary>
    SavesUpload,
}

/// <summary>A member that changes a file.</summary>
/// <param name="Type">Metadata name of the type that declares it.</param>
/// <param name="Member">Its name; <c>.ctor</c> for a constructor. Overloads without the parameter are other members.</param>
/// <param name="Path">The parameter that says which file; null where the object itself does.</param>
/// <param name="Effect">What it does.</param>
/// <param name="From">The parameter of the file that it takes away.</param>
internal sealed record FileApi(string Type, string Member, string? Path, FileEffect Effect, string? From = null);

/// <summary>The members that change files of the local disk. A new one is one line here.</summary>
internal static class FileApis
{
    const string Constructor = ".ctor";

    static readonly ILookup<string, FileApi> ByMember = new FileApi[][]
    {
        Rows(TypeNames.File, "path", FileEffect.Changes,
            "WriteAllText", "WriteAllTextAsync", "WriteAllLines", "WriteAllLinesAsync", "WriteAllBytes", "WriteAllBytesAsync",
            "AppendAllText", "AppendAllTextAsync", "AppendAllLines", "AppendAllLinesAsync", "AppendAllBytes", "AppendAllBytesAsync",
            "Delete", "CreateSymbolicLink"),
        Rows(TypeNames.File, "path", FileEffect.Opens, "Create", "CreateText", "AppendText", "OpenWrite"),
        Rows(TypeNames.File, "path", FileEffect.OpensByMode, "Open", "OpenHandle"),
        Rows(TypeNames.File, "destFileName", FileEffect.Changes, "Copy"),
        [new(TypeNames.File, "Move", "destFileName", FileEffect.Changes, From: "sourceFileName")],
        [new(TypeNames.File, "Replace", "destinationFileName", FileEffect.Changes, From: "sourceFileName")],

        Rows(TypeNames.FileInfo, null, FileEffect.Changes, "Delete"),
        Rows(TypeNames.FileInfo, null, FileEffect.Opens, "Create", "CreateText", "AppendText", "OpenWrite"),
        Rows(TypeNames.FileInfo, null, FileEffect.OpensByMode, "Open"),
        Rows(TypeNames.FileInfo, "destFileName", FileEffect.Changes, "CopyTo", "MoveTo"),
        Rows(TypeNames.FileInfo, "destinationFileName", FileEffect.Changes, "Replace"),

        Rows(TypeNames.FileStream, "path", FileEffect.OpensByMode, Constructor),
        Rows(TypeNames.StreamWriter, "path", FileEffect.Opens, Constructor),

        Rows(TypeNames.ClassicHttpPostedFile, "filename", FileEffect.SavesUpload, "SaveAs"),
        Rows(TypeNames.ClassicHttpPostedFileBase, "filename", FileEffect.SavesUpload, "SaveAs"),
    }.SelectMany(rows => rows).ToLookup(api => api.Member, StringComparer.Ordinal);

    /// <summary>The names of the methods among them.</summary>
    public static string[] Methods { get; } = [.. ByMember.Select(member => member.Key).Where(name => name != Constructor)];

    /// <summary>The simple names of the types whose constructors are among them.</summary>
    public static string[] Streams { get; } = [.. ByMember[Constructor].Select(api => api.Type.Substring(api.Type.LastIndexOf('.') + 1))];

    public static FileApi? Find(IMethodSymbol method, KnownTypes types)
    {
        if (ByMember.Contains(method.Name))
            foreach (var candidate in ByMember[method.Name])
                if (types.Is(method.ContainingType, candidate.Type) && (candidate.Path is null || HasParameter(method, candidate.Path)))
                    return candidate;
        return null;
    }

    static bool HasParameter(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
            if (parameter.Name == name)
                return true;
        return false;
    }

    static FileApi[] Rows(string type, string? path, FileEffect effect, params string[] members) =>
        [.. members.Select(member => new FileApi(type, member, path, effect))];
}
