using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>What code does with a <c>FileInfo</c>.</summary>
internal enum FileInfoAction
{
    Length,
    LastWriteTimeUtc,
    LastWriteTime,
    Exists,
    Name,
    Extension,
    Delete,
    OpenRead,
}

/// <summary>A local that holds a <c>FileInfo</c>, all of whose uses an object store can answer.</summary>
/// <param name="Declaration">The statement that declares it.</param>
/// <param name="Creation">What makes it.</param>
/// <param name="Uses">The nodes that are replaced, its own and those of the method that it is handed to.</param>
/// <param name="Retyped">The parameters that get the description of the object instead.</param>
internal sealed record FileInfoLocal(LocalDeclarationStatementSyntax Declaration, BaseObjectCreationExpressionSyntax Creation, ImmutableArray<(FileInfoAction Action, ExpressionSyntax Node)> Uses, ImmutableArray<TypeSyntax> Retyped)
{
    /// <summary>Whether it says if the file is there.</summary>
    public bool IsAsked => Uses.Any(u => u.Action == FileInfoAction.Exists);

    /// <summary>Whether the store is asked for a description at all.</summary>
    public bool IsDescribed => !Retyped.IsEmpty || Uses.Any(u => u.Action <= FileInfoAction.Exists);

    public static FileInfoLocal? Of(ExpressionSyntax path, BaseObjectCreationExpressionSyntax creation, SemanticModel model)
    {
        if (creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } declaration } } variable }
            || model.GetDeclaredSymbol(variable) is not ILocalSymbol local || PathCarrier.Of(local, creation, model) is not { } carrier)
            return null;
        var uses = ImmutableArray.CreateBuilder<(FileInfoAction, ExpressionSyntax)>();
        var retyped = ImmutableArray.CreateBuilder<TypeSyntax>();
        foreach (var name in carrier.Uses(model))
            if (UseOf(name, model) is { } use)
                uses.Add(use);
            else if (HandedTo(name, model) is { } parameter && parameter.Uses(model).Select(n => UseOf(n, model)).ToList() is var inner && inner.TrueForAll(u => u is { Action: <= FileInfoAction.LastWriteTime }))
            {
                retyped.Add(((ParameterSyntax)parameter.Declaration).Type!);
                uses.AddRange(inner.Select(u => u!.Value));
            }
            else
                return null;
        var found = new FileInfoLocal(declaration, creation, uses.ToImmutable(), retyped.ToImmutable());
        // The key is named where it is used, so it has to have a name; and the time of a file that is not there is no exception.
        return uses.Count > 0 && (found.Uses.All(u => u.Action <= FileInfoAction.Exists) || path is IdentifierNameSyntax)
            && (found.IsAsked || !found.IsDescribed || found.Uses.Any(u => u.Action == FileInfoAction.Length) || IsKnownToExist(path, declaration)) ? found : null;
    }

    static (FileInfoAction Action, ExpressionSyntax Node)? UseOf(IdentifierNameSyntax name, SemanticModel model)
    {
        if (name.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } access || access.Expression != name || !Enum.TryParse<FileInfoAction>(member, out var action))
            return null;
        return action switch
        {
            FileInfoAction.Exists => (action, access.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not ? not : access),
            FileInfoAction.Delete => access.Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } delete ? (action, delete) : null,
            FileInfoAction.OpenRead => access.Parent is InvocationExpressionSyntax open && OpenedStream.IsSequential(open, model) ? (action, open) : null,
            _ => (action, access),
        };
    }

    // The parameter of a private method that nothing else calls.
    static PathCarrier? HandedTo(IdentifierNameSyntax name, SemanticModel model) =>
        name.Parent is ArgumentSyntax { RefKindKeyword.RawKind: 0 } && PathCarrier.Taking(name, model) is { Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol method }, Declaration: ParameterSyntax { Type: not null } } parameter
            && KnownTypes.Of(model.Compilation).Is(((IParameterSymbol)parameter.Symbol).Type, TypeNames.FileInfo) && parameter.Values(model) is [var only] && only == name && !method.IsVirtual ? parameter : null;

    static bool IsKnownToExist(ExpressionSyntax path, SyntaxNode declaration) =>
        declaration.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(c => c.SpanStart < declaration.SpanStart && c is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exists" }, ArgumentList.Arguments: [{ Expression: var asked }] } && SyntaxFactory.AreEquivalent(asked, path));
}
