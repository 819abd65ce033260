using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Which values are the same on each instance and at any time, so that they can be stored before any instance runs.</summary>
internal sealed class FixedValues(FixSession session)
{
    static readonly HashSet<string> Constants = new(StringComparer.Ordinal)
    {
        "System.DateTime.UnixEpoch", "System.DateTimeOffset.UnixEpoch", "System.Guid.Empty", "System.TimeSpan.Zero", "string.Empty",
    };

    static readonly HashSet<string> Made = new(StringComparer.Ordinal) { "System.DateOnly", "System.DateTime", "System.DateTimeOffset", "System.Guid", "System.TimeOnly", "System.TimeSpan" };

    /// <summary>The part of the value that may be another one elsewhere, or null.</summary>
    public async Task<string?> ObstacleAsync(ExpressionSyntax value, SemanticModel model)
    {
        if (model.GetConstantValue(value).HasValue)
            return null;
        switch (value)
        {
            case LiteralExpressionSyntax or DefaultExpressionSyntax:
            case MemberAccessExpressionSyntax when model.GetSymbolInfo(value).Symbol is { } member && Constants.Contains(member.ToDisplayString()):
                return null;
            case ParenthesizedExpressionSyntax inner:
                return await ObstacleAsync(inner.Expression, model).ConfigureAwait(false);
            case CastExpressionSyntax cast:
                return await ObstacleAsync(cast.Expression, model).ConfigureAwait(false);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                return await ObstacleAsync(sure.Operand, model).ConfigureAwait(false);
            case IdentifierNameSyntax when RecordOrigin.InitialOf(value, model) is { } initial:
                return await ObstacleAsync(initial, model).ConfigureAwait(false);
            case IdentifierNameSyntax when SeedRange.IsNumber(value, model):
                return null;
            case BinaryExpressionSyntax joined when IsBuiltIn(joined, model):
                return await FirstAsync([joined.Left, joined.Right], model).ConfigureAwait(false);
            case ConditionalExpressionSyntax either:
                return await FirstAsync([either.Condition, either.WhenTrue, either.WhenFalse], model).ConfigureAwait(false);
            case InterpolatedStringExpressionSyntax text when text.Contents.OfType<InterpolationSyntax>().All(i => i is { FormatClause: null, AlignmentClause: null } && IsText(i.Expression, model)):
                return await FirstAsync(text.Contents.OfType<InterpolationSyntax>().Select(i => i.Expression), model).ConfigureAwait(false);
            case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: true } method && IsPure(method):
                return await FirstAsync(call.ArgumentList.Arguments.Select(a => a.Expression), model).ConfigureAwait(false);
            case ImplicitArrayCreationExpressionSyntax array:
                return await FirstAsync(array.Initializer.Expressions, model).ConfigureAwait(false);
            case ArrayCreationExpressionSyntax { Initializer: { } elements }:
                return await FirstAsync(elements.Expressions, model).ConfigureAwait(false);
            case CollectionExpressionSyntax collection when collection.Elements.All(e => e is ExpressionElementSyntax):
                return await FirstAsync(collection.Elements.Select(e => ((ExpressionElementSyntax)e).Expression), model).ConfigureAwait(false);
            case BaseObjectCreationExpressionSyntax creation:
                return await ObstacleAsync(creation, model).ConfigureAwait(false);
            default:
                return value.WithoutTrivia().ToString();
        }
    }

    // Of numbers, and of texts; how a number is written out may depend on the machine's language.
    static bool IsBuiltIn(BinaryExpressionSyntax joined, SemanticModel model) =>
        model.GetSymbolInfo(joined).Symbol is IMethodSymbol { MethodKind: MethodKind.BuiltinOperator } && (model.GetTypeInfo(joined).Type?.SpecialType != SpecialType.System_String || IsText(joined.Left, model) && IsText(joined.Right, model));

    static bool IsText(ExpressionSyntax value, SemanticModel model) => SeedRange.IsNumber(value, model) || model.GetTypeInfo(value).Type?.SpecialType == SpecialType.System_String;

    static bool IsPure(IMethodSymbol method) => (method.ContainingType.ToDisplayString(), method.Name) switch
    {
        ("System.Guid", "Parse") => true,
        ("System.TimeSpan", var name) => name.StartsWith("From", StringComparison.Ordinal),
        _ => false,
    };

    async Task<string?> ObstacleAsync(BaseObjectCreationExpressionSyntax creation, SemanticModel model)
    {
        if (await MadeRecord.OfAsync(creation, model, session).ConfigureAwait(false) is { } record)
            return await ObstacleAsync(record).ConfigureAwait(false);
        if (model.GetTypeInfo(creation).Type is not { } type || !IsMade(type, creation, model))
            return creation.WithoutTrivia().ToString();
        return await FirstAsync((creation.ArgumentList?.Arguments ?? default).Select(a => a.Expression), model).ConfigureAwait(false)
            ?? await FirstAsync(creation.Initializer?.Expressions ?? default, model).ConfigureAwait(false);
    }

    // A moment without its offset is one of the zone of this machine.
    static bool IsMade(ITypeSymbol type, BaseObjectCreationExpressionSyntax creation, SemanticModel model) =>
        type.OriginalDefinition.ToDisplayString() switch
        {
            "System.DateTimeOffset" => creation.ArgumentList?.Arguments.LastOrDefault() is { } offset && model.GetTypeInfo(offset.Expression).Type?.Name == "TimeSpan",
            "System.Collections.Generic.List<T>" => true,
            var name => Made.Contains(name),
        };

    /// <summary>The same for all that an object is made of.</summary>
    /// <param name="record">The object.</param>
    /// <param name="except">A property whose value does not matter.</param>
    public async Task<string?> ObstacleAsync(MadeRecord record, string? except = null)
    {
        if (record.Obstacle is { } obstacle)
            return obstacle;
        foreach (var value in record.Values)
            if (value.Key != except && await ObstacleAsync(value.Value.Expression, value.Value.Model).ConfigureAwait(false) is { } other)
                return other;
        return null;
    }

    async Task<string?> FirstAsync(IEnumerable<ExpressionSyntax> values, SemanticModel model)
    {
        foreach (var value in values)
            if (await ObstacleAsync(value, model).ConfigureAwait(false) is { } other)
                return other;
        return null;
    }
}
