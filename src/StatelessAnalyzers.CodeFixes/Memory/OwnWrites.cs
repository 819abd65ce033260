using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>What a method changes of the object that it is called on.</summary>
internal sealed class OwnWrites(SemanticModel model, ObjectWrites writes)
{
    readonly HashSet<SyntaxNode> read = [];

    public void Read(SyntaxNode body, INamedTypeSymbol type)
    {
        if (!read.Add(body))
            return;
        foreach (var node in body.DescendantNodes())
            switch (node)
            {
                case ThisExpressionSyntax { Parent: not MemberAccessExpressionSyntax }:
                    writes.Lose(type, node);
                    break;
                case SimpleNameSyntax name when Own(name, type) is { } member && (name.Parent as MemberAccessExpressionSyntax ?? (SyntaxNode)name) is var named:
                    if (member is IPropertySymbol or IFieldSymbol && ObjectWrites.IsWrite(named))
                        writes.Add(member, named);
                    else if (member is IMethodSymbol { DeclaringSyntaxReferences: [var declared] } && declared.SyntaxTree == model.SyntaxTree)
                        Read(declared.GetSyntax(), type);
                    else if (member is IMethodSymbol || member is IPropertySymbol { Type: var held } && !HeldTypes.IsPlain(held))
                        writes.Lose(type, node);
                    break;
            }
    }

    // A member of the object itself, called by its name alone or by way of this.
    ISymbol? Own(SimpleNameSyntax name, INamedTypeSymbol type)
    {
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name && access.Expression is not (ThisExpressionSyntax or BaseExpressionSyntax) || name.Parent is MemberBindingExpressionSyntax or NameColonSyntax)
            return null;
        if (model.GetSymbolInfo(name).Symbol is not { IsStatic: false, ContainingType: { } owner } member || member is not (IPropertySymbol or IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }))
            return null;
        for (var t = type; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, owner.OriginalDefinition))
                return member;
        return null;
    }
}
