using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Entries that code takes out, or puts in where there is none, in one step, which no other instance may come between: they are kept in Redis itself, which has such steps.</summary>
/// <param name="keys">How keys are written.</param>
/// <param name="otherwise">How long an entry is kept; sliding where it is for as long as it is asked for.</param>
internal sealed class RedisEntries(CacheKeys keys, EntryLifetime otherwise)
{
    /// <summary>Whether a use is one step that a cache has no counterpart for. What is a copy only may replace another one.</summary>
    public static bool AreNeeded(IReadOnlyList<CacheAccess> uses, bool areCopies) =>
        uses.Any(u => u.Action is CacheAction.Take or CacheAction.Add || u.KeepsPresent && !areCopies || u is { Action: CacheAction.Remove, IsUsed: true });

    /// <summary>Moves all uses, or refuses.</summary>
    public async Task AddAsync(FixUnit unit, FixSession session, IReadOnlyList<CacheAccess> uses)
    {
        foreach (var use in uses)
            if (HashedKeys.Obstacle(use) is { } obstacle)
                unit.Refuse(obstacle);
            else if (use.Action is CacheAction.Store or CacheAction.Add && CachePlan.IsMaybeNull(use))
                unit.Refuse($"the value in {use.Place} may be null, which cannot be told from a missing entry");
            else if (use.Action == CacheAction.Create || use is { Action: CacheAction.Read, Missing: Missing.Given })
                unit.Refuse($"the use in {use.Place} has no counterpart beside one that takes an entry out");
            else if (unit.Refusal is null)
                Add(unit, use, await session.Async.CanAwaitAsync(use.Site).ConfigureAwait(false));
    }

    void Add(FixUnit unit, CacheAccess use, bool isAsync)
    {
        if (use.Action is CacheAction.Read or CacheAction.TryRead or CacheAction.Take && !IsNumber(use.Type!) && !IsText(use.Type!) && !EntryMembers.AddParse(unit, use))
            return;
        switch (use.Action)
        {
            case CacheAction.Store:
                Rewrite(unit, use, use.Node, isAsync, (node, scope) => Set(use, node, scope, isAsync, use.KeepsPresent));
                break;
            case CacheAction.Add:
                Rewrite(unit, use, use.Node, isAsync, (node, scope) => Set(use, node, scope, isAsync, keepsPresent: true));
                break;
            case CacheAction.Remove:
                Rewrite(unit, use, use.Node, isAsync, (node, scope) => Call(use, node, scope, isAsync, "KeyDelete"));
                break;
            case CacheAction.Contains:
                Rewrite(unit, use, use.Node, isAsync, (node, scope) => Call(use, node, scope, isAsync, "KeyExists"));
                break;
            case CacheAction.Read:
                Rewrite(unit, use, use.Node, isAsync, (node, scope) => Value(use, Get(use, node, scope, isAsync), scope, use.Missing == Missing.Exception) + (use.Missing == Missing.Exception ? " ?? throw new KeyNotFoundException()" : ""));
                break;
            default:
                AddTry(unit, use, isAsync);
                break;
        }
    }

    // if (carts.TryRemove(key, out var cart)) is: if (… is { } cart)
    void AddTry(FixUnit unit, CacheAccess use, bool isAsync)
    {
        var found = CacheAsides.Plain(use.Found);
        if (found is not null && DictionaryAccess.IsDiscard(found))
        {
            Rewrite(unit, use, use.Node, isAsync, (node, scope) => Call(use, node, scope, isAsync, "KeyExists"));
            return;
        }
        if (found is not DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.Text: var name } } || EntryReads.IsGivenAnother(use, name))
        {
            unit.Refuse($"the value in {use.Place} is put into a variable that has others, too");
            return;
        }
        if (use.Node.Parent is ExpressionStatementSyntax statement)
        {
            if (use.Type!.IsValueType)
                unit.Refuse($"the variable '{name}' in {use.Place} cannot be null");
            else
                Rewrite(unit, use, statement, isAsync, (node, scope) => $"var {name} = {Value(use, Read(use, node, scope, isAsync), scope, false)};");
            return;
        }
        var asked = EntryReads.Negated(use.Node);
        Rewrite(unit, use, asked, isAsync, (node, scope) => $"{Value(use, Read(use, node, scope, isAsync), scope, true)} is {(EntryReads.IsForEntry(asked, use.Node) ? "" : "not ")}{{ }} {name}");
    }

    string Read(CacheAccess use, SyntaxNode node, RewriteScope scope, bool isAsync) =>
        use.Action == CacheAction.Take ? $"{Called(scope, isAsync, "StringGetDelete")}({Key(use, node)})" : Get(use, node, scope, isAsync);

    string Get(CacheAccess use, SyntaxNode node, RewriteScope scope, bool isAsync) =>
        otherwise.Sliding is { } sliding ? $"{Called(scope, isAsync, "StringGetSetExpiry")}({Key(use, node)}, {sliding})" : $"{Called(scope, isAsync, "StringGet")}({Key(use, node)})";

    string Set(CacheAccess use, SyntaxNode node, RewriteScope scope, bool isAsync, bool keepsPresent)
    {
        var value = CacheAccess.Operand(node, use.ValueAt).WithoutTrivia().ToString();
        return Call(use, node, scope, isAsync, "StringSet", IsNumber(use.Type!) || IsText(use.Type!) ? value : $"JsonSerializer.Serialize({value})", (otherwise.Sliding ?? otherwise.Absolute)!, keepsPresent ? "When.NotExists" : "");
    }

    string Call(CacheAccess use, SyntaxNode node, RewriteScope scope, bool isAsync, string method, params string[] more) =>
        scope.Call(Called(scope, isAsync, method), [Key(use, node), .. more]);

    static string Called(RewriteScope scope, bool isAsync, string method) => $"{(isAsync ? "await " : "")}{scope.Service(Services.Redis)}.GetDatabase().{method}{(isAsync ? "Async" : "")}";

    string Key(CacheAccess use, SyntaxNode node) => keys.Of(CacheAccess.Operand(node, 0), use.Model.GetTypeInfo(use.Key).Type);

    // What Redis gave, as a value of the type; null where there is no entry.
    static string Value(CacheAccess use, string given, RewriteScope scope, bool asksForNull)
    {
        var nullable = use.Model.GetNullableContext(use.Node.SpanStart).AnnotationsEnabled() ? "?" : "";
        if (IsText(use.Type!))
            return $"(string{nullable}){given}";
        var type = SharedCache.TypeOf(use with { Type = use.Type!.WithNullableAnnotation(NullableAnnotation.NotAnnotated) }, scope) + (asksForNull && use.Type!.IsValueType ? "?" : "");
        return IsNumber(use.Type!) ? $"({type}){given}" : $"{EntryMembers.Parse}<{type}>({given})";
    }

    static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    static void Rewrite(FixUnit unit, CacheAccess use, SyntaxNode target, bool isAsync, Func<SyntaxNode, RewriteScope, string> text) =>
        unit.Add(new RewriteNode(NodeKey.Of(use.Document.Id, target), $"{use.Action} Redis", (node, scope) => node is StatementSyntax ? RewriteScope.Statement(text(node, scope)).WithTriviaFrom(node) : scope.Expression(text(node, scope), node))
        {
            Services = ImmutableArray.Create(Services.Redis),
            Awaits = isAsync,
            Site = use.Lock is null ? null : NodeKey.Of(use.Document.Id, use.Lock),
            Usings = ImmutableArray.Create("System", "System.Text.Json", "System.Collections.Generic", Services.Redis.Namespace),
        });
}
