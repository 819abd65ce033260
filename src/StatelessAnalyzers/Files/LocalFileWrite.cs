using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2001: a call or constructor that changes a file which outlives the method.</summary>
internal sealed class LocalFileWrite() : Rule(Rules.SLS2001_LocalFileWrite)
{
    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCall(Look, FileApis.Calls(api => api.Writes));
        context.OnCreation(Look, FileApis.Creations(api => api.Writes));

        void Look(OperationAnalysisContext operation, IOperation made)
        {
            if (DiskUse.Write(made, disk.Types) is { } write && DiskUse.IsService(made, operation.ContainingSymbol, disk.Types)
                && write.LastingFile(disk) is { } file && !Uploads.Fill(write, disk.Types)
                && FileDatabases.ReaderOf(write, disk) is null)
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2001_LocalFileWrite, write.Location, write.Name, file));
        }
    }
}
