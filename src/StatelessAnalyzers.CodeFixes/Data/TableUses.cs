using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Recognises the uses of a collection of records.</summary>
internal sealed class TableUses(HeldTable table)
{
    /// <param name="records">The expression that gives the collection.</param>
    /// <param name="model">The model of its tree.</param>
    /// <param name="use">What the use is called where it is none that is known.</param>
    public TableUse? Of(ExpressionSyntax records, SemanticModel model, out string use)
    {
        use = "the use";
        switch (records.Parent)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax call } access when access.Expression == records && call.Expression == access:
                use = $"'{method}'";
                if (call.ArgumentList.Arguments.Any(a => a.NameColon is not null))
                    return null;
                return (table.IsByKey ? OfKeyedCall(call, method, model, ref use) : OfListCall(call, method, model, ref use)) is { } known ? known
                    : table.IsByKey && !(method is "Any" or "Count" && call.ArgumentList.Arguments.Count == 0) ? null : All(records, model, ref use);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Keys", Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var asked }] } contains } } when table.IsByKey:
                return new(TableAction.Contains, contains) { Key = asked, KeyIsOperand = true };
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var property } access when access.Expression == records:
                use = $"'{property}'";
                return property switch
                {
                    "Values" when table.IsByKey => All(access, model, ref use),
                    "Keys" when table.IsByKey => All(access, model, ref use) is { } keys ? keys with { IsOfKeys = true } : null,
                    "Count" or "IsEmpty" => new(TableAction.All, access),
                    _ => null,
                };
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }] } element when element.Expression == records && table.IsByKey:
                return OfIndexer(element, key, model, out use);
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var place }] } element when element.Expression == records:
                use = "the indexer";
                return IndexedRecord.At(place, table, model) is { } indexed ? OfPlace(element, indexed, model, out use) : null;
            default:
                return table.IsByKey ? null : All(records, model, ref use);
        }
    }

    // orders[index] = order
    static TableUse? OfPlace(ElementAccessExpressionSyntax element, IndexedRecord indexed, SemanticModel model, out string use)
    {
        if (OfIndexer(element, indexed.Key, model, out use) is not { } byKey)
            return null;
        return byKey.Action == TableAction.Put ? byKey with { Index = indexed } : new(TableAction.Again, element) { Key = indexed.Key, Index = indexed };
    }

    static TableUse? OfIndexer(ElementAccessExpressionSyntax element, ExpressionSyntax key, SemanticModel model, out string use)
    {
        use = "the change of a record";
        if (element.Parent is AssignmentExpressionSyntax assignment && assignment.Left == element)
            return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && CacheAccess.IsAlone(assignment, model)
                ? new(TableAction.Put, assignment) { Key = key, Value = assignment.Right, ValueAt = 1 } : null;
        return element.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax change } member && change.Left == member || element.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
            ? null
            : new(TableAction.Find, element) { Key = key, KeyIsOperand = true, Missing = "KeyNotFoundException" };
    }

    static TableUse? OfKeyedCall(InvocationExpressionSyntax call, string method, SemanticModel model, ref string use)
    {
        var isAlone = CacheAccess.IsAlone(call, model);
        var arguments = call.ArgumentList.Arguments;
        var key = arguments.Count > 0 ? arguments[0].Expression : null;
        switch (method, arguments.Count)
        {
            case ("Add", 2):
                return new(TableAction.Insert, call) { Key = key, Value = arguments[1].Expression, ValueAt = 1 };
            case ("TryAdd", 2):
                return new(TableAction.TryInsert, call) { Key = key, Value = arguments[1].Expression, ValueAt = 1, Removed = isAlone ? Removed.Nothing : Removed.Whether };
            case ("AddOrUpdate", 3) when IsSame(arguments[1].Expression, arguments[2].Expression, model) && (isAlone || call.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax):
                return new(TableAction.Put, call) { Key = key, Value = arguments[1].Expression, ValueAt = 1, GivesValue = !isAlone };
            case ("TryUpdate", 3):
                return new(TableAction.TryReplace, call) { Key = key, Value = arguments[1].Expression, ValueAt = 1, Read = arguments[2].Expression };
            case ("Clear", 0) when isAlone:
                return new(TableAction.Clear, call);
            case ("TryGetValue", 2):
                return DictionaryAccess.IsDiscard(arguments[1].Expression) ? Keyed(TableAction.Contains) : FoundOf(arguments[1]) is { } found ? Keyed(TableAction.TryFind) with { Found = found } : null;
            case ("GetValueOrDefault", 1):
                return Keyed(TableAction.Find);
            case ("ContainsKey", 1):
                return Keyed(TableAction.Contains);
            case ("Remove", 1):
                return Keyed(TableAction.Delete) with { Removed = isAlone ? Removed.Nothing : Removed.Whether };
            case ("Remove" or "TryRemove", 2):
                return DictionaryAccess.IsDiscard(arguments[1].Expression)
                    ? Keyed(TableAction.Delete) with { Removed = isAlone ? Removed.Nothing : Removed.Whether }
                    : FoundOf(arguments[1]) is { } taken ? Keyed(TableAction.TakeOut) with { Found = taken } : null;
            default:
                return null;
        }

        TableUse Keyed(TableAction action) => new(action, call) { Key = key, KeyIsOperand = true };
    }

    // AddOrUpdate(order.Id, order, (_, _) => order)
    static bool IsSame(ExpressionSyntax added, ExpressionSyntax update, SemanticModel model) =>
        update is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var key, var old], ExpressionBody: IdentifierNameSyntax body } && CacheKeys.IsStable(added, model) && SyntaxFactory.AreEquivalent(added, body)
        && body.Identifier.ValueText != key.Identifier.ValueText && body.Identifier.ValueText != old.Identifier.ValueText;

    // out var order
    static SyntaxToken? FoundOf(ArgumentSyntax argument) =>
        argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && argument.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier: var name } } ? name : null;

    TableUse? OfListCall(InvocationExpressionSyntax call, string method, SemanticModel model, ref string use)
    {
        var isAlone = CacheAccess.IsAlone(call, model);
        if (method == "Clear" && isAlone)
            return new(TableAction.Clear, call);
        if (call.ArgumentList.Arguments is not [{ Expression: var argument }])
            return null;
        if (method == "Add" && isAlone)
            return new(TableAction.Insert, call) { Value = argument };
        if (method == "Remove")
            return new(TableAction.Delete, call) { Value = argument, Removed = isAlone ? Removed.Nothing : Removed.Whether };
        if (method == "RemoveAt")
            return isAlone && IndexedRecord.At(argument, table, model) is { } place ? new(TableAction.Delete, call) { Key = place.Key, Index = place } : null;
        if (method == "FindIndex")
            return IndexedRecord.Of(call, table, model) is { } looked ? new(TableAction.Find, call) { Key = looked.Key, Predicate = (LambdaExpressionSyntax)argument, Index = looked } : null;
        if (KeyPredicate.KeyOf(argument, table.Key, model) is not { } key)
            return method == "RemoveAll" && argument is LambdaExpressionSyntax condition && RowFilter.IsSame(condition, model) ? new(TableAction.DeleteWhere, call) { Predicate = condition } : null;
        var byKey = new TableUse(TableAction.Find, call) { Key = key, Predicate = (LambdaExpressionSyntax)argument };
        switch (method)
        {
            case "Find" or "FirstOrDefault" or "SingleOrDefault" or "LastOrDefault":
                return byKey;
            case "First" or "Single" or "Last":
                return byKey with { Missing = "InvalidOperationException" };
            case "Any" or "Exists":
                return byKey with { Action = TableAction.Contains };
            case "RemoveAll":
                return byKey with { Action = TableAction.Delete, Removed = isAlone ? Removed.Nothing : Removed.Count };
            default:
                return null;
        }
    }

    TableUse? All(ExpressionSyntax records, SemanticModel model, ref string use)
    {
        var sequence = new RecordSequence(table, model);
        if (sequence.Obstacle(records) is { } obstacle)
        {
            use = obstacle;
            return null;
        }
        // A list of what is a list already.
        return new(TableAction.All, records.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } copy } && !IsKeys(records) ? copy : records) { Ordered = sequence.Ordered };
    }

    bool IsKeys(ExpressionSyntax records) => table.IsByKey && records is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Keys" };
}
