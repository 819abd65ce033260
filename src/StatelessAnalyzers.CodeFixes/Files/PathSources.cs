using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>An expression that makes a path of a root and what follows it, and is no part of another.</summary>
internal sealed record PathSource(Document Document, SemanticModel Model, ExpressionSyntax Expression, PathExpression Path);

/// <summary>The paths below known roots that the code makes which runs together with a project.</summary>
internal sealed class PathSources(FixSession session, Project project, PathReader reader)
{
    // What the syntax allows, so that a file which nobody changed is walked once for all runs.
    static readonly ConditionalWeakTable<SyntaxNode, List<ExpressionSyntax>> Candidates = new();

    readonly Dictionary<ExpressionSyntax, PathSource> found = [];

    public IEnumerable<PathSource> All => found.Values;

    /// <summary>The path that the expression makes, if it is one.</summary>
    public PathSource? At(SyntaxNode expression) => expression is ExpressionSyntax e && found.TryGetValue(e, out var source) ? source : null;

    /// <summary>Reads the files in which a path of that root can stand.</summary>
    public async Task<PathSources> ReadAsync(PathExpression place)
    {
        var graph = session.Solution.GetProjectDependencyGraph();
        var related = new HashSet<ProjectId>(graph.GetProjectsThatTransitivelyDependOnThisProject(project.Id).Concat(graph.GetProjectsThatThisProjectTransitivelyDependsOn(project.Id))) { project.Id };
        var seen = new HashSet<DocumentId>();
        foreach (var document in session.Solution.Projects.Where(p => related.Contains(p.Id) && p.Language == LanguageNames.CSharp).SelectMany(p => p.Documents).OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal))
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            var canonical = session.Canonical(document);
            if (!seen.Add(canonical.Id) || !CanName(place.Root, (await canonical.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString(), document.Project.Id == project.Id))
                continue;
            var root = await session.RootAsync(canonical.Id).ConfigureAwait(false);
            var candidates = Candidates.GetValue(root, r => [.. r.DescendantNodes().OfType<ExpressionSyntax>().Where(MayBeSource)]);
            if (candidates.Count == 0)
                continue;
            var model = await session.ModelAsync(canonical.Id).ConfigureAwait(false);
            foreach (var expression in candidates)
                if (!IsWithinSource(expression) && IsSource(expression, model) && reader.Of(expression, model) is { Parts.IsEmpty: false } path)
                    found.Add(expression, new PathSource(canonical, model, expression, path));
        }
        return this;
    }

    static bool CanName(string root, string text, bool isOwn) => root switch
    {
        PathExpression.WebRoot => text.Contains("WebRootPath") || text.Contains("wwwroot"),
        PathExpression.ContentRoot => text.Contains("ContentRootPath") || text.Contains("BaseDirectory") || text.Contains("CurrentDirectory") || (isOwn && (text.Contains("File") || text.Contains("Directory"))),
        _ => text.Contains(root.Split(' ')[0] == "setting" ? root.Substring("setting ".Length) : root.Split(' ')[0].Split('.').Last()),
    };

    bool IsWithinSource(ExpressionSyntax expression)
    {
        for (var n = expression.Parent; n is not null and not StatementSyntax and not MemberDeclarationSyntax; n = n.Parent)
            if (n is ExpressionSyntax outer && found.ContainsKey(outer))
                return true;
        return false;
    }

    static bool MayBeSource(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => CalledName.Of(call) is { Identifier.ValueText: var name } && (name is "Combine" or "Join" || PathRoots.MayBeCall(name)),
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => !StartsWithText(expression) || FileOperation.MayTake(expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } => FileOperation.MayTake(expression),
        MemberAccessExpressionSyntax or ElementAccessExpressionSyntax => PathRoots.MayBe(expression),
        _ => false,
    };

    static bool IsSource(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        InvocationExpressionSyntax call => PathReader.IsJoin(call, model) && !IsOfDatabase(call, model) || PathRoots.Of(call, model) is not null,
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => (!StartsWithText(expression) || FileOperation.OfPath(expression, model) is not null) && model.GetConstantValue(expression) is { HasValue: false },
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } => true,
        LiteralExpressionSyntax => FileOperation.OfPath(expression, model) is not null,
        _ => PathRoots.Of(expression, model) is not null,
    };

    // The file of a database, which is none of a folder's files.
    static bool IsOfDatabase(InvocationExpressionSyntax join, SemanticModel model) =>
        join.ArgumentList.Arguments is [.., { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DataSource", Expression: var builder } }] && model.GetTypeInfo(builder).Type?.Name.EndsWith("ConnectionStringBuilder", StringComparison.Ordinal) == true;

    static bool StartsWithText(ExpressionSyntax expression) => expression switch
    {
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents is [InterpolatedStringTextSyntax, ..] or [],
        BinaryExpressionSyntax sum => StartsWithText(sum.Left),
        _ => expression is LiteralExpressionSyntax,
    };
}
