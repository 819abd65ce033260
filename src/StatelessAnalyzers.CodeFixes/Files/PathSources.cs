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

    static readonly string[] PathWords = ["root", "path", "folder", "dir", "file", "location"];

    // Of all files that were read, whatever for; and those that count here.
    readonly Dictionary<SyntaxTree, Dictionary<ExpressionSyntax, PathSource>> known = session.Once((nameof(PathSources), project.Id), () => new Dictionary<SyntaxTree, Dictionary<ExpressionSyntax, PathSource>>());
    readonly HashSet<SyntaxTree> read = [];

    /// <summary>What one fix sees: the sources of the files that can name the root, and later of those that it follows a path to.</summary>
    public PathSources Branch()
    {
        var branch = new PathSources(session, project, reader);
        branch.read.UnionWith(read);
        return branch;
    }

    public IEnumerable<PathSource> All => read.SelectMany(t => known[t].Values);

    /// <summary>The path that the expression makes, if it is one.</summary>
    public PathSource? At(SyntaxNode expression) => expression is ExpressionSyntax e && read.Contains(e.SyntaxTree) && known[e.SyntaxTree].TryGetValue(e, out var source) ? source : null;

    /// <summary>Reads the files in which a path of that root can stand: those that name it, or call what says it or is given it.</summary>
    public async Task<PathSources> ReadAsync(PathExpression place)
    {
        var graph = session.Solution.GetProjectDependencyGraph();
        var related = new HashSet<ProjectId>(graph.GetProjectsThatTransitivelyDependOnThisProject(project.Id).Concat(graph.GetProjectsThatThisProjectTransitivelyDependsOn(project.Id))) { project.Id };
        var documents = session.Solution.Projects.Where(p => related.Contains(p.Id) && p.Language == LanguageNames.CSharp).SelectMany(p => p.Documents)
            .OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal).GroupBy(d => session.Canonical(d).Id).Select(g => (Document: session.Canonical(g.First()), IsOwn: g.Any(d => d.Project.Id == project.Id))).ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var isFirst = true; isFirst || names.Count > 0; isFirst = false)
        {
            var sayers = names.ToList();
            names.Clear();
            foreach (var (document, isOwn) in documents)
            {
                session.CancellationToken.ThrowIfCancellationRequested();
                var text = (await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString();
                if (!(isFirst ? CanName(place.Root, text, isOwn) : sayers.Exists(n => text.Contains(n))))
                    continue;
                var root = await session.RootAsync(document.Id).ConfigureAwait(false);
                if (read.Contains(root.SyntaxTree))
                    continue;
                var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
                Include(document, model, root);
                names.UnionWith(SayersIn(root, model, place.Root));
                foreach (var taker in TakersIn(root, model, place.Root))
                    Include(taker.Document, taker.Model, taker.Model.SyntaxTree.GetRoot(session.CancellationToken));
            }
        }
        return this;
    }

    /// <summary>Reads a file that a path is followed to.</summary>
    public void Include(Place place) => Include(place.Document, place.Model, place.Model.SyntaxTree.GetRoot(session.CancellationToken));

    void Include(Document document, SemanticModel model, SyntaxNode root)
    {
        if (!read.Add(root.SyntaxTree) || known.ContainsKey(root.SyntaxTree))
            return;
        var found = known[root.SyntaxTree] = [];
        foreach (var expression in Candidates.GetValue(root, r => [.. r.DescendantNodes().OfType<ExpressionSyntax>().Where(MayBeSource)]))
            if (!IsWithin(expression, found) && IsSource(expression, model) && reader.Of(expression, model) is { Parts.IsEmpty: false } path)
                found.Add(expression, new PathSource(document, model, expression, path));
    }

    // What other types may ask for the root or a path below it.
    IEnumerable<string> SayersIn(SyntaxNode root, SemanticModel model, string place)
    {
        foreach (var member in root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MemberDeclarationSyntax>())
        {
            var (type, declared) = member switch
            {
                MethodDeclarationSyntax method => (method.ReturnType, (SyntaxNode)method),
                PropertyDeclarationSyntax property => (property.Type, property),
                FieldDeclarationSyntax { Declaration: { Variables: [var only] } field } => (field.Type, only),
                _ => default,
            };
            if (type is not null && type.DescendantTokens().Any(t => t.IsKind(SyntaxKind.StringKeyword)) && model.GetDeclaredSymbol(declared) is { DeclaredAccessibility: not Accessibility.Private } symbol && reader.Of(symbol)?.Root == place)
                yield return symbol.Name;
        }
    }

    // The parameters of other types that the file hands the root or a path below it.
    IEnumerable<Place> TakersIn(SyntaxNode root, SemanticModel model, string place)
    {
        foreach (var argument in root.DescendantNodes().OfType<ArgumentSyntax>())
            if (argument.Expression is var given && (At(given) is not null || PathRoots.MayBe(given) || (given is IdentifierNameSyntax { Identifier.ValueText: var name } && Array.Exists(PathWords, w => name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0)))
                && PathCarrier.TakenBy(given, model) is IParameterSymbol { DeclaringSyntaxReferences.IsEmpty: false } parameter && reader.Of(given, model)?.Root == place && reader.Shared.Of(parameter) is { Uses: [var use, ..] })
                yield return use;
    }

    static bool CanName(string root, string text, bool isOwn) => root switch
    {
        PathExpression.WebRoot => text.Contains("WebRootPath") || text.Contains("wwwroot"),
        PathExpression.ContentRoot => text.Contains("ContentRootPath") || text.Contains("BaseDirectory") || text.Contains("CurrentDirectory") || text.Contains(".Location") || (isOwn && (text.Contains("File") || text.Contains("Directory"))),
        PathExpression.Temporary => text.Contains("GetTempPath"),
        _ => text.Contains(root.Split(' ')[0] == "setting" ? root.Substring("setting ".Length) : root.Split(' ')[0].Split('.').Last()),
    };

    static bool IsWithin(ExpressionSyntax expression, Dictionary<ExpressionSyntax, PathSource> found)
    {
        for (var n = expression.Parent; n is not null and not StatementSyntax and not MemberDeclarationSyntax; n = n.Parent)
            if (n is ExpressionSyntax outer && found.ContainsKey(outer))
                return true;
        return false;
    }

    static bool MayBeSource(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => CalledName.Of(call) is { Identifier.ValueText: "Combine" or "Join" or "GetValue" or "GetFullPath" },
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => !StartsWithText(expression) || FileOperation.MayTake(expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } => FileOperation.MayTake(expression),
        MemberAccessExpressionSyntax or ElementAccessExpressionSyntax => PathRoots.MayBe(expression),
        _ => false,
    };

    static bool IsSource(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        InvocationExpressionSyntax call => PathReader.IsJoin(call, model) && !IsOfDatabase(call, model) || IsFullPath(call, model) || PathRoots.Of(call, model) is not null,
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => (!StartsWithText(expression) || FileOperation.OfPath(expression, model) is not null) && model.GetConstantValue(expression) is { HasValue: false },
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } => true,
        LiteralExpressionSyntax => FileOperation.OfPath(expression, model) is not null,
        _ => PathRoots.Of(expression, model) is not null,
    };

    static bool IsFullPath(InvocationExpressionSyntax call, SemanticModel model) =>
        call.ArgumentList.Arguments.Count == 1 && model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetFullPath", ContainingType.Name: "Path" };

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
