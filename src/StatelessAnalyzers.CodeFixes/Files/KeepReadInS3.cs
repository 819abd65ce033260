using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2005: moves the files of a folder to S3, writes and reads together.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepReadInS3() : StatelessFix(Rules.SLS2005_RunTimeFileRead, "Keep the file in S3")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) =>
        new StoredFolder(session, unit, finding.Document.Project).PlanAsync(finding);
}
