using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Properties of a record that have no column of their own and are kept as JSON: lists that nobody changes, records within the record, moments with their offset.</summary>
internal sealed class JsonProperties(INamedTypeSymbol entity, FixSession session)
{
    // A lazy sequence, and collections that compare in a way which no JSON tells.
    static readonly HashSet<string> Others = new(StringComparer.Ordinal) { "IEnumerable", "IReadOnlyDictionary", "ImmutableDictionary", "ImmutableHashSet", "ImmutableArray" };

    /// <summary>Whether the property comes back from JSON as it was.</summary>
    public async Task<bool> CanKeepAsync(IPropertySymbol property)
    {
        if (property.Type is INamedTypeSymbol { IsGenericType: true } generic && Others.Contains(generic.Name))
            return false;
        return await new RoundTrip(session.Solution, session.CancellationToken).ObstacleAsync(property.Type).ConfigureAwait(false) is null
            && !(IsCollection(property.Type) && await IsChangedLaterAsync(property).ConfigureAwait(false));
    }

    static bool IsCollection(ITypeSymbol type) => type.SpecialType != SpecialType.System_String && type.AllInterfaces.Append(type).Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);

    // The record shows what the list that it was given becomes; a text does not.
    async Task<bool> IsChangedLaterAsync(IPropertySymbol property)
    {
        if (entity.InstanceConstructors.Any(c => c.Parameters.Any(p => SymbolEqualityComparer.Default.Equals(p.Type, property.Type))))
            return true;
        foreach (var use in await FieldUse.OfAsync(property, session).ConfigureAwait(false))
            if (use.Expression is { Parent: AssignmentExpressionSyntax assignment } set && assignment.Left == set && assignment.Right is IdentifierNameSyntax or MemberAccessExpressionSyntax)
                if (use.Model.GetSymbolInfo(assignment.Right).Symbol is not (ILocalSymbol or IParameterSymbol) || IsUsedAgain((IdentifierNameSyntax)assignment.Right, use.Model))
                    return true;
        return false;
    }

    static bool IsUsedAgain(IdentifierNameSyntax list, SemanticModel model)
    {
        var symbol = model.GetSymbolInfo(list).Symbol!;
        if (symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && list.Ancestors().TakeWhile(a => !a.Span.Contains(declared.Span)).Any(a => a is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or LambdaExpressionSyntax))
            return true;
        var function = Functions.Around(list) ?? list.SyntaxTree.GetRoot();
        return function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.SpanStart > list.SpanStart && n.Identifier.ValueText == list.Identifier.ValueText
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, symbol) && n.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Any" or "Count" or "Select" or "Sum" or "Where" });
    }
}
