using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2001: moves the files of a folder to S3, writes and reads together.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepFileInS3() : StatelessFix(Rules.SLS2001_LocalFileWrite, "Keep the file in S3")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) =>
        new StoredFolder(session, unit, finding.Document.Project).PlanAsync(finding);
}
