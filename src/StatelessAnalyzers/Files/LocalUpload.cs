using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2002: the content of an upload is written to a file which outlives the request.</summary>
internal sealed class LocalUpload() : Rule(Rules.SLS2002_LocalUpload)
{
    // Receivers of uploads that write them to a folder, and what a message calls the upload.
    static readonly (string Type, string Upload)[] Receivers =
    [
        (TypeNames.Packages.MultipartFileStreamProvider, "multipart form"),
        (TypeNames.Packages.MultipartFormDataStreamProvider, "multipart form"),
        (TypeNames.Packages.TusDiskStore, "tus upload"),
    ];

    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCall(
            (operation, call) =>
            {
                if (CalledName.Of(call.Syntax) is not { } name || Saved(call) is not { } saved || !DiskUse.IsService(call, operation.ContainingSymbol, disk.Types))
                    return;

                var opening = saved.Write.Operation == call ? null : new[] { saved.Write.Operation.Syntax.GetLocation() };
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2002_LocalUpload, name.GetLocation(), opening, PathOrigins.Shorten(saved.Upload.Syntax.ToString()), saved.File));
            },
            Uploads.Savers);
        if (Array.Exists(Receivers, r => disk.Types.Has(r.Type)))
        {
            context.OnCreation((operation, creation) => LookAtReceiver(operation, creation, creation.Constructor, creation.Arguments), "MultipartFileStreamProvider", "MultipartFormDataStreamProvider", "TusDiskStore");
            // One that is derived from them: its constructor says the folder.
            context.OnCall((operation, call) => LookAtReceiver(operation, call, call.TargetMethod, call.Arguments), FileApis.Constructor);
        }

        void LookAtReceiver(OperationAnalysisContext operation, IOperation made, IMethodSymbol? constructor, ImmutableArray<IArgumentOperation> arguments)
        {
            foreach (var (type, upload) in Receivers)
                if (arguments is [{ Value: var folder }, ..] && folder.Type?.SpecialType == SpecialType.System_String && disk.Types.Is(constructor?.ContainingType, type)
                    && PathOrigins.Of(folder, disk) is not (PathOrigin.Temporary or PathOrigin.LeftBehind or PathOrigin.Elsewhere) && DiskUse.IsService(made, operation.ContainingSymbol, disk.Types))
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2002_LocalUpload, made.Syntax.GetLocation(), upload, PathOrigins.Describe(folder, disk)));
        }

        (IOperation Upload, DiskUse Write, string File)? Saved(IInvocationOperation call)
        {
            if (DiskUse.Write(call, disk.Types) is { } direct)
                return Uploads.SavedBy(direct, disk.Types) is { } bytes && direct.LastingFile(disk) is { } place ? (bytes, direct, place) : null;
            if (Uploads.CopiedBy(call, disk.Types) is { } copied)
                foreach (var write in Uploads.Files(copied.Target, disk.Types))
                    if (write.LastingFile(disk) is { } file)
                        return (copied.Upload, write, file);
            return null;
        }
    }
}
