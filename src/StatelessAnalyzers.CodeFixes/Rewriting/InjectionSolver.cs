using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Finds or makes a name by which code at a site reaches a service.</summary>
internal sealed class InjectionSolver(FixSession session)
{
    readonly Dictionary<(NodeKey Site, Service Service), string> names = [];
    readonly ContainerMade containerMade = new(session);
    readonly Dictionary<ProjectId, bool> prefersPrimary = [];

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
            unit.Refuse($"nothing at this place can be given {Article(service.Type)} {service.Type}");
    }

    async Task<string?> NameAsync(FixUnit unit, SyntaxNode site, SemanticModel model, Service service, Dictionary<SyntaxNode, string> given) =>
        AtHand(site, model, service) ?? await InjectAsync(unit, site, model, service, given).ConfigureAwait(false);

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
                if (parameter.Type is not null && model.GetDeclaredSymbol(parameter) is IParameterSymbol { RefKind: RefKind.None } symbol && IsService(symbol.Type, model.Compilation, service) && Means(symbol, site, model))
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
                if (held is not null && IsService(held, model.Compilation, service))
                    return Means(member, site, model) ? Identifiers.Escape(member.Name) : "this." + Identifiers.Escape(member.Name);
            }

        // A field says more than the primary constructor's parameter that it is set from, so it is looked for first.
        foreach (var constructor in type?.InstanceConstructors ?? ImmutableArray<IMethodSymbol>.Empty)
            if (IsPrimary(constructor))
                foreach (var parameter in constructor.Parameters)
                    if (IsService(parameter.Type, model.Compilation, service) && Means(parameter, site, model))
                        return Identifiers.Escape(parameter.Name);
        return null;
    }

    // In the global namespace no dot comes before a name. A type that no reference resolves is the one of the package that the user is about to restore.
    static bool IsService(ITypeSymbol type, Compilation compilation, Service service) =>
        type is IErrorTypeSymbol ? type.Name == service.Type : KnownTypes.Of(compilation).IsOrInherits(type, service.MetadataName.TrimStart('.'));

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
            var parameter = Unused("", service, [handler]);
            unit.Add(new AddServiceParameter(NodeKey.Of(document.Id, handler), service, parameter));
            return parameter;
        }

        for (var n = site.Parent; n is not null; n = n.Parent)
            if (n is ClassDeclarationSyntax declaration)
                return model.GetDeclaredSymbol(declaration) is { } type ? await InjectIntoAsync(unit, type, declaration, model.Compilation, service).ConfigureAwait(false) : null;
            else if (n is MethodDeclarationSyntax method && Functions.IsStatic(n))
                return await HandOverAsync(unit, method, model, service, given).ConfigureAwait(false);
            else if (n is TypeDeclarationSyntax || Functions.IsStatic(n))
                return null;
        return null;
    }

    // By a parameter, from all who call it; these may be static methods as well.
    async Task<string?> HandOverAsync(FixUnit unit, MethodDeclarationSyntax method, SemanticModel model, Service service, Dictionary<SyntaxNode, string> given)
    {
        if (given.TryGetValue(method, out var known))
            return known;
        if (await StaticMethod.OfAsync(method, model, session).ConfigureAwait(false) is not { } target)
            return null;
        var parameter = given[method] = Unused("", service, [method]);
        unit.Add(new AddServiceParameter(NodeKey.Of(target.Document.Id, method), service, parameter));
        foreach (var (call, document, caller) in target.Calls)
            if (await NameAsync(unit, call, caller, service, given).ConfigureAwait(false) is { } name)
                unit.Add(new AddCallArgument(NodeKey.Of(document.Id, call), service, parameter, name, ParameterLists.Behind(method.ParameterList, service)));
            else
                return null;
        return parameter;
    }

    async Task<string?> InjectIntoAsync(FixUnit unit, INamedTypeSymbol type, ClassDeclarationSyntax part, Compilation compilation, Service service)
    {
        if (type.IsStatic || type.IsRecord)
            return null;

        var parts = ImmutableArray.CreateRange(type.DeclaringSyntaxReferences, r => r.GetSyntax(session.CancellationToken));
        var constructors = type.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared).ToList();
        if (constructors.Count > 1 || constructors is [{ DeclaredAccessibility: not Accessibility.Public }])
            return null;

        var declaration = constructors is [var only] ? only.DeclaringSyntaxReferences[0].GetSyntax(session.CancellationToken) : null;
        var target = declaration is ConstructorDeclarationSyntax ? declaration.Parent! : declaration ?? part;
        if (session.DocumentOf(target) is not { } document || declaration is ConstructorDeclarationSyntax { Body: null, ExpressionBody: null })
            return null;

        // What the constructor is given already only has to be kept, whoever calls it.
        var given = declaration is ConstructorDeclarationSyntax ? constructors[0].Parameters.FirstOrDefault(p => p.RefKind == RefKind.None && p.NullableAnnotation != NullableAnnotation.Annotated && IsService(p.Type, compilation, service)) : null;
        if (given is null)
        {
            if (type.IsAbstract || await containerMade.FactoriesAsync(type, compilation).ConfigureAwait(false) is not { } factories || factories.Count > 0 && !TakesAtTheEnd(constructors[0], service))
                return null;
            foreach (var factory in factories)
                unit.Add(new AddServiceArgument(NodeKey.Of(factory.Document, factory.Creation), service, factory.Provider));
        }
        var parameter = given is null ? Unused("", service, parts) : Identifiers.Escape(given.Name);
        var usesParameter = declaration is TypeDeclarationSyntax || declaration is null && PrefersPrimaryConstructors(compilation, document);
        var field = usesParameter ? null : Unused(FieldPrefix(type), service, parts, apartFrom: given is null ? null : declaration);
        unit.Add(new InjectService(NodeKey.Of(document.Id, target), service, parameter, field));
        return field ?? parameter;
    }

    // Another place than behind what it takes now would move the arguments of those who call it.
    static bool TakesAtTheEnd(IMethodSymbol constructor, Service service) =>
        !constructor.Parameters.Any(p => ServiceOrder.IsAfter(SyntaxFactory.IdentifierName(p.Type.Name), SyntaxFactory.IdentifierName(service.Type)));

    bool PrefersPrimaryConstructors(Compilation compilation, Document document)
    {
        if (document.Project.ParseOptions is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 })
            return false;
        if (!prefersPrimary.TryGetValue(document.Project.Id, out var prefers))
            prefersPrimary[document.Project.Id] = prefers = compilation.SyntaxTrees.Any(t => t.GetRoot(session.CancellationToken)
                .DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).Any(n => n is ClassDeclarationSyntax { ParameterList: not null }));
        return prefers;
    }

    // As most of the type's own private fields are named.
    static string FieldPrefix(INamedTypeSymbol type) =>
        type.GetMembers().Where(static member => member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Private })
            .GroupBy(static field => field.Name.StartsWith("_", StringComparison.Ordinal) ? "_" : field.Name.StartsWith("m_", StringComparison.Ordinal) ? "m_" : "")
            .OrderByDescending(static alike => alike.Count()).FirstOrDefault()?.Key ?? "_";

    // A name that nothing within the scopes has: what the service is for, or else what it is.
    static string Unused(string prefix, Service service, IEnumerable<SyntaxNode> scopes, SyntaxNode? apartFrom = null)
    {
        var used = Identifiers.In(scopes.SelectMany(s => s.DescendantTokens(n => n != apartFrom)));
        return new[] { prefix + service.Name, prefix + service.TypeName }.FirstOrDefault(n => !used.Contains(n)) ?? Identifiers.Unused(prefix + service.Name, used);
    }
}
