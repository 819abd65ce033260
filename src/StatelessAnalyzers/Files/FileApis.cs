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

    /// <summary>Reads the file or opens it for reading.</summary>
    Reads,

    /// <summary>Lists what is in a folder.</summary>
    Lists,

    /// <summary>Asks whether a file or folder is there, or about its dates.</summary>
    Probes,

    /// <summary>Makes a folder.</summary>
    MakesFolder,

    /// <summary>Moves or deletes a folder.</summary>
    ChangesFolder,
}

/// <summary>A member that works on a file or folder.</summary>
/// <param name="Type">Metadata name of the type that declares it.</param>
/// <param name="Member">Its name; <c>.ctor</c> for a constructor. Overloads without the parameter are other members.</param>
/// <param name="Path">The parameter that says which file; null where the object itself does.</param>
/// <param name="Effect">What it does.</param>
/// <param name="From">The parameter of the file that it takes away.</param>
internal sealed record FileApi(string Type, string Member, string? Path, FileEffect Effect, string? From = null)
{
    /// <summary>Where among the arguments the path stands, unless it is named.</summary>
    public int Position { get; init; }

    /// <summary>The type without its namespace.</summary>
    public string SimpleType { get; } = Type.Substring(Type.LastIndexOf('.') + 1);

    public bool Writes => Effect <= FileEffect.SavesUpload;

    public bool OpensStream => Effect is FileEffect.Opens or FileEffect.OpensByMode;
}

/// <summary>The members that work on files and folders of the local disk. A new one is one line here.</summary>
internal static class FileApis
{
    public const string Constructor = ".ctor";

    static readonly FileApi[] All =
    [
        .. OfFile(TypeNames.File), .. OfFile(TypeNames.AbstractFile),
        .. OfFileInfo(TypeNames.FileInfo), .. OfFileInfo(TypeNames.AbstractFileInfo), .. Rows(TypeNames.FileSystemInfo, null, FileEffect.Changes, "Delete"), .. Rows(TypeNames.AbstractFileSystemInfo, null, FileEffect.Changes, "Delete"),
        .. OfDirectory(TypeNames.Directory), .. OfDirectory(TypeNames.AbstractDirectory),
        .. OfDirectoryInfo(TypeNames.DirectoryInfo), .. OfDirectoryInfo(TypeNames.AbstractDirectoryInfo),

        .. Rows(TypeNames.FileStream, "path", FileEffect.OpensByMode, Constructor),
        .. Rows(TypeNames.AbstractFileStreamFactory, "path", FileEffect.OpensByMode, "New"),
        .. Rows(TypeNames.StreamWriter, "path", FileEffect.Opens, Constructor),
        .. Rows(TypeNames.StreamReader, "path", FileEffect.Reads, Constructor),

        .. Rows(TypeNames.XDocument, "fileName", FileEffect.Changes, "Save"), .. Rows(TypeNames.XDocument, "uri", FileEffect.Reads, "Load"),
        .. Rows(TypeNames.XElement, "fileName", FileEffect.Changes, "Save"), .. Rows(TypeNames.XElement, "uri", FileEffect.Reads, "Load"),
        .. Rows(TypeNames.XStreamingElement, "fileName", FileEffect.Changes, "Save"),
        .. Rows(TypeNames.XmlDocument, "filename", FileEffect.Changes, "Save"), .. Rows(TypeNames.XmlDocument, "filename", FileEffect.Reads, "Load"),
        .. Rows(TypeNames.XmlWriter, "outputFileName", FileEffect.Opens, "Create"), .. Rows(TypeNames.XmlReader, "inputUri", FileEffect.Reads, "Create"),
        .. Rows(TypeNames.XmlTextWriter, "filename", FileEffect.Opens, Constructor),
        .. Rows(TypeNames.DataSet, "fileName", FileEffect.Changes, "WriteXml"), .. Rows(TypeNames.DataSet, "fileName", FileEffect.Reads, "ReadXml"),
        .. Rows(TypeNames.DataTable, "fileName", FileEffect.Changes, "WriteXml"), .. Rows(TypeNames.DataTable, "fileName", FileEffect.Reads, "ReadXml"),

        .. Second(TypeNames.ZipFile, "destinationArchiveFileName", FileEffect.Changes, "CreateFromDirectory", "CreateFromDirectoryAsync"),
        .. Second(TypeNames.ZipFile, "destinationDirectoryName", FileEffect.Changes, "ExtractToDirectory", "ExtractToDirectoryAsync"),
        .. Rows(TypeNames.ZipFile, "archiveFileName", FileEffect.OpensByMode, "Open", "OpenAsync"), .. Rows(TypeNames.ZipFile, "archiveFileName", FileEffect.Reads, "OpenRead", "OpenReadAsync"),
        .. Rows(TypeNames.ZipFileExtensions, "destinationFileName", FileEffect.Changes, "ExtractToFile", "ExtractToFileAsync"),
        .. Rows(TypeNames.ZipFileExtensions, "destinationDirectoryName", FileEffect.Changes, "ExtractToDirectory", "ExtractToDirectoryAsync"),
        .. Second(TypeNames.TarFile, "destinationFileName", FileEffect.Changes, "CreateFromDirectory", "CreateFromDirectoryAsync"),
        .. Second(TypeNames.TarFile, "destinationDirectoryName", FileEffect.Changes, "ExtractToDirectory", "ExtractToDirectoryAsync"),
        .. Rows(TypeNames.TarEntry, "destinationFileName", FileEffect.Changes, "ExtractToFile", "ExtractToFileAsync"),

        .. Rows(TypeNames.Drawing, "filename", FileEffect.Changes, "Save"), .. Rows(TypeNames.Drawing, "filename", FileEffect.Reads, "FromFile"),
        .. Rows(TypeNames.Packages.ImageSharp, "path", FileEffect.Changes, WithAsync(
            "Save", "SaveAsBmp", "SaveAsGif", "SaveAsJpeg", "SaveAsPbm", "SaveAsPng", "SaveAsQoi", "SaveAsTga", "SaveAsTiff", "SaveAsWebp")),
        .. Rows(TypeNames.Packages.SkiaFileStream, "path", FileEffect.Opens, Constructor),
        .. Rows(TypeNames.VipsImage, "vipsFilename", FileEffect.Changes, "WriteToFile"),

        .. Rows(TypeNames.ClassicConfiguration, null, FileEffect.Changes, "Save"), .. Rows(TypeNames.ClassicConfiguration, "filename", FileEffect.Changes, "SaveAs"),
        .. Second(TypeNames.WebClient, "fileName", FileEffect.Changes, "DownloadFile", "DownloadFileAsync", "DownloadFileTaskAsync"),

        .. Rows(TypeNames.ClassicHttpPostedFile, "filename", FileEffect.SavesUpload, "SaveAs"),
        .. Rows(TypeNames.ClassicHttpPostedFileBase, "filename", FileEffect.SavesUpload, "SaveAs"),
    ];

    static readonly Dictionary<string, FileApi[]> ByMember = All.GroupBy(api => api.Member, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);

    /// <summary>The methods among them that do one of those things.</summary>
    public static string[] Calls(Func<FileApi, bool> which) => [.. All.Where(api => api.Member != Constructor && which(api)).Select(api => api.Member).Distinct()];

    /// <summary>The types among them whose constructors do.</summary>
    public static string[] Creations(Func<FileApi, bool> which) => [.. All.Where(api => api.Member == Constructor && which(api)).Select(api => api.SimpleType).Distinct()];

    public static FileApi? Find(IMethodSymbol method, KnownTypes types)
    {
        if (ByMember.TryGetValue(method.Name, out var candidates))
            foreach (var candidate in candidates)
                if (types.Is(method.ContainingType, candidate.Type) && (candidate.Path is null || HasParameter(method, candidate.Path)))
                    return candidate;
        return null;
    }

    /// <summary>The members that a name may mean, for those who have no symbol.</summary>
    public static FileApi[] Named(string member) => ByMember.TryGetValue(member, out var candidates) ? candidates : [];

    static bool HasParameter(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
            if (parameter.Name == name)
                return true;
        return false;
    }

    static IEnumerable<FileApi> OfFile(string type) =>
    [
        .. Rows(type, "path", FileEffect.Changes, WithAsync("WriteAllText", "WriteAllLines", "WriteAllBytes", "AppendAllText", "AppendAllLines", "AppendAllBytes")),
        .. Rows(type, "path", FileEffect.Changes, "Delete", "CreateSymbolicLink"),
        .. Rows(type, "path", FileEffect.Opens, "Create", "CreateText", "AppendText", "OpenWrite"),
        .. Rows(type, "path", FileEffect.OpensByMode, "Open", "OpenHandle"),
        .. Second(type, "destFileName", FileEffect.Changes, "Copy"),
        new(type, "Move", "destFileName", FileEffect.Changes, From: "sourceFileName") { Position = 1 },
        new(type, "Replace", "destinationFileName", FileEffect.Changes, From: "sourceFileName") { Position = 1 },
        .. Rows(type, "path", FileEffect.Reads, WithAsync("ReadAllText", "ReadAllLines", "ReadAllBytes", "ReadLines")), .. Rows(type, "path", FileEffect.Reads, "OpenRead", "OpenText"),
        .. Rows(type, "path", FileEffect.Probes, "Exists", "GetLastWriteTime", "GetLastWriteTimeUtc", "GetCreationTime", "GetCreationTimeUtc"),
    ];

    static IEnumerable<FileApi> OfFileInfo(string type) =>
    [
        .. Rows(type, null, FileEffect.Changes, "Delete"),
        .. Rows(type, null, FileEffect.Opens, "Create", "CreateText", "AppendText", "OpenWrite"),
        .. Rows(type, null, FileEffect.OpensByMode, "Open"),
        .. Rows(type, "destFileName", FileEffect.Changes, "CopyTo", "MoveTo"),
        .. Rows(type, "destinationFileName", FileEffect.Changes, "Replace"),
        .. Rows(type, null, FileEffect.Reads, "OpenRead", "OpenText"),
    ];

    static IEnumerable<FileApi> OfDirectory(string type) =>
    [
        .. Rows(type, "path", FileEffect.MakesFolder, "CreateDirectory"),
        .. Rows(type, "path", FileEffect.ChangesFolder, "Delete"),
        new(type, "Move", "destDirName", FileEffect.ChangesFolder, From: "sourceDirName") { Position = 1 },
        .. Rows(type, "path", FileEffect.Lists, "GetFiles", "EnumerateFiles", "GetDirectories", "EnumerateDirectories", "GetFileSystemEntries", "EnumerateFileSystemEntries"),
        .. Rows(type, "path", FileEffect.Probes, "Exists"),
    ];

    static IEnumerable<FileApi> OfDirectoryInfo(string type) =>
    [
        .. Rows(type, null, FileEffect.MakesFolder, "Create", "CreateSubdirectory"),
        .. Rows(type, null, FileEffect.ChangesFolder, "Delete", "MoveTo"),
        .. Rows(type, null, FileEffect.Lists, "GetFiles", "EnumerateFiles", "GetDirectories", "EnumerateDirectories", "GetFileSystemInfos", "EnumerateFileSystemInfos"),
    ];

    static string[] WithAsync(params string[] members) => [.. members, .. members.Select(member => member + "Async")];

    static FileApi[] Rows(string type, string? path, FileEffect effect, params string[] members) =>
        [.. members.Select(member => new FileApi(type, member, path, effect))];

    static FileApi[] Second(string type, string path, FileEffect effect, params string[] members) =>
        [.. members.Select(member => new FileApi(type, member, path, effect) { Position = 1 })];
}
