using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// The compilations of a changed solution, made of the original ones. What source generators wrote stays as it was: they would run for each
/// light bulb, and those of Razor alone take longer than its user waits.
/// </summary>
internal sealed class ChangedCompilations(FixSession session, Solution changed)
{
    readonly ILookup<ProjectId, DocumentId> documents =
        changed.GetChanges(session.Solution).GetProjectChanges().SelectMany(p => p.GetChangedDocuments()).ToLookup(d => d.ProjectId);

    readonly Dictionary<ProjectId, Compilation> known = [];
    readonly HashSet<ProjectId> given = [];

    /// <summary>The compilation of a project of C#, with what is changed in those that it refers to.</summary>
    public async Task<Compilation> OfAsync(ProjectId id)
    {
        if (known.TryGetValue(id, out var made))
            return made;
        var compilation = await session.CompilationAsync(id).ConfigureAwait(false);
        foreach (var document in documents[id])
            compilation = compilation.ReplaceSyntaxTree(await TreeAsync(session.Solution, document).ConfigureAwait(false), await TreeAsync(changed, document).ConfigureAwait(false));
        // The compiler lets those that are not changed themselves see the changed ones.
        foreach (var below in session.Solution.GetProject(id)!.ProjectReferences.Select(r => r.ProjectId).Where(p => documents.Contains(p) || given.Contains(p)))
        {
            var name = (await session.CompilationAsync(below).ConfigureAwait(false)).AssemblyName;
            var after = await OfAsync(below).ConfigureAwait(false);
            foreach (var reference in compilation.References.OfType<CompilationReference>().Where(r => r.Compilation.AssemblyName == name).ToList())
                compilation = compilation.ReplaceReference(reference, after.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
        }
        return known[id] = compilation;
    }

    /// <summary>The model of a document, changed or not.</summary>
    public async Task<SemanticModel> ModelAsync(DocumentId document) =>
        (await OfAsync(document.ProjectId).ConfigureAwait(false)).GetSemanticModel(await TreeAsync(changed, document).ConfigureAwait(false));

    /// <summary>Adds code to the project. Those that refer to it are to be asked for afterwards.</summary>
    public async Task AddAsync(ProjectId id, string source)
    {
        var compilation = await OfAsync(id).ConfigureAwait(false);
        given.Add(id);
        known[id] = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)session.Solution.GetProject(id)!.ParseOptions!, cancellationToken: session.CancellationToken));
    }

    /// <summary>Adds a reference to the project. Those that refer to it are to be asked for afterwards.</summary>
    public async Task AddAsync(ProjectId id, MetadataReference reference)
    {
        known[id] = (await OfAsync(id).ConfigureAwait(false)).AddReferences(reference);
        given.Add(id);
    }

    async Task<SyntaxTree> TreeAsync(Solution solution, DocumentId id) =>
        (await solution.GetDocument(id)!.GetSyntaxTreeAsync(session.CancellationToken).ConfigureAwait(false))!;
}
