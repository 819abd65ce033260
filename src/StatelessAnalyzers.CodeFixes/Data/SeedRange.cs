using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>Records that a collection is made with, one for each of some numbers: <c>Enumerable.Range(1, 5).Select(i => new Order { Id = i })</c>.</summary>
/// <param name="Made">What makes a record of a number.</param>
/// <param name="Number">What it calls the number.</param>
/// <param name="First">The first number.</param>
/// <param name="Count">How many there are.</param>
internal sealed record SeedRange(ObjectCreationExpressionSyntax Made, string Number, int First, int Count)
{
    const int Most = 50;

    /// <summary>What a dictionary takes for the key.</summary>
    public MemberAccessExpressionSyntax? Key { get; init; }

    /// <summary>The numbers, as code.</summary>
    public string Numbers => $"Enumerable.Range({First}, {Count})";

    /// <summary>The records of a content, or null where it is none of that kind.</summary>
    public static SeedRange? Of(ExpressionSyntax content, bool isByKey, SemanticModel model) => content switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToDictionary", Expression: var made }, ArgumentList.Arguments: [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: MemberAccessExpressionSyntax key } }] } when isByKey =>
            Of(made, isByKey: false, model) is { } range ? range with { Key = key } : null,
        _ when isByKey => null,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray", Expression: var listed }, ArgumentList.Arguments.Count: 0 } => Of(listed, isByKey, model),
        CollectionExpressionSyntax { Elements: [SpreadElementSyntax all] } => Of(all.Expression, isByKey, model),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select", Expression: var numbers }, ArgumentList.Arguments: [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: ObjectCreationExpressionSyntax made } each }] } =>
            NumbersOf(numbers, model) is var (first, count) ? new(made, each.Parameter.Identifier.Text, first, count) : null,
        _ => null,
    };

    static (int First, int Count)? NumbersOf(ExpressionSyntax numbers, SemanticModel model) =>
        numbers is InvocationExpressionSyntax { ArgumentList.Arguments: [var first, var count] } && model.GetSymbolInfo(numbers).Symbol is IMethodSymbol { Name: "Range", ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } }
        && (model.GetConstantValue(first.Expression).Value, model.GetConstantValue(count.Expression).Value) is (int and >= 0 and var from, int and > 0 and <= Most and var several) ? (from, several) : null;

    /// <summary>All such records among others, each time with the first of them.</summary>
    public static IEnumerable<(SeedRange Range, TableSeed First)> In(IReadOnlyList<TableSeed> seeds) => seeds.Where(s => s.Range is not null).GroupBy(s => s.Range!).Select(g => (g.Key, g.First()));

    /// <summary>The namespaces that their code needs.</summary>
    public static IEnumerable<string> Usings(IReadOnlyList<TableSeed> seeds) => In(seeds).Any() ? ["System.Linq"] : [];

    /// <summary>Whether the expression is the number that a record is made of.</summary>
    public static bool IsNumber(ExpressionSyntax expression, SemanticModel model) =>
        expression is IdentifierNameSyntax && model.GetSymbolInfo(expression).Symbol is IParameterSymbol { DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax() is ParameterSyntax { Parent: SimpleLambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax select } } } && Of(select, isByKey: false, model) is not null;
}
