using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// Finds the records that a collection has from the start: what it is made with, and what a constructor, or the program before it runs, puts in.
/// Each instance starts with them; a table has them once, also where one of them has been deleted since.
/// </summary>
internal sealed class TableSeeds
{
    readonly HeldTable table;
    readonly FixSession session;
    readonly List<TableSeed> seeds = [];
    readonly SeedingCode code;

    public TableSeeds(HeldTable table, FixSession session) => (this.table, this.session, code) = (table, session, new(table, seeds));

    /// <summary>The numbers that are counted up for the records, known with their keys.</summary>
    public SeedCounters Counters { get; } = new();

    /// <summary>Whether the content is records that are written out, which are taken.</summary>
    public bool Takes(ExpressionSyntax content, Document document, SemanticModel model)
    {
        if (!table.IsLoaded && SeedRange.Of(content, table.IsByKey, model) is { } range)
        {
            seeds.AddRange(Enumerable.Range(range.First, range.Count).Select(i => new TableSeed(content, range.Made, range.Key, document, model) { Range = range, Number = i }));
            return true;
        }
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
        if (table.IsLoaded || mention.Records!.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement || !code.IsStart(statement, mention.Model))
            return false;
        if (use is { Action: TableAction.Insert or TableAction.TryInsert or TableAction.Put, Index: null, Removed: Removed.Nothing, Value: { } value } && use.Node == statement.Expression)
            seeds.Add(new(statement, value, use.Key, mention.Document, mention.Model));
        else if (mention.Records.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddRange", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var content }] } call } || call != statement.Expression || !Takes(content, mention.Document, mention.Model))
            return false;
        code.Add(mention.Document, statement);
        return true;
    }

    // void Seed(int id, string name) => orders.Add(new Order { Id = id, Name = name });
    bool TakesCalls(TableMention mention, TableUse use)
    {
        if (use is not { Action: TableAction.Insert or TableAction.TryInsert or TableAction.Put, Index: null, Removed: Removed.Nothing, Value: { } value } || code.AddMethod(use, value, mention.Model) is not { } seeding)
            return false;
        foreach (var call in seeding.Calls)
        {
            seeds.Add(new(call, value, use.Key, mention.Document, mention.Model) { Arguments = seeding.ArgumentsOf(call, mention.Model) });
            code.Add(mention.Document, call);
        }
        return true;
    }

    /// <summary>The records with their keys, or the reason why they cannot be stored once for all instances.</summary>
    public async Task<(IReadOnlyList<TableSeed> Seeds, string? Reason)> WithKeysAsync(IPropertySymbol key)
    {
        var (fixedValues, known) = (new FixedValues(session), new Dictionary<string, TableSeed>(StringComparer.Ordinal));
        for (var i = 0; i < seeds.Count; i++)
        {
            var seed = seeds[i];
            if (seed.Creation is not { } creation || seed.Model.GetTypeInfo(creation).Type is { } type && !SymbolEqualityComparer.Default.Equals(type, table.Entity) || await MadeRecord.OfAsync(creation, seed.Model, session, table.Entity).ConfigureAwait(false) is not { } record)
                return ([], $"what the record in {seed.Place} is made of is not seen");
            record.Replace(seed.Given);
            if (!record.Values.TryGetValue(key.Name, out var value))
                return ([], $"the record in {seed.Place} is there from the start without a key");
            var isMade = TableSeed.IsNewGuid(value);
            var number = !KeyPredicate.IsWhole(key.Type) ? null : seed.Range is null ? Counters.Take(TableSeed.Initial(value), seed.Entry) : SeedRange.IsNumber(value.Expression, value.Model) ? seed.Number : null;
            if (number is not null && seed.Range is null && seed.Entry.Parent != seeds[0].Entry.Parent)
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
        return code.UsedElsewhere() is { } used ? ([], $"'{used}' is put in at the start, and used for something else as well") : (seeds, null);
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

    /// <summary>Takes out what put the records in.</summary>
    public void Remove(FixUnit unit) => code.Remove(unit);
}
