using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>One mention of a field, anywhere in the solution.</summary>
/// <param name="Document">The document that stands for its file.</param>
/// <param name="Model">The model of that document.</param>
/// <param name="Node">The node at the mention, the name itself in code.</param>
/// <param name="Line">Its line, counted from one.</param>
internal sealed record FieldUse(Document Document, SemanticModel Model, SyntaxNode Node, int Line)
{
    /// <summary>Whether it is documentation that mentions the field.</summary>
    public bool IsDocumentation => Node.IsPartOfStructuredTrivia();

    /// <summary>The expression that names the field, with what it is qualified by; null where it is no simple name.</summary>
    public ExpressionSyntax? Expression => Node is SimpleNameSyntax name ? Qualified(name) : null;

    /// <summary>The name with what it is qualified by, such as <c>this.field</c>.</summary>
    public static ExpressionSyntax Qualified(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;

    /// <summary>All mentions of the field, or of a property or local that holds what a field could.</summary>
    public static async Task<List<FieldUse>> OfAsync(ISymbol field, FixSession session)
    {
        var uses = new List<FieldUse>();
        // A file that several target frameworks compile mentions it once.
        var seen = new HashSet<(DocumentId, TextSpan)>();
        foreach (var reference in await References.OfAsync(field, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var document = session.Canonical(location.Document);
                if (!seen.Add((document.Id, location.Location.SourceSpan)))
                    continue;
                var root = await session.RootAsync(document.Id).ConfigureAwait(false);
                uses.Add(new(
                    document, await session.ModelAsync(document.Id).ConfigureAwait(false),
                    root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true), location.Location.GetLineSpan().StartLinePosition.Line + 1));
            }
        return uses;
    }
}
