using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>What a call does to a file, as far as an object store can do the same.</summary>
internal enum FileAction
{
    WriteText,
    WriteBytes,
    WriteLines,
    ReadText,
    ReadBytes,
    ReadLines,
    OpenRead,
    OpenText,
    LoadXml,
    Length,
    Describe,
    Delete,
    Exists,
    Copy,
    Move,
    Save,
    WriteStream,
    List,
    DeleteFolder,
    MakeFolder,
    FolderExists,
    Serve,
}

/// <summary>A call, or a few statements, that work on a file or folder and have an equivalent on an object store.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Node">What is replaced: the call, the await around it, or the statement.</param>
/// <param name="Path">The expression of the path.</param>
/// <param name="Content">What is written: the expression of the text or the bytes.</param>
internal sealed record FileOperation(FileAction Action, SyntaxNode Node, ExpressionSyntax Path, ExpressionSyntax? Content = null)
{
    /// <summary>The second path of a copy or move.</summary>
    public ExpressionSyntax? Target { get; init; }

    /// <summary>Whether a file that exists is an error.</summary>
    public bool MustBeNew { get; init; }

    /// <summary>The extension of the files that a list is limited to.</summary>
    public string? Extension { get; init; }

    /// <summary>The stream that is written to.</summary>
    public WrittenStream? Stream { get; init; }

    /// <summary>The local that describes the file.</summary>
    public FileInfoLocal? Info { get; init; }

    /// <summary>Whether what is read has to be in memory, since something moves about in it.</summary>
    public bool Seeks { get; init; }

    /// <summary>Whether what depends on the existence of a folder is done without asking.</summary>
    public bool Keeps { get; init; }

    /// <summary>Whether the path has to be the same each time.</summary>
    public bool OfFixed { get; init; }

    // What the names of calls on files and folders begin with. Binding all calls of a project takes longer than a light bulb may.
    static readonly string[] Verbs = ["Create", "Copy", "Delete", "Enumerate", "Exists", "Get", "Load", "Move", "Open", "Read", "Save", "Write"];

    /// <summary>Whether the syntax allows that the expression is the path of an operation.</summary>
    public static bool MayTake(ExpressionSyntax path) =>
        path.Parent is ArgumentSyntax { Parent.Parent: ExpressionSyntax call }
        && (call is BaseObjectCreationExpressionSyntax || (CalledName.Of(call)?.Identifier.ValueText is { } name && Array.Exists(Verbs, v => name.StartsWith(v, StringComparison.Ordinal))));

    /// <summary>The operation that a path is an argument of, or null where an object store has none such.</summary>
    public static FileOperation? OfPath(ExpressionSyntax path, SemanticModel model)
    {
        if (path.Parent is not ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Parent: ExpressionSyntax call } list } argument)
            return null;
        return list.Arguments.IndexOf(argument) switch
        {
            0 => WrittenStream.Of(path, call, model) ?? OpenedStream.Of(path, call, model) ?? FileCalls.Of(path, call, model),
            1 => FileCalls.Of(list.Arguments[0].Expression, call, model) is { Target: { } target } operation && target == path ? operation : null,
            _ => null,
        };
    }
}
