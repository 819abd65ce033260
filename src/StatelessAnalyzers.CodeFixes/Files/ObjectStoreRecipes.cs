using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>The S3 calls that take the place of file operations.</summary>
internal static class ObjectStoreRecipes
{
    static readonly ImmutableArray<Service> Needed = ImmutableArray.Create(Services.S3, Services.Configuration);

    const string Bucket = "[\"Storage:Bucket\"]";

    /// <summary>Adds what replaces the operation.</summary>
    public static void Add(FixUnit unit, DocumentId document, SemanticModel model, FileOperation operation)
    {
        var target = NodeKey.Of(document, operation.Node);
        switch (operation.Action)
        {
            case FileAction.MakeFolder:
                unit.Add(new RewriteNode(target, "no folder", (_, _) => null));
                return;
            case FileAction.FolderExists when operation.Node is ConditionalExpressionSyntax:
                unit.Add(new RewriteNode(target, "no folder", (node, _) => ((ConditionalExpressionSyntax)node).WhenTrue.WithTriviaFrom(node)));
                return;
            case FileAction.FolderExists:
                unit.Add(new RewriteNode(target, "no folder", (_, _) => null));
                return;
        }

        if (IsGuardedByFileExceptions(operation.Node))
        {
            unit.Refuse("a catch clause expects the exceptions of a file system");
            return;
        }
        if (MemberOf(operation.Action) is { } member && !AddMember(unit, document, model, operation, member))
            return;
        if (operation.Action is FileAction.SaveUpload && operation.Node is not UsingStatementSyntax)
            unit.Add(new RewriteNode(NodeKey.Of(document, Declaration(operation)), "no stream", (_, _) => null));
        unit.Add(new RewriteNode(target, operation.Action.ToString(), (node, scope) => Rewrite(operation, node, scope))
        {
            Services = Needed,
            Awaits = true,
            Usings = operation.Action is FileAction.WriteText or FileAction.WriteBytes or FileAction.SaveUpload ? ImmutableArray.Create("Amazon.S3.Model") : ImmutableArray<string>.Empty,
        });
    }

    static bool IsGuardedByFileExceptions(SyntaxNode node) =>
        node.Ancestors().OfType<TryStatementSyntax>().Any(t => t.Block.Contains(node) && t.Catches.Any(c => c.Declaration?.Type.ToString().Split('.').Last() is "FileNotFoundException" or "DirectoryNotFoundException" or "IOException" or "UnauthorizedAccessException"));

    static StatementSyntax Declaration(FileOperation operation) => operation.Path.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()!;

    static SyntaxNode Rewrite(FileOperation operation, SyntaxNode current, RewriteScope scope)
    {
        var s3 = scope.Service(Services.S3);
        var bucket = scope.Service(Services.Configuration) + Bucket;
        var (key, content) = Arguments(operation, current);
        var token = scope.Token;
        var at = $"BucketName = {bucket}, Key = {key}";
        string Put(string what) => scope.Call($"await {s3}.PutObjectAsync", $"new PutObjectRequest {{ {at}, {what} }}", token);
        if (operation.Action == FileAction.SaveUpload)
            return RewriteScope.Statement(Put($"InputStream = {content}.OpenReadStream(), ContentType = {content}.ContentType{(operation.MustBeNew ? ", IfNoneMatch = \"*\"" : "")}") + ";").WithTriviaFrom(current);
        return scope.Expression(
            operation.Action switch
            {
                FileAction.WriteText => Put($"ContentBody = {content}"),
                FileAction.WriteBytes => Put($"InputStream = new {SystemIo(scope)}MemoryStream({content})"),
                FileAction.Delete => scope.Call($"await {s3}.DeleteObjectAsync", bucket, key, token),
                FileAction.OpenRead => $"(await {s3}.GetObjectAsync({bucket}, {key}{(token.Length > 0 ? ", " + token : "")})).ResponseStream",
                _ => scope.Call($"await {MemberOf(operation.Action)}", s3, bucket, key, token),
            },
            current);
    }

    static string SystemIo(RewriteScope scope) =>
        scope.Model.LookupNamespacesAndTypes(scope.Original.SpanStart, name: "MemoryStream").Any(s => s.ContainingNamespace is { Name: "IO" }) ? "" : "System.IO.";

    // The key and the content as they are after inner edits.
    static (string Key, string? Content) Arguments(FileOperation operation, SyntaxNode current)
    {
        if (operation.Action == FileAction.SaveUpload)
        {
            var copy = current.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().First(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CopyTo" or "CopyToAsync" });
            var upload = ((MemberAccessExpressionSyntax)copy.Expression).Expression.WithoutTrivia().ToString();
            if (current is UsingStatementSyntax { Declaration.Variables: [{ Initializer.Value: var opened }] })
                return (First(opened), upload);
            return (PathExpressionText(operation), upload);
        }
        var call = current.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().First(i => i.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" });
        return (First(call), call.ArgumentList.Arguments is [_, var second, ..] ? second.Expression.WithoutTrivia().ToString() : null);
    }

    // The stream's declaration goes, so its path is not seen with its edits; it is made again.
    static string PathExpressionText(FileOperation operation) => operation.Key ?? operation.Path.WithoutTrivia().ToString();

    static string First(SyntaxNode callOrCreation) => callOrCreation switch
    {
        InvocationExpressionSyntax call => call.ArgumentList.Arguments[0].Expression.WithoutTrivia().ToString(),
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList!.Arguments[0].Expression.WithoutTrivia().ToString(),
        _ => "",
    };

    static string? MemberOf(FileAction action) => action switch
    {
        FileAction.Exists => "ObjectExistsAsync",
        FileAction.ReadText => "ReadObjectTextAsync",
        FileAction.ReadBytes => "ReadObjectBytesAsync",
        FileAction.List => "ListObjectsAsync",
        _ => null,
    };

    // A method of the type, since neither the SDK nor a package of ours has one.
    static bool AddMember(FixUnit unit, DocumentId document, SemanticModel model, FileOperation operation, string name)
    {
        if (operation.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || operation.Node.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null)
        {
            unit.Refuse("there is no type that could hold the method that reads from the store");
            return false;
        }
        if (model.GetDeclaredSymbol(type) is not INamedTypeSymbol symbol || symbol.TypeKind != TypeKind.Class || symbol.DeclaringSyntaxReferences.Length > 1 && symbol.DeclaringSyntaxReferences[0].GetSyntax() != type)
        {
            unit.Refuse("the type has several parts");
            return false;
        }
        var isNullable = model.GetNullableContext(type.SpanStart).AnnotationsEnabled();
        unit.Add(new AddMember(NodeKey.Of(document, type), name, Member(operation.Action, isNullable ? "string?" : "string", ReadsWithToken(model) ? "cancellationToken" : "")));
        foreach (var ns in operation.Action switch
        {
            FileAction.Exists => new[] { "System.Net", "System.Threading", "System.Threading.Tasks" },
            FileAction.List => ["Amazon.S3.Model", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks"],
            _ => ["System.IO", "System.Threading", "System.Threading.Tasks"],
        })
            unit.Add(new AddUsing(document, ns));
        return true;
    }

    // Since .NET 7.
    static bool ReadsWithToken(SemanticModel model) =>
        KnownTypes.Of(model.Compilation)[TypeNames.StreamReader]?.GetMembers("ReadToEndAsync").Any(m => m is IMethodSymbol { Parameters.Length: 1 }) == true;

    static string Member(FileAction action, string bucket, string token) => action switch
    {
        FileAction.Exists => $$"""
            private static async Task<bool> ObjectExistsAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                try
                {
                    await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
                    return true;
                }
                catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
                {
                    return false;
                }
            }
            """,
        FileAction.ReadText => $$"""
            private static async Task<string> ReadObjectTextAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                using var reader = new StreamReader(response.ResponseStream);
                return await reader.ReadToEndAsync({{token}});
            }
            """,
        FileAction.ReadBytes => $$"""
            private static async Task<byte[]> ReadObjectBytesAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, 81920, cancellationToken);
                return content.ToArray();
            }
            """,
        _ => $$"""
            private static async Task<string[]> ListObjectsAsync(IAmazonS3 s3, {{bucket}} bucket, string folder, CancellationToken cancellationToken = default)
            {
                var keys = new List<string>();
                var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder + "/", Delimiter = "/" };
                await foreach (var item in s3.Paginators.ListObjectsV2(request).S3Objects.WithCancellation(cancellationToken))
                {
                    keys.Add(item.Key);
                }

                return keys.ToArray();
            }
            """,
    };
}
