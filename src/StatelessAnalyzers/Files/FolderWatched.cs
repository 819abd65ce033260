using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2006: a watcher of a folder whose content changes while the application runs.</summary>
internal sealed class FolderWatched() : Rule(Rules.SLS2006_FolderWatched)
{
    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCreation(
            (operation, creation) =>
            {
                if (disk.Types.Is(creation.Type, TypeNames.FileSystemWatcher) && DiskUse.IsService(creation, operation.ContainingSymbol, disk.Types))
                    LookAt(operation, creation, PathOf(creation), "new FileSystemWatcher", needsWriter: false);
            },
            "FileSystemWatcher");
        if (disk.Types.Has(TypeNames.PhysicalFileProvider))
            context.OnCall(
                (operation, call) =>
                {
                    if (call.Instance is { } provider && disk.Types.Is(provider.Type, TypeNames.PhysicalFileProvider) && DiskUse.IsService(call, operation.ContainingSymbol, disk.Types)
                        && !IsConfiguration(call) && ServedFolders.Of(provider) is { } folder)
                        LookAt(operation, call, folder, "PhysicalFileProvider.Watch", needsWriter: true);
                },
                "Watch");

        void LookAt(OperationAnalysisContext operation, IOperation watch, IOperation? path, string name, bool needsWriter)
        {
            if (IsConfiguration(watch) || (path is not null && PathOrigins.Of(path, disk) is PathOrigin.Elsewhere))
                return;
            var place = path is null ? null : PlaceReader.Of(path.Syntax);
            // What lies in the application's folder itself is shipped with it.
            if (needsWriter ? place is not { } folder || DiskUses.Of(disk.Compilation, operation.CancellationToken).WriterBelow(folder) is null : place is { Root: DiskPlace.Content, Folders: "" or "/wwwroot" })
                return;
            operation.ReportDiagnostic(Diagnostic.Create(
                Rules.SLS2006_FolderWatched, (CalledName.Of(watch.Syntax) ?? watch.Syntax).GetLocation(), name,
                path is null ? "a folder" : PathOrigins.Describe(path, disk).Replace("a file under", "a folder under")));
        }
    }

    // The path is an argument, or set in an initialiser, or later, where it is not looked for.
    static IOperation? PathOf(IObjectCreationOperation creation)
    {
        if (creation.Arguments is [{ Value: var path }, ..])
            return path;
        if (creation.Initializer is { } initializer)
            foreach (var set in initializer.Initializers)
                if (set is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Path" } } assignment)
                    return assignment.Value;
        return null;
    }

    // Settings are read again when their file changes, on each instance alike.
    static bool IsConfiguration(IOperation watch)
    {
        foreach (var operation in watch.DescendantsAndSelf())
            if (operation.ConstantValue is { HasValue: true, Value: string text }
                && (text.IndexOf("appsettings", StringComparison.OrdinalIgnoreCase) >= 0 || text.EndsWith(".config", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
                    || text.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase) || text.EndsWith("settings.json", StringComparison.OrdinalIgnoreCase)))
                return true;
        return false;
    }
}
