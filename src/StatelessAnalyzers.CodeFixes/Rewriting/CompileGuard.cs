using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Binds fixed code before it is offered. Packages that are not restored yet are stood in for by stubs of their API.</summary>
internal static class CompileGuard
{
    /// <summary>Whether no changed file has an error that it did not have before.</summary>
    public static async Task<bool> AcceptsAsync(FixSession session, Solution changed, IReadOnlyCollection<Intent> intents)
    {
        var documents = changed.GetChanges(session.Solution).GetProjectChanges().SelectMany(p => p.GetChangedDocuments()).ToList();
        var bound = await WithStubsAsync(changed, documents.Select(d => d.ProjectId).Distinct(), intents, session.CancellationToken).ConfigureAwait(false);
        foreach (var id in documents)
        {
            var before = await ErrorsAsync(session.Solution, id, session.CancellationToken).ConfigureAwait(false);
            foreach (var error in await ErrorsAsync(bound, id, session.CancellationToken).ConfigureAwait(false))
                if (!before.Remove(error))
                    return false;
        }
        return true;
    }

    static async Task<List<string>> ErrorsAsync(Solution solution, DocumentId id, CancellationToken cancellationToken)
    {
        var model = await solution.GetDocument(id)!.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model!.GetDiagnostics(cancellationToken: cancellationToken)
            .Where(d => d.DefaultSeverity == DiagnosticSeverity.Error).Select(d => d.Id + d.GetMessage(CultureInfo.InvariantCulture)).ToList();
    }

    static async Task<Solution> WithStubsAsync(Solution solution, IEnumerable<ProjectId> projects, IReadOnlyCollection<Intent> intents, CancellationToken cancellationToken)
    {
        var stubs = intents.OfType<AddPackage>().Select(p => p.Package).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(ApiStubs.Of).ToList();
        // A project sees the stubs of those it references; a second copy would be ambiguous.
        var wanted = new HashSet<ProjectId>(projects);
        foreach (var project in solution.GetProjectDependencyGraph().GetTopologicallySortedProjects(cancellationToken).Where(wanted.Contains))
        {
            var compilation = await solution.GetProject(project)!.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
            foreach (var stub in stubs)
                if (!KnownTypes.Of(compilation!).Has(stub.Type))
                    solution = solution.AddDocument(DocumentId.CreateNewId(project), stub.Type + ".stub.cs", SourceText.From(stub.Source));
        }
        return solution;
    }
}
