using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Finds or makes a name by which code at a site reaches a service.</summary>
internal sealed class InjectionSolver
{
    readonly FixSession session;
    readonly ContainerMade containerMade;
    readonly ConstructorInjection constructors;
    readonly Dictionary<(NodeKey Site, Service Service), string> names = [];

    public InjectionSolver(FixSession session)
    {
        this.session = session;
        containerMade = new(session);
        constructors = new(session, containerMade);
    }

    /// <summary>The expression by which the site reaches the service, once it is resolved.</summary>
    public string NameOf(NodeKey site, Service service) => names[(site, service)];

    /// <summary>Whether a service goes by that name anywhere, so that a new local had better not.</summary>
    public bool Uses(string name) => names.ContainsValue(name);

    public async Task ResolveAsync(FixUnit unit, NodeKey site, Service service)
    {
        var node = await session.NodeAsync(site).ConfigureAwait(false);
        var model = await session.ModelAsync(site.Document).ConfigureAwait(false);
        if (await NameAsync(unit, node, model, service, []).ConfigureAwait(false) is { } name)
            names[(site, service)] = name;
        else
            Refuse(unit, service, null);
    }

    static void Refuse(FixUnit unit, Service service, string? obstacle) =>
        unit.Refuse($"nothing at this place can be given {Article(service.Type)} {service.Type}{(obstacle is null ? "" : $": {obstacle}")}");

    async Task<string?> NameAsync(FixUnit unit, SyntaxNode site, SemanticModel model, Service service, Dictionary<SyntaxNode, string> given) =>
        AtHand(site, model, service) ?? await InjectAsync(unit, site, model, service, given).ConfigureAwait(false);

    /// <summary>Whether a composition root of the solution names the type.</summary>
    public Task<bool> IsRegisteredAsync(INamedTypeSymbol type) => containerMade.IsRegisteredAsync(type);

    /// <summary>Who makes the type.</summary>
    public Task<Making> MakingAsync(INamedTypeSymbol type, Compilation compilation) => containerMade.OfAsync(type, compilation);

    /// <summary>The factories that make the type; null where other code makes it too.</summary>
    public Task<IReadOnlyList<ServiceFactory>?> FactoriesAsync(INamedTypeSymbol type, Compilation compilation) => containerMade.FactoriesAsync(type, compilation);

    static string Article(string noun) => "AEIOU".IndexOf(noun[0]) >= 0 ? "an" : "a";

    // A parameter of an enclosing function or of the primary constructor, or a member of the type.
    static string? AtHand(SyntaxNode site, SemanticModel model, Service service)
    {
        for (var n = site.Parent; n is not null; n = n.Parent)
        {
            if (n is TypeDeclarationSyntax type)
                return MemberAt(site, model, model.GetDeclaredSymbol(type) as INamedTypeSymbol, service);
            foreach (var parameter in ParametersOf(n))
                if (parameter.Type is not null && model.GetDeclaredSymbol(parameter) is IParameterSymbol { RefKind: RefKind.None } symbol && ServiceNames.Is(symbol.Type, model.Compilation, service) && Means(symbol, site, model))
                    return Identifiers.Escape(symbol.Name);
            if (Functions.IsStatic(n))
                return null;
        }
        return null;
    }

    static IEnumerable<ParameterSyntax> ParametersOf(SyntaxNode function) => function switch
    {
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        _ => [],
    };

    // A member that may be null or changed is not relied on.
    static string? MemberAt(SyntaxNode site, SemanticModel model, INamedTypeSymbol? type, Service service)
    {
        for (var t = type; t is not null; t = t.BaseType)
            foreach (var member in t.GetMembers())
            {
                if (member.IsStatic || member.IsImplicitlyDeclared || !member.CanBeReferencedByName || !model.IsAccessible(site.SpanStart, member))
                    continue;
                var held = member switch
                {
                    IFieldSymbol { NullableAnnotation: not NullableAnnotation.Annotated } field => field.Type,
                    IPropertySymbol { IsIndexer: false, GetMethod: not null, NullableAnnotation: not NullableAnnotation.Annotated } property => property.Type,
                    _ => null,
                };
                if (held is not null && ServiceNames.Is(held, model.Compilation, service))
                    return Means(member, site, model) ? Identifiers.Escape(member.Name) : "this." + Identifiers.Escape(member.Name);
            }

        // A field says more than the primary constructor's parameter that it is set from, so it is looked for first.
        foreach (var constructor in type?.InstanceConstructors ?? ImmutableArray<IMethodSymbol>.Empty)
            if (IsPrimary(constructor))
                foreach (var parameter in constructor.Parameters)
                    if (ServiceNames.Is(parameter.Type, model.Compilation, service) && Means(parameter, site, model))
                        return Identifiers.Escape(parameter.Name);
        return null;
    }

    static bool Means(ISymbol symbol, SyntaxNode site, SemanticModel model) =>
        model.LookupSymbols(site.SpanStart, name: symbol.Name) is [var found, ..] && SymbolEqualityComparer.Default.Equals(found, symbol);

    static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Length == 1 && constructor.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax;

    async Task<string?> InjectAsync(FixUnit unit, SyntaxNode site, SemanticModel model, Service service, Dictionary<SyntaxNode, string> given)
    {
        if (await session.Handlers.AroundAsync(site, model).ConfigureAwait(false) is { } handler)
        {
            if (session.DocumentOf(handler) is not { } document)
                return null;
            var parameter = ServiceNames.Unused("", service, [handler]);
            unit.Add(new AddServiceParameter(NodeKey.Of(document.Id, handler), service, parameter));
            return parameter;
        }

        for (var n = site.Parent; n is not null; n = n.Parent)
            if (n is MethodDeclarationSyntax method && Functions.IsStatic(n))
                return await HandOverAsync(unit, method, model, service, given).ConfigureAwait(false);
            else if (n is TypeDeclarationSyntax declaration)
            {
                var (name, obstacle) = declaration is ClassDeclarationSyntax part && model.GetDeclaredSymbol(part) is { IsStatic: false } type
                    ? await constructors.IntoAsync(unit, type, part, model.Compilation, service).ConfigureAwait(false)
                    : (null, Kind(declaration));
                if (name is null)
                    Refuse(unit, service, obstacle);
                return name;
            }
            else if (Functions.IsStatic(n))
                return null;
        return null;
    }

    static string? Kind(TypeDeclarationSyntax type) => type switch
    {
        RecordDeclarationSyntax => $"{type.Identifier.ValueText} is a record, which would be compared and taken apart by it",
        StructDeclarationSyntax => $"{type.Identifier.ValueText} is a struct, which no container makes",
        _ => null,
    };

    // By a parameter, from all who call it; these may be static methods as well.
    async Task<string?> HandOverAsync(FixUnit unit, MethodDeclarationSyntax method, SemanticModel model, Service service, Dictionary<SyntaxNode, string> given)
    {
        if (given.TryGetValue(method, out var known))
            return known;
        if (await StaticMethod.OfAsync(method, model, session).ConfigureAwait(false) is not { } target)
            return null;
        var parameter = given[method] = ServiceNames.Unused("", service, [method]);
        unit.Add(new AddServiceParameter(NodeKey.Of(target.Document.Id, method), service, parameter));
        foreach (var (call, document, caller) in target.Calls)
            if (await NameAsync(unit, call, caller, service, given).ConfigureAwait(false) is { } name)
                unit.Add(new AddCallArgument(NodeKey.Of(document.Id, call), service, parameter, name, ParameterLists.Behind(method.ParameterList, service)));
            else
                return null;
        return parameter;
    }
}
