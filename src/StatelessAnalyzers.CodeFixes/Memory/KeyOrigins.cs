using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Follows a key that an object is given to those who give it.</summary>
internal sealed class KeyOrigins(FixSession session)
{
    /// <summary>The shape of a key that comes from a parameter of a constructor, or from a property or field that is set elsewhere.</summary>
    public async Task<KeyShape> OfAsync(ExpressionSyntax key, SemanticModel model) => model.GetSymbolInfo(key).Symbol switch
    {
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter => await GivenAsync(constructor, parameter).ConfigureAwait(false),
        IPropertySymbol { IsIndexer: false, IsVirtual: false, IsAbstract: false, SetMethod: not null } or IFieldSymbol when model.GetSymbolInfo(key).Symbol is { DeclaringSyntaxReferences.IsEmpty: false } member => await SetAsync(member).ConfigureAwait(false),
        _ => KeyShape.Unknown,
    };

    async Task<KeyShape> GivenAsync(IMethodSymbol constructor, IParameterSymbol parameter)
    {
        KeyShape? shape = null;
        foreach (var (node, model) in await MentionsAsync(constructor).ConfigureAwait(false))
        {
            if (node.AncestorsAndSelf().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault() is not { ArgumentList.Arguments: var arguments } creation
                || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(creation).Symbol, constructor))
                return KeyShape.Unknown;
            var given = arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name)
                ?? (arguments.Count > parameter.Ordinal && arguments[parameter.Ordinal].NameColon is null ? arguments[parameter.Ordinal] : null);
            Add(ref shape, given is null ? KeyShape.Unknown : KeyShape.Of(given.Expression, model));
        }
        return shape ?? KeyShape.Unknown;
    }

    async Task<KeyShape> SetAsync(ISymbol member)
    {
        KeyShape? shape = null;
        foreach (var (node, model) in await MentionsAsync(member).ConfigureAwait(false))
        {
            var target = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node;
            if (target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target)
                Add(ref shape, KeyShape.Of(assignment.Right, model));
            else if (target.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
                return KeyShape.Unknown;
        }
        return shape ?? KeyShape.Unknown;
    }

    static void Add(ref KeyShape? shape, KeyShape other) => shape = shape is { } known ? known.Or(other) : other;

    async Task<List<(SyntaxNode Node, SemanticModel Model)>> MentionsAsync(ISymbol symbol)
    {
        var mentions = new List<(SyntaxNode, SemanticModel)>();
        foreach (var reference in await References.OfAsync(symbol, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var document = session.Canonical(location.Document).Id;
                mentions.Add(((await session.RootAsync(document).ConfigureAwait(false)).FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true), await session.ModelAsync(document).ConfigureAwait(false)));
            }
        return mentions;
    }
}
