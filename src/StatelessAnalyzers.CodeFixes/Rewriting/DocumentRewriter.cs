using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Makes all edits of one document in one pass over its original tree.</summary>
internal sealed class DocumentRewriter(FixSession session, DocumentId document, SemanticModel model, DocumentEdits edits) : CSharpSyntaxRewriter
{
    // The statements that recipes put before the statement, or the expression body, that is being visited.
    readonly Stack<List<StatementSyntax>> hoisted = new();
    readonly HashSet<NodeKey> reached = [];
    readonly HashSet<SyntaxNode> removed = [];
    readonly LocalNames locals = new(session, model);

    /// <summary>Rewrites the whole document. Throws where an edit finds no place: half a fix is none.</summary>
    public CompilationUnitSyntax Rewrite(SyntaxNode root)
    {
        edits.Seal(root);
        var rewritten = (CompilationUnitSyntax)Visit(root)!;
        return edits.Places.All(reached.Contains) ? rewritten : throw new InvalidOperationException("An edit found no place.");
    }

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || !edits.Touches(node.FullSpan))
            return node;
        if (node is StatementSyntax and not BlockSyntax && node.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
            return VisitEmbedded(node);
        return Edit(node, base.Visit(node));
    }

    SyntaxNode? VisitEmbedded(SyntaxNode statement)
    {
        hoisted.Push([]);
        var edited = (StatementSyntax?)Edit(statement, base.Visit(statement));
        var before = hoisted.Pop();
        if (edited is null && before.Count > 0)
        {
            edited = before[before.Count - 1];
            before.RemoveAt(before.Count - 1);
        }
        var visited = edited ?? SyntaxFactory.Block().WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
        if (before.Count == 0)
            return visited;
        before[0] = before[0].WithLeadingTrivia(Lowering.Under(statement.GetLeadingTrivia(), before[0]));
        // What stands where it belongs is not moved by the formatter, and the lines that it goes on with neither.
        var block = SyntaxFactory.Block(before.Append(visited.WithLeadingTrivia(Lowering.Indentation(statement).Add(SyntaxFactory.ElasticMarker)))).WithAdditionalAnnotations(Formatter.Annotation);
        // The comment behind the statement stays with it.
        return visited.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? block.WithTrailingTrivia(SyntaxFactory.LineFeed) : block.WithTrailingTrivia();
    }

    SyntaxNode? Edit(SyntaxNode original, SyntaxNode? current)
    {
        var key = NodeKey.Of(document, original);
        if (current is TypeDeclarationSyntax { Members: [var first, ..] } type && original is TypeDeclarationSyntax { Members: [var wasFirst, ..] } && removed.Contains(wasFirst))
            current = type.ReplaceNode(first, Lowering.WithoutBlankLines(first));
        foreach (var intent in current is null ? [] : edits.At(key))
        {
            reached.Add(key);
            current = intent switch
            {
                RewriteNode rewrite => rewrite.Apply(current!, new RewriteScope(session, rewrite, original, model, locals, s => hoisted.Peek().Add(s))),
                AddCallArgument argument => StaticMethod.Add(current!, argument),
                // What is rewritten may await by itself.
                AwaitCall => current is AwaitExpressionSyntax or ParenthesizedExpressionSyntax { Expression: AwaitExpressionSyntax } ? current : Lowering.Await((ExpressionSyntax)current!, original),
                AddServiceParameter parameter => ParameterLists.Add(current!, parameter, original, model),
                AddServiceArgument argument => ServiceFactory.Add(current!, argument, original, model),
                MakeAsync async => AsyncLowering.MakeAsync(current!, async, original, model),
                InjectService inject => TypeLowering.Inject((TypeDeclarationSyntax)current!, inject, original, model),
                HandServiceOn handed => HandingOn.Add(current!, handed, original, model),
                AddMember member => TypeLowering.AddMember((TypeDeclarationSyntax)current!, member, original, model),
                _ => current,
            };
            if (current is null)
                return Removed(original);
        }
        return current;
    }

    SyntaxNode? Removed(SyntaxNode original)
    {
        if (original.ContainsDirectives)
            throw new InvalidOperationException("A directive would be lost.");
        removed.Add(original);
        return null;
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = VisitStatements(node.Statements);
        statements.AddRange(node.Statements.Count > 0
            ? RegistrationsAt(node, Placement.End, node.Statements.Last())
            : RegistrationsAt(node, Placement.End, node).Select(s => s.WithAdditionalAnnotations(Formatter.Annotation)));
        return node.WithStatements(SyntaxFactory.List(statements));
    }

    IEnumerable<StatementSyntax> RegistrationsAt(SyntaxNode anchor, Placement placement, StatementSyntax like)
    {
        var key = NodeKey.Of(document, anchor);
        foreach (var registration in edits.RegistrationsAt(key, placement))
        {
            reached.Add(key);
            yield return Lowering.Register(registration, Lowering.Indentation(like));
        }
    }

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) =>
        node.WithLabels(VisitList(node.Labels)).WithStatements(SyntaxFactory.List(VisitStatements(node.Statements)));

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        var members = new List<MemberDeclarationSyntax>();
        foreach (var member in node.Members)
            if (member is GlobalStatementSyntax global)
                members.AddRange(VisitStatements([global.Statement]).Select(s => global.WithStatement(s)));
            else if (Visit(member) is MemberDeclarationSyntax visited)
                members.Add(visited);
        return node.WithMembers(SyntaxFactory.List(members));
    }

    List<StatementSyntax> VisitStatements(IEnumerable<StatementSyntax> originals)
    {
        var result = new List<StatementSyntax>();
        var isFirstGone = false;
        foreach (var original in originals)
        {
            result.AddRange(RegistrationsAt(original, Placement.Before, original));

            hoisted.Push([]);
            var visited = (StatementSyntax?)Visit(original);
            var before = hoisted.Pop();
            // Comments stay on top.
            if (before.Count > 0)
                before[0] = before[0].WithLeadingTrivia(Lowering.Under(original.GetLeadingTrivia(), before[0]));
            result.AddRange(before);
            if (visited is not null)
                result.Add(before.Count > 0 ? visited.WithLeadingTrivia(Lowering.Indentation(original)) : visited);
            isFirstGone |= result.Count == 0;

            result.AddRange(RegistrationsAt(original, Placement.After, original));
        }
        // Code that is put on top of the block stands apart from what follows.
        if (isFirstGone && result.Count > 0 && !edits.At(NodeKey.Of(document, originals.First().Parent!)).Any())
            result[0] = Lowering.WithoutBlankLines(result[0]);
        return result;
    }

    // Fields that share a declaration may go one by one.
    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        if (node.Declaration.Variables.Count == 1)
            return base.VisitFieldDeclaration(node);
        var kept = node.Declaration.Variables.Select(v => (VariableDeclaratorSyntax?)Visit(v)).Where(v => v is not null).Select(v => v!).ToList();
        if (kept.Count == 0)
            return Removed(node);
        var separators = kept.Count == node.Declaration.Variables.Count ? node.Declaration.Variables.GetSeparators() : Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), kept.Count - 1);
        return node.WithDeclaration(node.Declaration.WithType((TypeSyntax)Visit(node.Declaration.Type)!).WithVariables(SyntaxFactory.SeparatedList(kept, separators)));
    }

    // The base can take no element out of a list but the last.
    public override SyntaxNode? VisitParameterList(ParameterListSyntax node) =>
        ParameterLists.Keep(node, [.. node.Parameters.Select(p => (ParameterSyntax?)Visit(p))]);

    public override SyntaxNode? VisitArgumentList(ArgumentListSyntax node) =>
        ParameterLists.Keep(node, [.. node.Arguments.Select(a => (ArgumentSyntax?)Visit(a))]);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = WithHoists(node, n => (MethodDeclarationSyntax)base.VisitMethodDeclaration(n)!, out var before);
        return before.Count == 0 ? visited : visited.WithBody(Lowering.Body(before, visited.ExpressionBody!, visited.SemicolonToken, AsyncLowering.ReturnsValue(node, model))).WithExpressionBody(null).WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = WithHoists(node, n => (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(n)!, out var before);
        return before.Count == 0 ? visited : visited.WithBody(Lowering.Body(before, visited.ExpressionBody!, visited.SemicolonToken, AsyncLowering.ReturnsValue(node, model))).WithExpressionBody(null).WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        WithBody(node, WithHoists(node, n => (ParenthesizedLambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(n)!, out var before), before);

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        WithBody(node, WithHoists(node, n => (SimpleLambdaExpressionSyntax)base.VisitSimpleLambdaExpression(n)!, out var before), before);

    LambdaExpressionSyntax WithBody(LambdaExpressionSyntax original, LambdaExpressionSyntax visited, List<StatementSyntax> before)
    {
        if (visited.ExpressionBody is not { } body)
            return visited;
        if (edits.ReturnsTask(NodeKey.Of(document, original)))
            body = AsyncLowering.AwaitReturned(body, original.ExpressionBody!);
        return before.Count == 0
            ? visited.WithExpressionBody(body)
            : visited.WithExpressionBody(null).WithBlock(Lowering.Body(before, body, AsyncLowering.ReturnsValue(original, model)));
    }

    T WithHoists<T>(T node, Func<T, T> visit, out List<StatementSyntax> before)
    {
        hoisted.Push([]);
        var visited = visit(node);
        before = hoisted.Pop();
        return visited;
    }

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        var visited = (ReturnStatementSyntax)base.VisitReturnStatement(node)!;
        return visited.Expression is not null && Functions.Around(node) is { } function && edits.ReturnsTask(NodeKey.Of(document, function))
            ? AsyncLowering.AwaitReturned(visited, node, function, model, hoisted.Peek())
            : visited;
    }

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        var visited = (ArrowExpressionClauseSyntax)base.VisitArrowExpressionClause(node)!;
        return node.Parent is { } function && edits.ReturnsTask(NodeKey.Of(document, function))
            ? visited.WithExpression(AsyncLowering.AwaitReturned(visited.Expression, node.Expression))
            : visited;
    }
}
