using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>The S3 calls that take the place of file operations.</summary>
internal static class ObjectStoreRecipes
{
    public static readonly ImmutableArray<Service> Needed = ImmutableArray.Create(Services.S3, Services.Configuration);

    static readonly HashSet<string> FileExceptions = new(StringComparer.Ordinal) { "FileNotFoundException", "DirectoryNotFoundException", "IOException", "UnauthorizedAccessException" };

    /// <summary>Adds what replaces the operation.</summary>
    public static void Add(FixUnit unit, DocumentId document, SemanticModel model, FileOperation operation, PathReader reader)
    {
        var target = NodeKey.Of(document, operation.Node);
        if (operation.Action is FileAction.MakeFolder or FileAction.FolderExists)
        {
            unit.Add(new RewriteNode(target, "no folder", (node, scope) => WithoutFolder(node, operation, scope)));
            if (operation is { Keeps: true, Node: IfStatementSyntax guard } && FolderGuard.EmptyAfter(guard) is { } unreached)
                unit.Add(new RewriteNode(NodeKey.Of(document, unreached), "no folder", (_, _) => null));
            return;
        }
        if (IsGuardedByFileExceptions(operation.Node))
            unit.Refuse("a catch clause expects the exceptions of a file system");
        else if (operation.Stream is { } stream)
            StreamRecipes.Add(unit, document, model, operation, stream, reader);
        else if (operation.Info is { } info)
        {
            if (ObjectStoreMembers.Add(unit, document, model, operation))
                FileInfoRecipes.Add(unit, document, model, info);
        }
        else if (ObjectStoreMembers.Add(unit, document, model, operation))
        {
            if (operation.Node.Parent?.Parent?.Parent is VariableDeclarationSyntax { Type: { } type } && model.GetTypeInfo(type).Type is { Name: "FileStream" } && !type.IsVar)
                unit.Add(new RewriteNode(NodeKey.Of(document, type), "stream", (node, _) => SyntaxFactory.IdentifierName("Stream").WithTriviaFrom(node)));
            unit.Add(new RewriteNode(target, operation.Action.ToString(), (node, scope) => Rewrite(operation, node, scope))
            {
                Services = Needed,
                Awaits = true,
                Usings = UsingsOf(operation),
            });
        }
    }

    static bool IsGuardedByFileExceptions(SyntaxNode node) =>
        node.Ancestors().OfType<TryStatementSyntax>().Any(t => t.Block.Contains(node) && t.Catches.Any(c => FileExceptions.Contains(c.Declaration?.Type.ToString().Split('.').Last() ?? "")));

    // What depends on the question, or nothing.
    static SyntaxNode? WithoutFolder(SyntaxNode node, FileOperation operation, RewriteScope scope) => node switch
    {
        ConditionalExpressionSyntax question => question.WhenTrue.WithTriviaFrom(node),
        IfStatementSyntax question when operation.Keeps => Lowering.Unwrapped(question, question.Statement, scope),
        _ => null,
    };

    static ImmutableArray<string> UsingsOf(FileOperation operation) => operation.Action switch
    {
        FileAction.WriteText or FileAction.WriteLines => ImmutableArray.Create("Amazon.S3.Model"),
        FileAction.WriteBytes or FileAction.Save => ImmutableArray.Create("Amazon.S3.Model", "System.IO"),
        FileAction.Copy or FileAction.Move when operation.MustBeNew => ImmutableArray.Create("Amazon.S3.Model"),
        FileAction.OpenRead when operation.Seeks => ImmutableArray.Create("System.IO"),
        FileAction.OpenText => ImmutableArray.Create("System.IO"),
        FileAction.List when operation.Extension is not null => ImmutableArray.Create("System.IO", "System.Linq"),
        _ => ImmutableArray<string>.Empty,
    };

    /// <summary>The expression of the bucket's name.</summary>
    public static string Bucket(RewriteScope scope) => scope.Service(Services.Configuration) + "[\"Storage:Bucket\"]";

    /// <summary>The call that puts an object.</summary>
    public static string Put(RewriteScope scope, string key, string content, bool mustBeNew = false) =>
        scope.Call($"await {scope.Service(Services.S3)}.PutObjectAsync", $"new PutObjectRequest {{ BucketName = {Bucket(scope)}, Key = {key}, {content}{(mustBeNew ? ", IfNoneMatch = \"*\"" : "")} }}", scope.Token);

    static SyntaxNode Rewrite(FileOperation operation, SyntaxNode current, RewriteScope scope)
    {
        var call = current.DescendantNodesAndSelf().First(n => n is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax { Expression: not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } } && IsOf(operation, n));
        var arguments = call.ChildNodes().OfType<ArgumentListSyntax>().Single().Arguments;
        var key = arguments[0].Expression.WithoutTrivia().ToString();
        var given = arguments.Count > 1 ? arguments[1].Expression.WithoutTrivia().ToString() : "";
        var (s3, bucket, token) = (scope.Service(Services.S3), Bucket(scope), scope.Token);
        string Member() => $"await {ObjectStoreMembers.NameOf(operation.Action)}({s3}, {bucket}, {key}{(token.Length > 0 ? ", " + token : "")})";
        string Object(string method) => $"(await {s3}.{method}({bucket}, {key}{(token.Length > 0 ? ", " + token : "")}))";
        switch (operation.Action)
        {
            case FileAction.Copy or FileAction.Move:
                var copy = operation.MustBeNew
                    ? scope.Call($"await {s3}.CopyObjectAsync", $"new CopyObjectRequest {{ SourceBucket = {bucket}, SourceKey = {key}, DestinationBucket = {bucket}, DestinationKey = {given}, IfNoneMatch = \"*\" }}", token)
                    : scope.Call($"await {s3}.CopyObjectAsync", bucket, key, bucket, given, token);
                if (operation.Action == FileAction.Copy)
                    return Statement(copy, current);
                scope.Hoist(copy + ";");
                return Statement(scope.Call($"await {s3}.DeleteObjectAsync", bucket, key, token), current);
            case FileAction.Save:
                var stream = scope.Unused("content");
                scope.Hoist($"using var {stream} = new MemoryStream();");
                scope.Hoist(((StatementSyntax)current.ReplaceNode(arguments[0].Expression, SyntaxFactory.IdentifierName(stream))).WithLeadingTrivia(Lowering.Indentation((StatementSyntax)current)));
                return Statement(Put(scope, key, $"InputStream = {stream}"), current);
        }
        return scope.Expression(
            operation.Action switch
            {
                FileAction.WriteText => Put(scope, key, $"ContentBody = {given}"),
                FileAction.WriteLines => Put(scope, key, $"ContentBody = string.Concat({given}.Select(line => line + Environment.NewLine))"),
                FileAction.WriteBytes => Put(scope, key, $"InputStream = new MemoryStream({given})"),
                FileAction.Delete => scope.Call($"await {s3}.DeleteObjectAsync", bucket, key, token),
                FileAction.Length => $"{Object("GetObjectMetadataAsync")}.ContentLength",
                FileAction.OpenRead => operation.Seeks ? $"new MemoryStream({Member()})" : $"{Object("GetObjectAsync")}.ResponseStream",
                FileAction.OpenText => $"new StreamReader({Object("GetObjectAsync")}.ResponseStream)",
                FileAction.LoadXml => LoadXml((InvocationExpressionSyntax)call, Member(), arguments.Skip(1)),
                FileAction.List when operation.Extension is { } extension => $"({Member()}).Where(file => Path.GetExtension(file) == \"{extension}\").ToArray()",
                _ => scope.Call($"await {ObjectStoreMembers.NameOf(operation.Action)}", s3, bucket, key, token),
            },
            current);
    }

    static bool IsOf(FileOperation operation, SyntaxNode call) =>
        call.ChildNodes().OfType<ArgumentListSyntax>().Any(l => l.Arguments.Count == ((ArgumentListSyntax)operation.Path.Parent!.Parent!).Arguments.Count)
        && call.RawKind == operation.Path.Parent!.Parent!.Parent!.RawKind;

    static StatementSyntax Statement(string call, SyntaxNode current) => RewriteScope.Statement(call + ";").WithTriviaFrom(current);

    // XDocument.Load becomes Parse, and document.Load becomes LoadXml.
    static string LoadXml(InvocationExpressionSyntax call, string text, IEnumerable<ArgumentSyntax> options)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        var isStatic = access.Expression.ToString().Split('.').Last() is "XDocument" or "XElement";
        return $"{access.Expression.WithoutTrivia()}.{(isStatic ? "Parse" : "LoadXml")}({string.Join(", ", options.Select(o => o.ToString()).Prepend(text))})";
    }
}
