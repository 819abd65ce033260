using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;

namespace StatelessAnalyzers.Data;

/// <summary>One entry of what a collection is made with.</summary>
/// <param name="Node">The entry as it is written, with its comments.</param>
/// <param name="Key">Its key in a dictionary, else null.</param>
/// <param name="Value">The record.</param>
internal readonly record struct SeedEntry(SyntaxNode Node, ExpressionSyntax? Key, ExpressionSyntax Value);

/// <summary>Reads the content that collections are made with.</summary>
internal static class SeedContent
{
    /// <summary>The entries, or null where they are not written out.</summary>
    public static List<SeedEntry>? Of(ExpressionSyntax content, bool isByKey) => content switch
    {
        InitializerExpressionSyntax initializer => All(initializer.Expressions, e => Entry(e, isByKey)),
        CollectionExpressionSyntax collection => All(collection.Elements, e => e is ExpressionElementSyntax element ? Entry(element.Expression, isByKey) : null),
        ImplicitArrayCreationExpressionSyntax array => Of(array.Initializer, isByKey),
        ArrayCreationExpressionSyntax { Initializer: { } elements } => Of(elements, isByKey),
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: { } inner } => Of(inner, isByKey),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray", Expression: var listed }, ArgumentList.Arguments.Count: 0 } => Of(listed, isByKey),
        _ => null,
    };

    // new Order(…), { 1, new Order(…) }, [1] = new Order(…), new KeyValuePair<int, Order>(1, new Order(…))
    static SeedEntry? Entry(ExpressionSyntax entry, bool isByKey) => entry switch
    {
        InitializerExpressionSyntax { Expressions: [var key, var value] } when isByKey => new(entry, key, value),
        AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [{ Expression: var key }] }, Right: var value } when isByKey => new(entry, key, value),
        ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.ValueText: "KeyValuePair" }, ArgumentList.Arguments: [{ Expression: var key }, { Expression: var value }] } when isByKey => new(entry, key, value),
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }, { Expression: var value }], Initializer: null } when isByKey => new(entry, key, value),
        InitializerExpressionSyntax or AssignmentExpressionSyntax => null,
        _ => isByKey ? null : new(entry, null, entry),
    };

    static List<SeedEntry>? All<T>(IEnumerable<T> elements, Func<T, SeedEntry?> read)
    {
        var entries = new List<SeedEntry>();
        foreach (var element in elements)
            if (read(element) is { } entry)
                entries.Add(entry);
            else
                return null;
        return entries;
    }
}
