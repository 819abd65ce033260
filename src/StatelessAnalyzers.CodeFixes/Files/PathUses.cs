using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>Follows a folder's paths from where they are made to what is done with them. A use that no key can serve refuses the whole fix.</summary>
internal sealed class PathUses(FixUnit unit, PathReader reader, PathSources sources)
{
    readonly HashSet<PathSource> members = [];
    readonly HashSet<ISymbol> carriers = new(SymbolEqualityComparer.Default);
    readonly List<PathExpression> folders = [];
    // Those that are harmless where they go away together with the statement around them.
    readonly List<(ExpressionSyntax Use, Document Document)> undecided = [];

    public IReadOnlyCollection<PathSource> Members => members;

    public List<(Document Document, SemanticModel Model, FileOperation Operation)> Operations { get; } = [];

    /// <summary>The locals that hold the folder of a path.</summary>
    public List<(PathCarrier Carrier, Document Document, SemanticModel Model)> FolderLocals { get; } = [];

    /// <summary>Whether the code goes away with the making of a folder.</summary>
    public bool IsDropped(SyntaxNode code) => Operations.Any(o => (o.Operation.Action == FileAction.MakeFolder || (o.Operation is { Action: FileAction.FolderExists, Keeps: false, Node: IfStatementSyntax })) && o.Operation.Node.SyntaxTree == code.SyntaxTree && o.Operation.Node.Span.Contains(code.Span));

    public void Follow(PathExpression place, ExpressionSyntax path, Document document, SemanticModel model)
    {
        folders.Add(place);
        if (sources.At(path) is null)
            FollowHead(path, document, model);
        for (var grown = true; grown && unit.Refusal is null;)
        {
            grown = false;
            foreach (var source in sources.All.ToList())
                if (!members.Contains(source) && folders.Any(f => f.Overlaps(source.Path)))
                {
                    Take(source);
                    grown = true;
                }
        }
        foreach (var (use, where) in undecided)
            if (!IsDropped(use))
                Block(use, where);
    }

    void Take(PathSource source)
    {
        if (!members.Add(source))
            return;
        // Naming a folder alone does not draw in all that is kept elsewhere below it.
        if (!source.Path.IsConstant)
            folders.Add(source.Path);
        FollowHead(source.Expression, source.Document, source.Model);
        FollowValue(source.Expression, source.Document, source.Model, isFolder: false);
    }

    // What the expression takes its path from becomes a key as well, with all other uses. What only follows it is a part of the key.
    void FollowHead(ExpressionSyntax expression, Document document, SemanticModel model)
    {
        foreach (var head in PathReader.HeadsOf(expression, model))
            if (head != expression && sources.At(head) is { } inner)
                Take(inner);
            else if (head != expression)
                FollowHead(head, document, model);
            else if (model.GetConstantValue(head) is { HasValue: false } && (head as InvocationExpressionSyntax)?.Expression is null or IdentifierNameSyntax or MemberAccessExpressionSyntax
                && model.GetSymbolInfo(head).Symbol is { } symbol && PathCarrier.Of(symbol, head, model) is { } carrier && reader.Of(head, model) is not null)
                Track(carrier, document, model, isFolder: false);
    }

    static ExpressionSyntax ValueOf(IdentifierNameSyntax name)
    {
        ExpressionSyntax value = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self && self.Name == name ? self : name;
        return value.Parent is InvocationExpressionSyntax call && call.Expression == value ? call : value;
    }

    void Track(PathCarrier carrier, Document document, SemanticModel model, bool isFolder)
    {
        if (!carriers.Add(carrier.Symbol))
            return;
        if (carrier.Values(model) is not { } values)
        {
            unit.Refuse($"'{carrier.Symbol.Name}' may hold another path");
            return;
        }
        foreach (var value in values)
            if (reader.Of(value, model) is null)
                unit.Refuse($"'{carrier.Symbol.Name}' may hold another path: '{Shorten(value.ToString())}'");
            else if (sources.At(value) is { } source)
                Take(source);
            else
                FollowHead(value, document, model);
        if (isFolder && carrier.Symbol is ILocalSymbol)
            FolderLocals.Add((carrier, document, model));
        foreach (var use in carrier.Uses(model))
            if (Identifiers.IsInNameof(use))
                continue;
            else if (carrier.Symbol is IMethodSymbol && ValueOf(use) is not InvocationExpressionSyntax)
                Block(use, document);
            else
                FollowValue(ValueOf(use), document, model, isFolder);
    }

    void FollowValue(ExpressionSyntax value, Document document, SemanticModel model, bool isFolder)
    {
        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or ConditionalExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } && !IsCondition(value))
            value = (ExpressionSyntax)value.Parent;
        if (value.Parent is AssignmentExpressionSyntax assignment && assignment.Left == value)
            return;
        if (FileOperation.OfPath(value, model) is { } operation)
            Do(operation, document, model, isFolder ? value : null);
        else if (IsFolderOf(value, model, out var folder))
            FollowValue(folder, document, model, isFolder: true);
        else if (PathCarrier.Taking(value, model) is { } carrier)
            Track(carrier, document, model, isFolder);
        else if (value.Ancestors().TakeWhile(a => a is not StatementSyntax).Select(sources.At).FirstOrDefault(s => s is not null) is { } longer)
        {
            if (isFolder)
                Block(value, document);
            Take(longer);
        }
        else if (!HarmlessUses.Includes(value, model))
            undecided.Add((value, document));
    }

    static bool IsCondition(ExpressionSyntax value) => value.Parent is ConditionalExpressionSyntax choice && choice.Condition == value;

    static bool IsFolderOf(ExpressionSyntax value, SemanticModel model, out ExpressionSyntax folder)
    {
        folder = value.Parent?.Parent?.Parent as InvocationExpressionSyntax ?? value;
        return folder != value && model.GetSymbolInfo(folder).Symbol is IMethodSymbol { Name: "GetDirectoryName", ContainingType.Name: "Path" };
    }

    void Do(FileOperation operation, Document document, SemanticModel model, ExpressionSyntax? folder)
    {
        // The name of a folder that is cut from a key has the separators of the machine.
        if (folder is not null && operation.Action is not (FileAction.MakeFolder or FileAction.FolderExists))
            Block(folder, document);
        if (operation.OfFixed && reader.Of(operation.Path, model) is not { IsConstant: true })
            Block(operation.Path, document);
        Operations.Add((document, model, operation));
        if (operation.Target is { } target)
            foreach (var path in new[] { operation.Path, target })
                if (reader.Of(path, model) is null)
                    unit.Refuse($"'{Shorten(operation.Node.ToString())}' copies from or to another place");
                else if (sources.At(path) is { } source)
                    Take(source);
                else
                    FollowHead(path, document, model);
        if (operation is { Action: FileAction.List, Node: ExpressionSyntax list })
            FollowFiles(list, document, model);
    }

    // The paths in a list are keys as well: they are gone through one by one, counted, or cut down to their names.
    void FollowFiles(ExpressionSyntax list, Document document, SemanticModel model)
    {
        if (list.Parent is ConditionalExpressionSyntax choice && FileOperation.OfPath(((InvocationExpressionSyntax)list).ArgumentList.Arguments[0].Expression, model) is not null)
            list = choice;
        if (list.Parent is ForEachStatementSyntax loop && loop.Expression == list && model.GetDeclaredSymbol(loop) is { } element && PathCarrier.Of(element, loop, model) is { } carrier)
            Track(carrier, document, model, isFolder: false);
        else if (PathCarrier.Taking(list, model) is { Symbol: ILocalSymbol } local)
            foreach (var use in local.Uses(model))
                FollowFiles(use, document, model);
        else if (!HarmlessUses.IncludesList(list))
            Block(list, document);
    }

    void Block(ExpressionSyntax path, Document document)
    {
        var line = path.SyntaxTree.GetLineSpan(path.Span).StartLinePosition.Line + 1;
        var user = path.FirstAncestorOrSelf<StatementSyntax>() is { } statement ? (SyntaxNode)statement : path;
        var why = path.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } } && called.StartsWith("Append", StringComparison.Ordinal)
            ? "appends to the file, which an object store cannot" : "needs the same folder on a disk";
        unit.Refuse($"'{Shorten(user.ToString())}' ({System.IO.Path.GetFileName(document.Name)}, line {line}) {why}");
    }

    /// <summary>The first line of code, cut to a readable length.</summary>
    public static string Shorten(string code) => code.IndexOf('\n') is var end and > 0 ? code.Substring(0, end).TrimEnd() : code.Length > 80 ? code.Substring(0, 80) : code;
}
