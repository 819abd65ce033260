using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Adds package references to project files, and versions to Directory.Packages.props where they are managed centrally.</summary>
internal static class ProjectFiles
{
    const string Central = "Directory.Packages.props";

    /// <summary>Whether the package is there already, or all files that must name it can be edited.</summary>
    public static async Task<bool> CanAddAsync(Project project, string package, CancellationToken cancellationToken)
    {
        if (await IsReferencedAsync(project, package, cancellationToken).ConfigureAwait(false))
            return true;
        if (!PackageVersions.All.ContainsKey(package) || FileOf(project) is not { } file
            || Parse((await file.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString()) is not { Root: { } root } || root.Attribute("Sdk") is null && !root.Elements().Any(e => e.Name.LocalName is "Sdk" or "Import"))
            return false;
        return !await IsCentralAsync(project, root, cancellationToken).ConfigureAwait(false)
            || CentralOf(project) is { } central && Parse((await central.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString()) is not null;
    }

    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<AddPackage> packages, CancellationToken cancellationToken)
    {
        var edited = new Dictionary<string, SourceText>(StringComparer.OrdinalIgnoreCase);
        foreach (var (project, package) in packages.Select(p => (solution.GetProject(p.Project)!, p.Package)).OrderBy(p => p.Item1.FilePath, StringComparer.Ordinal).ThenBy(p => p.Package, StringComparer.Ordinal))
        {
            if (await IsReferencedAsync(project, package, cancellationToken).ConfigureAwait(false) || FileOf(project) is not { } file)
                continue;
            var text = await CurrentAsync(file).ConfigureAwait(false);
            if (Parse(text.ToString()) is not { Root: { } root })
                continue;
            var central = await IsCentralAsync(project, root, cancellationToken).ConfigureAwait(false);
            edited[file.FilePath!] = AddItem(text, "PackageReference", package, central ? null : PackageVersions.All[package]);
            if (central && CentralOf(project) is { } props)
                edited[props.FilePath!] = AddItem(await CurrentAsync(props).ConfigureAwait(false), "PackageVersion", package, PackageVersions.All[package]);
        }
        return TextFiles.Write(solution, edited);

        async Task<SourceText> CurrentAsync(TextDocument document) =>
            edited.TryGetValue(document.FilePath!, out var text) ? text : await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
    }

    static async Task<bool> IsReferencedAsync(Project project, string package, CancellationToken cancellationToken) =>
        (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!.ReferencedAssemblyNames.Any(a => a.Name.Equals(package, StringComparison.OrdinalIgnoreCase));

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

    static XDocument? Parse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new System.IO.StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Adds an item among its like, in the alphabet where they are sorted. The text is returned as it is where the item is there.</summary>
    public static SourceText AddItem(SourceText text, string item, string package, string? version)
    {
        if (Parse(text.ToString()) is not { Root: { } root })
            return text;
        var items = root.Descendants().Where(e => e.Name.LocalName == item).ToList();
        if (items.Any(e => string.Equals(e.Attribute("Include")?.Value, package, StringComparison.OrdinalIgnoreCase)))
            return text;

        var lineEnd = DocumentChanges.LineEnd(text);
        var element = $"<{item} Include=\"{package}\"{(version is null ? "" : $" Version=\"{version}\"")} />";
        var group = items.Where(e => e.Attribute("Include") is not null && e.Parent is { Name.LocalName: "ItemGroup" } p && p.Attribute("Condition") is null)
            .GroupBy(e => e.Parent!).OrderByDescending(g => g.Count()).FirstOrDefault();
        if (group is null)
        {
            var end = text.ToString().LastIndexOf("</", StringComparison.Ordinal);
            return end < 0 ? text : text.Replace(new TextSpan(end, 0), $"  <ItemGroup>{lineEnd}    {element}{lineEnd}  </ItemGroup>{lineEnd}");
        }

        var names = group.Select(e => e.Attribute("Include")!.Value).ToList();
        var sorted = names.SequenceEqual(names.OrderBy(n => n, StringComparer.OrdinalIgnoreCase));
        var next = sorted ? group.FirstOrDefault(e => StringComparer.OrdinalIgnoreCase.Compare(e.Attribute("Include")!.Value, package) > 0) : null;
        if (next is not null)
        {
            var start = Start(text, next);
            return text.Replace(new TextSpan(start, 0), element + lineEnd + Indentation(text, start));
        }
        var last = Start(text, group.Last());
        return text.Replace(new TextSpan(End(text.ToString(), last), 0), lineEnd + Indentation(text, last) + element);
    }

    // The reader counts from one and points behind the bracket.
    static int Start(SourceText text, XElement element) =>
        text.Lines[((IXmlLineInfo)element).LineNumber - 1].Start + ((IXmlLineInfo)element).LinePosition - 2;

    static string Indentation(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var indentation = text.ToString(TextSpan.FromBounds(line.Start, position));
        return string.IsNullOrWhiteSpace(indentation) ? indentation : "    ";
    }

    static int End(string text, int start)
    {
        var quote = '\0';
        for (var i = start; i < text.Length; i++)
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] == '>')
                return text[i - 1] == '/' ? i + 1 : text.IndexOf('>', text.IndexOf("</", i, StringComparison.Ordinal) is var close && close < 0 ? i : Closing(text, start, i)) + 1;
        return text.Length;
    }

    // An item with children ends at the closing tag of its own name.
    static int Closing(string text, int start, int from)
    {
        var nameEnd = start + 1;
        while (char.IsLetterOrDigit(text[nameEnd]))
            nameEnd++;
        return text.IndexOf("</" + text.Substring(start + 1, nameEnd - start - 1), from, StringComparison.Ordinal);
    }
}
