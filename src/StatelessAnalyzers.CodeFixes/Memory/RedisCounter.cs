using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>A number, or a dictionary of numbers, that a field counts in memory, and its way to Redis.</summary>
internal sealed class RedisCounter(IFieldSymbol field, VariableDeclaratorSyntax declarator, Document document, FixSession session)
{
    /// <summary>What the number starts at, where that is not what it is made as.</summary>
    public long? Start { get; init; }

    /// <summary>Whether a mention goes with other code.</summary>
    public Func<ExpressionSyntax, bool> IsGone { get; init; } = _ => false;

    /// <summary>The lock around code that goes with the same fix, or the code itself.</summary>
    public Func<SyntaxNode, SyntaxNode> SiteOf { get; init; } = node => node;

    /// <summary>Takes all uses to Redis and the field away, or refuses.</summary>
    public async Task AddAsync(FixUnit unit)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var types = KnownTypes.Of(model.Compilation);
        var isDictionary = types.Is(field.Type, TypeNames.Dictionary) || types.Is(field.Type, TypeNames.ConcurrentDictionary);
        var number = isDictionary ? ((INamedTypeSymbol)field.Type).TypeArguments[1] : field.Type;
        var creation = new DictionaryCreation();
        if (isDictionary)
            creation.Add(declarator.Initializer?.Value, model);
        var start = Start ?? (isDictionary || declarator.Initializer is null ? 0 : StartOf(declarator.Initializer.Value, model));
        if ((Obstacle(number, isDictionary, creation) ?? await new ObjectKinds(session).ObstacleAsync(field, model.Compilation).ConfigureAwait(false)) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }
        if (start is null)
        {
            unit.Refuse("what the counter starts at is not a constant");
            return;
        }

        var name = $"{field.ContainingType.Name}.{field.Name.TrimStart('_')}";
        var keys = new CacheKeys(name + ":", creation.IgnoresCase);
        foreach (var mention in await FieldUse.OfAsync(field, session).ConfigureAwait(false))
            if (!mention.IsDocumentation && !(mention.Expression is { } at && IsGone(at)))
                await AddUseAsync(mention, isDictionary, number.SpecialType == SpecialType.System_Int32, name, start.Value, keys, unit).ConfigureAwait(false);
        FieldRemoval.Add(unit, document.Id, declarator);
    }

    /// <summary>What a counter starts at, where that is a constant.</summary>
    public static long? StartOf(ExpressionSyntax initial, SemanticModel model) => model.GetConstantValue(initial).Value switch
    {
        int start => start,
        long start => start,
        _ => null,
    };

    string? Obstacle(ITypeSymbol number, bool isDictionary, DictionaryCreation creation)
    {
        if (number.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64))
            return $"Redis counts in whole numbers, not in '{number.ToDisplayString()}'";
        if (isDictionary && !RoundTrip.IsKey(((INamedTypeSymbol)field.Type).TypeArguments[0]))
            return $"keys of type '{((INamedTypeSymbol)field.Type).TypeArguments[0].ToDisplayString()}' have no stable text";
        return isDictionary ? creation.Obstacle : null;
    }

    async Task AddUseAsync(FieldUse mention, bool isDictionary, bool isInt, string name, long start, CacheKeys keys, FixUnit unit)
    {
        var (at, model) = (mention.Document, mention.Model);
        var use = "the use";
        if (mention.Expression is { } counter && FixSession.IsEditable(at))
        {
            // The right side of n = n + 1.
            if (!isDictionary && counter.Parent is BinaryExpressionSyntax { Parent: AssignmentExpressionSyntax again } && NumberStep.IsSum(again, model) && again.Right.Span.Contains(counter.Span))
                return;
            if (!isDictionary && NumberStep.Around(counter, model) is { } step)
            {
                if (step.Taken == counter)
                    new CounterUse(counter, CounterUse.Increment, After: step.GivesOld ? -1 : 0).Add(unit, at.Id, model, keys, name, start, isInt, await CounterUse.SiteAsync(unit, counter, SiteOf, session).ConfigureAwait(false));
                else
                    unit.Add(new RewriteNode(NodeKey.Of(at.Id, step.Step), "counted", (_, _) => null));
                return;
            }
            if ((isDictionary ? CounterUse.OfDictionary(counter, model, out use) : CounterUse.Of(counter, model, out use)) is { } counted)
            {
                counted.Add(unit, at.Id, model, keys, name, start, isInt, await CounterUse.SiteAsync(unit, counted.Node, SiteOf, session).ConfigureAwait(false));
                return;
            }
        }
        unit.Refuse($"{use} in {at.Name}, line {mention.Line}, is more than to count and to read");
    }
}
