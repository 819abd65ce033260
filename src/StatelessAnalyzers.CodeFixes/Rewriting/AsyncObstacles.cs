using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>What keeps a function from becoming async.</summary>
internal static class AsyncObstacles
{
    // What the thread that took it must give back; after an await another thread goes on.
    static readonly ImmutableArray<string> BoundToThread = ImmutableArray.Create(TypeNames.Monitor, TypeNames.Mutex, TypeNames.ReaderWriterLockSlim);

    /// <summary>What a function is that can never be async.</summary>
    public static string Describe(SyntaxNode function) => function switch
    {
        ConstructorDeclarationSyntax c => $"the constructor of '{c.Identifier.ValueText}'",
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax p } => $"the property '{p.Identifier.ValueText}'",
        AccessorDeclarationSyntax { Parent.Parent: EventDeclarationSyntax e } => $"the event '{e.Identifier.ValueText}'",
        PropertyDeclarationSyntax p => $"the property '{p.Identifier.ValueText}'",
        AccessorDeclarationSyntax or IndexerDeclarationSyntax => "an indexer",
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => "an operator",
        DestructorDeclarationSyntax => "a finalizer",
        BaseFieldDeclarationSyntax => "the initializer of a field",
        _ => "the code around it",
    };

    /// <summary>What in the declaration of a function forbids that it returns a task, or null.</summary>
    public static string? OfSignature(IMethodSymbol method, KnownTypes types)
    {
        var name = method.Name;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation) || method.IsExtern)
            return $"'{name}' cannot be async";
        if (method.Parameters.Any(p => p.RefKind != RefKind.None) || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return $"'{name}' takes or returns a reference";
        if (method.ReturnType is { IsRefLikeType: true } or IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            return $"'{name}' returns what no task can hold";
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            if (overridden.DeclaringSyntaxReferences.IsEmpty)
                return $"'{name}' overrides a member of another assembly";
        if (ImplementsForeign(method))
            return $"'{name}' implements an interface of another assembly";
        if (IsCalledByConvention(method, types))
            return $"the framework calls '{name}' and waits for no task";
        return null;
    }

    static bool ImplementsForeign(IMethodSymbol method)
    {
        foreach (var contract in method.ContainingType?.AllInterfaces ?? ImmutableArray<INamedTypeSymbol>.Empty)
            if (contract.DeclaringSyntaxReferences.IsEmpty)
                foreach (var member in contract.GetMembers())
                    if (member is IMethodSymbol && SymbolEqualityComparer.Default.Equals(method.ContainingType!.FindImplementationForInterfaceMember(member), method))
                        return true;
        return false;
    }

    // By name or attribute, so that no caller is seen in the source.
    static bool IsCalledByConvention(IMethodSymbol method, KnownTypes types)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
            return false;
        if (method.GetAttributes().Any(a => a.AttributeClass?.Name is "ModuleInitializerAttribute" or "UnmanagedCallersOnlyAttribute" or "OnDeserializedAttribute" or "OnDeserializingAttribute" or "OnSerializedAttribute" or "OnSerializingAttribute"))
            return true;
        if (method.Parameters.Any(p => types.Is(p.Type, TypeNames.IApplicationBuilder) || types.Is(p.Type, TypeNames.IServiceCollection)) && method.Name.StartsWith("Configure", StringComparison.Ordinal))
            return true;
        // Where it finds Invoke it wants a result at once; only InvokeAsync may return a task.
        if (method.Name == "Invoke" && types.IsOrInherits(method.ContainingType, TypeNames.ViewComponent))
            return true;
        return types.Has(TypeNames.ClassicHttpContext) && IsClassicEvent(method.Name);
    }

    static bool IsClassicEvent(string name) =>
        name.StartsWith("Application_", StringComparison.Ordinal) || name.StartsWith("Session_", StringComparison.Ordinal) || name.StartsWith("Page_", StringComparison.Ordinal);

    /// <summary>What in a function forbids that it becomes async, wherever it awaits, or null.</summary>
    public static string? OfBody(SyntaxNode function, IMethodSymbol method, SemanticModel model)
    {
        var name = method.Name.Length > 0 ? $"'{method.Name}'" : "a lambda";
        if (method.Parameters.Any(p => p.RefKind != RefKind.None || p.Type.IsRefLikeType))
            return $"{name} takes a reference";
        var types = KnownTypes.Of(model.Compilation);
        foreach (var node in function.DescendantNodes(n => n == function || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            switch (node)
            {
                case YieldStatementSyntax:
                    return $"{name} is an iterator";
                case InvocationExpressionSyntax call when IsBoundToThread(call):
                    return $"{name} takes a lock";
            }
        return null;

        bool IsBoundToThread(InvocationExpressionSyntax call) =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "TryEnter" or "Exit" or "WaitOne" or "ReleaseMutex" or "EnterReadLock" or "EnterWriteLock" or "EnterUpgradeableReadLock" or "ExitReadLock" or "ExitWriteLock" }
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: var type } && BoundToThread.Any(t => types.IsOrInherits(type, t));
    }
}
