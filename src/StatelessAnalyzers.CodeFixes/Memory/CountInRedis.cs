using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3010: counts in Redis, where all instances count; all uses of the number or none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class CountInRedis() : StatelessFix(Rules.SLS3010_CounterInProcess, "Count in Redis")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent.Parent: FieldDeclarationSyntax } declarator
            || model.GetDeclaredSymbol(declarator) is not IFieldSymbol field)
        {
            unit.Refuse("the counter is not a field, or the field of another type");
            return;
        }
        var types = KnownTypes.Of(model.Compilation);
        var isDictionary = types.Is(field.Type, TypeNames.Dictionary) || types.Is(field.Type, TypeNames.ConcurrentDictionary);
        var number = isDictionary ? ((INamedTypeSymbol)field.Type).TypeArguments[1] : field.Type;
        var creation = new DictionaryCreation();
        if (isDictionary)
            creation.Add(declarator.Initializer?.Value, model);
        if (Obstacle(field, declarator, number, isDictionary, creation, model) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }

        unit.Rename("counter " + DocumentationCommentId.CreateDeclarationId(field));
        var name = $"{field.ContainingType.Name}.{field.Name.TrimStart('_')}";
        var keys = new CacheKeys(name + ":", creation.IgnoresCase);
        foreach (var mention in await FieldUse.OfAsync(field, session).ConfigureAwait(false))
            if (!mention.IsDocumentation)
                await AddUseAsync(mention, isDictionary, number.SpecialType == SpecialType.System_Int32, name, keys, unit, session).ConfigureAwait(false);
        FieldRemoval.Add(unit, document.Id, declarator);
    }

    static string? Obstacle(IFieldSymbol field, VariableDeclaratorSyntax declarator, ITypeSymbol number, bool isDictionary, DictionaryCreation creation, SemanticModel model)
    {
        if (number.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64))
            return $"Redis counts in whole numbers, not in '{number.ToDisplayString()}'";
        if (isDictionary && !RoundTrip.IsKey(((INamedTypeSymbol)field.Type).TypeArguments[0]))
            return $"keys of type '{((INamedTypeSymbol)field.Type).TypeArguments[0].ToDisplayString()}' have no stable text";
        if (isDictionary)
            return creation.Obstacle;
        return declarator.Initializer is null || model.GetConstantValue(declarator.Initializer.Value) is { Value: 0 or 0L } ? null : "the counter does not start at zero";
    }

    static async Task AddUseAsync(FieldUse mention, bool isDictionary, bool isInt, string name, CacheKeys keys, FixUnit unit, FixSession session)
    {
        var (document, model) = (mention.Document, mention.Model);
        var use = "the use";
        if (mention.Expression is { } counter && FixSession.IsEditable(document))
        {
            if ((isDictionary ? CounterUse.OfDictionary(counter, model, out use) : CounterUse.Of(counter, model, out use)) is { } counted)
            {
                var trial = new FixUnit("trial");
                await session.Async.EnterAsync(trial, counted.Node).ConfigureAwait(false);
                counted.Add(unit, document.Id, model, keys, name, isInt, isAsync: trial.Refusal is null);
                return;
            }
        }
        unit.Refuse($"{use} in {document.Name}, line {mention.Line}, is more than to count and to read");
    }
}
