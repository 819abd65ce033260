using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2001: a call or constructor that changes a file which outlives the method.</summary>
internal sealed class LocalFileWrite() : Rule(Rules.SLS2001_LocalFileWrite)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        context.OnCall(Judge, FileApis.Methods);
        context.OnCreation(Judge, FileApis.Streams);

        void Judge(OperationAnalysisContext operation, IOperation writer)
        {
            if (DiskWrite.Read(writer, types) is { } write && DiskWrite.IsService(write.Operation, operation.ContainingSymbol, types)
                && write.LastingFile(types) is { } file && !Uploads.Fill(write, types))
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2001_LocalFileWrite, write.Location, write.Name, file));
        }
    }
}
