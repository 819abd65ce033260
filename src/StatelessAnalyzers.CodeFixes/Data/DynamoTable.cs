using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Records as items of DynamoDB, through its object model.</summary>
internal sealed class DynamoTable(FixUnit unit, FixSession session) : ITableStore
{
    const string Model = "Amazon.DynamoDBv2.DataModel";
    const string Documents = "Amazon.DynamoDBv2.DocumentModel";
    const string Client = "Amazon.DynamoDBv2";
    const string Package = "AWSSDK.DynamoDBv2";

    static readonly Service Dynamo = Services.DynamoDB;

    HeldTable table = null!;
    RecordShape shape = null!;

    public async Task<bool> AddAsync(TableMove move)
    {
        (table, shape) = (move.Table, new(move.Table.Entity, session));
        if (await ObstacleAsync(move).ConfigureAwait(false) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return false;
        }
        foreach (var use in move.Uses)
            await AddAsync(use).ConfigureAwait(false);
        foreach (var change in move.Changes)
            await AddSaveAsync(change).ConfigureAwait(false);
        await DynamoConverter.AddAsync(unit, session, table.Entity, shape.AsText).ConfigureAwait(false);
        var name = await SameRecords.NameAsync(table.Entity, session).ConfigureAwait(false);
        await RecordAttributes.AddAsync(unit, session, table, [("DynamoDBTable", $"(\"{name}\")")], "DynamoDBHashKey", Model, Package).ConfigureAwait(false);
        await new DynamoSeeds(unit, session, table).AddAsync(move.Seeds, Condition("attribute_not_exists")).ConfigureAwait(false);
        return unit.Refusal is null;
    }

    public Task<string?> HandOutObstacleAsync(TableMove move) =>
        Task.FromResult<string?>($"the key of a new record is counted in memory in {move.NewKeys[0].Use.Place}, and DynamoDB hands out none");

    async Task<string?> ObstacleAsync(TableMove move)
    {
        if (await shape.DynamoObstacleAsync().ConfigureAwait(false) is { } ofShape)
            return ofShape;
        if (IsRegisteredOtherwise(await session.CompilationAsync(table.Document.Project.Id).ConfigureAwait(false)))
            return "IDynamoDBContext is not registered as a singleton";
        if (move.Uses.FirstOrDefault(u => u.Action == TableAction.Put && FoundRecord.IsPartOf(u, move.Uses)) is { } remade)
            return $"the record in {remade.Place} is made of the one that it replaces: what another instance saved meanwhile would be lost";
        if (move.Uses.FirstOrDefault(u => u.Action == TableAction.TryReplace) is { } compared && shape.State.FirstOrDefault(p => shape.IsNamedOtherwise(p.Name)) is { } renamed)
            return $"'{renamed.Name}', which is compared in {compared.Place}, has attributes of DynamoDB already";
        foreach (var change in move.Changes)
            if (change.Properties.Append(table.Key.Name).FirstOrDefault(p => shape.IsNamedOtherwise(p)) is { } named)
                return $"'{named}', which is changed in {change.Place}, has attributes of DynamoDB already";
        return null;
    }

    bool IsRegisteredOtherwise(Compilation compilation) =>
        CompositionFacts.Of(compilation, session.CancellationToken) is var facts && facts.ShortLived.Contains("IDynamoDBContext");

    async Task AddAsync(TableUse use)
    {
        var at = (SyntaxNode?)use.Lock ?? use.Node;
        await session.Async.EnterAsync(unit, at).ConfigureAwait(false);
        switch (use.Action)
        {
            case TableAction.Again:
                use.Index!.AddAgain(unit, use);
                break;
            case TableAction.Insert:
                Replace(use, use.Node, (node, scope) => Write(scope, use.ValueIn(node).ToString(), "attribute_not_exists"), Documents);
                break;
            case TableAction.TryInsert:
                if (DynamoMembers.AddTryPut(unit, use))
                    Replace(use, use.Node, (node, scope) => scope.Call($"await {DynamoMembers.TryPutAsync}{OfExact(use, scope)}", Name(scope), use.ValueIn(node).ToString(), $"\"{table.Key.Name}\""));
                break;
            case TableAction.TryReplace:
                if (DynamoMembers.AddTryUpdate(unit, use))
                    Replace(use, use.Node, (node, scope) => scope.Call(
                        $"await {DynamoMembers.TryUpdateAsync}{OfExact(use, scope)}",
                        [Name(scope), use.ValueIn(node).ToString(), TableUse.ReadIn(node).ToString(), .. shape.State.Select(p => $"nameof({Entity(scope)}.{p.Name})")]));
                break;
            case TableAction.Put when use.Index is not null:
                Replace(use, use.Node, (node, scope) => Write(scope, use.ValueIn(node).ToString(), "attribute_exists"), Documents);
                break;
            case TableAction.Put when use.GivesValue:
                unit.Add(Rewrite(use, use.Node, (node, scope) =>
                {
                    scope.Hoist($"await {Name(scope)}.SaveAsync{OfExact(use, scope)}({use.ValueIn(node)}{(ToTheEnd(scope) is { Length: > 0 } token ? ", " + token : "")});");
                    return scope.Expression(use.ValueIn(node).ToString(), node);
                }) with { Hoists = true });
                break;
            case TableAction.Put:
                Replace(use, use.Node, (node, scope) => scope.Call($"await {Name(scope)}.SaveAsync{OfExact(use, scope)}", use.ValueIn(node).ToString(), ToTheEnd(scope)));
                break;
            case TableAction.Find:
                Replace(use, use.Node, (node, scope) => Load(use, node, scope) + (use.Missing is null ? "" : $" ?? throw new {use.Missing}()"), use.Missing == "KeyNotFoundException" ? "System.Collections.Generic" : "System");
                break;
            case TableAction.Contains:
                var asked = use.Question(out var isFor);
                Replace(use, asked, (node, scope) => $"{Load(use, TableUse.Asked(node), scope)} is {(isFor ? "not " : "")}null");
                break;
            case TableAction.TryFind when use.Node.Parent is ExpressionStatementSyntax statement:
                unit.Add(Rewrite(use, statement, (node, scope) => RewriteScope.Statement($"var {use.Found.Text} = {Load(use, ((ExpressionStatementSyntax)node).Expression, scope)};").WithTriviaFrom(node)));
                break;
            case TableAction.TryFind:
                var tried = use.Question(out var isFound);
                Replace(use, tried, (node, scope) => $"{Load(use, TableUse.Asked(node), scope)} is {(isFound ? "" : "not ")}{{ }} {use.Found.Text}");
                break;
            case TableAction.Delete when use.Removed == Removed.Nothing:
                Replace(use, use.Node, (node, scope) => scope.Call($"await {Name(scope)}.DeleteAsync<{Entity(scope)}>", use.KeyIn(node).ToString(), ToTheEnd(scope)));
                break;
            case TableAction.Delete:
                Replace(use, use.Node, (node, scope) => $"{Delete(use, node, scope)} is {{ Count: > 0 }}{(use.Removed == Removed.Count ? " ? 1 : 0" : "")}", Client, Documents);
                break;
            case TableAction.TakeOut when use.Question(out var isTaken) is var taking && taking.Parent is IfStatementSyntax or ConditionalExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax:
                Replace(use, taking, (node, scope) =>
                {
                    var item = scope.Unused("deleted");
                    var (not, and) = isTaken ? ("", "&&") : ("not ", "||");
                    return $"{Delete(use, TableUse.Asked(node), scope)} is {not}{{ Count: > 0 }} {item} {and} {Name(scope)}.FromDocument<{Entity(scope)}>({item}) is {not}{{ }} {use.Found.Text}";
                }, Client, Documents);
                break;
            case TableAction.All:
                Replace(use, use.Node, (node, scope) => All(use, node, scope), use.IsOfKeys || use.Ordered is not null ? ["System.Linq"] : []);
                break;
            default:
                unit.Refuse($"what {use.Place} does has no counterpart in DynamoDB");
                break;
        }
    }

    // The lock is gone by the time the code awaits, so that the function is entered above, and not by the rewrite.
    void Replace(TableUse use, ExpressionSyntax target, Func<SyntaxNode, RewriteScope, string> make, params string[] usings) =>
        unit.Add(Rewrite(use, target, (node, scope) => scope.Expression(make(node, scope), node), usings));

    static RewriteNode Rewrite(TableUse use, SyntaxNode target, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply, params string[] usings) =>
        new(NodeKey.Of(use.Document.Id, target), "DynamoDB " + use.Action, apply)
        {
            Services = ImmutableArray.Create(Dynamo),
            Usings = ImmutableArray.Create(Model, "System.Threading.Tasks").AddRange(usings),
        };

    static string Name(RewriteScope scope) => scope.Service(Dynamo);

    string Entity(RewriteScope scope) => table.Entity.ToMinimalDisplayString(scope.Model, scope.Original.SpanStart);

    string OfExact(TableUse use, RewriteScope scope) =>
        SymbolEqualityComparer.Default.Equals(use.Model.GetTypeInfo(use.Value!).Type, table.Entity) ? "" : $"<{Entity(scope)}>";

    static string ToTheEnd(RewriteScope scope) => SyntaxFacts.IsValidIdentifier(scope.Token) ? "CancellationToken.None" : "";

    string Load(TableUse use, SyntaxNode node, RewriteScope scope) => scope.Call($"await {Name(scope)}.LoadAsync<{Entity(scope)}>", use.KeyIn(node).ToString(), scope.Token);

    string All(TableUse use, SyntaxNode node, RewriteScope scope)
    {
        var conditions = scope.Original.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 } ? "[]" : "new ScanCondition[0]";
        var all = $"await {Name(scope)}.ScanAsync<{Entity(scope)}>({conditions}).GetRemainingAsync({scope.Token})";
        if (table.OfKeys(use, scope) is { Length: > 0 } keys)
            return $"({all}){keys}{(use.IsOfKeys || use.Node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not ("Find" or "FindAll") } && use.Node is not InvocationExpressionSyntax ? "" : ".ToList()")}";
        // Both are members of the list that comes.
        return node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "IsEmpty" } access && scope.Original is MemberAccessExpressionSyntax
            ? access.Name.Identifier.ValueText == "Count" ? $"({all}).Count" : $"({all}).Count == 0" : all;
    }

    // What was there comes back, in the same operation; a document without content where nothing was.
    string Delete(TableUse use, SyntaxNode node, RewriteScope scope) =>
        scope.Call($"await {Name(scope)}.GetTargetTable<{Entity(scope)}>().DeleteItemAsync", use.KeyIn(node).ToString(), "new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes }", ToTheEnd(scope));

    string Write(RewriteScope scope, string record, string condition) =>
        scope.Call(
            $"await {Name(scope)}.GetTargetTable<{Entity(scope)}>().PutItemAsync", $"{Name(scope)}.ToDocument({record})",
            $"new PutItemOperationConfig {{ ConditionalExpression = new Expression {{ {Condition(condition)} }} }}",
            ToTheEnd(scope));

    // DynamoDB keeps hundreds of words for itself, but none that ends like this.
    string Condition(string function) => RecordKeys.IsConventional(table.Key)
        ? $"ExpressionStatement = \"{function}({table.Key.Name})\""
        : $"ExpressionStatement = \"{function}(#key)\", ExpressionAttributeNames = new Dictionary<string, string> {{ [\"#key\"] = \"{table.Key.Name}\" }}";

    // Right behind the changes; a record that was taken out meanwhile is not put back. What the code leaves as it was read, another instance may have changed since.
    async Task AddSaveAsync(RecordChange change)
    {
        var isWhole = !change.IsHandedOn && shape.State.All(p => SymbolEqualityComparer.Default.Equals(p, table.Key) || change.Properties.Contains(p.Name));
        if (!isWhole && !DynamoMembers.AddUpdateItem(unit, change, await session.ModelAsync(change.Document.Id).ConfigureAwait(false)))
            return;
        var last = change.Statements[change.Statements.Count - 1];
        unit.Add(new RewriteNode(NodeKey.Of(change.Document.Id, last), "DynamoDB save", (node, scope) =>
        {
            scope.Hoist(((StatementSyntax)node).WithTrailingTrivia(SyntaxFactory.LineFeed));
            var save = isWhole
                ? Write(scope, change.Record, "attribute_exists")
                : scope.Call($"await {DynamoMembers.UpdateItemAsync}", [Name(scope), change.Record, .. change.Properties.Prepend(table.Key.Name).Select(p => $"nameof({Entity(scope)}.{p})")]);
            return RewriteScope.Statement(save + ";").WithTrailingTrivia(node.GetTrailingTrivia());
        })
        {
            Services = ImmutableArray.Create(Dynamo),
            Usings = ImmutableArray.Create(Documents, "System.Collections.Generic", "System.Threading.Tasks"),
            Awaits = true,
            Site = change.Site,
        });
    }
}
