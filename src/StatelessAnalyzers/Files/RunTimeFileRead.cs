using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2005: a read, a list or an existence check of what this compilation writes while it runs.</summary>
internal sealed class RunTimeFileRead() : Rule(Rules.SLS2005_RunTimeFileRead)
{
    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCall(Look, FileApis.Calls(IsRead));
        context.OnCreation(Look, FileApis.Creations(IsRead));

        void Look(OperationAnalysisContext operation, IOperation made)
        {
            if (DiskUse.Of(made, disk.Types) is not { Effect: FileEffect.Reads or FileEffect.Lists or FileEffect.Probes } read || PlaceReader.Of(read.Path.Syntax) is not { } place)
                return;
            var isFolder = read.Effect == FileEffect.Lists || read.Api.SimpleType is "Directory" or "IDirectory";
            if (DiskUses.Of(disk.Compilation, operation.CancellationToken).WriterOf(place, isFolder) is not { } writer
                || !DiskUse.IsService(made, operation.ContainingSymbol, disk.Types)
                || PathOrigins.Of(read.Path, disk) is PathOrigin.Temporary or PathOrigin.LeftBehind or PathOrigin.Elsewhere
                || (read.Effect == FileEffect.Probes && IsPrelude(made, place)) || FileDatabases.ReaderOf(made, place, isFolder, disk) is not null)
                return;
            operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2005_RunTimeFileRead, read.Location, new[] { writer.Location }, read.Name, PathOrigins.Describe(read.Path, disk), writer.Name));
        }
    }

    static bool IsRead(FileApi api) => api.Effect is FileEffect.OpensByMode or FileEffect.Reads or FileEffect.Lists or FileEffect.Probes;

    // Asked before something is done with the file, which is reported there.
    static bool IsPrelude(IOperation probe, DiskPlace place)
    {
        var member = probe.Syntax.FirstAncestorOrSelf<SyntaxNode>(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.MemberDeclarationSyntax and not Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax) ?? probe.Syntax.SyntaxTree.GetRoot();
        foreach (var use in DiskUses.In(probe.Syntax.SyntaxTree, default))
            if (use.Effect != FileEffect.Probes && member.Span.Contains(use.Span) && (use.Place == place || place.Holds(use.Place)))
                return true;
        return false;
    }
}
