using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>
/// Everything in a project that works on the files of one folder. They move to the object store together: a file that is written
/// there is read there.
/// </summary>
internal sealed class StoredFolder(FixSession session, FixUnit unit, Project project)
{
    sealed record Source(Document Document, SemanticModel Model, ExpressionSyntax Expression, PathExpression Path);

    readonly List<(Document Document, SemanticModel Model, FileOperation Operation)> operations = [];
    readonly List<Source> members = [];

    /// <summary>Plans the move of the folder that the finding works on.</summary>
    public async Task PlanAsync(Finding finding)
    {
        var model = await session.ModelAsync(finding.Document.Id).ConfigureAwait(false);
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        if (PathAt(root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model) is not { } path)
        {
            unit.Refuse("the path does not reduce to the key of an object");
            return;
        }

        var sources = await SourcesAsync().ConfigureAwait(false);
        Gather(path, sources);
        foreach (var source in members)
            Follow(source.Expression, source.Document, source.Model);
        if (unit.Refusal is not null)
            return;
        if (operations.Count == 0)
        {
            unit.Refuse("the call has no equivalent in an object store");
            return;
        }

        unit.Rename($"{project.Id.Id}/{path.Root}/{string.Join("|", members.Select(m => m.Document.Id.Id + ":" + m.Expression.SpanStart))}");
        foreach (var source in members)
            Rewrite(source);
        RemoveUnreadParameters();
        foreach (var (document, operationModel, operation) in operations.GroupBy(o => o.Operation.Node).Select(g => g.Last()))
            ObjectStoreRecipes.Add(unit, document.Id, operationModel, operation);
    }

    // The path of the call, creation or copy that a finding marks.
    static PathExpression? PathAt(SyntaxNode marked, SemanticModel model)
    {
        for (var node = marked; node is not null and not StatementSyntax; node = node.Parent)
        {
            var arguments = node switch
            {
                InvocationExpressionSyntax call => call.ArgumentList,
                BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
                _ => null,
            };
            if (arguments?.Arguments is [{ Expression: var first }, ..])
            {
                if (PathExpression.Of(first, model) is { Parts.IsEmpty: false } path)
                    return path;
                // An upload's copy names the stream; the stream was opened on the path.
                if (model.GetSymbolInfo(first).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } opened })
                    return PathAt(opened, model);
            }
        }
        return null;
    }

    // Every expression of the project that names a path below a known root, outermost first.
    async Task<List<Source>> SourcesAsync()
    {
        var sources = new List<Source>();
        foreach (var document in project.Documents.OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal))
        {
            var canonical = session.Canonical(document);
            var root = await session.RootAsync(canonical.Id).ConfigureAwait(false);
            var text = root.GetText().ToString();
            if (!text.Contains("Path") && !text.Contains("File") && !text.Contains("Directory"))
                continue;
            var model = await session.ModelAsync(canonical.Id).ConfigureAwait(false);
            var seen = new HashSet<SyntaxNode>();
            foreach (var expression in root.DescendantNodes(n => !seen.Contains(n)).OfType<ExpressionSyntax>())
                if (IsSource(expression, model) && PathExpression.Of(expression, model) is { Parts.IsEmpty: false } path)
                {
                    seen.Add(expression);
                    sources.Add(new Source(canonical, model, expression, path));
                }
        }
        return sources;
    }

    static bool IsSource(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        InvocationExpressionSyntax call => PathExpression.IsJoin(call, model),
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => model.GetConstantValue(expression) is { HasValue: false } && (!StartsWithText(expression) || FileOperation.OfPath(expression, model) is not null),
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } => FileOperation.OfPath(expression, model) is not null,
        _ => false,
    };

    static bool StartsWithText(ExpressionSyntax expression) => expression switch
    {
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents is [InterpolatedStringTextSyntax, ..] or [],
        BinaryExpressionSyntax sum => StartsWithText(sum.Left),
        _ => expression is LiteralExpressionSyntax,
    };

    void Gather(PathExpression path, List<Source> sources)
    {
        var folder = new List<PathExpression> { path };
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var source in sources)
                if (!members.Contains(source) && folder.Any(f => f.Overlaps(source.Path)))
                {
                    members.Add(source);
                    // Naming a folder alone does not draw in all that is kept elsewhere below it.
                    if (!source.Path.IsConstant)
                        folder.Add(source.Path);
                    grown = true;
                }
        }
    }

    // What becomes of a path: an operation, a local or member whose uses are followed, or else a use that no key can serve.
    void Follow(ExpressionSyntax path, Document document, SemanticModel model)
    {
        if (FileOperation.OfPath(path, model) is { } operation)
        {
            operations.Add((document, model, operation));
            return;
        }
        var symbol = path.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => model.GetDeclaredSymbol(variable),
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment when assignment.Right == path => model.GetSymbolInfo(assignment.Left).Symbol,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => model.GetDeclaredSymbol(property),
            _ => null,
        };
        if (symbol is ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private } or IPropertySymbol { DeclaredAccessibility: Accessibility.Private } && symbol.DeclaringSyntaxReferences is [var declared])
        {
            var scope = declared.GetSyntax().FirstAncestorOrSelf<SyntaxNode>(n => symbol is ILocalSymbol ? n is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax : n is TypeDeclarationSyntax);
            foreach (var use in scope?.DescendantNodes().OfType<IdentifierNameSyntax>() ?? [])
                if (use.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use).Symbol, symbol))
                    FollowUse(use, document, model);
            return;
        }
        Block(path, document);
    }

    void FollowUse(IdentifierNameSyntax use, Document document, SemanticModel model)
    {
        ExpressionSyntax expression = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self ? self : use;
        if (expression.Parent is AssignmentExpressionSyntax assignment && assignment.Left == expression)
            return;
        if (FileOperation.OfPath(expression, model) is { } operation)
            operations.Add((document, model, operation));
        else if (!members.Any(m => m.Document.Id == document.Id && m.Expression.Span.Contains(expression.Span) && m.Expression != expression) && !IsHarmless(expression, model))
            Block(expression, document);
    }

    // The last name of a key is that of the path, and a log may name either.
    static bool IsHarmless(ExpressionSyntax use, SemanticModel model) =>
        use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
        && (method.ContainingType is { Name: "Path", ContainingNamespace.Name: "IO" } && method.Name is "GetFileName" or "GetExtension" or "GetFileNameWithoutExtension"
            || method.ContainingType.Name is "LoggerExtensions");

    void Block(ExpressionSyntax path, Document document)
    {
        var line = path.SyntaxTree.GetLineSpan(path.Span).StartLinePosition.Line + 1;
        var user = path.FirstAncestorOrSelf<StatementSyntax>() is { } statement ? (SyntaxNode)statement : path;
        unit.Refuse($"'{Shorten(user.ToString())}' ({System.IO.Path.GetFileName(document.Name)}, line {line}) needs the same folder on a disk");
    }

    static string Shorten(string code) => code.IndexOf('\n') is var end and > 0 ? code.Substring(0, end).TrimEnd() : code.Length > 80 ? code.Substring(0, 80) : code;

    // A primary constructor's parameter that only gave the root of the paths is not read any more, which the compiler warns of.
    void RemoveUnreadParameters()
    {
        foreach (var source in members)
            foreach (var name in source.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                if (source.Model.GetSymbolInfo(name).Symbol is IParameterSymbol { DeclaringSyntaxReferences: [var declared] } root
                    && declared.GetSyntax() is ParameterSyntax { Parent.Parent: TypeDeclarationSyntax type } parameter
                    && name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WebRootPath" or "ContentRootPath" }
                    && type.DescendantNodes().OfType<IdentifierNameSyntax>().All(use => use.Identifier.ValueText != root.Name || members.Any(m => m.Document.Id == source.Document.Id && m.Expression.Span.Contains(use.Span))))
                    unit.Add(new RewriteNode(NodeKey.Of(source.Document.Id, parameter), "not read", (_, _) => null));
    }

    void Rewrite(Source source)
    {
        if (PathExpression.KeyOf(source.Expression, source.Model) is not { } key)
        {
            unit.Refuse("a part of the path cannot be written as a key");
            return;
        }
        if (operations.Any(o => o.Operation.Node.Contains(source.Expression) && o.Operation.Action is FileAction.MakeFolder))
            return;
        unit.Add(new RewriteNode(NodeKey.Of(source.Document.Id, source.Expression), "key", (node, scope) => scope.Expression(key, node)));
    }
}
