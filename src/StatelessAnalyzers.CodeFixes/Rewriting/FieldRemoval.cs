using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Takes out a field that nothing uses any more.</summary>
internal static class FieldRemoval
{
    public static void Add(FixUnit unit, DocumentId document, VariableDeclaratorSyntax field)
    {
        var isAlone = field.Parent is VariableDeclarationSyntax { Variables.Count: 1 };
        unit.Add(new RewriteNode(NodeKey.Of(document, isAlone ? field.Parent!.Parent! : field), "no field", (_, _) => null));
    }
}
