using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Adds package references to project files, and versions to Directory.Packages.props where they are managed centrally.</summary>
internal static class ProjectFiles
{
    const string Central = "Directory.Packages.props";

    /// <summary>Whether the package is there already, or all files that must name it can be edited.</summary>
    public static async Task<bool> CanAddAsync(FixSession session, ProjectId id, string package)
    {
        if (await IsReferencedAsync(session, id, package).ConfigureAwait(false))
            return true;
        var project = session.Solution.GetProject(id)!;
        if (await VersionAsync(session, id, package).ConfigureAwait(false) is not { } version || FileOf(project) is not { } file || HasPackagesConfig(project))
            return false;
        var text = await file.GetTextAsync(session.CancellationToken).ConfigureAwait(false);
        if (ProjectItems.Parse(text.ToString()) is not { Root: { } root } || !TakesPackages(root))
            return false;
        if (!await IsCentralAsync(project, root, session.CancellationToken).ConfigureAwait(false))
            return ProjectItems.Add(text, "PackageReference", package, version) is not null;
        return CentralOf(project) is { } central
            && ProjectItems.Add(text, "PackageReference", package, null) is not null
            && ProjectItems.Add(await central.GetTextAsync(session.CancellationToken).ConfigureAwait(false), "PackageVersion", package, version) is not null;
    }

    public static async Task<Solution> ApplyAsync(FixSession session, Solution solution, IEnumerable<AddPackage> packages)
    {
        var edited = new Dictionary<string, SourceText>(StringComparer.OrdinalIgnoreCase);
        foreach (var (project, package) in packages.Select(p => (session.Solution.GetProject(p.Project)!, p.Package)).OrderBy(p => p.Item1.FilePath, StringComparer.Ordinal).ThenBy(p => p.Package, StringComparer.Ordinal))
        {
            if (await IsReferencedAsync(session, project.Id, package).ConfigureAwait(false) || FileOf(project) is not { } file
                || await VersionAsync(session, project.Id, package).ConfigureAwait(false) is not { } version)
                continue;
            var text = await CurrentAsync(file).ConfigureAwait(false);
            if (ProjectItems.Parse(text.ToString()) is not { Root: { } root })
                continue;
            var central = await IsCentralAsync(project, root, session.CancellationToken).ConfigureAwait(false) ? CentralOf(project) : null;
            edited[file.FilePath!] = Added(text, "PackageReference", package, central is null ? version : null);
            if (central is not null)
                edited[central.FilePath!] = Added(await CurrentAsync(central).ConfigureAwait(false), "PackageVersion", package, PackageVersions.NoOlder(package, version, session.Solution));
        }
        return TextFiles.Write(solution, edited);

        async Task<SourceText> CurrentAsync(TextDocument document) =>
            edited.TryGetValue(document.FilePath!, out var text) ? text : await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false);
    }

    static SourceText Added(SourceText text, string item, string package, string? version) =>
        ProjectItems.Add(text, item, package, version) ?? throw new InvalidOperationException($"The package {package} found no place.");

    static async Task<string?> VersionAsync(FixSession session, ProjectId project, string package)
    {
        var frameworks = new List<Compilation>();
        foreach (var framework in session.Frameworks(project))
            frameworks.Add(await session.CompilationAsync(framework.Id).ConfigureAwait(false));
        return PackageVersions.Of(package, frameworks);
    }

    // For every target framework of the project: an assembly of the package's name is there.
    static async Task<bool> IsReferencedAsync(FixSession session, ProjectId project, string package)
    {
        var assembly = PackageVersions.AssemblyOf(package);
        foreach (var framework in session.Frameworks(project))
            if (!(await session.CompilationAsync(framework.Id).ConfigureAwait(false)).ReferencedAssemblyNames.Any(a => a.Name.Equals(assembly, StringComparison.OrdinalIgnoreCase)))
                return false;
        return true;
    }

    /// <summary>The packages that the project file names, and of which stubs are known, but that are not restored yet: an earlier fix added them.</summary>
    public static Task<List<string>> PendingAsync(FixSession session, ProjectId id) => session.OnceAsync((nameof(PendingAsync), id), async () =>
    {
        var pending = new List<string>();
        if (FileOf(session.Solution.GetProject(id)!) is { } file && ProjectItems.Parse((await file.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString())?.Root is { } root)
            foreach (var package in root.Descendants().Where(e => e.Name.LocalName == "PackageReference").Select(e => e.Attribute("Include")?.Value).OfType<string>())
                if (ApiStubs.Packages.Contains(package) && !await IsReferencedAsync(session, id, package).ConfigureAwait(false))
                    pending.Add(package);
        return pending;
    });

    // A project of the old kind does where it has other packages.
    static bool TakesPackages(XElement root) =>
        root.Name.LocalName == "Project" && (root.Descendants().Any(e => e.Name.LocalName == "PackageReference") || root.Attribute("Sdk") is not null || root.Elements().Any(e => e.Name.LocalName == "Sdk" || e.Name.LocalName == "Import" && e.Attribute("Sdk") is not null));

    static bool HasPackagesConfig(Project project) =>
        project.AdditionalDocuments.Any(d => System.IO.Path.GetFileName(d.FilePath ?? d.Name).Equals("packages.config", StringComparison.OrdinalIgnoreCase));

    static TextDocument? FileOf(Project project)
    {
        var named = project.AdditionalDocuments.Where(d => (d.FilePath ?? d.Name).EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && d.FilePath is not null).ToList();
        return named.FirstOrDefault(d => string.Equals(d.FilePath, project.FilePath, StringComparison.OrdinalIgnoreCase)) ?? (project.FilePath is null && named is [var only] ? only : null);
    }

    static TextDocument? CentralOf(Project project) =>
        project.AdditionalDocuments.FirstOrDefault(d => d.FilePath is not null && System.IO.Path.GetFileName(d.FilePath).Equals(Central, StringComparison.OrdinalIgnoreCase));

    // What the build says, else what the files look like.
    static async Task<bool> IsCentralAsync(Project project, XElement root, CancellationToken cancellationToken)
    {
        if (project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.ManagePackageVersionsCentrally", out var managed) && managed.Length > 0)
            return managed.Equals("true", StringComparison.OrdinalIgnoreCase);
        if (CentralOf(project) is { } central)
            return (await central.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString() is var props && props.Contains("ManagePackageVersionsCentrally>true");
        var references = root.Descendants().Where(e => e.Name.LocalName == "PackageReference" && e.Attribute("Include") is not null).ToList();
        return references.Count > 0 && references.All(r => r.Attribute("Version") is null && r.Attribute("VersionOverride") is null && !r.Elements().Any(e => e.Name.LocalName == "Version"));
    }
}
