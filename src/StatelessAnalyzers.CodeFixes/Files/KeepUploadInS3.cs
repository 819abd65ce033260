using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2002: puts an upload into S3, and whatever reads or deletes the files of its folder reads and deletes there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepUploadInS3() : StatelessFix(Rules.SLS2002_LocalUpload, "Put the upload into S3")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) =>
        new StoredFolder(session, unit, finding.Document.Project).PlanAsync(finding);
}
