using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// The methods of a type that use a context which it holds. Each gets one of its own. That does the same where no method relies on what another one left in the context:
/// where what is changed is saved in the same method, and what is returned has been read.
/// </summary>
internal sealed class ContextFunctions(HeldContext held, FixSession session)
{
    static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "Add", "AddAsync", "AddRange", "AddRangeAsync", "Attach", "AttachRange", "Entry", "Remove", "RemoveRange", "Update", "UpdateRange", "BeginTransaction", "BeginTransactionAsync", "UseTransaction",
    };

    static readonly HashSet<string> Loops = new(StringComparer.Ordinal) { "ExecuteAsync", "StartAsync" };

    readonly Dictionary<MethodDeclarationSyntax, List<ExpressionSyntax>> functions = [];

    /// <summary>What needs one context over several methods, or null.</summary>
    public async Task<string?> ObstacleAsync()
    {
        SemanticModel model = null!;
        foreach (var use in await FieldUse.OfAsync(held.Symbol!, session).ConfigureAwait(false))
        {
            if (use.IsDocumentation || use.Expression is null || use.Expression == held.Assignment?.Left || held.Field is not null && use.Node.Span == held.Field.Identifier.Span)
                continue;
            model = use.Model;
            if (use.Expression.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax { Body: not null } method || use.Document.Id != held.Document.Id || Functions.Around(use.Expression) != method)
                return $"the use of the context in {use.Document.Name}, line {use.Line}, stands outside the body of a method";
            if (use.Expression.Parent is not MemberAccessExpressionSyntax access || access.Expression != use.Expression)
                return $"the context itself is handed on in {use.Document.Name}, line {use.Line}";
            if (!functions.TryGetValue(method, out var uses))
                functions.Add(method, uses = []);
            uses.Add(use.Expression);
        }
        if (functions.Count == 0)
            return "nothing uses the context";
        foreach (var method in functions.Keys)
            if ((ObstacleOf(method, model) ?? await ChangedElsewhereAsync(method, model).ConfigureAwait(false)) is { } obstacle)
                return obstacle;
        return null;
    }

    string? ObstacleOf(MethodDeclarationSyntax method, SemanticModel model)
    {
        var name = method.Identifier.ValueText;
        if (Loops.Contains(name) && KnownTypes.Of(model.Compilation).IsOrInherits(held.Type, TypeNames.IHostedService) && method.Body!.DescendantNodes().Any(n => n is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax))
            return $"'{name}' runs in a loop, where each round needs a context";
        if (method.Modifiers.Any(SyntaxKind.StaticKeyword) || method.Body!.DescendantNodes().Any(n => n is YieldStatementSyntax))
            return $"'{name}' cannot open a context";
        var called = method.Body!.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        foreach (var call in called)
            if (model.GetSymbolInfo(call).Symbol is IMethodSymbol other && functions.Keys.Any(f => f != method && SymbolEqualityComparer.Default.Equals(model.GetDeclaredSymbol(f), other.OriginalDefinition)))
                return $"'{name}' and '{other.Name}' share the context";

        var names = called.Where(c => c.Expression is MemberAccessExpressionSyntax).Select(c => ((MemberAccessExpressionSyntax)c.Expression).Name.Identifier.ValueText).ToList();
        var saves = names.Any(n => n is "SaveChanges" or "SaveChangesAsync");
        if (saves && !names.Any(n => n is not ("SaveChanges" or "SaveChangesAsync")))
            return $"'{name}' saves what others changed";
        if (!saves && functions[method].Any(u => Chain(u).Any(Changing.Contains)))
            return $"'{name}' changes what others save";
        // What is read later would be read without its context.
        if (model.GetDeclaredSymbol(method) is { ReturnType: var returned } && IsDeferred(returned))
            return $"'{name}' may return what is read later";
        return null;
    }

    // A row that was given out and changed would be saved by whichever method saves next.
    async Task<string?> ChangedElsewhereAsync(MethodDeclarationSyntax method, SemanticModel model)
    {
        if (model.GetDeclaredSymbol(method) is not { ReturnType: var returned } || RowIn(returned) is not { } row || !functions.Keys.Any(f => f.Body!.DescendantNodes().OfType<SimpleNameSyntax>().Any(n => n.Identifier.ValueText is "SaveChanges" or "SaveChangesAsync")))
            return null;
        foreach (var property in row.GetMembers().OfType<IPropertySymbol>().Where(p => p.SetMethod is { IsInitOnly: false }))
            foreach (var use in await FieldUse.OfAsync(property, session).ConfigureAwait(false))
                if (use.Expression is { Parent: AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment } written && assignment.Left == written && !functions.Keys.Any(f => f.Span.Contains(written.Span) && f.SyntaxTree == written.SyntaxTree))
                    return $"what '{method.Identifier.ValueText}' returns may be changed in {use.Document.Name}, line {use.Line}, and saved by another method";
        return null;
    }

    static INamedTypeSymbol? RowIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => RowIn(array.ElementType),
        INamedTypeSymbol { TypeArguments: [.., var last] } => RowIn(last),
        INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.Length: > 0 } row => row,
        _ => null,
    };

    static bool IsDeferred(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } => IsDeferred(result),
        INamedTypeSymbol { Name: "IEnumerable" or "IQueryable" or "IOrderedQueryable" or "IAsyncEnumerable" or "IOrderedEnumerable" or "DbSet" } => true,
        _ => type.SpecialType == SpecialType.System_Object,
    };

    // The members that are asked of the context one after another.
    static IEnumerable<string> Chain(ExpressionSyntax context)
    {
        SyntaxNode current = context;
        while (current.Parent is MemberAccessExpressionSyntax access && access.Expression == current || current.Parent is InvocationExpressionSyntax call && call.Expression == current)
        {
            current = current.Parent!;
            if (current is MemberAccessExpressionSyntax member)
                yield return member.Name.Identifier.ValueText;
        }
    }

    public void Add(FixUnit unit)
    {
        foreach (var function in functions)
        {
            var (scope, db) = (Unused("scope", function.Key), Unused("db", function.Key));
            var isAsync = function.Key.Modifiers.Any(SyntaxKind.AsyncKeyword);
            var context = held.Context.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
            var open = isAsync ? $"await using var {scope} = {held.Factory}.CreateAsyncScope();" : $"using var {scope} = {held.Factory}.CreateScope();";
            unit.Add(new RewriteNode(NodeKey.Of(held.Document.Id, function.Key.Body!), "scope", (node, _) => ContextAccess.With((BlockSyntax)node, [open, $"var {db} = {scope}.ServiceProvider.GetRequiredService<{context}>();"]))
            {
                Usings = ImmutableArray.Create("Microsoft.Extensions.DependencyInjection"),
            });
            foreach (var use in function.Value)
                unit.Add(new RewriteNode(NodeKey.Of(held.Document.Id, use), "context", (node, made) => made.Expression(db, node)));
        }
    }

    // The held context goes, and its name with it.
    string Unused(string name, MethodDeclarationSyntax function) =>
        Identifiers.Unused(name, Identifiers.In(function.DescendantTokens().Where(t => t.ValueText != held.Symbol!.Name)));
}
