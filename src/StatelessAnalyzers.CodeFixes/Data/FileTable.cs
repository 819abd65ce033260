using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// Records that a type loads from one file, changes in memory and saves whole. The loaded collection plays the table: a local of each method that loads, or a field that is loaded once.
/// </summary>
internal sealed record FileTable(ISymbol Symbol, Document Document, SyntaxNode Declaration, INamedTypeSymbol Entity, TableShape Shape, RecordFile File, SemanticModel Model)
    : HeldTable(Symbol, Document, Declaration, Entity, Shape)
{
    readonly Dictionary<ISymbol, VariableDeclaratorSyntax> loaded = new(SymbolEqualityComparer.Default);
    readonly List<(SyntaxNode Call, ISymbol? Local)> saves = [];

    public override ExpressionSyntax? Initial => base.Initial is InvocationExpressionSyntax call && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(call).Symbol, File.Load) ? null : base.Initial;

    public override bool IsLoaded => true;

    public override bool GivesCopies => IsLoadedByMethod;

    bool IsLoadedByMethod => Symbol is IMethodSymbol;

    public override bool IsNamedBy(ISymbol? symbol) => base.IsNamedBy(symbol) || symbol is not null && loaded.ContainsKey(symbol);

    public override bool TakesAlong(SyntaxNode code) => File.Contains(code);

    /// <summary>The records of the file that the finding is about, or null with the reason.</summary>
    public static new async Task<(FileTable? Table, string Reason)> AtAsync(Finding finding, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        return root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            ? await InAsync(type, finding.Document, session).ConfigureAwait(false) : (null, "no type keeps the file");
    }

    /// <summary>The same for the field that such a file is loaded into; null for other collections.</summary>
    public static async Task<FileTable?> OfAsync(HeldTable table, FixSession session) =>
        table is { Symbol: IFieldSymbol } && table.Declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && await InAsync(type, table.Document, session).ConfigureAwait(false) is { Table: { } file }
            && SymbolEqualityComparer.Default.Equals(file.Symbol, table.Symbol) ? file : null;

    static async Task<(FileTable? Table, string Reason)> InAsync(TypeDeclarationSyntax type, Document document, FixSession session)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var (file, reason) = RecordFile.Of(type, model);
        if (file is null)
            return (null, reason);
        if (await FileNeighbours.ObstacleAsync(file, model, document, session).ConfigureAwait(false) is { } obstacle)
            return (null, obstacle);
        var types = KnownTypes.Of(model.Compilation);
        if (Collection(file, model) is not { } symbol || EntityOf(symbol, types, out var shape, out reason) is not { } entity)
            return (null, reason.Length > 0 ? reason : "the records are in no list or dictionary of their own");
        var declaration = await symbol.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        return (new(symbol, document, declaration, entity, shape, file, model), "");
    }

    // What is saved is the parameter, loaded by a method that returns it; or a field of the type.
    static ISymbol? Collection(RecordFile file, SemanticModel model)
    {
        if (file.Save.Parameters is [{ Type: var saved }])
            return file.Load is { Parameters.IsEmpty: true } load && SymbolEqualityComparer.Default.Equals(TypeOf(load), saved) ? load : null;
        var fields = file.Save.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Select(n => model.GetSymbolInfo(n).Symbol).OfType<IFieldSymbol>().Where(f => f.Type is INamedTypeSymbol { TypeArguments.IsEmpty: false }).Distinct<IFieldSymbol>(SymbolEqualityComparer.Default).ToList();
        return fields is [{ DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences.Length: 1 } field] ? field : null;
    }

    public override async Task<List<TableMention>> MentionsAsync(FixSession session)
    {
        var mentions = new List<TableMention>();
        if (IsLoadedByMethod)
            foreach (var call in await OutsideAsync(Symbol, session).ConfigureAwait(false))
                AddLoaded(call, mentions);
        else
            foreach (var use in await OutsideAsync(Symbol, session).ConfigureAwait(false))
                mentions.Add(new(use.Document, use.Model, use.Expression, use.Line));
        foreach (var call in await OutsideAsync(File.Save, session).ConfigureAwait(false))
            AddSaved(call, mentions);
        if (!IsLoadedByMethod && File.Load is { } load)
            foreach (var call in await OutsideAsync(load, session).ConfigureAwait(false))
                mentions.Add(new(call.Document, call.Model, null, call.Line));
        return mentions;
    }

    async Task<IEnumerable<FieldUse>> OutsideAsync(ISymbol symbol, FixSession session) =>
        (await FieldUse.OfAsync(symbol, session).ConfigureAwait(false)).Where(u => !u.IsDocumentation && !File.Contains(u.Node));

    // var orders = await LoadAsync(); and each mention of the local, or the call itself
    void AddLoaded(FieldUse call, List<TableMention> mentions)
    {
        var value = Called(call);
        if (value?.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax, UsingKeyword.RawKind: 0 } } } local }
            && call.Model.GetDeclaredSymbol(local) is { } symbol && !RecordOrigin.IsGivenAgain(symbol.Name, local))
        {
            loaded[symbol] = local;
            foreach (var name in (Functions.Around(local) ?? local.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>())
                if (name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(call.Model.GetSymbolInfo(name).Symbol, symbol) && !IsSaved(name, call.Model))
                    mentions.Add(new(call.Document, call.Model, name, name.GetLocation().GetLineSpan().StartLinePosition.Line + 1));
            return;
        }
        mentions.Add(new(call.Document, call.Model, value?.Parent is ParenthesizedExpressionSyntax inner ? inner : value, call.Line));
    }

    // The call with its await, or a task that is returned; null where it is used otherwise.
    static ExpressionSyntax? Called(FieldUse mention) =>
        mention.Expression is not { Parent: InvocationExpressionSyntax call } called || call.Expression != called ? null
        : mention.Model.GetTypeInfo(call).Type is { Name: "Task" or "ValueTask" } ? CacheAccess.AwaitedAt(call) : call;

    bool IsSaved(IdentifierNameSyntax local, SemanticModel model) =>
        local.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(call).Symbol, File.Save);

    // Save(orders); and Save(); which go
    void AddSaved(FieldUse call, List<TableMention> mentions)
    {
        if (Called(call) is { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } value && value.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c.Expression == call.Expression) is { } saved)
        {
            if (saved.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax name }] && call.Model.GetSymbolInfo(name).Symbol is { } local && loaded.ContainsKey(local))
            {
                saves.Add((statement, local));
                return;
            }
            if (!IsLoadedByMethod && saved.ArgumentList.Arguments.Count == 0)
            {
                saves.Add((statement, null));
                return;
            }
        }
        mentions.Add(new(call.Document, call.Model, null, call.Line));
    }

    /// <summary>Of a loaded copy, what is not saved afterwards would be kept from now on.</summary>
    public override string? Unsaved(IReadOnlyList<TableUse> uses, IReadOnlyList<RecordChange> changes)
    {
        if (!IsLoadedByMethod)
            return null;
        foreach (var use in uses)
            if (use.Value is not null || use.Action is TableAction.Delete or TableAction.DeleteWhere or TableAction.TakeOut or TableAction.Clear)
                if (!IsSavedAfter(use.Node, loaded.Keys.FirstOrDefault(l => use.Node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => SymbolEqualityComparer.Default.Equals(use.Model.GetSymbolInfo(n).Symbol, l)))))
                    return $"what {use.Place} changes is not saved there in every case";
        foreach (var change in changes)
            if (change.IsHandedOn || !loaded.Any(l => Functions.Around(l.Value) == Functions.Around(change.Statements[0]) && IsSavedAfter(change.Statements[change.Statements.Count - 1], l.Key)))
                return $"what {change.Place} changes is not saved there in every case";
        return null;
    }

    bool IsSavedAfter(SyntaxNode change, ISymbol? local)
    {
        foreach (var (save, of) in saves)
            if (local is not null && SymbolEqualityComparer.Default.Equals(of, local) && save.SpanStart > change.Span.End && save.Parent is BlockSyntax block
                && (block.Span.Contains(change.Span) || block.Parent is IfStatementSyntax asked && asked.Condition.Span.Contains(change.Span))
                && !block.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(n => n.SpanStart > change.Span.End && n.Span.End < save.SpanStart && Leaves(n) && !IsWhereNothingChanged(n, change)))
                return true;
        return false;
    }

    static bool Leaves(SyntaxNode node) => node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax;

    // if (orders.RemoveAll(…) == 0) return; and the same through a local
    static bool IsWhereNothingChanged(SyntaxNode leave, SyntaxNode change) =>
        leave.FirstAncestorOrSelf<IfStatementSyntax>() is { } asked
        && (asked.Condition.Span.Contains(change.Span) || change.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { } answer && KeyPredicate.Names(asked.Condition, answer.Identifier.ValueText));

    public override async Task RemoveAsync(FixUnit unit, FixSession session)
    {
        foreach (var code in File.Removed.Where(r => !File.Removed.Any(o => o != r && o.Span.Contains(r.Span))))
            Remove(unit, code);
        foreach (var local in loaded.Values)
            Remove(unit, local.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()!);
        foreach (var (save, _) in saves)
            Remove(unit, save);
        if (!IsLoadedByMethod)
            await base.RemoveAsync(unit, session).ConfigureAwait(false);
        await LeftoverParameters.DropAsync(unit, Document, File.Removed, Model, session).ConfigureAwait(false);
    }

    void Remove(FixUnit unit, SyntaxNode code) => unit.Add(new RewriteNode(NodeKey.Of(Document.Id, code), "no file", (_, _) => null));
}
