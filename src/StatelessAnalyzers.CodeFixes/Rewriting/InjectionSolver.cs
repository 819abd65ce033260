using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Finds or makes a name by which code at a site reaches a service.</summary>
internal sealed class InjectionSolver(FixSession session)
{
    readonly Dictionary<(NodeKey Site, Service Service), string> names = [];

    /// <summary>The expression by which the site reaches the service, once it is resolved.</summary>
    public string NameOf(NodeKey site, Service service) => names[(site, service)];

    public async Task ResolveAsync(FixUnit unit, NodeKey site, Service service)
    {
        var node = await session.NodeAsync(site).ConfigureAwait(false);
        var model = await session.ModelAsync(site.Document).ConfigureAwait(false);
        var name = AtHand(node, model, service) ?? await InjectAsync(unit, site, node, model, service).ConfigureAwait(false);
        if (name is not null)
            names[(site, service)] = name;
        else
            unit.Refuse($"nothing at this place can be given {Article(service.Type)} {service.Type}");
    }

    static string Article(string noun) => "AEIOU".IndexOf(noun[0]) >= 0 ? "an" : "a";

    // A parameter of an enclosing function or of the primary constructor, or a member of the type.
    static string? AtHand(SyntaxNode site, SemanticModel model, Service service)
    {
        var instance = true;
        for (var n = site.Parent; n is not null; n = n.Parent)
        {
            switch (n)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    if (ParameterOf(lambda is ParenthesizedLambdaExpressionSyntax p ? p.ParameterList : (lambda as AnonymousMethodExpressionSyntax)?.ParameterList) is { } ofLambda)
                        return ofLambda;
                    if (lambda.Modifiers.Any(SyntaxKind.StaticKeyword))
                        return null;
                    break;
                case LocalFunctionStatementSyntax local:
                    if (ParameterOf(local.ParameterList) is { } ofLocal)
                        return ofLocal;
                    if (local.Modifiers.Any(SyntaxKind.StaticKeyword))
                        return null;
                    break;
                case BaseMethodDeclarationSyntax method:
                    if (ParameterOf(method.ParameterList) is { } ofMethod)
                        return ofMethod;
                    instance = !method.Modifiers.Any(SyntaxKind.StaticKeyword);
                    break;
                case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax and not GlobalStatementSyntax:
                    instance = !member.Modifiers.Any(SyntaxKind.StaticKeyword);
                    break;
                case TypeDeclarationSyntax type:
                    return instance ? MemberOf(model.GetDeclaredSymbol(type) as INamedTypeSymbol, service) : null;
            }
        }
        return null;

        string? ParameterOf(BaseParameterListSyntax? list)
        {
            foreach (var parameter in list?.Parameters ?? default)
                if (parameter.Type is { } type && NameOf(type) == service.Type)
                    return parameter.Identifier.Text;
            return null;
        }
    }

    static string? MemberOf(INamedTypeSymbol? type, Service service)
    {
        for (var t = type; t is not null; t = t.BaseType)
            foreach (var member in t.GetMembers())
            {
                if (member.IsStatic || member.IsImplicitlyDeclared || !member.CanBeReferencedByName || (!SymbolEqualityComparer.Default.Equals(t, type) && member.DeclaredAccessibility is Accessibility.Private))
                    continue;
                if (member is IFieldSymbol { Type.Name: var field } && field == service.Type
                    || member is IPropertySymbol { Type.Name: var property, IsIndexer: false, GetMethod: not null } && property == service.Type)
                    return member.Name;
            }

        // A field says more than the primary constructor's parameter that it is set from, so it is looked for first.
        foreach (var constructor in type?.InstanceConstructors ?? ImmutableArray<IMethodSymbol>.Empty)
            if (IsPrimary(constructor))
                foreach (var parameter in constructor.Parameters)
                    if (parameter.Type.Name == service.Type)
                        return parameter.Name;
        return null;
    }

    static string? NameOf(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => NameOf(nullable.ElementType),
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Length == 1 && constructor.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax;

    async Task<string?> InjectAsync(FixUnit unit, NodeKey site, SyntaxNode node, SemanticModel model, Service service)
    {
        if (EndpointHandler(node, model) is { } handler)
        {
            var document = session.DocumentOf(handler);
            if (document is null)
                return null;
            var parameter = Unused(service.Name, [handler]);
            unit.Add(new AddServiceParameter(NodeKey.Of(document.Id, handler), service, parameter));
            return parameter;
        }

        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax and not BaseTypeDeclarationSyntax);
        if (member?.Parent is not ClassDeclarationSyntax declaration || member.Modifiers.Any(SyntaxKind.StaticKeyword) || InStaticFunction(node)
            || model.GetDeclaredSymbol(declaration) is not { } type)
            return null;
        return await InjectIntoAsync(unit, type, model.Compilation, service).ConfigureAwait(false);
    }

    static bool InStaticFunction(SyntaxNode node)
    {
        for (var n = node.Parent; n is not null and not MemberDeclarationSyntax; n = n.Parent)
            if (n is AnonymousFunctionExpressionSyntax { Modifiers: var m } && m.Any(SyntaxKind.StaticKeyword) || n is LocalFunctionStatementSyntax { Modifiers: var l } && l.Any(SyntaxKind.StaticKeyword))
                return true;
        return false;
    }

    // The outermost lambda or static method around the node that is a minimal API's handler, to which the framework hands services.
    static SyntaxNode? EndpointHandler(SyntaxNode node, SemanticModel model)
    {
        SyntaxNode? found = null;
        for (var n = node; n is not null; n = n.Parent)
            switch (n)
            {
                case ParenthesizedLambdaExpressionSyntax { Parent: ArgumentSyntax argument } lambda when IsDelegateParameter(argument, model):
                    found = lambda;
                    break;
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax when model.GetDeclaredSymbol(n) is IMethodSymbol method
                    && (method.IsStatic || n is LocalFunctionStatementSyntax) && method.DeclaringSyntaxReferences.Length == 1 && IsOnlyMapped(method, n, model):
                    found = n;
                    break;
            }
        return found;
    }

    static bool IsDelegateParameter(ArgumentSyntax argument, SemanticModel model) =>
        argument.Parent?.Parent is InvocationExpressionSyntax call && model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: var name, Parameters: var parameters }
        && name.StartsWith("Map", StringComparison.Ordinal) && parameters.Length > 0 && parameters[parameters.Length - 1].Type is { SpecialType: SpecialType.System_Delegate };

    // Every mention of the method in its file hands it to Map*; one with arguments of its own would miss the new parameter.
    static bool IsOnlyMapped(IMethodSymbol method, SyntaxNode declaration, SemanticModel model)
    {
        var mapped = false;
        foreach (var name in declaration.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != method.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, method))
                continue;
            SyntaxNode expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (expression.Parent is not ArgumentSyntax argument || !IsDelegateParameter(argument, model))
                return false;
            mapped = true;
        }
        return mapped;
    }

    async Task<string?> InjectIntoAsync(FixUnit unit, INamedTypeSymbol type, Compilation compilation, Service service)
    {
        if (type.IsStatic || type.IsAbstract || type.IsRecord || type.TypeKind != TypeKind.Class || !await IsMadeByContainerAsync(type, compilation).ConfigureAwait(false))
            return null;

        var parts = ImmutableArray.CreateRange(type.DeclaringSyntaxReferences, r => r.GetSyntax(session.CancellationToken));
        var constructors = type.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared).ToList();
        if (constructors.Count > 1)
            return null;

        var declaration = constructors is [var only] ? only.DeclaringSyntaxReferences[0].GetSyntax(session.CancellationToken) : null;
        var target = declaration is ConstructorDeclarationSyntax ? declaration.Parent! : declaration ?? parts[0];
        if (session.DocumentOf(target) is not { } document || declaration is ConstructorDeclarationSyntax { Body: null, ExpressionBody: null })
            return null;

        var parameter = Unused(service.Name, parts);
        var usesParameter = declaration is TypeDeclarationSyntax || declaration is null && PrefersPrimaryConstructors(compilation, target);
        var field = usesParameter ? null : Unused(FieldPrefix(type) + service.Name, parts);
        if (field is not null && field == parameter)
            field = "_" + field;
        unit.Add(new InjectService(NodeKey.Of(document.Id, target), service, parameter, field));
        return field ?? parameter;
    }

    // Only the container may create it: a `new` or a derived class in the solution would miss the new argument.
    async Task<bool> IsMadeByContainerAsync(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (var derived in await SymbolFinder.FindDerivedClassesAsync(type, session.Solution, transitive: false, cancellationToken: session.CancellationToken).ConfigureAwait(false))
            if (derived.Locations.Any(l => l.IsInSource))
                return false;
        foreach (var constructor in type.InstanceConstructors)
            foreach (var reference in await SymbolFinder.FindReferencesAsync(constructor, session.Solution, session.CancellationToken).ConfigureAwait(false))
                if (reference.Locations.Any(l => l.Location.SourceTree?.GetRoot(session.CancellationToken).FindNode(l.Location.SourceSpan) is { } place && place.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not null))
                    return false;
        return IsKnownToContainer(type, KnownTypes.Of(compilation)) || await IsRegisteredAsync(type).ConfigureAwait(false);
    }

    static bool IsKnownToContainer(INamedTypeSymbol type, KnownTypes types)
    {
        foreach (var known in ContainerMade)
            if (types.IsOrInherits(type, known))
                return true;
        if (type.GetMembers("InvokeAsync").Concat(type.GetMembers("Invoke")).Any(m => m is IMethodSymbol { Parameters: [var context, ..] } && types.Is(context.Type, TypeNames.HttpContext)))
            return true;
        // Something already hands it interfaces or loggers.
        return type.InstanceConstructors.Any(c => c.Parameters.Any(p => p.Type.TypeKind == TypeKind.Interface && p.Type is INamedTypeSymbol { SpecialType: SpecialType.None, ContainingNamespace: var ns } && ns.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal)));
    }

    static readonly ImmutableArray<string> ContainerMade = ImmutableArray.Create(
        TypeNames.BackgroundService, TypeNames.ControllerBase, TypeNames.Hub, TypeNames.IHostedService, TypeNames.PageModel, TypeNames.ViewComponent);

    async Task<bool> IsRegisteredAsync(INamedTypeSymbol type)
    {
        foreach (var project in session.Solution.Projects)
        {
            if (project.Language != LanguageNames.CSharp)
                continue;
            var facts = CompositionFacts.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken);
            if (facts.Mentions(type.Name))
                return true;
        }
        return false;
    }

    static bool PrefersPrimaryConstructors(Compilation compilation, SyntaxNode type)
    {
        if (type.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 } || type is not ClassDeclarationSyntax)
            return false;
        foreach (var tree in compilation.SyntaxTrees)
            foreach (var node in tree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
                if (node is ClassDeclarationSyntax { ParameterList: not null })
                    return true;
        return false;
    }

    // As the type's own private fields are named.
    static string FieldPrefix(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Private })
                return member.Name.StartsWith("_", StringComparison.Ordinal) ? "_" : member.Name.StartsWith("m_", StringComparison.Ordinal) ? "m_" : "";
        return "_";
    }

    // A name that nothing within the scopes has.
    static string Unused(string name, IEnumerable<SyntaxNode> scopes)
    {
        var used = new HashSet<string>(scopes.SelectMany(s => s.DescendantTokens()).Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText), StringComparer.Ordinal);
        if (!used.Contains(name))
            return name;
        for (var i = 2; ; i++)
            if (!used.Contains(name + i))
                return name + i;
    }
}
