using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2002: the content of an upload is written to a file which outlives the request.</summary>
internal sealed class LocalUpload() : Rule(Rules.SLS2002_LocalUpload)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        context.OnCall(
            (operation, call) =>
            {
                if (CalledName.Of(call.Syntax) is not { } name || Saved(call) is not { } saved || !DiskWrite.IsService(call, operation.ContainingSymbol, types))
                    return;

                var opening = saved.Write.Operation == call ? null : new[] { saved.Write.Operation.Syntax.GetLocation() };
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2002_LocalUpload, name.GetLocation(), opening, PathOrigins.Shorten(saved.Upload.Syntax.ToString()), saved.File));
            },
            [.. FileApis.Methods, .. Uploads.Copies]);

        (IOperation Upload, DiskWrite Write, string File)? Saved(IInvocationOperation call)
        {
            if (DiskWrite.Read(call, types) is { } direct)
                return Uploads.SavedBy(direct, types) is { } bytes && direct.LastingFile(types) is { } place ? (bytes, direct, place) : null;
            if (Uploads.CopiedBy(call, types) is { } upload)
                foreach (var write in Uploads.Files(call.Arguments[0].Value, types))
                    if (write.LastingFile(types) is { } file)
                        return (upload, write, file);
            return null;
        }
    }
}
