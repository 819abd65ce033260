using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1003: moves sessions to the provider of Redis in web.config. All findings of a project are one fault.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepClassicSessionInRedis() : StatelessFix(Rules.SLS1003_ClassicSessionInProcess, "Keep sessions in Redis")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var project = finding.Document.Project;
        unit.Rename("classic session of " + project.Id.Id);
        if (new ConfigurationFiles(project.AnalyzerOptions, session.CancellationToken).Web is not { } web)
        {
            unit.Refuse("no web.config is at hand");
            return;
        }
        var file = web.Deployments[0].Origin;
        if (!web.Always(d => d.Sections(ClassicSession.Section).All(s => s.Text == file.Text && s.Attributes.All(a => a.Text == file.Text))))
            unit.Refuse("a transform changes the session state");
        else if (await ObstacleAsync(session).ConfigureAwait(false) is { } obstacle)
            unit.Refuse(obstacle);
        else
        {
            unit.Add(new AddPackage(project.Id, SessionStateSection.Package));
            unit.Add(new ChangeFile(project.Id, web.NameOf(file).GetLineSpan().Path, "sessions in Redis", SessionStateSection.InRedis));
        }
    }

    // Whatever project of the solution writes to a session writes to this one, as far as can be seen.
    static async Task<string?> ObstacleAsync(FixSession session)
    {
        foreach (var project in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
        {
            var types = await session.TypesAsync(project.Id).ConfigureAwait(false);
            if (!types.Has(TypeNames.HttpSessionState))
                continue;
            foreach (var document in project.Documents)
            {
                var text = (await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString();
                if (text.IndexOf("Session", StringComparison.Ordinal) >= 0
                    && Obstacle(await session.RootAsync(document.Id).ConfigureAwait(false), await session.ModelAsync(document.Id).ConfigureAwait(false), types) is { } obstacle)
                    return obstacle;
            }
        }
        return null;
    }

    static string? Obstacle(SyntaxNode root, SemanticModel model, KnownTypes types)
    {
        foreach (var node in root.DescendantNodes())
            if (node is MethodDeclarationSyntax { Identifier.ValueText: "Session_End" or "Session_OnEnd", Parent: ClassDeclarationSyntax type } && types.IsOrInherits(model.GetDeclaredSymbol(type) as INamedTypeSymbol, TypeNames.HttpApplication))
                return "Session_End runs for sessions in process only";
            else if (node is ElementAccessExpressionSyntax or InvocationExpressionSyntax && model.GetOperation(node) is { } operation
                && ClassicSession.WrittenBy(operation, types) is { ConstantValue: not { HasValue: true, Value: null } } value && !SessionValue.Serializes(value.Type, types))
                return $"the session value '{value.Syntax}' may not serialise";
        return null;
    }
}
