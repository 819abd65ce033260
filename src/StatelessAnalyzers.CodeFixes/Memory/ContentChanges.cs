using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// Whether anything changes a list after it is stored or after it is got. A shared cache hands out copies, so such a change would be lost.
/// </summary>
/// <param name="session">The solution.</param>
/// <param name="uses">All uses of the cache.</param>
internal sealed class ContentChanges(FixSession session, IReadOnlyList<CacheAccess> uses)
{
    readonly ContentFlow flow = new(session, [.. uses.Where(u => u.Action == CacheAction.Store).Select(u => u.Value!)]);

    /// <summary>The type of what the list holds, where the type is a list or an array whose content can be changed and nothing else about it.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        // Files and pictures: more than a shared cache takes.
        IArrayTypeSymbol { Rank: 1, ElementType: { SpecialType: not SpecialType.System_Byte } element } => element,
        INamedTypeSymbol { TypeArguments: [var element] } named when named.OriginalDefinition.ToDisplayString() is "System.Collections.Generic.List<T>" or "System.Collections.Generic.IList<T>" or "System.Collections.Generic.ICollection<T>" => element,
        _ => null,
    };

    /// <summary>The first change of an entry of that type, as a place; null where there is none.</summary>
    public async Task<string?> OfEntriesAsync(ITypeSymbol type)
    {
        foreach (var use in uses)
            if (use.Type is not null && SymbolEqualityComparer.Default.Equals(use.Type, type) && await OfUseAsync(use).ConfigureAwait(false) is { } change)
                return change;
        return null;
    }

    async Task<string?> OfUseAsync(CacheAccess use)
    {
        switch (use.Action)
        {
            case CacheAction.Store:
                return await flow.AfterPutAsync(use.Value!, use.Node, use.Model, 0).ConfigureAwait(false)
                    ?? (use.IsUsed ? await flow.AfterReadAsync(use.Node, use.Model, 0).ConfigureAwait(false) : null);
            case CacheAction.Create:
                foreach (var made in Made(use.Value!))
                    if (await flow.AfterPutAsync(made, made, use.Model, 0).ConfigureAwait(false) is { } change)
                        return change;
                return await flow.AfterReadAsync(use.Node, use.Model, 0).ConfigureAwait(false);
            case CacheAction.Read:
                return await flow.AfterReadAsync(use.Node, use.Model, 0).ConfigureAwait(false);
            case CacheAction.TryRead when CacheAsides.Plain(use.Found) is { } found && !DictionaryAccess.IsDiscard(found):
                var variable = found is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } ? use.Model.GetDeclaredSymbol(single) : use.Model.GetSymbolInfo(found).Symbol;
                // What is loaded on a miss is in the same variable until it is stored.
                var stores = uses.Where(u => u.Action == CacheAction.Store && u.Node.SyntaxTree == use.Node.SyntaxTree && u.Value is IdentifierNameSyntax stored && SymbolEqualityComparer.Default.Equals(use.Model.GetSymbolInfo(stored).Symbol, variable)).ToList();
                return variable is not ILocalSymbol || use.FoundName is not null || use.Casts.Count > 0 ? ContentFlow.At(use.Node)
                    : await flow.AfterReadAsync(variable, found, use.Model, 0, m => IsBeforeStored(m, stores)).ConfigureAwait(false);
            default:
                return null;
        }
    }

    /// <summary>Whether what the variable holds at the mention is yet to be stored.</summary>
    public static bool IsBeforeStored(IdentifierNameSyntax mention, List<CacheAccess> stores) => stores.Any(s =>
        mention.SpanStart < s.Node.SpanStart && s.Node.FirstAncestorOrSelf<BlockSyntax>() is { } block && block.Span.Contains(mention.Span)
        && block.Statements.Any(b => b.SpanStart <= mention.SpanStart && b is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax given } } && given.Identifier.ValueText == mention.Identifier.ValueText));

    /// <summary>What a factory returns.</summary>
    public static IEnumerable<ExpressionSyntax> Made(ExpressionSyntax factory) => factory switch
    {
        LambdaExpressionSyntax { ExpressionBody: { } body } => [body],
        LambdaExpressionSyntax { Block: { } block } => CacheFactory.Own(block).OfType<ReturnStatementSyntax>().Select(r => r.Expression).OfType<ExpressionSyntax>(),
        _ => [],
    };

    /// <summary>The first change of the list in a property after its object is made, as a place; null where there is none.</summary>
    public async Task<string?> OfPropertyAsync(IPropertySymbol property)
    {
        foreach (var reference in await References.OfAsync(property, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var document = session.Canonical(location.Document).Id;
                var node = (await session.RootAsync(document).ConfigureAwait(false)).FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true);
                if (node is not IdentifierNameSyntax || Identifiers.IsInNameof(node) || node.Ancestors().Any(a => a is AttributeSyntax))
                    continue;
                var model = await session.ModelAsync(document).ConfigureAwait(false);
                var named = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : (ExpressionSyntax)node;
                // A list is given, not changed; whoever gives it may keep it.
                if (named.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Left == named)
                {
                    if (assignment.Right is not InitializerExpressionSyntax && await flow.AfterPutAsync(assignment.Right, assignment, model, 0).ConfigureAwait(false) is { } kept)
                        return kept;
                }
                else if (!FreshObject.IsChangedWhileMade(named, model) && await flow.AfterReadAsync(named, model, 0).ConfigureAwait(false) is { } change)
                {
                    return change;
                }
            }
        return null;
    }
}
