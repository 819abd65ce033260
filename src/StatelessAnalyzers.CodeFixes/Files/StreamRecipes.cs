using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>What takes the place of a stream that is opened on a new file, written to and disposed of.</summary>
internal static class StreamRecipes
{
    public static void Add(FixUnit unit, DocumentId document, SemanticModel model, FileOperation operation, WrittenStream stream, PathReader reader)
    {
        if (PathKey.Of(operation.Path, reader, model) is not { } key)
        {
            unit.Refuse("a part of the path cannot be written as a key");
            return;
        }
        var isSent = stream.Form is StreamForm.Upload or StreamForm.Transfer;
        var isBuffered = !isSent && stream.Form != StreamForm.Wrapped;
        Rewrite(isBuffered ? stream.End : stream.Last, "put", (node, scope) => stream.Form switch
        {
            StreamForm.Upload or StreamForm.Transfer => Sent(operation, stream, key, (StatementSyntax)node, scope),
            StreamForm.Wrapped => Wrapped(operation, stream, key, (UsingStatementSyntax)node, scope),
            _ => Buffered(operation, stream, key, (StatementSyntax)node, scope),
        }, awaits: true);
        if (isSent && stream.Holder != stream.Last)
            Rewrite(stream.Holder, "no stream", (_, _) => null);
        else if (isBuffered)
        {
            var made = stream.Form == StreamForm.Text ? "StringWriter" : "MemoryStream";
            Rewrite(stream.Opening, "buffer", (node, scope) => scope.Expression($"new {made}()", node));
            if (((VariableDeclarationSyntax)stream.Variable.Parent!).Type is { IsVar: false } type)
                Rewrite(type, "buffer", (node, _) => SyntaxFactory.IdentifierName(made).WithTriviaFrom(node));
        }

        void Rewrite(SyntaxNode target, string recipe, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply, bool awaits = false) =>
            unit.Add(new RewriteNode(NodeKey.Of(document, target), recipe, apply)
            {
                Services = awaits ? ObjectStoreRecipes.Needed : ImmutableArray<Service>.Empty,
                Awaits = awaits,
                Usings = !awaits ? ImmutableArray<string>.Empty : stream.Form switch
                {
                    StreamForm.Upload => ImmutableArray.Create("Amazon.S3.Model"),
                    StreamForm.Transfer => ImmutableArray.Create("Amazon.S3.Transfer"),
                    _ => ImmutableArray.Create("Amazon.S3.Model", "System.IO"),
                },
            });
    }

    // What comes before the copy stays; the copy becomes the put.
    static SyntaxNode Sent(FileOperation operation, WrittenStream stream, string key, StatementSyntax current, RewriteScope scope)
    {
        var statements = (current as UsingStatementSyntax)?.Statement is { } body && stream.Body is not null ? body is BlockSyntax block ? block.Statements.ToList() : [body] : [current];
        var copy = (MemberAccessExpressionSyntax)StreamUses.CopyIn(statements.Last())!.Expression;
        var source = stream.Form == StreamForm.Upload ? stream.Source!.WithoutTrivia().ToString() : copy.Expression.WithoutTrivia().ToString();
        foreach (var before in statements.Take(statements.Count - 1))
            scope.Hoist(before.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.LineFeed).WithAdditionalAnnotations(Formatter.Annotation));

        var put = stream.Form == StreamForm.Upload
            ? ObjectStoreRecipes.Put(scope, key, $"InputStream = {source}.OpenReadStream(), ContentType = {source}.ContentType", operation.MustBeNew)
            : scope.Call(
                $"await new TransferUtility({scope.Service(Services.S3)}).UploadAsync",
                $"new TransferUtilityUploadRequest {{ BucketName = {ObjectStoreRecipes.Bucket(scope)}, Key = {key}, InputStream = {source}, AutoCloseStream = false{(IsAtStart(source, statements) ? "" : ", AutoResetStreamPosition = false")}{(operation.MustBeNew ? ", IfNoneMatch = \"*\"" : "")} }}",
                scope.Token);
        return RewriteScope.Statement(put + ";").WithTriviaFrom(current);
    }

    // A file is copied to from where its source stands; the store would start at its beginning.
    static bool IsAtStart(string source, List<StatementSyntax> statements) =>
        statements.Any(s => s.ToString() is var text && (text.StartsWith($"{source}.Seek(0,", StringComparison.Ordinal) || text == $"{source}.Position = 0;"));

    // The same code writes to memory; behind it, or before its return, what it has written is put.
    static SyntaxNode Buffered(FileOperation operation, WrittenStream stream, string key, StatementSyntax current, RewriteScope scope)
    {
        var name = Identifiers.Escape(stream.Variable.Identifier.ValueText);
        var content = stream.Form switch
        {
            StreamForm.Text => $"ContentBody = {name}.ToString()",
            StreamForm.ClosedMemory => $"InputStream = new MemoryStream({name}.ToArray())",
            _ => $"InputStream = {name}",
        };
        var put = ObjectStoreRecipes.Put(scope, key, content, operation.MustBeNew) + ";";
        if (current is ReturnStatementSyntax)
        {
            scope.Hoist(put);
            return current;
        }
        scope.Hoist(current);
        return RewriteScope.Statement(put).WithTrailingTrivia(SyntaxFactory.LineFeed);
    }

    static SyntaxNode Wrapped(FileOperation operation, WrittenStream stream, string key, UsingStatementSyntax current, RewriteScope scope)
    {
        var content = scope.Unused("content");
        scope.Hoist($"using var {content} = new MemoryStream();");
        var value = current.Declaration!.Variables[0].Initializer!.Value;
        var opening = stream.Opening.Parent is ArgumentSyntax ? ((BaseObjectCreationExpressionSyntax)value).ArgumentList!.Arguments[0].Expression : value;
        // The wrapper of a stream takes the memory in its place; a writer of its own takes it for its path.
        var replaced = opening == value ? opening.ChildNodes().OfType<ArgumentListSyntax>().Single().Arguments[0].Expression : opening;
        scope.Hoist(WithoutAppend(current.ReplaceNode(replaced, SyntaxFactory.IdentifierName(content))).WithLeadingTrivia(Lowering.Indentation(current)).WithTrailingTrivia(SyntaxFactory.LineFeed, SyntaxFactory.LineFeed));
        return RewriteScope.Statement(ObjectStoreRecipes.Put(scope, key, $"InputStream = new MemoryStream({content}.ToArray())", operation.MustBeNew) + ";").WithTrailingTrivia(current.GetTrailingTrivia());
    }

    // new StreamWriter(path, append: false, encoding) has no like with a stream.
    static UsingStatementSyntax WithoutAppend(UsingStatementSyntax statement)
    {
        var list = statement.Declaration!.Variables[0].Initializer!.Value.ChildNodes().OfType<ArgumentListSyntax>().SingleOrDefault();
        return list?.Arguments is [_, { Expression.RawKind: (int)SyntaxKind.FalseLiteralExpression }, ..] ? statement.ReplaceNode(list, list.WithArguments(list.Arguments.RemoveAt(1))) : statement;
    }
}
