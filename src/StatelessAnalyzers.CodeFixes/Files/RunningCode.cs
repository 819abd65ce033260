using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>An expression, and where it stands.</summary>
internal readonly record struct Place(ExpressionSyntax Expression, Document Document, SemanticModel Model);

/// <summary>All code that instances run, in which a path may pass from one type to another. Tests are not part of it: they may keep what they have.</summary>
internal sealed class RunningCode
{
    readonly Dictionary<SyntaxTree, (Document? Document, Compilation Compilation)> trees = [];
    readonly Dictionary<string, SyntaxTree> byPath = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    readonly List<Compilation> compilations = [];
    readonly HashSet<string> packed = new(StringComparer.OrdinalIgnoreCase);
    List<INamedTypeSymbol>? types;

    public static async Task<RunningCode> ReadAsync(FixSession session)
    {
        var code = new RunningCode();
        foreach (var project in await session.ServedProjectsAsync().ConfigureAwait(false))
        {
            var compilation = await session.CompilationAsync(project.Id).ConfigureAwait(false);
            code.compilations.Add(compilation);
            if (project.FilePath is { } file && project.AdditionalDocuments.FirstOrDefault(d => d.FilePath == file) is { } text && Packs((await text.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString()))
                code.packed.Add(file);
            foreach (var tree in compilation.SyntaxTrees)
                if (session.Solution.GetDocument(tree) is not { } document || !FixSession.IsEditable(document))
                    code.trees[tree] = (null, compilation);
                else if (session.Canonical(document) is var canonical && canonical.Id == document.Id)
                    code.Add(tree, document, compilation);
                else
                    code.Add((await canonical.GetSyntaxTreeAsync(session.CancellationToken).ConfigureAwait(false))!, canonical, await session.CompilationAsync(canonical.Project.Id).ConfigureAwait(false));
        }
        return code;
    }

    static bool Packs(string projectFile) =>
        projectFile.Contains("<PackageId>") || projectFile.Contains("<IsPackable>true") || projectFile.Contains("<GeneratePackageOnBuild>true");

    void Add(SyntaxTree tree, Document document, Compilation compilation)
    {
        trees[tree] = (document, compilation);
        byPath[tree.FilePath] = tree;
    }

    public IReadOnlyList<Compilation> Compilations => compilations;

    /// <summary>Whether the code has the tree, and not that of another target framework.</summary>
    public bool Contains(SyntaxTree tree) => trees.ContainsKey(tree);

    /// <summary>Whether the document's project is made into a package, which code that is not seen may use.</summary>
    public bool IsPacked(Document document) => document.Project.FilePath is { } file && packed.Contains(file);

    /// <summary>The declaration that stands for a symbol in all target frameworks; null where it has several parts or nobody can edit it.</summary>
    public SyntaxNode? DeclarationOf(ISymbol symbol)
    {
        if (symbol.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || !byPath.TryGetValue(reference.SyntaxTree.FilePath, out var tree))
            return null;
        var declared = reference.GetSyntax();
        if (tree == reference.SyntaxTree)
            return declared;
        var root = tree.GetRoot();
        return root.FullSpan.Contains(declared.Span) && root.FindNode(declared.Span) is var node && node.RawKind == declared.RawKind && node.Span == declared.Span ? node : null;
    }

    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out var model))
            models[tree] = model = trees[tree].Compilation.GetSemanticModel(tree);
        return model;
    }

    /// <summary>The document of the tree; null for generated code.</summary>
    public Document? DocumentOf(SyntaxTree tree) => trees.TryGetValue(tree, out var known) ? known.Document : null;

    /// <summary>All names by which code calls, reads or assigns the symbol. In generated code too, which <see cref="DocumentOf"/> tells.</summary>
    public IEnumerable<SimpleNameSyntax> Mentions(ISymbol symbol)
    {
        var id = IdOf(symbol);
        foreach (var tree in trees.Keys)
            if (tree.GetText().ToString().IndexOf(symbol.Name, StringComparison.Ordinal) >= 0)
                foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                    if (name.Identifier.ValueText == symbol.Name && ModelOf(tree).GetSymbolInfo(name) is var found
                        && ((found.Symbol is { } bound && IdOf(bound) == id) || (found.Symbol is null && found.CandidateSymbols.Any(c => IdOf(c) == id))))
                        yield return name;
    }

    /// <summary>What identifies a symbol in all compilations: where it is declared.</summary>
    public static (string? Path, TextSpan Span) IdOf(ISymbol symbol) =>
        ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition.DeclaringSyntaxReferences is [var reference, ..] ? (reference.SyntaxTree.FilePath, reference.Span) : default;

    /// <summary>The classes and structs of the code, each once.</summary>
    public IReadOnlyList<INamedTypeSymbol> Types => types ??= [.. compilations.SelectMany(c => In(c.Assembly.GlobalNamespace)).GroupBy(IdOf).Select(g => g.First())];

    static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
            if (member is INamespaceOrTypeSymbol inner)
            {
                if (inner is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
                    yield return type;
                foreach (var nested in In(inner))
                    yield return nested;
            }
    }
}
