using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Why a result is not offered.</summary>
/// <param name="Document">The document in which it shows, where one is known.</param>
/// <param name="Message">The compiler's message.</param>
internal sealed record CompileFault(DocumentId? Document, string Message);

/// <summary>Binds fixed code before it is offered. Packages that are not restored yet are stood in for by stubs of their API.</summary>
internal sealed class CompileGuard(FixSession session)
{
    readonly Dictionary<DocumentId, List<string>> baselines = [];
    readonly Dictionary<DocumentId, List<TextSpan>> unused = [];

    /// <summary>The using directives that the changed documents of the last check do not need; of those that compile.</summary>
    public IReadOnlyDictionary<DocumentId, List<TextSpan>> Unused => unused;

    /// <summary>The first error of the changed solution that was not there before; null where there is none.</summary>
    public async Task<CompileFault?> CheckAsync(Solution changed, IReadOnlyCollection<Intent> intents)
    {
        var documents = changed.GetChanges(session.Solution).GetProjectChanges().SelectMany(p => p.GetChangedDocuments()).ToList();
        var edited = documents.ToList();
        unused.Clear();
        var packages = await PackagesAsync(edited, intents).ConfigureAwait(false);
        var bound = await WithStubsAsync(changed, edited, packages).ConfigureAwait(false);
        documents.AddRange(await UsersAsync(changed, documents, intents).ConfigureAwait(false));
        ChangedCompilations? original = null;
        var models = new List<SemanticModel>();
        foreach (var id in documents)
            models.Add(await bound.ModelAsync(id).ConfigureAwait(false));
        // All at once; most results have none, and what was there before need not be bound.
        var found = await Task.WhenAll(models.Select(model => Task.Run(() => Bind(model), session.CancellationToken))).ConfigureAwait(false);
        foreach (var (id, (errors, directives)) in documents.Zip(found, (id, bound) => (id, bound)))
        {
            if (errors.Count == 0)
            {
                if (edited.Contains(id))
                    unused[id] = directives;
                continue;
            }
            if (!baselines.TryGetValue(id, out var baseline))
                baselines.Add(id, baseline = Bind(await session.ModelAsync(id).ConfigureAwait(false)).Errors);
            if (NewOf(errors, baseline) is null)
                continue;
            // The stubs change what the compiler says of code that waits for a package.
            original ??= await WithStubsAsync(session.Solution, edited, packages).ConfigureAwait(false);
            if (NewOf(errors, Bind(await original.ModelAsync(id).ConfigureAwait(false)).Errors) is { } error)
                return new CompileFault(session.Canonical(session.Solution.GetDocument(id)!).Id, error);
        }
        return null;
    }

    static string? NewOf(List<string> errors, List<string> baseline)
    {
        var before = baseline.ToList();
        return errors.Find(e => !before.Remove(e));
    }

    // Files that are not changed themselves but name something whose declaration is.
    async Task<List<DocumentId>> UsersAsync(Solution changed, List<DocumentId> documents, IReadOnlyCollection<Intent> intents)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var constructed = new HashSet<string>(StringComparer.Ordinal);
        var declaring = new HashSet<ProjectId>();
        foreach (var intent in intents)
            if (Declaration(intent) is { } key && NameOf(await session.NodeAsync(key).ConfigureAwait(false)) is { } name)
            {
                (intent is InjectService or HandServiceOn ? constructed : names).Add(name);
                declaring.Add(key.Document.ProjectId);
            }

        var users = new List<DocumentId>();
        if (declaring.Count == 0)
            return users;
        var changedOnes = new HashSet<DocumentId>(documents);
        var graph = changed.GetProjectDependencyGraph();
        var near = declaring.Concat(declaring.SelectMany(graph.GetProjectsThatTransitivelyDependOnThisProject)).Concat(documents.Select(d => d.ProjectId)).Distinct();
        foreach (var document in near.Select(changed.GetProject).Where(p => p!.Language == LanguageNames.CSharp).SelectMany(p => p!.Documents))
            if (!changedOnes.Contains(document.Id) && (await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString() is var text
                && (names.Any(name => Places(text, name).Any()) || constructed.Any(name => Constructs(text, name))))
                users.Add(document.Id);
        return users;
    }

    // new Shop.Prices(…), class Sale : Prices, using P = Shop.Prices, new() where the type is named; a registration by type does not ask for a constructor.
    static bool Constructs(string text, string name)
    {
        foreach (var place in Places(text, name))
        {
            if (place + name.Length < text.Length && text[place + name.Length] is '(' or '<' || text.IndexOf("new(", StringComparison.Ordinal) >= 0)
                return true;
            var before = place - 1;
            while (before >= 0 && (SyntaxFacts.IsIdentifierPartCharacter(text[before]) || text[before] == '.'))
                before--;
            while (before >= 0 && char.IsWhiteSpace(text[before]))
                before--;
            if (before >= 0 && text[before] is ':' or '=' || before >= 2 && string.CompareOrdinal(text, before - 2, "new", 0, 3) == 0)
                return true;
        }
        return false;
    }

    // The whole word: an interface has the name of its class in its own.
    static IEnumerable<int> Places(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            if (!(at > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[at - 1])) && !(at + name.Length < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at + name.Length])))
                yield return at;
    }

    static NodeKey? Declaration(Intent intent) => intent switch
    {
        MakeAsync { ChangesType: true } async => async.Function,
        InjectService inject => inject.Type,
        HandServiceOn handed => handed.Constructor,
        AddServiceParameter parameter => parameter.Function,
        _ => null,
    };

    static string? NameOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    };

    (List<string> Errors, List<TextSpan> Unused) Bind(SemanticModel model)
    {
        var diagnostics = model.GetDiagnostics(cancellationToken: session.CancellationToken);
        return ([.. diagnostics.Where(d => d.DefaultSeverity == DiagnosticSeverity.Error).Select(d => d.Id + " " + d.GetMessage(CultureInfo.InvariantCulture))], [.. UnusedUsings.In(diagnostics)]);
    }

    // Those that are added, and those that the edited code waits for since an earlier fix.
    async Task<List<AddPackage>> PackagesAsync(List<DocumentId> edited, IReadOnlyCollection<Intent> intents)
    {
        var packages = intents.OfType<AddPackage>().ToList();
        var graph = session.Solution.GetProjectDependencyGraph();
        foreach (var project in edited.Select(d => d.ProjectId).SelectMany(p => graph.GetProjectsThatThisProjectTransitivelyDependsOn(p).Append(p)).Distinct().Where(p => session.Solution.GetProject(p)!.Language == LanguageNames.CSharp))
            foreach (var package in await ProjectFiles.PendingAsync(session, project).ConfigureAwait(false))
                packages.Add(new AddPackage(project, package));
        return [.. packages.Distinct()];
    }

    // A package reaches the project that adds it and all that reference that one.
    async Task<ChangedCompilations> WithStubsAsync(Solution solution, List<DocumentId> documents, List<AddPackage> packages)
    {
        var code = new ChangedCompilations(session, solution);
        if (packages.Count == 0)
            return code;
        var graph = solution.GetProjectDependencyGraph();
        var adding = packages.Select(p => p.Project).SelectMany(p => session.Frameworks(p).Select(f => (Framework: f.Id, Adder: p))).ToLookup(p => p.Framework, p => p.Adder);
        var changed = new HashSet<ProjectId>(documents.Select(d => d.ProjectId).Concat(adding.Select(a => a.Key)));
        var given = new HashSet<(ProjectId Project, string Stub)>();
        foreach (var project in graph.GetTopologicallySortedProjects(session.CancellationToken).Where(changed.Contains))
        {
            var reached = new HashSet<ProjectId>(graph.GetProjectsThatThisProjectTransitivelyDependsOn(project).Append(project).SelectMany(p => adding[p]));
            var stubs = packages.Where(p => reached.Contains(p.Project)).Select(p => p.Package).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(ApiStubs.Of).Distinct().ToList();
            if (stubs.Count == 0)
                continue;
            var types = await session.TypesAsync(project).ConfigureAwait(false);
            var below = graph.GetProjectsThatThisProjectTransitivelyDependsOn(project);
            var referenced = session.Solution.GetProject(project)!.ProjectReferences;
            foreach (var stub in stubs.Where(s => !types.Has(s.Type) && referenced.Count(r => given.Contains((r.ProjectId, s.Type))) != 1))
                // What one project hands to another has one type. Of two projects below, each has its own, and that of the project itself is meant.
                if (stub.IsOfBaseLibrary && below.Count(p => given.Contains((p, stub.Type))) == 1)
                    continue;
                else if (await RestoredAboveAsync(graph, project, stub).ConfigureAwait(false) is { } package)
                    await code.AddAsync(project, package).ConfigureAwait(false);
                else if (given.Add((project, stub.Type)))
                    await code.AddAsync(project, stub.Source).ConfigureAwait(false);
            foreach (var package in packages.Where(p => reached.Contains(p.Project)).Select(p => p.Package).Distinct(StringComparer.OrdinalIgnoreCase))
                if (PackageNames.Of(package) is { } names && ApiStubs.Of(package).Any(s => given.Contains((project, s.Type))))
                    await code.AddAsync(project, names).ConfigureAwait(false);
        }
        return code;
    }

    // A project that uses this one may have the package already, and would see its types beside the stubs.
    async Task<MetadataReference?> RestoredAboveAsync(ProjectDependencyGraph graph, ProjectId project, ApiStub stub)
    {
        foreach (var above in graph.GetProjectsThatTransitivelyDependOnThisProject(project))
            if (session.Solution.GetProject(above) is { Language: LanguageNames.CSharp } && await session.CompilationAsync(above).ConfigureAwait(false) is var compilation
                && KnownTypes.Of(compilation)[stub.Type] is { } type && compilation.GetMetadataReference(type.ContainingAssembly) is PortableExecutableReference reference)
                return reference;
        return null;
    }
}
