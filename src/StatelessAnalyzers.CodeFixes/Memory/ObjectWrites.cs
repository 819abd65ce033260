using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>What has been found out about the objects of a cache: which members are changed where, and where objects go out of sight.</summary>
internal sealed class ObjectWrites
{
    readonly List<(ISymbol Member, string Place)> written = [];
    readonly List<(ITypeSymbol? Type, string Place)> lost = [];

    /// <summary>Where the property may be changed; null where it is not.</summary>
    public string? Of(IPropertySymbol property) =>
        written.Find(w => SymbolEqualityComparer.Default.Equals(w.Member.OriginalDefinition, property.OriginalDefinition)).Place
        ?? lost.Find(l => HeldTypes.MayHold(l.Type, property.ContainingType)).Place;

    public void Add(ISymbol member, SyntaxNode at) => written.Add((member, ContentFlow.At(at)));

    /// <summary>From here on, nobody sees what is done with the object, nor with what it holds.</summary>
    public void Lose(ITypeSymbol? type, SyntaxNode at) => lost.Add((type, ContentFlow.At(at)));

    /// <summary>Whether the member is given another value: <c>x.P = 1</c>, <c>x.P++</c>, <c>(x.P, y) = …</c>, <c>ref x.P</c>. What an initializer sets is of a new object.</summary>
    public static bool IsWrite(SyntaxNode member) => member.Parent switch
    {
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => assignment.Left == member,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression } => true,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } or RefExpressionSyntax => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsWrite(tuple),
        _ => false,
    };
}
