using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>How long what a call registers lives, with the names of the types that the call speaks of.</summary>
internal readonly record struct RegisteredLifetime(bool IsLong, ImmutableArray<string> Types);

/// <summary>Reads lifetimes from calls of a composition root, by names only: the container of the framework and those that are used in its place.</summary>
internal static class LifetimeReader
{
    static readonly HashSet<string> LongRegistrations = new(StringComparer.Ordinal) { "AddHostedService", "UseMiddleware", "AddExceptionHandler", "RegisterInstance", "ForSingletonOf" };

    static readonly HashSet<string> ShortRegistrations = new(StringComparer.Ordinal)
    {
        "AddScoped", "TryAddScoped", "AddKeyedScoped", "TryAddKeyedScoped", "AddTransient", "TryAddTransient", "AddKeyedTransient", "TryAddKeyedTransient", "AddDbContext",
        "AddHttpClient", "AddHttpMessageHandler",
    };

    // Ends of a fluent chain that says "one instance": the types stand further left.
    static readonly HashSet<string> LongChainEnds = new(StringComparer.Ordinal) { "SingleInstance", "WithSingletonLifetime", "Singleton", "KeyedSingleton", "InSingletonScope", "LifestyleSingleton", "ToConstant" };

    static readonly HashSet<string> ShortChainEnds = new(StringComparer.Ordinal)
    {
        "InstancePerLifetimeScope", "InstancePerRequest", "InstancePerDependency", "WithScopedLifetime", "WithTransientLifetime", "Scoped", "Transient", "KeyedScoped", "KeyedTransient",
        "InRequestScope", "InTransientScope", "LifestylePerWebRequest", "LifestyleScoped", "LifestyleTransient",
    };

    // Collections of the framework whose elements are kept: an object that is put in lives as long as the process.
    static readonly HashSet<string> KeepingCollections = new(StringComparer.Ordinal)
    {
        "Filters", "Interceptors", "MessageHandlers", "ModelBinderProviders", "ModelValidatorProviders", "ValueProviderFactories", "Conventions", "ViewLocationExpanders", "Engines",
        "ModelMetadataDetailsProviders", "InputFormatters", "OutputFormatters",
    };

    static readonly HashSet<string> KeepingMethods = new(StringComparer.Ordinal) { "AddInterceptors", "AddCheck" };

    /// <summary>The lifetime that the call gives, if it gives any.</summary>
    public static RegisteredLifetime? Read(InvocationExpressionSyntax call, SimpleNameSyntax name)
    {
        var method = name.Identifier.ValueText;
        if (LongRegistrations.Contains(method) || IsSingleton(method))
            return new(true, TypesOf(call, name));
        if (ShortRegistrations.Contains(method))
            return new(false, TypesOf(call, name));
        if (LongChainEnds.Contains(method))
            return new(true, IsDescriptor(call) ? TypesOf(call, name) : TypesOfChain(call).AddRange(method == "ToConstant" ? TypesOf(call, name) : ImmutableArray<string>.Empty));
        if (ShortChainEnds.Contains(method))
            return new(false, IsDescriptor(call) ? TypesOf(call, name) : TypesOfChain(call));
        if (method == "WithLifetime" && call.ArgumentList.Arguments is [{ Expression: var chosen }] && LifetimeIn(chosen) is { } scanned)
            return new(scanned, TypesOfChain(call));
        if (method is "Register" or "RegisterType" && ChosenLifetime(call.ArgumentList) is { } chosenHere)
            return new(chosenHere, TypesOf(call, name));
        if (method is "Add" or "TryAdd" or "Insert" or "Replace" && call.ArgumentList.Arguments is [.., { Expression: ImplicitObjectCreationExpressionSyntax { ArgumentList: var described } }] && described.Arguments.Any(a => LifetimeIn(a.Expression) is not null))
            return Explicit(described);
        if (method is "Add" or "Insert" && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && KeepingCollections.Contains(LastName(receiver)) || KeepingMethods.Contains(method))
            return Instances(call);
        if (method is "Describe" && IsDescriptor(call))
            return Explicit(call.ArgumentList);
        return null;
    }

    /// <summary>The lifetime of <c>new ServiceDescriptor(typeof(I), typeof(T), ServiceLifetime.Singleton)</c>.</summary>
    public static RegisteredLifetime? Read(ObjectCreationExpressionSyntax creation) =>
        LastName(creation.Type) == "ServiceDescriptor" && creation.ArgumentList is { } arguments ? Explicit(arguments) : null;

    /// <summary>The types of objects that top-level statements make and hand to a delegate, which keeps them: <c>var sockets = new Sockets(); app.Use(… sockets.Add(s) …)</c></summary>
    public static void ReadLocals(CompilationUnitSyntax program, ImmutableArray<RegisteredLifetime>.Builder lifetimes)
    {
        HashSet<string>? captured = null;
        foreach (var member in program.Members)
            if (member is GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration: var declaration } })
                foreach (var variable in declaration.Variables)
                    if ((variable.Initializer?.Value switch { ObjectCreationExpressionSyntax { Type: var made } => made, ImplicitObjectCreationExpressionSyntax => declaration.Type, _ => null }) is SimpleNameSyntax type
                        && (captured ??= Captured(program)).Contains(variable.Identifier.ValueText))
                        lifetimes.Add(new(true, ImmutableArray.Create(type.Identifier.ValueText)));
    }

    // The names in lambdas of top-level statements.
    static HashSet<string> Captured(CompilationUnitSyntax program)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in program.Members)
            if (member is GlobalStatementSyntax statement)
                foreach (var node in statement.DescendantNodes())
                    if (node is AnonymousFunctionExpressionSyntax function && !IsConfiguration(function))
                        foreach (var name in function.DescendantNodes())
                            if (name is IdentifierNameSyntax identifier)
                                names.Add(identifier.Identifier.ValueText);
        return names;
    }

    // AddX(o => …) and the like run at once.
    static bool IsConfiguration(AnonymousFunctionExpressionSyntax function) =>
        function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && CalledName.Of(call)?.Identifier.ValueText is { } method
        && (method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("Configure", StringComparison.Ordinal));

    static RegisteredLifetime? Explicit(ArgumentListSyntax arguments)
    {
        var types = ImmutableArray.CreateBuilder<string>();
        bool? isLong = null;
        foreach (var argument in arguments.Arguments)
        {
            AddTypes(types, argument.Expression);
            isLong = LifetimeIn(argument.Expression) ?? isLong;
        }
        // An instance has no lifetime argument: it is a singleton.
        return new(isLong ?? arguments.Arguments.Count == 2, types.ToImmutable());
    }

    // AddKeyedSingleton<T>(…), RegisterSingleton<T>(), and extensions of the user's own: AddSingletonAs<T>(), ReplaceSingleton<T>()
    static bool IsSingleton(string method) =>
        method.IndexOf("Singleton", StringComparison.Ordinal) > 0
        && (method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("TryAdd", StringComparison.Ordinal) || method.StartsWith("Replace", StringComparison.Ordinal) || method.StartsWith("Register", StringComparison.Ordinal));

    // Register<I, T>(Lifestyle.Singleton), Register<I, T>(RegistrationOptions.SingletonScope()), RegisterType<I, T>(new ContainerControlledLifetimeManager())
    static bool? ChosenLifetime(ArgumentListSyntax arguments)
    {
        foreach (var argument in arguments.Arguments)
            switch (argument.Expression is InvocationExpressionSyntax { Expression: var called } ? called : argument.Expression)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var value } when value.StartsWith("Singleton", StringComparison.Ordinal):
                    return true;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var value } when value.StartsWith("Scoped", StringComparison.Ordinal) || value.StartsWith("Transient", StringComparison.Ordinal):
                    return false;
                case ObjectCreationExpressionSyntax { Type: var type } when LastName(type) is var manager && manager.EndsWith("LifetimeManager", StringComparison.Ordinal):
                    return manager is "ContainerControlledLifetimeManager" or "SingletonLifetimeManager";
            }
        return null;
    }

    // ServiceLifetime.Singleton
    static bool? LifetimeIn(ExpressionSyntax argument) =>
        argument is MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var value } && LastName(owner) == "ServiceLifetime" ? value == "Singleton" : null;

    static RegisteredLifetime? Instances(InvocationExpressionSyntax call)
    {
        var types = ImmutableArray.CreateBuilder<string>();
        foreach (var argument in call.ArgumentList.Arguments)
            if (argument.Expression is ObjectCreationExpressionSyntax { Type: var type })
                Add(types, type);
        return types.Count == 0 ? null : new(true, types.ToImmutable());
    }

    static bool IsDescriptor(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && LastName(receiver) == "ServiceDescriptor";

    static ImmutableArray<string> TypesOf(InvocationExpressionSyntax call, SimpleNameSyntax name)
    {
        var types = ImmutableArray.CreateBuilder<string>();
        if (name is GenericNameSyntax generic)
            foreach (var type in generic.TypeArgumentList.Arguments)
                Add(types, type);
        foreach (var argument in call.ArgumentList.Arguments)
            AddTypes(types, argument.Expression);
        return types.ToImmutable();
    }

    // builder.RegisterType<T>().As<I>().SingleInstance(), For<I>().Use<T>().Singleton(), AddClasses(c => c.AssignableTo<I>()).WithSingletonLifetime()
    static ImmutableArray<string> TypesOfChain(InvocationExpressionSyntax end)
    {
        var types = ImmutableArray.CreateBuilder<string>();
        for (var receiver = (end.Expression as MemberAccessExpressionSyntax)?.Expression;
            receiver is InvocationExpressionSyntax call && CalledName.Of(call) is { } name;
            receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression)
        {
            types.AddRange(TypesOf(call, name));
            if (name.Identifier.ValueText is "AddClasses" or "RegisterType" or "Register" or "RegisterInstance" or "RegisterGeneric" or "For")
                break;
            if (LongChainEnds.Contains(name.Identifier.ValueText) || ShortChainEnds.Contains(name.Identifier.ValueText))
                break;
        }
        return types.ToImmutable();
    }

    static void AddTypes(ImmutableArray<string>.Builder types, ExpressionSyntax argument)
    {
        switch (argument)
        {
            case TypeOfExpressionSyntax { Type: var type }:
                Add(types, type);
                break;
            case ObjectCreationExpressionSyntax created:
                AddCreated(types, created);
                break;
            case ThisExpressionSyntax self when self.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type:
                types.Add(type.Identifier.ValueText);
                break;
            case IdentifierNameSyntax name when TypeOfLocal(name) is { } type:
                Add(types, type);
                break;
            case SimpleLambdaExpressionSyntax { Parameter: var filter, Body: InvocationExpressionSyntax filtered } when StartsWith(filtered, filter.Identifier.ValueText):
                AddFilterTypes(types, filtered);
                break;
            case LambdaExpressionSyntax { Body: ExpressionSyntax body }:
                AddResult(types, body);
                break;
            case LambdaExpressionSyntax { Body: BlockSyntax block }:
                foreach (var statement in block.Statements)
                    if (statement is ReturnStatementSyntax { Expression: { } result })
                        AddResult(types, result);
                break;
        }
    }

    static void AddResult(ImmutableArray<string>.Builder types, ExpressionSyntax result)
    {
        switch (result)
        {
            case ObjectCreationExpressionSyntax created:
                AddCreated(types, created);
                break;
            case CastExpressionSyntax cast:
                AddResult(types, cast.Expression);
                break;
            // sp.GetRequiredService<T>(), ActivatorUtilities.CreateInstance<T>(sp)
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax generic } }:
                foreach (var type in generic.TypeArgumentList.Arguments)
                    Add(types, type);
                break;
            case IdentifierNameSyntax name when TypeOfLocal(name) is { } type:
                Add(types, type);
                break;
        }
    }

    // new Caching(new Loading()): what the object is given lives as long as it does.
    static void AddCreated(ImmutableArray<string>.Builder types, ObjectCreationExpressionSyntax created)
    {
        Add(types, created.Type);
        foreach (var argument in created.ArgumentList?.Arguments ?? default)
            if (argument.Expression is ObjectCreationExpressionSyntax inner)
                AddCreated(types, inner);
    }

    static void AddFilterTypes(ImmutableArray<string>.Builder types, InvocationExpressionSyntax filtered)
    {
        if (filtered.Expression is not MemberAccessExpressionSyntax { Name: var name })
            return;
        if (name is GenericNameSyntax generic)
            foreach (var type in generic.TypeArgumentList.Arguments)
                Add(types, type);
        foreach (var argument in filtered.ArgumentList.Arguments)
            if (argument.Expression is TypeOfExpressionSyntax { Type: var type })
                Add(types, type);
    }

    static bool StartsWith(InvocationExpressionSyntax call, string parameter) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name.Identifier.ValueText: "AssignableTo" or "AssignableToAny" or "InNamespaceOf" } && name.Identifier.ValueText == parameter;

    // The type of a local that is registered as an instance: what its declaration creates or names.
    static TypeSyntax? TypeOfLocal(IdentifierNameSyntax name)
    {
        for (var scope = name.Parent; scope is not null; scope = scope.Parent)
            if (scope is BlockSyntax or CompilationUnitSyntax)
                foreach (var child in scope.ChildNodes())
                    if ((child is GlobalStatementSyntax global ? global.Statement : child) is LocalDeclarationStatementSyntax { Declaration: var declaration })
                        foreach (var variable in declaration.Variables)
                            if (variable.Identifier.ValueText == name.Identifier.ValueText)
                                return variable.Initializer?.Value is ObjectCreationExpressionSyntax { Type: var created } ? created
                                    : declaration.Type.IsVar ? null : declaration.Type;
        return null;
    }

    static string LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    static void Add(ImmutableArray<string>.Builder types, TypeSyntax type)
    {
        if ((type is QualifiedNameSyntax qualified ? qualified.Right : type) is SimpleNameSyntax simple)
            types.Add(simple.Identifier.ValueText);
    }
}
