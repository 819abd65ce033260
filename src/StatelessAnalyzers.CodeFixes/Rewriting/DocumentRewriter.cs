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

    readonly HashSet<SyntaxNode> removed = [];

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || !edits.Touches(node))
            return node;
        if (node is StatementSyntax and not BlockSyntax && node.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
            return VisitEmbedded(node);
        return Edit(node, base.Visit(node));
    }

    SyntaxNode? VisitEmbedded(SyntaxNode statement)
    {
        hoisted.Push([]);
        var visited = (StatementSyntax?)Edit(statement, base.Visit(statement)) ?? SyntaxFactory.EmptyStatement().WithTriviaFrom(statement);
        var before = hoisted.Pop();
        return before.Count == 0
            ? visited
            : SyntaxFactory.Block(before.Append(visited)).WithTriviaFrom(visited).WithAdditionalAnnotations(Formatter.Annotation);
    }

    SyntaxNode? Edit(SyntaxNode original, SyntaxNode? current)
    {
        if (current is null)
            return null;
        if (current is TypeDeclarationSyntax { Members: [var first, ..] } type && original is TypeDeclarationSyntax { Members: [var wasFirst, ..] } && removed.Contains(wasFirst))
            current = type.ReplaceNode(first, Lowering.WithoutBlankLines(first));
        foreach (var intent in edits.At(NodeKey.Of(document, original)))
        {
            current = intent switch
            {
                RewriteNode rewrite => rewrite.Apply(current!, new RewriteScope(session, rewrite, original, model, s => hoisted.Peek().Add(s))),
                AwaitCall => Lowering.Await((ExpressionSyntax)current!, original),
                AddServiceParameter parameter => Lowering.AddParameter(current!, parameter),
                MakeAsync async => Lowering.MakeAsync(current!, async, original, model),
                InjectService inject => Lowering.Inject((TypeDeclarationSyntax)current!, inject, model, original),
                AddMember member => Lowering.AddMember((TypeDeclarationSyntax)current!, member),
                _ => current,
            };
            if (current is null)
            {
                removed.Add(original);
                return null;
            }
        }
        return current;
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = VisitStatements(node.Statements);
        foreach (var registration in edits.RegistrationsAt(NodeKey.Of(document, node), Placement.End))
            statements.Add(node.Statements.Count > 0 ? Lowering.Register(registration, Lowering.Indentation(node.Statements.Last())) : Lowering.Register(registration, default).WithAdditionalAnnotations(Formatter.Annotation));
        return node.WithStatements(SyntaxFactory.List(statements));
    }

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
    {
        var visited = (SwitchSectionSyntax)base.VisitSwitchSection(node.WithStatements(default))!;
        return visited.WithStatements(SyntaxFactory.List(VisitStatements(node.Statements)));
    }

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        var members = new List<MemberDeclarationSyntax>();
        foreach (var member in node.Members)
            if (member is GlobalStatementSyntax global)
                members.AddRange(VisitStatements(SyntaxFactory.SingletonList(global.Statement), [global.Statement]).Select(s => global.WithStatement(s)));
            else if (Visit(member) is MemberDeclarationSyntax visited)
                members.Add(visited);
        return node.WithMembers(SyntaxFactory.List(members));
    }

    List<StatementSyntax> VisitStatements(SyntaxList<StatementSyntax> statements) => VisitStatements(statements, statements);

    List<StatementSyntax> VisitStatements(SyntaxList<StatementSyntax> _, IEnumerable<StatementSyntax> originals)
    {
        var result = new List<StatementSyntax>();
        foreach (var original in originals)
        {
            var key = NodeKey.Of(document, original);
            var registrations = edits.RegistrationsAt(key, Placement.Before);
            if (registrations.Count > 0)
                result.AddRange(registrations.Select(r => Lowering.Register(r, Lowering.Indentation(original))));

            hoisted.Push([]);
            var visited = Visit(original);
            var before = hoisted.Pop();
            if (before.Count > 0)
                before[0] = before[0].WithLeadingTrivia(original.GetLeadingTrivia());
            result.AddRange(before);
            if (visited is StatementSyntax statement)
                result.Add(before.Count > 0 ? statement.WithLeadingTrivia(Lowering.Indentation(original)) : statement);

            result.AddRange(edits.RegistrationsAt(key, Placement.After).Select(r => Lowering.Register(r, Lowering.Indentation(original))));
        }
        return result;
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = WithHoists(node, n => (MethodDeclarationSyntax)base.VisitMethodDeclaration(n)!, out var before);
        return before.Count == 0 ? visited : visited.WithBody(Lowering.Body(before, visited.ExpressionBody!.Expression, Lowering.ReturnsValue(node, model))).WithExpressionBody(null).WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = WithHoists(node, n => (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(n)!, out var before);
        return before.Count == 0 ? visited : visited.WithBody(Lowering.Body(before, visited.ExpressionBody!.Expression, Lowering.ReturnsValue(node, model))).WithExpressionBody(null).WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        var visited = WithHoists(node, n => (ParenthesizedLambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(n)!, out var before);
        return before.Count == 0 ? visited : visited.WithBlock(Lowering.Body(before, visited.ExpressionBody!, Lowering.ReturnsValue(node, model))).WithExpressionBody(null);
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        var visited = WithHoists(node, n => (SimpleLambdaExpressionSyntax)base.VisitSimpleLambdaExpression(n)!, out var before);
        return before.Count == 0 ? visited : visited.WithBlock(Lowering.Body(before, visited.ExpressionBody!, Lowering.ReturnsValue(node, model))).WithExpressionBody(null);
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
            ? Lowering.AwaitReturned(visited, node, function, model, hoisted.Peek())
            : visited;
    }

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        var visited = (ArrowExpressionClauseSyntax)base.VisitArrowExpressionClause(node)!;
        return node.Parent is { } function && edits.ReturnsTask(NodeKey.Of(document, function))
            ? visited.WithExpression(Lowering.AwaitReturned(visited.Expression, node.Expression))
            : visited;
    }
}
