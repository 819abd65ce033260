using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2004: moves the files of a folder to S3, which needs no folders.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepFolderInS3() : StatelessFix(Rules.SLS2004_LocalFolderChanged, "Keep the folder in S3")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) =>
        new StoredFolder(session, unit, finding.Document.Project).PlanAsync(finding);
}
