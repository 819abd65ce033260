using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>What planners and solvers know of the solution before anything is changed. One session serves one run of the engine.</summary>
internal sealed class FixSession
{
    static readonly string[] GeneratedEnds = [".g.cs", ".g.i.cs", ".generated.cs", ".designer.cs"];

    // A document forgets its model, and what that has bound, between two light bulbs.
    static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Models = new();

    readonly Dictionary<object, object> read = [];
    readonly Dictionary<string, DocumentId> canonical = new(StringComparer.OrdinalIgnoreCase);

    public FixSession(Solution solution, CancellationToken cancellationToken)
    {
        Solution = solution;
        CancellationToken = cancellationToken;
        Injection = new InjectionSolver(this);
        Async = new AsyncSolver(this);
        Composition = new CompositionRoots(this);
        Handlers = new EndpointHandlers(this);
        foreach (var project in solution.Projects)
            foreach (var document in project.Documents)
                if (document.FilePath is { } path && !canonical.ContainsKey(path))
                    canonical.Add(path, document.Id);
    }

    public Solution Solution { get; }

    public CancellationToken CancellationToken { get; }

    public InjectionSolver Injection { get; }

    public AsyncSolver Async { get; }

    public CompositionRoots Composition { get; }

    public EndpointHandlers Handlers { get; }

    /// <summary>The one document that stands for a file, which several projects or target frameworks may compile.</summary>
    public Document Canonical(Document document) =>
        document.FilePath is { } path && canonical.TryGetValue(path, out var id) ? Solution.GetDocument(id)! : document;

    /// <summary>What planners read once for all findings of the run.</summary>
    public T Once<T>(object key, Func<T> reading) where T : class
    {
        if (!read.TryGetValue(key, out var known))
            read[key] = known = reading();
        return (T)known;
    }

    /// <inheritdoc cref="Once{T}" />
    public async Task<T> OnceAsync<T>(object key, Func<Task<T>> reading) where T : class
    {
        if (!read.TryGetValue(key, out var known))
            read[key] = known = await reading().ConfigureAwait(false);
        return (T)known;
    }

    public async Task<SyntaxNode> RootAsync(DocumentId document) =>
        (await (await DocumentAsync(document).ConfigureAwait(false)).GetSyntaxRootAsync(CancellationToken).ConfigureAwait(false))!;

    public async Task<SemanticModel> ModelAsync(DocumentId document)
    {
        var tree = (await RootAsync(document).ConfigureAwait(false)).SyntaxTree;
        var known = Models.GetOrCreateValue(await CompilationAsync(document.ProjectId).ConfigureAwait(false));
        return known.TryGetValue(tree, out var model) ? model
            : known.GetOrAdd(tree, (await (await DocumentAsync(document).ConfigureAwait(false)).GetSemanticModelAsync(CancellationToken).ConfigureAwait(false))!);
    }

    // References stand in what Razor and other generators write too, which the solution does not know by its id.
    async Task<Document> DocumentAsync(DocumentId id) =>
        Solution.GetDocument(id) ?? (await Solution.GetProject(id.ProjectId)!.GetSourceGeneratedDocumentAsync(id, CancellationToken).ConfigureAwait(false))!;

    public async Task<Compilation> CompilationAsync(ProjectId project) =>
        (await Solution.GetProject(project)!.GetCompilationAsync(CancellationToken).ConfigureAwait(false))!;

    public async Task<KnownTypes> TypesAsync(ProjectId project) =>
        KnownTypes.Of(await CompilationAsync(project).ConfigureAwait(false));

    /// <summary>The projects whose code instances run: not tests, which may keep what they have, nor tools and clients.</summary>
    public async Task<List<Project>> ServedProjectsAsync()
    {
        var served = new List<Project>();
        foreach (var project in Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
            if (await CompilationAsync(project.Id).ConfigureAwait(false) is var compilation && !HostModel.IsForeign(compilation, KnownTypes.Of(compilation)))
                served.Add(project);
        return served;
    }

    /// <summary>The documents of the project that can be edited and whose text holds the given one, in the order of their paths.</summary>
    public async Task<List<Document>> NamingAsync(Project project, string text)
    {
        var found = new List<Document>();
        foreach (var document in project.Documents.Where(IsEditable).OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal))
            if ((await document.GetTextAsync(CancellationToken).ConfigureAwait(false)).ToString().IndexOf(text, StringComparison.Ordinal) >= 0)
                found.Add(Canonical(document));
        return found;
    }

    /// <summary>The calls of that name in the project, by syntax alone, in the order of their files.</summary>
    public async Task<List<(Document Document, SemanticModel Model, InvocationExpressionSyntax Node)>> CallsAsync(Project project, string name)
    {
        var calls = new List<(Document, SemanticModel, InvocationExpressionSyntax)>();
        foreach (var document in await NamingAsync(project, name).ConfigureAwait(false))
            foreach (var node in (await RootAsync(document.Id).ConfigureAwait(false)).DescendantNodes())
                if (CalledName.Of(node)?.Identifier.ValueText == name)
                    calls.Add((document, await ModelAsync(document.Id).ConfigureAwait(false), (InvocationExpressionSyntax)node));
        return calls;
    }

    /// <summary>The node of that key; the root of its document where the tree has no such node.</summary>
    public async Task<SyntaxNode> NodeAsync(NodeKey key) =>
        await FindAsync(key).ConfigureAwait(false) ?? await RootAsync(key.Document).ConfigureAwait(false);

    /// <summary>The node of that key, or null: another target framework may have compiled it.</summary>
    public async Task<SyntaxNode?> FindAsync(NodeKey key)
    {
        var root = await RootAsync(key.Document).ConfigureAwait(false);
        if (!root.FullSpan.Contains(key.Span))
            return null;
        for (var node = root.FindNode(key.Span, getInnermostNodeForTie: true); node is not null; node = node.Parent)
            if (node.RawKind == key.Kind && node.Span == key.Span)
                return node;
        return null;
    }

    /// <summary>The document of a node of the original solution, canonical; null for generated code, which cannot be edited.</summary>
    public Document? DocumentOf(SyntaxNode node) =>
        Solution.GetDocument(node.SyntaxTree) is { } document && IsEditable(document) ? Canonical(document) : null;

    /// <summary>Whether a person wrote the document, so that an edit lasts.</summary>
    public static bool IsEditable(Document document)
    {
        if (document is SourceGeneratedDocument)
            return false;
        var path = (document.FilePath ?? document.Name).Replace('\\', '/');
        foreach (var end in GeneratedEnds)
            if (path.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return false;
        return path.IndexOf("/obj/", StringComparison.OrdinalIgnoreCase) < 0;
    }

    /// <summary>The project and its like for other target frameworks.</summary>
    public IEnumerable<Project> Frameworks(ProjectId id)
    {
        var project = Solution.GetProject(id)!;
        return project.FilePath is { } path ? Solution.Projects.Where(p => string.Equals(p.FilePath, path, StringComparison.OrdinalIgnoreCase)) : [project];
    }
}
