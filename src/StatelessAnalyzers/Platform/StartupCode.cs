using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Platform;

/// <summary>Tells code that runs while an instance starts from code that runs while it serves.</summary>
internal static class StartupCode
{
    // Whoever is given one of these is composing the application.
    static readonly string[] Builders =
    [
        TypeNames.IServiceCollection, TypeNames.IApplicationBuilder, TypeNames.IHostApplicationBuilder, TypeNames.IHostBuilder, TypeNames.IWebHostBuilder,
        TypeNames.IEndpointRouteBuilder, TypeNames.IConfigurationBuilder, TypeNames.ILoggingBuilder, TypeNames.IMvcBuilder, TypeNames.IHost, TypeNames.IWebHost,
        TypeNames.RouteCollection, TypeNames.Packages.BundleCollection, TypeNames.Packages.GlobalFilterCollection, TypeNames.Packages.HttpConfiguration,
        TypeNames.Packages.IAppBuilder,
    ];

    static readonly string[] Composers =
    [
        TypeNames.IStartup, TypeNames.IStartupFilter, TypeNames.IHostingStartup, TypeNames.IConfigureOptions, TypeNames.IPostConfigureOptions,
    ];

    // Whoever is given one of these is serving a request.
    static readonly string[] Requests =
    [
        TypeNames.HttpContext, TypeNames.HttpRequest, TypeNames.RequestDelegate, TypeNames.EndpointFilterInvocationContext,
        TypeNames.ClassicHttpContext, TypeNames.ClassicHttpContextBase, TypeNames.Packages.IOwinContext,
    ];

    /// <summary>Whether the operation runs once, before the instance serves its first request.</summary>
    /// <param name="operation">What runs.</param>
    /// <param name="member">The member in which it stands, as an analysis context gives it.</param>
    /// <param name="types">The types of the compilation.</param>
    public static bool Contains(IOperation operation, ISymbol member, KnownTypes types)
    {
        if (!IsStartup(member, types))
            return false;
        // What a helper of start-up code hands over may run at any time.
        var isHelper = !IsNamedStartup(member, types);

        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (isHelper && outer is (IAnonymousFunctionOperation or ILocalFunctionOperation))
                return false;
            else if (outer is IAnonymousFunctionOperation lambda ? IsCallback(lambda, lambda.Symbol, types)
                : outer is ILocalFunctionOperation local && IsHandedOver(local, types))
                return false;
        return true;
    }

    const int MostCallers = 3;

    // The names in a type, read once where a private method of it is asked about.
    static readonly ConditionalWeakTable<SyntaxNode, ILookup<string, IdentifierNameSyntax>> Names = new();

    // Assembly attributes that name a type and its method, which run before or after the start of a classic application.
    static readonly HashSet<string> Activators = new(StringComparer.Ordinal) { "PreApplicationStartMethodAttribute", "PostApplicationStartMethodAttribute", "ApplicationShutdownMethodAttribute" };

    static bool IsStartup(ISymbol member, KnownTypes types) => IsStartup(member, types, 0);

    // A private method that only start-up code calls is start-up code.
    static bool IsStartup(ISymbol member, KnownTypes types, int depth) =>
        IsNamedStartup(member, types) || depth < MostCallers && member is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } method && IsCalledAtStartup(method, types, depth);

    static bool IsCalledAtStartup(IMethodSymbol method, KnownTypes types, int depth)
    {
        var isCalled = false;
        foreach (var part in method.ContainingType.DeclaringSyntaxReferences)
            foreach (var name in Names.GetValue(part.GetSyntax(), static type => type.DescendantNodes().OfType<IdentifierNameSyntax>().ToLookup(n => n.Identifier.ValueText, StringComparer.Ordinal))[method.Name])
                {
                    // Anything but a plain call, such as handing the method on, may run it at any time.
                    if (name.Parent is not InvocationExpressionSyntax call || IsAsync(method) && call.Parent is not AwaitExpressionSyntax
                        || name.Ancestors().Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                        || CallerOf(name, method.ContainingType) is not { } caller || SymbolEqualityComparer.Default.Equals(caller, method) || !IsStartup(caller, types, depth + 1))
                        return false;
                    isCalled = true;
                }
        return isCalled;
    }

    // Nobody waits for a loop that is started here and goes on while the instance serves.
    static bool IsAsync(IMethodSymbol method) => method.IsAsync || method.ReturnType.Name is "Task" or "ValueTask";

    static ISymbol? CallerOf(SyntaxNode call, INamedTypeSymbol type)
    {
        if (call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } caller)
            foreach (var member in type.GetMembers(caller.Identifier.ValueText))
                if (member.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == caller.SyntaxTree && r.Span == caller.Span))
                    return member;
        return null;
    }

    static bool IsActivated(IMethodSymbol method)
    {
        if (method.IsStatic)
            foreach (var attribute in method.ContainingAssembly.GetAttributes())
                if (attribute.AttributeClass is { } named && Activators.Contains(named.Name) && attribute.ConstructorArguments is [{ Value: ITypeSymbol type }, { Value: string name }] && name == method.Name && SymbolEqualityComparer.Default.Equals(type, method.ContainingType))
                    return true;
        return false;
    }

    static bool IsNamedStartup(ISymbol member, KnownTypes types)
    {
        if (member is not IMethodSymbol method)
            return member.IsStatic && member is IFieldSymbol or IPropertySymbol; // an initialiser

        if (method.MethodKind == MethodKind.StaticConstructor || IsEntryPoint(method) || method.Name.StartsWith("Configure", StringComparison.Ordinal)
            || method.Name is "Application_Start" or "Application_OnStart" || IsActivated(method))
            return true;
        foreach (var attribute in method.GetAttributes())
            if (types.Is(attribute.AttributeClass, TypeNames.ModuleInitializerAttribute))
                return true;
        foreach (var parameter in method.Parameters)
            if (IsAny(parameter.Type, Builders, types))
                return true;

        return method.ContainingType is { } type
            && (IsAny(type, Composers, types)
                || (method.Name is "StartAsync" or "StartingAsync" or "StartedAsync" && types.IsOrInherits(type, TypeNames.IHostedService))
                || ((type.Name == "Program" || type.Name.EndsWith("Startup", StringComparison.Ordinal)) && !IsHandler(method, type, types)));
    }

    static bool IsEntryPoint(IMethodSymbol method) => method.IsStatic && method.Name is "Main" or "<Main>$";

    /// <summary>Whether the delegate is kept and called when something happens, rather than at once or when the application is built.</summary>
    static bool IsCallback(IOperation function, IMethodSymbol signature, KnownTypes types)
    {
        foreach (var parameter in signature.Parameters)
            if (IsAny(parameter.Type, Requests, types))
                return true;

        var user = function.Parent;
        while (user is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            user = user.Parent;
        return user switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } argument => IsCalledLater(call.TargetMethod, argument.Parameter?.Type, types),
            IArgumentOperation { Parent: IObjectCreationOperation { Type: var type } } => types.Is(type, TypeNames.Timer) || types.Is(type, TypeNames.SystemTimer),
            IAssignmentOperation { Target: IMemberReferenceOperation } or IEventAssignmentOperation => true,
            _ => false,
        };
    }

    static bool IsCalledLater(IMethodSymbol method, ITypeSymbol? parameter, KnownTypes types) =>
        method.Name.Contains("Scoped") || method.Name.Contains("Transient")
        || types.Is(parameter, TypeNames.Delegate) || types.Is(parameter, TypeNames.RequestDelegate);

    static bool IsHandedOver(ILocalFunctionOperation local, KnownTypes types)
    {
        IOperation root = local;
        while (root.Parent is not null)
            root = root.Parent;
        foreach (var operation in root.Descendants())
            if (operation is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method, local.Symbol)
                && IsCallback(reference, local.Symbol, types))
                return true;
        return false;
    }

    // A method of the start-up class that an endpoint or the pipeline calls.
    static bool IsHandler(IMethodSymbol method, INamedTypeSymbol type, KnownTypes types)
    {
        foreach (var parameter in method.Parameters)
            if (IsAny(parameter.Type, Requests, types))
                return true;
        foreach (var part in type.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is ArgumentSyntax { Expression: IdentifierNameSyntax name } && name.Identifier.ValueText == method.Name
                    && node.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var caller } }
                    && caller is "Use" or "Run" or "Map" or "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapPatch" or "MapMethods" or "MapFallback")
                    return true;
        return false;
    }

    static bool IsAny(ITypeSymbol type, string[] names, KnownTypes types) => types.IsOrInheritsAny(type, names);
}
