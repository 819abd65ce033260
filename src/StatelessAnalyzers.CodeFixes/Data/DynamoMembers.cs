using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The method that a type gets for what DynamoDB answers with an exception.</summary>
internal static class DynamoMembers
{
    public const string TryPutAsync = "TryPutAsync";

    const string Member = """
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

    /// <summary>Adds the method that puts an item where its key is new. False where there is no type to hold it.</summary>
    public static bool AddTryPut(FixUnit unit, TableUse use)
    {
        if (use.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || use.Model.GetDeclaredSymbol(type) is not INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.Length: 1 } symbol)
        {
            unit.Refuse($"there is no class of one part that could hold the method that 'TryAdd' in {use.Place} becomes");
            return false;
        }
        foreach (var existing in symbol.GetMembers(TryPutAsync))
            if (!existing.DeclaringSyntaxReferences.Any(r => SyntaxFactory.AreEquivalent(r.GetSyntax(), SyntaxFactory.ParseMemberDeclaration(Member), topLevel: false)))
            {
                unit.Refuse($"the type has a member '{TryPutAsync}' already");
                return false;
            }
        unit.Add(new AddMember(NodeKey.Of(use.Document.Id, type), TryPutAsync, Member));
        foreach (var ns in new[] { "System.Collections.Generic", "System.Threading.Tasks", "Amazon.DynamoDBv2.Model", "Amazon.DynamoDBv2.DataModel", "Amazon.DynamoDBv2.DocumentModel" })
            unit.Add(new AddUsing(use.Document.Id, ns));
        return true;
    }
}
