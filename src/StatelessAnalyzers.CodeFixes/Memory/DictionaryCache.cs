using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>A dictionary in a field that plays a cache: it goes, and all its uses move to a shared cache, or none.</summary>
internal sealed class DictionaryCache(FixUnit unit, FixSession session, Finding finding)
{
    /// <param name="otherwise">How long an entry is kept: a dictionary keeps them for ever, which no cache should.</param>
    /// <param name="isCopy">Whether the entries are copies that can be loaded again.</param>
    public async Task PlanAsync(EntryLifetime otherwise, bool isCopy)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent.Parent: FieldDeclarationSyntax } declarator
            || model.GetDeclaredSymbol(declarator) is not IFieldSymbol { Type: INamedTypeSymbol declared } field)
        {
            unit.Refuse("the entries are not in a field");
            return;
        }
        var types = KnownTypes.Of(model.Compilation);
        var isLazy = declared is { Name: "Lazy", TypeArguments: [INamedTypeSymbol] };
        var held = isLazy ? (INamedTypeSymbol)declared.TypeArguments[0] : declared;
        if (!types.Is(held, TypeNames.Dictionary) && !types.Is(held, TypeNames.ConcurrentDictionary) && !types.Is(held, TypeNames.IDictionary))
        {
            unit.Refuse("the entries are not in a dictionary");
            return;
        }
        if (field.DeclaredAccessibility != Accessibility.Private)
        {
            unit.Refuse("other types reach the field");
            return;
        }
        if (await new ObjectKinds(session).ObstacleAsync(field, model.Compilation).ConfigureAwait(false) is { } several)
        {
            unit.Refuse(several);
            return;
        }
        var (key, value) = (held.TypeArguments[0], held.TypeArguments[1]);
        var mentions = (await FieldUse.OfAsync(field, session).ConfigureAwait(false)).Where(m => !m.IsDocumentation && m.Expression?.Parent is not LockStatementSyntax).ToList();
        var seen = mentions.Where(m => StatementThatSets(m) is null).Select(m => AccessAt(m, value, isLazy, out _)).ToList();
        var obstacle = RoundTrip.IsKey(key)
            ? await new RoundTrip(session.Solution, session.CancellationToken) { Changes = new(session, []), Entries = seen.Contains(null) ? null : new(session, [.. seen.OfType<CacheAccess>()]) }.ObstacleAsync(DictionaryAccess.Unwrap(value).Type).ConfigureAwait(false)
            : $"keys of type '{key.ToDisplayString()}' have no stable text";
        if (obstacle is not null)
        {
            unit.Refuse(obstacle);
            return;
        }

        unit.Rename("cache " + DocumentationCommentId.CreateDeclarationId(field));
        var creation = new DictionaryCreation();
        creation.Add(Created(declarator.Initializer?.Value, isLazy), model);
        var uses = new List<CacheAccess>();
        foreach (var mention in mentions)
            AddUse(uses, creation, mention, value, isLazy);
        if (creation.Obstacle is { } made)
            unit.Refuse(made);
        if (unit.Refusal is not null)
            return;
        var stored = DictionaryAccess.Unwrap(value).Type;
        if (ContentChanges.ElementOf(stored) is not null && await new ContentChanges(session, uses).OfEntriesAsync(stored).ConfigureAwait(false) is { } change)
        {
            unit.Refuse($"'{stored.ToDisplayString()}' can be changed after it is cached ({change})");
            return;
        }

        var locks = new CacheLocks([field], uses, isCopy, session);
        if (locks.Obstacle() is { } locked)
        {
            unit.Refuse(locked);
            return;
        }
        uses = locks.Uses();
        var prefersDistributed = !isCopy || StatelessOptions.Cache.Of(document.Project.AnalyzerOptions, root.SyntaxTree) == CacheTarget.Distributed;
        var keys = new CacheKeys($"{field.ContainingType.Name}.{field.Name.TrimStart('_')}:", creation.IgnoresCase);
        if (RedisEntries.AreNeeded(uses, isCopy))
            await new RedisEntries(keys, otherwise).AddAsync(unit, session, uses).ConfigureAwait(false);
        else
            await new CachePlan(unit, session).AddAsync(uses, keys, otherwise, isCopy, prefersDistributed).ConfigureAwait(false);
        await locks.DropAsync(unit).ConfigureAwait(false);
        FieldRemoval.Add(unit, document.Id, declarator);
    }

    // new Lazy<Dictionary<…>>(() => new …)
    static ExpressionSyntax? Created(ExpressionSyntax? initial, bool isLazy) =>
        !isLazy ? initial : initial is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LambdaExpressionSyntax { ExpressionBody: { } made } }, ..] } ? made : initial;

    void AddUse(List<CacheAccess> uses, DictionaryCreation creation, FieldUse mention, ITypeSymbol value, bool isLazy)
    {
        if (StatementThatSets(mention) is { Expression: AssignmentExpressionSyntax assignment } statement)
        {
            creation.Add(Created(assignment.Right, isLazy), mention.Model);
            unit.Add(new RewriteNode(NodeKey.Of(mention.Document.Id, statement), "no field", (_, _) => null));
        }
        else if (AccessAt(mention, value, isLazy, out var use) is { } access)
        {
            uses.Add(access);
        }
        else
        {
            unit.Refuse($"{use} in {mention.Document.Name}, line {mention.Line}, is more than a look-up by one key");
        }
    }

    static ExpressionStatementSyntax? StatementThatSets(FieldUse mention) =>
        mention.Expression is { Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } assignment } field && assignment.Left == field && assignment.Kind() is SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression
            ? statement : null;

    static CacheAccess? AccessAt(FieldUse mention, ITypeSymbol value, bool isLazy, out string use)
    {
        use = "the use";
        if (mention.Expression is not { } field)
            return null;
        if (isLazy && field.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } lazy)
            field = lazy;
        return DictionaryAccess.Of(field, value, mention.Model, out use) is { } access ? access with { Document = mention.Document, Model = mention.Model } : null;
    }
}
