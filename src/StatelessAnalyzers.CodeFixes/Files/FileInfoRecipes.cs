using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>What takes the place of a <c>FileInfo</c>: the description of an object, or calls on its key.</summary>
internal static class FileInfoRecipes
{
    const string Description = "GetObjectMetadataResponse";

    public static void Add(FixUnit unit, DocumentId document, SemanticModel model, FileInfoLocal info)
    {
        var name = info.Declaration.Declaration.Variables[0].Identifier.Text;
        if (!info.IsDescribed)
            Rewrite(info.Declaration, "no info", (_, _) => null);
        else
        {
            Rewrite(info.Creation, "describe", (node, scope) =>
            {
                var key = node.ChildNodes().OfType<ArgumentListSyntax>().Single().Arguments[0].Expression.WithoutTrivia().ToString();
                var (s3, bucket) = (scope.Service(Services.S3), ObjectStoreRecipes.Bucket(scope));
                return scope.Expression(info.IsAsked ? scope.Call("await FindObjectAsync", s3, bucket, key, scope.Token) : scope.Call($"await {s3}.GetObjectMetadataAsync", bucket, key, scope.Token), node);
            }, asks: true);
            if (info.Declaration.Declaration.Type is { IsVar: false } type)
                Rewrite(type, "describe", (node, _) => SyntaxFactory.IdentifierName("var").WithTriviaFrom(node));
        }
        foreach (var type in info.Retyped)
            Rewrite(type, "describe", (node, _) => SyntaxFactory.IdentifierName(Description).WithTriviaFrom(node), usings: "Amazon.S3.Model");

        var path = ((ArgumentListSyntax)info.Creation.ArgumentList!).Arguments[0].Expression.WithoutTrivia().ToString();
        foreach (var (action, use) in info.Uses)
            Rewrite(use, action.ToString(), (node, scope) => Code(action, use, name, path, model, scope) is var code && use.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } ? SyntaxFactory.ParseExpression(code).WithTriviaFrom(node) : scope.Expression(code, node), asks: action is FileInfoAction.Delete or FileInfoAction.OpenRead,
                usings: action is FileInfoAction.Name or FileInfoAction.Extension ? "System.IO" : null);

        void Rewrite(SyntaxNode target, string recipe, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply, bool asks = false, string? usings = null) =>
            unit.Add(new RewriteNode(NodeKey.Of(document, target), recipe, apply)
            {
                Services = asks ? ObjectStoreRecipes.Needed : ImmutableArray<Service>.Empty,
                Awaits = asks,
                Usings = usings is null ? ImmutableArray<string>.Empty : ImmutableArray.Create(usings),
            });
    }

    static string Code(FileInfoAction action, ExpressionSyntax use, string name, string path, SemanticModel model, RewriteScope scope) => action switch
    {
        FileInfoAction.Length => $"{Receiver(use)}.ContentLength",
        FileInfoAction.LastWriteTimeUtc => $"{Receiver(use)}.{LastModified(model)}.ToUniversalTime()",
        FileInfoAction.LastWriteTime => $"{Receiver(use)}.{LastModified(model)}.ToLocalTime()",
        FileInfoAction.Exists => use is PrefixUnaryExpressionSyntax ? $"{name} == null" : $"{name} != null",
        FileInfoAction.Name => $"Path.GetFileName({path})",
        FileInfoAction.Extension => $"Path.GetExtension({path})",
        FileInfoAction.Delete => scope.Call($"await {scope.Service(Services.S3)}.DeleteObjectAsync", ObjectStoreRecipes.Bucket(scope), path, scope.Token),
        _ => $"({scope.Call($"await {scope.Service(Services.S3)}.GetObjectAsync", ObjectStoreRecipes.Bucket(scope), path, scope.Token)}).ResponseStream",
    };

    static string Receiver(ExpressionSyntax use) => ((MemberAccessExpressionSyntax)use).Expression.WithoutTrivia().ToString();

    // Since version 4 of the SDK it may be missing from an answer, though S3 always gives it.
    static string LastModified(SemanticModel model) =>
        KnownTypes.Of(model.Compilation)["Amazon.S3.Model." + Description]?.GetMembers("LastModified") is [IPropertySymbol { Type.Name: "DateTime" }] ? "LastModified" : "LastModified!.Value";
}
