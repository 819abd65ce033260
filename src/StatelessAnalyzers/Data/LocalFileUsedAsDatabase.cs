using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4004: a change of files in which a type keeps data that it reads back. It takes the place of SLS2001 there.</summary>
internal sealed class LocalFileUsedAsDatabase() : Rule(Rules.SLS4004_LocalFileUsedAsDatabase)
{
    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCall(Look, FileApis.Calls(api => api.Writes));
        context.OnCreation(Look, FileApis.Creations(api => api.Writes));

        void Look(OperationAnalysisContext operation, IOperation made)
        {
            if (DiskUse.Write(made, disk.Types) is { } write && DiskUse.IsService(made, operation.ContainingSymbol, disk.Types)
                && write.LastingFile(disk) is { } file && !Uploads.Fill(write, disk.Types) && FileDatabases.ReaderOf(write, disk) is { } reader)
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS4004_LocalFileUsedAsDatabase, write.Location, new[] { reader.Location }, write.Name, file, reader.Name));
        }
    }
}
