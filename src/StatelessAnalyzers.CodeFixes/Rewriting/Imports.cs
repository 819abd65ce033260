using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Adds using directives, also of namespaces whose package is not restored yet.</summary>
internal static class Imports
{
    /// <summary>Adds those of the namespaces that are not in scope in the file, each where its neighbours in the alphabet stand.</summary>
    public static CompilationUnitSyntax Add(CompilationUnitSyntax root, IEnumerable<string> namespaces, Compilation compilation, string lineEnd, CancellationToken cancellationToken)
    {
        var inScope = InScope(root, compilation, cancellationToken);
        foreach (var ns in namespaces)
            if (inScope.Add(ns))
                root = Add(root, ns, lineEnd);
        return root;
    }

    static HashSet<string> InScope(CompilationUnitSyntax root, Compilation compilation, CancellationToken cancellationToken)
    {
        var inScope = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directive in root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>())
            Include(directive);
        foreach (var tree in compilation.SyntaxTrees)
            if (tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit)
                foreach (var directive in unit.Usings)
                    if (!directive.GlobalKeyword.IsKind(SyntaxKind.None))
                        Include(directive);
        foreach (var declared in root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseNamespaceDeclarationSyntax>())
        {
            // The namespaces around a declaration are in scope within it.
            var name = declared.Name.ToString();
            for (inScope.Add(name); name.LastIndexOf('.') is var dot and > 0; inScope.Add(name))
                name = name.Substring(0, dot);
        }
        return inScope;

        void Include(UsingDirectiveSyntax directive)
        {
            if (directive is { Alias: null, Name: { } name } && directive.StaticKeyword.IsKind(SyntaxKind.None))
                inScope.Add(name.ToString() is var text && text.StartsWith("global::", StringComparison.Ordinal) ? text.Substring("global::".Length) : text);
        }
    }

    static CompilationUnitSyntax Add(CompilationUnitSyntax root, string ns, string lineEnd)
    {
        if (root.Usings.Count == 0 && root.Members is [BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } inner, ..])
            return root.ReplaceNode(inner, inner.WithUsings(Insert(inner.Usings, ns, lineEnd)));
        if (root.Usings.Count > 0)
            return root.WithUsings(Insert(root.Usings, ns, lineEnd));

        var directive = Directive(ns, lineEnd);
        if (((SyntaxNode?)root.AttributeLists.FirstOrDefault() ?? root.Members.FirstOrDefault()) is not { } first)
            return root.WithUsings(SyntaxFactory.SingletonList(directive));
        // Behind an alias of an assembly there is no header.
        var rest = first.GetLeadingTrivia();
        if (root.Externs.Count == 0)
            directive = directive.WithLeadingTrivia(Header(rest, out rest));
        if (rest.Count == 0 || !rest[0].IsKind(SyntaxKind.EndOfLineTrivia))
            rest = rest.Insert(0, SyntaxFactory.EndOfLine(lineEnd));
        return root.ReplaceNode(first, first.WithLeadingTrivia(rest)).WithUsings(SyntaxFactory.SingletonList(directive));
    }

    static UsingDirectiveSyntax Directive(string ns, string lineEnd) =>
        SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(ns).WithLeadingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd));

    static SyntaxList<UsingDirectiveSyntax> Insert(SyntaxList<UsingDirectiveSyntax> usings, string ns, string lineEnd)
    {
        // Behind the last that precedes it, but never among global ones nor in a region under a condition.
        var index = -1;
        var depth = 0;
        for (var i = 0; i < usings.Count; i++)
        {
            depth += Depth(usings[i].GetLeadingTrivia());
            var isGlobal = !usings[i].GlobalKeyword.IsKind(SyntaxKind.None);
            if (depth == 0 && (isGlobal || usings[i] is { Alias: null, Name: { } name } plain && plain.StaticKeyword.IsKind(SyntaxKind.None) && Precedes(name.ToString(), ns)))
                index = i;
        }
        if (index >= 0)
            return usings.Insert(index + 1, Directive(ns, lineEnd).WithLeadingTrivia(Lowering.Indentation(usings[index])));

        // The first directive carries the file's header, and perhaps the start of a region.
        var leading = usings[0].GetLeadingTrivia();
        var region = leading.ToList().FindIndex(t => t.IsKind(SyntaxKind.IfDirectiveTrivia));
        var header = region < 0 ? leading : SyntaxFactory.TriviaList(leading.Take(region));
        var rest = region < 0 ? Lowering.Indentation(usings[0]) : SyntaxFactory.TriviaList(leading.Skip(region));
        return usings.Replace(usings[0], usings[0].WithLeadingTrivia(rest)).Insert(0, Directive(ns, lineEnd).WithLeadingTrivia(header));
    }

    static int Depth(SyntaxTriviaList trivia) =>
        trivia.Count(t => t.IsKind(SyntaxKind.IfDirectiveTrivia)) - trivia.Count(t => t.IsKind(SyntaxKind.EndIfDirectiveTrivia));

    // System first, then by the alphabet, as the compiler's own tools sort.
    static bool Precedes(string left, string right)
    {
        var (l, r) = (IsSystem(left), IsSystem(right));
        return l == r ? string.CompareOrdinal(left, right) <= 0 : l;
    }

    static bool IsSystem(string ns) => ns == "System" || ns.StartsWith("System.", StringComparison.Ordinal);

    // Comments at the top that an empty line ends belong to the file, not to its first member.
    static SyntaxTriviaList Header(SyntaxTriviaList leading, out SyntaxTriviaList rest)
    {
        for (var i = leading.Count - 1; i > 0; i--)
            if (leading[i].IsKind(SyntaxKind.EndOfLineTrivia) && leading[i - 1].IsKind(SyntaxKind.EndOfLineTrivia))
            {
                rest = SyntaxFactory.TriviaList(leading.Skip(i + 1));
                return SyntaxFactory.TriviaList(leading.Take(i + 1));
            }
        rest = leading;
        return SyntaxFactory.TriviaList();
    }
}
