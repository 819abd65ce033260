using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The methods that a type gets for what takes more than a call of DynamoDB's object model.</summary>
internal static class DynamoMembers
{
    public const string TryPutAsync = "TryPutAsync";
    public const string TryUpdateAsync = "TryUpdateAsync";
    public const string UpdateItemAsync = "UpdateItemAsync";

    static readonly string[] Usings = ["System.Collections.Generic", "System.Threading.Tasks", "Amazon.DynamoDBv2.Model", "Amazon.DynamoDBv2.DataModel", "Amazon.DynamoDBv2.DocumentModel"];

    const string TryPut = """
        private static async Task<bool> TryPutAsync<T>(IDynamoDBContext dynamo, T item, string key)
        {
            var isNew = new Expression { ExpressionStatement = "attribute_not_exists(#key)", ExpressionAttributeNames = new Dictionary<string, string> { ["#key"] = key } };
            try
            {
                await dynamo.GetTargetTable<T>().PutItemAsync(dynamo.ToDocument(item), new PutItemOperationConfig { ConditionalExpression = isNew });
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                return false;
            }
        }
        """;

    const string TryUpdate = """
        private static async Task<bool> TryUpdateAsync<T>(IDynamoDBContext dynamo, T item, T read, params string[] names)
        {
            var document = dynamo.ToDocument(read);
            var conditions = new List<string>();
            var unchanged = new Expression();
            foreach (var name in names)
            {
                var (at, value) = ($"#n{conditions.Count}", $":v{conditions.Count}");
                unchanged.ExpressionAttributeNames[at] = name;
                if (document.TryGetValue(name, out var entry) && entry is not Primitive { Value: null })
                {
                    unchanged.ExpressionAttributeValues[value] = entry;
                    conditions.Add($"{at} = {value}");
                }
                else
                {
                    conditions.Add($"attribute_not_exists({at})");
                }
            }

            unchanged.ExpressionStatement = string.Join(" AND ", conditions);
            try
            {
                await dynamo.GetTargetTable<T>().PutItemAsync(dynamo.ToDocument(item), new PutItemOperationConfig { ConditionalExpression = unchanged });
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                return false;
            }
        }
        """;

    const string UpdateItem = """
        private static async Task UpdateItemAsync<T>(IDynamoDBContext dynamo, T item, string key, params string[] changed)
        {
            var document = dynamo.ToDocument(item);
            var update = new Document { [key] = document[key] };
            foreach (var name in changed)
            {
                update[name] = document.TryGetValue(name, out var value) ? value : DynamoDBNull.Null;
            }

            var exists = new Expression { ExpressionStatement = "attribute_exists(#key)", ExpressionAttributeNames = new Dictionary<string, string> { ["#key"] = key } };
            try
            {
                await dynamo.GetTargetTable<T>().UpdateItemAsync(update, new UpdateItemOperationConfig { ConditionalExpression = exists });
            }
            catch (ConditionalCheckFailedException)
            {
                // Deleted meanwhile, it stays so.
            }
        }
        """;

    /// <summary>Adds the method that puts an item where its key is new. False where there is no type to hold it.</summary>
    public static bool AddTryPut(FixUnit unit, TableUse use) =>
        Add(unit, use.Document, use.Node, use.Model, TryPutAsync, TryPut, $"that 'TryAdd' in {use.Place} becomes");

    /// <summary>Adds the method that puts an item in the place of one that is as it was read. False where there is no type to hold it.</summary>
    public static bool AddTryUpdate(FixUnit unit, TableUse use) =>
        Add(unit, use.Document, use.Node, use.Model, TryUpdateAsync, TryUpdate, $"that 'TryUpdate' in {use.Place} becomes");

    /// <summary>Adds the method that saves some attributes of an item that is there. False where there is no type to hold it.</summary>
    public static bool AddUpdateItem(FixUnit unit, RecordChange change, SemanticModel model) =>
        Add(unit, change.Document, change.Statements[0], model, UpdateItemAsync, UpdateItem, $"which saves the change in {change.Place}");

    static bool Add(FixUnit unit, Document document, SyntaxNode node, SemanticModel model, string name, string member, string use) =>
        AddedMethods.Add(unit, document.Id, node, model, name, _ => member, use, Usings);
}
