using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Records as rows of a table of the solution's <c>DbContext</c>.</summary>
internal sealed class DatabaseTable(FixUnit unit, FixSession session, SolutionContext context) : ITableStore
{
    const string EntityFramework = "Microsoft.EntityFrameworkCore";

    readonly ContextAccess access = new(unit, session, context);
    TableMove move = null!;
    RecordShape shape = null!;
    RecordConfiguration? configuration;

    HeldTable Table => move.Table;

    public async Task<bool> AddAsync(TableMove move)
    {
        this.move = move;
        if (await ObstacleAsync(move).ConfigureAwait(false) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return false;
        }
        foreach (var use in move.Uses)
            await AddAsync(use).ConfigureAwait(false);
        var changes = new DatabaseChanges(unit, Table, context, access);
        foreach (var change in move.Changes)
            await changes.AddAsync(change).ConfigureAwait(false);
        new HandedOutKeys(unit, session, Table).Add(move.NewKeys);

        if (configuration is not null)
            configuration.Add(unit, [.. DatabaseConversions.Of(configuration, shape.AsText), .. DatabaseSeeds.Of(configuration, move.Seeds, Table.Key)], [.. DatabaseConversions.Usings(shape.AsText), .. SeedRange.Usings(move.Seeds)]);
        var entity = Table.Entity.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        unit.Add(new AddMember(NodeKey.Of(context.Document.Id, context.Declaration), context.Set, $"public DbSet<{entity}> {context.Set} => Set<{entity}>();"));
        unit.Add(new AddUsing(context.Document.Id, EntityFramework));
        if (!Table.Entity.ContainingNamespace.IsGlobalNamespace)
            unit.Add(new AddUsing(context.Document.Id, Table.Entity.ContainingNamespace.ToDisplayString()));
        await AddKeyAsync().ConfigureAwait(false);
        return unit.Refusal is null;
    }

    // The database hands out whole numbers and Guids, in place of zero and of the empty one, unless it is told that the code does.
    async Task AddKeyAsync()
    {
        const string Annotations = "System.ComponentModel.DataAnnotations";
        var isGiven = move.NewKeys.Count == 0 && Table.Key.Type.SpecialType != SpecialType.System_String;
        var attributes = new[] { RecordKeys.IsConventional(Table.Key) ? "" : "Key", isGiven ? "DatabaseGenerated(DatabaseGeneratedOption.None)" : "" }.Where(a => a.Length > 0).ToList();
        if (attributes.Count == 0)
            return;
        await RecordAttributes.AddAsync(unit, session, Table, [], string.Join(", ", attributes), isGiven ? Annotations + ".Schema" : Annotations, package: null).ConfigureAwait(false);
        if (attributes.Count == 2 && session.DocumentOf(await Table.Key.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false)) is { } document)
            unit.Add(new AddUsing(document.Id, Annotations));
    }

    async Task<string?> ObstacleAsync(TableMove move)
    {
        shape = new(Table.Entity, session);
        if (await shape.DatabaseObstacleAsync().ConfigureAwait(false) is { } ofShape)
            return ofShape;
        if (shape.AsText.Count > 0 || move.Seeds.Count > 0)
        {
            (configuration, var reason) = await RecordConfiguration.OfAsync(Table.Entity, session).ConfigureAwait(false);
            if (configuration is null)
                return shape.AsText is [var first, ..] ? $"'{Table.Entity.Name}.{first.Name}' has no column of its own, and {reason}" : $"the collection starts with content, and {reason}";
        }
        if (DatabaseSeeds.Obstacle(move) is { } ofSeeds)
            return ofSeeds;
        if (context.IsMySql && shape.State.FirstOrDefault(p => !IsKeptByMySql(p, move)) is { } changed)
            return $"'{Table.Entity.Name}.{changed.Name}' does not come back from MySQL as it was, or is told apart in another way";
        if (move.Uses.FirstOrDefault(u => u.Action == TableAction.TryReplace) is { } compared && shape.AsText.FirstOrDefault(p => !DatabaseConversions.HasText(p.Type)) is { } text)
            return $"'{Table.Entity.Name}.{text.Name}' has no column of its own, by which 'TryUpdate' in {compared.Place} could tell whether it is as it was read";
        if (move.Changes.FirstOrDefault(c => c.IsHandedOn) is { } change)
            foreach (var use in move.Uses.Where(u => u.Action is TableAction.Find or TableAction.Again or TableAction.TryFind))
                if (!(await access.AtAsync(use.Document, use.Node).ConfigureAwait(false)).IsOwn)
                    return $"'{change.Properties[0]}' of a record is changed in {change.Place}, by code that is handed it, and the context of the request tracks the record";
        return null;
    }

    // It fills decimals up with zeros, cuts single-precision numbers and times of day, forgets the kind of a time, and passes over spaces at the end of texts that it compares.
    bool IsKeptByMySql(IPropertySymbol property, TableMove move)
    {
        var type = StoredTimes.Underlying(property.Type);
        if (type.SpecialType == SpecialType.System_String)
            return !SymbolEqualityComparer.Default.Equals(property, Table.Key) && !move.Uses.Any(u => u.Action == TableAction.TryReplace) && !move.Uses.SelectMany(Conditions).Any(c => c.Contains("." + property.Name));
        return type.SpecialType is not (SpecialType.System_Decimal or SpecialType.System_Single or SpecialType.System_DateTime) && type.ToDisplayString() != "System.TimeOnly";
    }

    static IEnumerable<string> Conditions(TableUse use) =>
        use.Action == TableAction.All && RowFilter.Of(use) is var filter ? filter.Filters.Append(filter.Last ?? "") : [use.Predicate?.ToString() ?? ""];

    public async Task<string?> HandOutObstacleAsync(TableMove move)
    {
        this.move = move;
        if (!RecordKeys.IsConventional(Table.Key) || !KeyPredicate.IsWhole(Table.Key.Type))
            return $"no database hands out '{Table.Key.Name}'";
        return move.OwnKey() ?? await new HandedOutKeys(unit, session, Table).ObstacleAsync(move).ConfigureAwait(false);
    }

    async Task AddAsync(TableUse use)
    {
        await session.Async.EnterAsync(unit, (SyntaxNode?)use.Lock ?? use.Node).ConfigureAwait(false);
        switch (use.Action)
        {
            case TableAction.Insert when UnitsOfWork.IsSavedByNext(use, move.Uses):
                await ReplaceAsync(use, use.Node, (node, _, db) => $"{db}.{context.Set}.Add({use.ValueIn(node)})").ConfigureAwait(false);
                break;
            case TableAction.Again:
                use.Index!.AddAgain(unit, use);
                break;
            case TableAction.Put when move.IsCounted(use):
            case TableAction.TryInsert when move.IsCounted(use) && use.Removed == Removed.Nothing:
            case TableAction.Insert:
                await ReplaceAsync(use, use.Node, (node, scope, db) =>
                {
                    scope.Hoist($"{db}.{context.Set}.Add({use.ValueIn(node)});");
                    return Save(db, scope);
                }).ConfigureAwait(false);
                break;
            case TableAction.TryInsert:
                if (DatabaseMembers.AddTryAdd(unit, use, Table, context) is { } tryAdd)
                    await ReplaceAsync(use, use.Node, (node, _, db) => $"await {tryAdd}({db}, {use.ValueIn(node)})").ConfigureAwait(false);
                break;
            case TableAction.TryReplace:
                if (DatabaseMembers.AddTryUpdate(unit, use, Table, shape.State, context) is { } tryUpdate)
                    await ReplaceAsync(use, use.Node, (node, _, db) => $"await {tryUpdate}({db}, {use.ValueIn(node)}, {TableUse.ReadIn(node)})").ConfigureAwait(false);
                break;
            case TableAction.Put when use.Index is { } replaced:
                await ReplaceAsync(use, use.Node, (node, scope, db) =>
                {
                    scope.Hoist($"{db}.Entry({replaced.Name}).CurrentValues.SetValues({use.ValueIn(node)});");
                    return Save(db, scope);
                }).ConfigureAwait(false);
                break;
            case TableAction.Put when use.Value is IdentifierNameSyntax:
                await ReplaceAsync(use, use.Node, (node, scope, db) =>
                {
                    var stored = scope.Unused("stored");
                    scope.Hoist(RewriteScope.Statement($"if (await {db}.{context.Set}.FindAsync({use.Value}.{Table.Key.Name}) is {{ }} {stored})\n{{\n{db}.Entry({stored}).CurrentValues.SetValues({use.Value});\n}}\nelse\n{{\n{db}.{context.Set}.Add({use.Value});\n}}\n\n"));
                    if (!use.GivesValue)
                        return Save(db, scope);
                    scope.Hoist(Save(db, scope) + ";");
                    return use.Value.ToString();
                }).ConfigureAwait(false);
                break;
            case TableAction.Find:
                await ReplaceAsync(use, use.Node, (node, scope, db) => Find(use, node, scope, db) + (use.Missing is null ? "" : $" ?? throw new {use.Missing}()"), use.Missing == "KeyNotFoundException" ? "System.Collections.Generic" : "System").ConfigureAwait(false);
                break;
            case TableAction.Contains:
                await ReplaceAsync(use, use.Node, (node, scope, db) => $"await {db}.{context.Set}.AnyAsync({Condition(use, node, scope)}{Token(scope)})").ConfigureAwait(false);
                break;
            case TableAction.TryFind when use.Node.Parent is ExpressionStatementSyntax statement:
                var way = await access.AtAsync(use.Document, use.Node).ConfigureAwait(false);
                unit.Add(Rewrite(use, statement, way, (node, scope) => RewriteScope.Statement($"var {use.Found.Text} = {Find(use, ((ExpressionStatementSyntax)node).Expression, scope, way.Open(scope))};").WithTriviaFrom(node)));
                break;
            case TableAction.TryFind:
                var tried = use.Question(out var isFound);
                await ReplaceAsync(use, tried, (node, scope, db) =>
                    $"{Find(use, TableUse.Asked(node), scope, db)} is {(isFound ? "" : "not ")}{{ }} {use.Found.Text}").ConfigureAwait(false);
                break;
            case TableAction.Delete:
                await ReplaceAsync(use, use.Node, (node, scope, db) =>
                    $"await {db}.{context.Set}.Where({Condition(use, node, scope)}).ExecuteDeleteAsync({ToTheEnd(scope)}){(use.Removed == Removed.Whether ? " > 0" : "")}").ConfigureAwait(false);
                break;
            case TableAction.DeleteWhere:
            case TableAction.Clear:
                await ReplaceAsync(use, use.Node, (_, scope, db) => $"await {db}.{context.Set}{(use.Predicate is null ? "" : $".Where({use.Predicate.WithoutTrivia()})")}.ExecuteDeleteAsync({ToTheEnd(scope)})").ConfigureAwait(false);
                break;
            case TableAction.All:
                var filter = RowFilter.Of(use);
                await ReplaceAsync(use, filter.Target, (_, scope, db) =>
                {
                    var where = string.Concat(filter.Filters.Select(f => $".Where({f})")) + Table.OfKeys(use, scope);
                    var last = filter.Last is null ? scope.Token : filter.Last + Token(scope);
                    var isNegated = use.Node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsEmpty" };
                    return $"{(isNegated ? "!" : "")}await {db}.{context.Set}{where}.{filter.Method}({last})";
                }).ConfigureAwait(false);
                break;
            default:
                unit.Refuse($"what {use.Place} does has no counterpart in EF Core");
                break;
        }
    }

    async Task ReplaceAsync(TableUse use, ExpressionSyntax target, Func<SyntaxNode, RewriteScope, string, string> make, params string[] usings)
    {
        var at = await access.AtAsync(use.Document, use.Node).ConfigureAwait(false);
        unit.Add(Rewrite(use, target, at, (node, scope) => scope.Expression(make(node, scope, at.Open(scope)), node), usings));
    }

    static RewriteNode Rewrite(TableUse use, SyntaxNode target, ContextAccess.Way at, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply, params string[] usings) =>
        new(NodeKey.Of(use.Document.Id, target), "EF Core " + use.Action, apply)
        {
            Services = at.Services,
            Usings = ImmutableArray.Create(EntityFramework, "System.Threading.Tasks", "System.Linq").AddRange(usings),
            Hoists = use.Action is TableAction.Insert or TableAction.Put,
        };

    internal static string Save(string db, RewriteScope scope) => $"await {db}.SaveChangesAsync({ToTheEnd(scope)})";

    // What is stored or taken out is so whether or not the caller waits for the answer.
    internal static string ToTheEnd(RewriteScope scope) => SyntaxFacts.IsValidIdentifier(scope.Token) ? "CancellationToken.None" : "";

    static string Token(RewriteScope scope) => scope.Token is { Length: > 0 } token ? ", " + token : "";

    string Find(TableUse use, SyntaxNode node, RewriteScope scope, string db) => use.Predicate is null && scope.Token.Length == 0
        ? $"await {db}.{context.Set}.FindAsync({use.KeyIn(node)})"
        : $"await {db}.{context.Set}.FirstOrDefaultAsync({Condition(use, node, scope)}{Token(scope)})";

    string Condition(TableUse use, SyntaxNode node, RewriteScope scope)
    {
        if (use.Predicate is { } written)
            return written.WithoutTrivia().ToString();
        var row = Table.RowName(scope);
        return $"{row} => {row}.{Table.Key.Name} == {use.KeyIn(node)}";
    }
}
