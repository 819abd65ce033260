using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// Finds the records that a collection has from the start: what it is made with, and what a constructor, or the program before it runs, puts in.
/// Each instance starts with them; a table has them once, also where one of them has been deleted since.
/// </summary>
internal sealed class TableSeeds(HeldTable table, FixSession session)
{
    readonly List<TableSeed> seeds = [];
    readonly List<(Document Document, StatementSyntax Statement)> statements = [];
    readonly Dictionary<MethodDeclarationSyntax, SeedingMethod> methods = [];

    /// <summary>The numbers that are counted up for the records, known with their keys.</summary>
    public SeedCounters Counters { get; } = new();

    /// <summary>Whether the content is records that are written out, which are taken.</summary>
    public bool Takes(ExpressionSyntax content, Document document, SemanticModel model)
    {
        if (table.IsLoaded || SeedContent.Of(content, table.IsByKey) is not { } entries)
            return false;
        seeds.AddRange(entries.Select(e => new TableSeed(e.Node, e.Value, e.Key, document, model)));
        return true;
    }

    /// <summary>Whether the mention puts records in while the instance starts, which are taken.</summary>
    /// <param name="mention">The mention.</param>
    /// <param name="use">What it does; null where that is no use of a table.</param>
    public bool Takes(TableMention mention, TableUse? use)
    {
        if (!table.IsLoaded && use is not null && TakesCalls(mention, use))
            return true;
        if (table.IsLoaded || mention.Records!.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement || !IsStart(statement, mention.Model) || MayEndBefore(statement))
            return false;
        if (use is { Action: TableAction.Insert or TableAction.TryInsert or TableAction.Put, Index: null, Removed: Removed.Nothing, Value: { } value } && use.Node == statement.Expression)
            seeds.Add(new(statement, value, use.Key, mention.Document, mention.Model));
        else if (mention.Records.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddRange", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var content }] } call } || call != statement.Expression || !Takes(content, mention.Document, mention.Model))
            return false;
        statements.Add((mention.Document, statement));
        return true;
    }

    // void Seed(int id, string name) => orders.Add(new Order { Id = id, Name = name });
    bool TakesCalls(TableMention mention, TableUse use)
    {
        if (use is not { Action: TableAction.Insert or TableAction.TryInsert or TableAction.Put, Index: null, Removed: Removed.Nothing, Value: { } value } || Functions.Around(use.Node) is not MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } method
            || !SeedingMethod.IsAll(use.Node, value) || SeedingMethod.Of(method, mention.Model) is not { } seeding
            || !seeding.Calls.All(c => IsStart(c, mention.Model) && !MayEndBefore(c)))
            return false;
        methods[method] = seeding;
        foreach (var call in seeding.Calls)
        {
            seeds.Add(new(call, value, use.Key, mention.Document, mention.Model) { Arguments = seeding.ArgumentsOf(call, mention.Model) });
            statements.Add((mention.Document, call));
        }
        return true;
    }

    // A constructor that runs once: that of an only instance for its own collection, that of the type for one of the type. A local's is the code that makes it.
    bool IsStart(ExpressionStatementSyntax statement, SemanticModel model)
    {
        if (table.Symbol is ILocalSymbol)
            return statement.Parent is GlobalStatementSyntax { Parent: var unit } ? table.Declaration.FirstAncestorOrSelf<GlobalStatementSyntax>()?.Parent == unit
                : statement.Parent is BlockSyntax block && table.Declaration.FirstAncestorOrSelf<BlockSyntax>() == block;
        if (statement.Parent is BlockSyntax { Parent: MethodDeclarationSyntax { ParameterList.Parameters.Count: 0 } method } && SeedingMethod.Of(method, model) is { Calls: [var call] } seeding && IsStart(call, model) && !MayEndBefore(call))
        {
            methods[method] = seeding;
            return true;
        }
        return statement.Parent is BlockSyntax { Parent: ConstructorDeclarationSyntax constructor }
            && model.GetDeclaredSymbol(constructor) is { } declared && declared.IsStatic == table.Symbol.IsStatic && SymbolEqualityComparer.Default.Equals(declared.ContainingType, table.Symbol.ContainingType)
            && (declared.IsStatic || declared.ContainingType.InstanceConstructors.Length == 1);
    }

    static bool MayEndBefore(StatementSyntax statement) =>
        Functions.Around(statement)!.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax))
            .Any(n => n is ReturnStatementSyntax or GotoStatementSyntax && n.SpanStart < statement.SpanStart);

    /// <summary>The records with their keys, or the reason why they cannot be stored once for all instances.</summary>
    public async Task<(IReadOnlyList<TableSeed> Seeds, string? Reason)> WithKeysAsync(IPropertySymbol key)
    {
        var (fixedValues, known) = (new FixedValues(session), new Dictionary<string, TableSeed>(StringComparer.Ordinal));
        for (var i = 0; i < seeds.Count; i++)
        {
            var seed = seeds[i];
            if (seed.Creation is not { } creation || !SymbolEqualityComparer.Default.Equals(seed.Model.GetTypeInfo(creation).Type, table.Entity) || await MadeRecord.OfAsync(creation, seed.Model, session).ConfigureAwait(false) is not { } record)
                return ([], $"what the record in {seed.Place} is made of is not seen");
            record.Replace(seed.Given);
            if (!record.Values.TryGetValue(key.Name, out var value))
                return ([], $"the record in {seed.Place} is there from the start without a key");
            var isMade = TableSeed.IsNewGuid(value);
            var number = KeyPredicate.IsWhole(key.Type) ? Counters.Take(TableSeed.Initial(value), seed.Entry) : null;
            if (number is not null && seed.Entry.Parent != seeds[0].Entry.Parent)
                return ([], $"the record in {seed.Place} is there from the start, and when its key is counted is not seen");
            if (await fixedValues.ObstacleAsync(record, isMade || number is not null ? key.Name : null).ConfigureAwait(false) is { } changing)
                return ([], $"the record in {seed.Place} is there from the start, and '{changing}' may be another value on each instance");
            if (NullIn(record) is { } missing)
                return ([], $"the record in {seed.Place} is there from the start, and its '{missing}' is null");
            seeds[i] = seed = seed with { KeyValue = value, Number = number, MadeKey = isMade ? TableSeed.KeyOf(table.Entity.Name + "." + table.Symbol.Name, i) : null };
            if (seed.KeyText is not { } text || !seed.IsUnderItsKey(key))
                return ([], $"the record in {seed.Place} is there from the start, and its key is not seen");
            if (known.TryGetValue(text, out var same))
                return ([], $"the records in {same.Place}, and in {seed.Place} have the same key");
            known.Add(text, seed);
        }
        if (await Counters.ObstacleAsync(session).ConfigureAwait(false) is { } counting)
            return ([], $"'{counting}' counts more at the start than the keys of records");
        return UsedElsewhere() is { } used ? ([], $"'{used}' is put in at the start, and used for something else as well") : (seeds, null);
    }

    // A column of a value that is never null has none.
    string? NullIn(MadeRecord record)
    {
        foreach (var property in new RecordShape(table.Entity, session).State)
            if (property.Type.IsReferenceType && property.NullableAnnotation == NullableAnnotation.NotAnnotated
                && (!record.Values.TryGetValue(property.Name, out var value) || IsNull(value.Expression) || value.Model.GetConstantValue(value.Expression) is { HasValue: true, Value: null }))
                return property.Name;
        return null;
    }

    static bool IsNull(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax sure => IsNull(sure.Operand),
        LiteralExpressionSyntax literal => literal.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression,
        DefaultExpressionSyntax => true,
        _ => false,
    };

    string? UsedElsewhere()
    {
        foreach (var (local, declared, model) in Locals())
            foreach (var name in (Functions.Around(declared) ?? declared.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>())
                if (name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local) && !IsTaken(name))
                    return local.Name;
        return null;
    }

    bool IsTaken(SyntaxNode code) =>
        methods.Values.Any(m => m.Method.ParameterList.Parameters.Count > 0 && m.Method.SyntaxTree == code.SyntaxTree && m.Method.Span.Contains(code.Span)) || statements.Any(s => s.Statement.SyntaxTree == code.SyntaxTree && s.Statement.Span.Contains(code.Span)) || seeds.Any(s => s.Entry.SyntaxTree == code.SyntaxTree && s.Entry.Span.Contains(code.Span))
        || Locals().Any(l => l.Declared.SyntaxTree == code.SyntaxTree && l.Declared.Span.Contains(code.Span));

    // The locals that records are made of, and those that these are made of.
    IEnumerable<(ILocalSymbol Local, VariableDeclaratorSyntax Declared, SemanticModel Model)> Locals()
    {
        var (open, seen) = (new Stack<(SyntaxNode Code, SemanticModel Model)>(seeds.SelectMany(s => new[] { (s.Entry, s.Model), (s.Value, s.Model) })), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        while (open.Count > 0)
        {
            var (code, model) = open.Pop();
            foreach (var name in code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                if (model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local && !SymbolEqualityComparer.Default.Equals(local, table.Symbol) && reference.GetSyntax() is VariableDeclaratorSyntax declared && seen.Add(local))
                {
                    yield return (local, declared, model);
                    open.Push((declared, model));
                }
        }
    }

    /// <summary>Takes out what put the records in.</summary>
    public void Remove(FixUnit unit)
    {
        foreach (var (document, statement) in statements.Concat(Locals().Select(l => (seeds[0].Document, (StatementSyntax)l.Declared.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()!))))
            Remove(unit, document, statement);
        foreach (var method in seeds.Count > 0 ? methods.Values.Where(IsEmptied) : [])
        {
            unit.Add(new RewriteNode(NodeKey.Of(seeds[0].Document.Id, method.Method), "no seed", (_, _) => null));
            foreach (var call in method.Calls)
                Remove(unit, seeds[0].Document, call);
        }
    }

    void Remove(FixUnit unit, Document document, StatementSyntax statement)
    {
        if (methods.Values.Any(m => IsEmptied(m) && m.Method.Span.Contains(statement.Span)))
            return;
        var isAll = statement.Parent is BlockSyntax { Parent: ConstructorDeclarationSyntax { } constructor } body && constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && body.Statements.All(s => IsTaken(s) || methods.Values.Any(m => IsEmptied(m) && m.Calls.Contains(s)));
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, isAll ? statement.Parent!.Parent! : statement), "no seed", (_, _) => null));
    }

    // Nothing but what puts records in.
    bool IsEmptied(SeedingMethod method) => method.Method.ParameterList.Parameters.Count > 0 || method.Method.Body!.Statements.All(IsTaken);
}
