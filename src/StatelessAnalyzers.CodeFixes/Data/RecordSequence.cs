using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Whether code that goes through all records does the same over a copy of them that comes in any order.</summary>
internal sealed class RecordSequence(HeldTable table, SemanticModel model)
{
    /// <summary>The obstacle where the collection itself is given to other code.</summary>
    public const string HandedOn = "the collection itself, which is handed on,";

    static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "AsEnumerable", "AsQueryable", "AsReadOnly", "Distinct", "FindAll", "GroupBy", "OfType", "Select", "SelectMany", "ToArray", "ToDictionary", "ToHashSet", "ToList", "ToLookup", "Where",
    };

    static readonly HashSet<string> Sorting = new(StringComparer.Ordinal) { "Order", "OrderBy", "OrderByDescending", "OrderDescending", "ThenBy", "ThenByDescending" };

    static readonly HashSet<string> Answers = new(StringComparer.Ordinal) { "All", "Any", "Average", "Count", "Exists", "LongCount", "Max", "MaxBy", "Min", "MinBy", "Single", "SingleOrDefault", "Sum", "TrueForAll" };

    static readonly HashSet<string> Chosen = new(StringComparer.Ordinal)
    {
        "ElementAt", "ElementAtOrDefault", "Find", "First", "FirstOrDefault", "Last", "LastOrDefault", "Skip", "Take",
    };

    /// <summary>What the order of the records decides in the use that was looked at last, or null.</summary>
    public string? Ordered { get; private set; }

    /// <summary>What in the use needs the collection itself, or null.</summary>
    public string? Obstacle(ExpressionSyntax records)
    {
        Ordered = null;
        var sorted = !table.IsOrdered;
        var current = records;
        while (true)
        {
            while (current.Parent is ParenthesizedExpressionSyntax inner)
                current = inner;
            if (current.Parent is FromClauseSyntax { Parent: QueryExpressionSyntax query } from && query.FromClause == from)
            {
                sorted |= query.Body.Clauses.Any(c => c is OrderByClauseSyntax);
                current = query;
                continue;
            }
            if (current.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } access || access.Expression != current)
                return current == records ? OfMention(current) : null;
            if (access.Parent is not InvocationExpressionSyntax call)
                return method is "Count" or "Length" ? null : $"'{method}'";
            if (Sorting.Contains(method))
                sorted = true;
            else if (Answers.Contains(method))
                return null;
            else if (Chosen.Contains(method))
            {
                if (!sorted && !(call.ArgumentList.Arguments is [{ Expression: var condition }] && table.Key is { } key && KeyPredicate.MentionsKey(condition, key, model)))
                    Ordered ??= $"'{method}', which depends on the order of the records,";
                if (method is not ("Skip" or "Take"))
                    return null;
            }
            else if (!Passing.Contains(method))
                return $"'{method}'";
            current = call;
        }
    }

    // The collection as it is: gone through, or handed on as what can only be read.
    string? OfMention(ExpressionSyntax records)
    {
        if (records.Parent is ForEachStatementSyntax loop && loop.Expression == records)
            return null;
        if (records.Parent is SpreadElementSyntax)
            return null;
        if (model.GetTypeInfo(records).ConvertedType is INamedTypeSymbol { Name: "IEnumerable" or "IReadOnlyCollection" or "IReadOnlyList" or "ActionResult", ContainingNamespace: var ns } && ns.ToDisplayString() is "System.Collections.Generic" or "System.Collections" or "Microsoft.AspNetCore.Mvc")
            return null;
        // Nobody adds to the values of a dictionary but through itself.
        if (records is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Values" } && table.IsByKey && model.GetTypeInfo(records).ConvertedType is INamedTypeSymbol { Name: "ICollection", TypeArguments.Length: 1 })
            return null;
        if (records.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingNamespace: var from } && from.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            return null;
        // What a handler returns is written out.
        var function = Functions.Around(records);
        if (records.Parent is ReturnStatementSyntax or LambdaExpressionSyntax && function is LambdaExpressionSyntax && EndpointHandlers.TakesAnyResult(function, model))
            return null;
        return HandedOn;
    }
}
