namespace StatelessAnalyzers.Files;

/// <summary>A file or folder as far as code names it.</summary>
/// <param name="Root">Where the path starts: the content root, the folder for temporary files, or a member or setting that says a folder.</param>
/// <param name="Folders">The folders and names below it that are written out, each after a slash.</param>
/// <param name="Rest">What follows them and is not written out, as source text; null where nothing does.</param>
/// <param name="Extension">The extension of what follows, if that is written out.</param>
internal readonly record struct DiskPlace(string Root, string Folders, string? Rest, string? Extension)
{
    /// <summary>Where the application is installed. The web root is the folder wwwroot below it.</summary>
    public const string Content = "~";

    public const string Temporary = "temp";

    public bool IsWhole => Rest is null;

    /// <summary>Whether it is narrower than all that an application, or a machine, has on its disk.</summary>
    public bool IsTelling => Root is not (Content or Temporary) || (Folders.Length > 0 && Folders != "/wwwroot");

    string Parent => Folders.LastIndexOf('/') is var slash and >= 0 ? Folders.Substring(0, slash) : "";

    /// <summary>Whether both are the same file, or files that are named in the same way.</summary>
    public bool IsSameFile(DiskPlace other)
    {
        if (!IsTelling || !other.IsTelling || Root != other.Root)
            return false;
        if (IsWhole == other.IsWhole)
            return Folders == other.Folders && (Extension is null || other.Extension is null || Extension == other.Extension);
        // A name that is written out may be one of those that are not.
        var (whole, open) = IsWhole ? (this, other) : (other, this);
        return open.Extension is not null && whole.Parent == open.Folders && whole.Folders.EndsWith(open.Extension, StringComparison.Ordinal);
    }

    /// <summary>Whether both are files of one written-out name below folders that different members say: <c>Folder + "posts.xml"</c> and <c>blog.StorageLocation + "posts.xml"</c> of one type.</summary>
    public bool IsNamedLike(DiskPlace other) =>
        IsSameFile(other) || IsWhole && other.IsWhole && Folders == other.Folders && Folders.LastIndexOf('.') > Folders.LastIndexOf('/') + 1 && IsMember(Root) && IsMember(other.Root);

    static bool IsMember(string root) => root.IndexOf('.') >= 0 && root.IndexOf('/') < 0 && !root.StartsWith("config:", StringComparison.Ordinal);

    /// <summary>Whether that file lies in this folder.</summary>
    public bool Holds(DiskPlace file) =>
        IsTelling && Root == file.Root && (file.IsWhole ? IsWhole && file.Parent == Folders : file.Folders == Folders);

    /// <summary>Whether that file or folder lies in this folder at any depth, or is it.</summary>
    public bool IsAbove(DiskPlace other) =>
        IsTelling && Root == other.Root && (other.Folders == Folders || other.Folders.StartsWith(Folders + "/", StringComparison.Ordinal));
}
