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
        var holder = root.Usings.Count == 0 && root.Members is [BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } inner, ..] ? (SyntaxNode)inner : root;
        var usings = holder is BaseNamespaceDeclarationSyntax n ? n.Usings : root.Usings;
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(ns).WithLeadingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd));

        var index = 0;
        for (var i = 0; i < usings.Count; i++)
            if (usings[i] is { Alias: null, Name: { } name } plain && plain.StaticKeyword.IsKind(SyntaxKind.None) && Precedes(name.ToString(), ns))
                index = i + 1;

        if (index > 0)
            directive = directive.WithLeadingTrivia(Indentation(usings[index - 1]));
        else if (usings.Count > 0)
        {
            // The first directive carries the file's header.
            directive = directive.WithLeadingTrivia(usings[0].GetLeadingTrivia());
            usings = usings.Replace(usings[0], usings[0].WithLeadingTrivia(Indentation(usings[0])));
        }
        else if (root.Members is [var first, ..])
        {
            directive = directive.WithLeadingTrivia(Header(first.GetLeadingTrivia(), out var rest));
            root = root.ReplaceNode(first, first.WithLeadingTrivia(rest.Insert(0, SyntaxFactory.EndOfLine(lineEnd))));
        }

        usings = usings.Insert(index, directive);
        return holder is BaseNamespaceDeclarationSyntax declaration ? root.ReplaceNode(declaration, declaration.WithUsings(usings)) : root.WithUsings(usings);
    }

    // System first, then by the alphabet, as the compiler's own tools sort.
    static bool Precedes(string left, string right)
    {
        var (l, r) = (IsSystem(left), IsSystem(right));
        return l == r ? string.CompareOrdinal(left, right) <= 0 : l;
    }

    static bool IsSystem(string ns) => ns == "System" || ns.StartsWith("System.", StringComparison.Ordinal);

    static SyntaxTriviaList Indentation(UsingDirectiveSyntax directive)
    {
        var leading = directive.GetLeadingTrivia();
        return leading is [.., var last] && last.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(last) : SyntaxFactory.TriviaList();
    }

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
