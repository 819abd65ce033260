using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>What holds a memory cache: a parameter or field that the container fills, which is given the shared cache instead; or a field that makes its own, which goes.</summary>
/// <param name="unit">What the changes are added to.</param>
/// <param name="session">The solution.</param>
/// <param name="caches">All that hold the cache, which move together.</param>
internal sealed class InjectedCache(FixUnit unit, FixSession session, IReadOnlyList<ISymbol> caches)
{
    readonly CacheGivers givers = new(unit, session, caches);

    /// <summary>Whether the cache is made by the type itself, so that nobody else sees its keys.</summary>
    public static bool IsOwn(ISymbol cache) =>
        cache is IFieldSymbol { DeclaringSyntaxReferences: [var reference] } && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax };

    /// <summary>Gives the holder the shared cache.</summary>
    public async Task ReplaceAsync(ISymbol cache, Service service)
    {
        // Who else mentions a member of the solution's own is in the group.
        if (cache is not (IFieldSymbol or IPropertySymbol or IParameterSymbol or ILocalSymbol) || cache.DeclaringSyntaxReferences is not [var reference] || cache is not (IParameterSymbol or ILocalSymbol) && (cache.DeclaredAccessibility == Accessibility.Public || cache.IsVirtual || cache.IsOverride || cache.IsAbstract))
        {
            unit.Refuse($"other types reach '{cache.Name}'");
            return;
        }
        var declaration = await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(declaration) is not { } document)
        {
            unit.Refuse("the cache is declared in generated code");
            return;
        }
        if (IsOwn(cache))
        {
            FieldRemoval.Add(unit, document.Id, (VariableDeclaratorSyntax)declaration);
            return;
        }
        if (cache.IsStatic)
        {
            unit.Refuse("a static member holds the cache");
            return;
        }
        if (cache is ILocalSymbol)
        {
            if ((declaration as VariableDeclaratorSyntax)?.Initializer is not { Value: var asked } || !givers.AskFor(asked, document, service))
                unit.Refuse("the cache is asked for, not injected");
            else if (declaration.Parent is VariableDeclarationSyntax { Type: { IsVar: false } })
                await RetypeAsync(declaration, document, service).ConfigureAwait(false);
            return;
        }
        await RetypeAsync(declaration, document, service).ConfigureAwait(false);
        if (cache is not IParameterSymbol)
            foreach (var given in await GivenAsync(cache).ConfigureAwait(false))
                await RetypeParameterAsync(given, service).ConfigureAwait(false);
        else
            await givers.CheckAsync((IParameterSymbol)cache, declaration, document, service).ConfigureAwait(false);
    }

    /// <summary>The name that a primary constructor's parameter gets that is a cache no more, where nothing but these uses names it; null where it keeps its own.</summary>
    public string? Renamed(ISymbol cache, IReadOnlyList<CacheAccess> uses, Service service)
    {
        if (cache is not IParameterSymbol { DeclaringSyntaxReferences: [var reference] } || reference.GetSyntax() is not ParameterSyntax { Parent.Parent: TypeDeclarationSyntax type } parameter || session.DocumentOf(parameter) is not { } document
            || cache.Name.IndexOf("cache", StringComparison.OrdinalIgnoreCase) < 0 || !TypeParts.OnlyThisNames(cache.ContainingType, type, cache.Name, service.Name)
            || type.DescendantNodes(descendIntoTrivia: true).Count(n => n is IdentifierNameSyntax name && name.Identifier.ValueText == cache.Name) != uses.Count(u => u.Receiver is IdentifierNameSyntax name && name.Identifier.ValueText == cache.Name && type.Span.Contains(name.Span) && name.SyntaxTree == type.SyntaxTree)
            || type.DescendantTokens().Any(t => t.ValueText == service.Name))
            return null;
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, parameter), service.Name, (node, _) =>
            ((ParameterSyntax)node).WithIdentifier(Microsoft.CodeAnalysis.CSharp.SyntaxFactory.Identifier(service.Name).WithTriviaFrom(((ParameterSyntax)node).Identifier))));
        return service.Name;
    }

    async Task RetypeParameterAsync(IParameterSymbol parameter, Service service)
    {
        var declaration = await parameter.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(declaration) is not { } document)
        {
            unit.Refuse("the cache is declared in generated code");
            return;
        }
        await RetypeAsync(declaration, document, service).ConfigureAwait(false);
        await givers.CheckAsync(parameter, declaration, document, service).ConfigureAwait(false);
    }

    async Task RetypeAsync(SyntaxNode declaration, Document document, Service service)
    {
        var type = declaration switch
        {
            ParameterSyntax parameter => parameter.Type,
            PropertyDeclarationSyntax property => property.Type,
            _ => (declaration.Parent as VariableDeclarationSyntax)?.Type,
        };
        if (type is not NameSyntax || declaration.Parent is VariableDeclarationSyntax { Variables.Count: > 1 })
        {
            unit.Refuse("the cache may be missing");
            return;
        }
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, type), service.Type, (node, scope) =>
            TypeReferences.Name(service.Namespace, service.Type, 0, scope.Original, scope.Model).WithTriviaFrom(node)));
        unit.Add(new AddUsing(document.Id, service.Namespace));
        await ServiceNeeds.AddAsync(unit, document.Project.Id, service, session).ConfigureAwait(false);
    }

    // The parameters that the field is set from; anything else it is set from stays what it is, and refuses.
    async Task<List<IParameterSymbol>> GivenAsync(ISymbol field)
    {
        var given = new List<IParameterSymbol>();
        foreach (var reference in await References.OfAsync(field, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var document = session.Canonical(location.Document);
                var node = (await session.RootAsync(document.Id).ConfigureAwait(false)).FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true);
                if (node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && assignment.Left.Span.Contains(node.Span))
                    await AddAsync(assignment.Right, document).ConfigureAwait(false);
            }
        var declarator = await field.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if ((declarator is PropertyDeclarationSyntax property ? property.Initializer : (declarator as VariableDeclaratorSyntax)?.Initializer) is { Value: var initial } && session.DocumentOf(declarator) is { } declaring)
            await AddAsync(initial, declaring).ConfigureAwait(false);
        if (given.Count == 0)
            unit.Refuse("the cache is not injected");
        return given;

        async Task AddAsync(ExpressionSyntax value, Document document)
        {
            if (value is BinaryExpressionSyntax { Right: ThrowExpressionSyntax, Left: var checkedFirst })
                value = checkedFirst;
            if ((await session.ModelAsync(document.Id).ConfigureAwait(false)).GetSymbolInfo(value).Symbol is IParameterSymbol parameter)
                given.Add(parameter);
            else
                unit.Refuse("the cache is not injected");
        }
    }
}
