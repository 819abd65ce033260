using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2004: a folder is made, moved or deleted, other than for a write that is a finding of its own.</summary>
internal sealed class LocalFolderChanged() : Rule(Rules.SLS2004_LocalFolderChanged)
{
    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCall(
            (operation, call) =>
            {
                if (DiskUse.Of(call, disk.Types) is not { Effect: FileEffect.MakesFolder or FileEffect.ChangesFolder } change
                    || !DiskUse.IsService(call, operation.ContainingSymbol, disk.Types) || change.LastingFile(disk) is not { } folder
                    || StartupCode.Contains(call, operation.ContainingSymbol, disk.Types)
                    || IsOfCache(change.Path) || (change.Effect == FileEffect.MakesFolder && (IsFolderOf(change.Path, 0) || IsMadeForFiles(change, operation, disk))))
                    return;
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2004_LocalFolderChanged, change.Location, change.Name, folder.Replace("a file under", "a folder under")));
            },
            FileApis.Calls(api => api.Effect is FileEffect.MakesFolder or FileEffect.ChangesFolder || api.Type is TypeNames.AbstractFileSystemInfo));
    }

    // Path.GetDirectoryName(file), Directory.GetParent(file), new FileInfo(file).Directory: made for a file, and for nothing else.
    static bool IsFolderOf(IOperation path, int depth)
    {
        path = BodyLocals.Unwrap(path);
        return path switch
        {
            ILocalReferenceOperation { Local: var local } when depth < 3 => BodyLocals.Of(local, path) is { Count: > 0 } values && values.All(value => IsFolderOf(value, depth + 1)),
            ICoalesceOperation { Value: var value } => IsFolderOf(value, depth + 1),
            IInvocationOperation { TargetMethod: { Name: "GetDirectoryName" or "GetParent", ContainingType.Name: "Path" or "Directory" or "IPath" or "IDirectory" } } => true,
            IPropertyReferenceOperation { Property: { Name: "DirectoryName" or "Directory", ContainingType.Name: "FileInfo" or "IFileInfo" } } => true,
            IPropertyReferenceOperation { Property.Name: "FullName", Instance: { } folder } => IsFolderOf(folder, depth + 1),
            _ => false,
        };
    }

    // What is cached there is made again by any instance.
    static bool IsOfCache(IOperation path) => path.Syntax.ToString().IndexOf("cache", StringComparison.OrdinalIgnoreCase) >= 0;

    // One fault, one finding: what is written there is reported where it is written. A constructor makes folders for the methods of its type.
    static bool IsMadeForFiles(DiskUse made, OperationAnalysisContext operation, LocalDisk disk)
    {
        if (operation.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            return true;
        var root = made.Operation;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var other in root.Descendants())
            if (other is IInvocationOperation or IObjectCreationOperation && other.Syntax.SpanStart > made.Operation.Syntax.SpanStart && DiskUse.Write(other, disk.Types) is { } write && write.LastingFile(disk) is not null)
                return true;

        if (PlaceReader.Of(made.Path.Syntax) is not { } folder)
            return false;
        var type = made.Operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (folder.IsTelling && DiskUses.Of(disk.Compilation, operation.CancellationToken).WritesBelow(folder))
            return true;
        foreach (var use in DiskUses.In(made.Operation.Syntax.SyntaxTree, operation.CancellationToken))
            if (use.IsWrite && folder.IsAbove(use.Place) && (type is null || type.Span.Contains(use.Span)))
                return true;
        return false;
    }
}
