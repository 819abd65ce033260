using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>Says of a member whether all code that calls it is seen, through interfaces too.</summary>
internal sealed class SeenCallers(RunningCode code)
{
    /// <summary>The one body of a member that an interface may declare; null where there are several, or derived types may have others.</summary>
    public ISymbol? ImplementationOf(ISymbol member)
    {
        if (member.ContainingType is not { TypeKind: TypeKind.Interface } type)
            return member.IsAbstract || member.IsVirtual || member.IsOverride || member.IsExtern ? null : member;
        var found = code.Types.Select(t => Implementation(t, type, member)).Where(m => m is not null).GroupBy(m => RunningCode.IdOf(m!)).Select(g => g.First()!).ToList();
        return found is [{ ContainingType.TypeKind: TypeKind.Class, IsAbstract: false, IsVirtual: false, IsOverride: false } only] ? only.OriginalDefinition : null;
    }

    static ISymbol? Implementation(INamedTypeSymbol type, INamedTypeSymbol declaring, ISymbol member)
    {
        var id = RunningCode.IdOf(member);
        foreach (var known in type.AllInterfaces)
            if (known.Name == declaring.Name)
                foreach (var declared in known.GetMembers(member.Name))
                    if (RunningCode.IdOf(declared) == id)
                        return type.FindImplementationForInterfaceMember(declared);
        return null;
    }

    /// <summary>All names of the member, and of the interface members that it stands for.</summary>
    public IEnumerable<SimpleNameSyntax> Mentions(ISymbol member) =>
        Declared(member).Where(d => !d.DeclaringSyntaxReferences.IsEmpty).Prepend(member).SelectMany(code.Mentions);

    // The interface members that it implements, in its type and in those that derive from it.
    IEnumerable<ISymbol> Declared(ISymbol member)
    {
        if (member.IsStatic || member is IFieldSymbol)
            return [];
        var id = RunningCode.IdOf(member);
        return [.. code.Types.Where(t => t.AllInterfaces.Length > 0 && DerivesFrom(t, member.ContainingType))
            .SelectMany(t => t.AllInterfaces.SelectMany(i => i.GetMembers()).Where(d => t.FindImplementationForInterfaceMember(d) is { } body && RunningCode.IdOf(body) == id))
            .Select(d => d.OriginalDefinition).Distinct<ISymbol>(SymbolEqualityComparer.Default)];
    }

    static bool DerivesFrom(INamedTypeSymbol? type, INamedTypeSymbol from)
    {
        for (var id = RunningCode.IdOf(from); type is not null; type = type.BaseType)
            if (RunningCode.IdOf(type) == id)
                return true;
        return false;
    }

    /// <summary>Why code that is not in the solution calls or reads the member, or null.</summary>
    public string? Framework(ISymbol member)
    {
        var type = member.ContainingType;
        var why = $"a framework may call '{type.Name}.{member.Name}'";
        if (member.GetAttributes().Any(a => a.AttributeClass?.ContainingNamespace.ToDisplayString() is var ns && ns is not ("System.Diagnostics" or "System.Diagnostics.CodeAnalysis" or "System.Runtime.CompilerServices" or "System")))
            return why;
        if (member.IsStatic || member.DeclaredAccessibility is Accessibility.Private)
            return null;
        // What holds data may be serialised with it; a service is not.
        if (member is IPropertySymbol or IFieldSymbol && (type.IsRecord || !type.InstanceConstructors.Any(c => c.Parameters.Any(p => p.Type.TypeKind == TypeKind.Interface))))
            return $"'{type.Name}.{member.Name}' may be serialised";
        // Actions, page handlers, hubs and their like are called by convention.
        for (var b = type.BaseType; b is { SpecialType: not SpecialType.System_Object }; b = b.BaseType)
            if (b.DeclaringSyntaxReferences.IsEmpty && b.Name is not ("BackgroundService" or "Exception"))
                return why;
        if (type.Name.EndsWith("Controller", StringComparison.Ordinal))
            return why;
        return Declared(member).Any(d => d.DeclaringSyntaxReferences.IsEmpty) ? why : null;
    }

    /// <summary>Whether other assemblies can name the member.</summary>
    public static bool IsVisible(ISymbol member)
    {
        for (var s = member; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
            if (s.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        return true;
    }

    /// <summary>All that creates the type; null where something else may: a container, a deserialiser, a derived type.</summary>
    public List<ObjectCreationExpressionSyntax>? CreationsOf(INamedTypeSymbol type)
    {
        if (type.IsRecord || type.InstanceConstructors.Length != 1)
            return null;
        var creations = new List<ObjectCreationExpressionSyntax>();
        foreach (var compilation in code.Compilations)
            if (CreatedTypes.Of(compilation, default).CreationsOf(type) is not { } made)
                return null;
            else
                creations.AddRange(made);
        foreach (var name in code.Mentions(type))
            if (name.Ancestors().FirstOrDefault(a => a is not (QualifiedNameSyntax or NullableTypeSyntax)) is TypeOfExpressionSyntax
                || (name.Parent is TypeArgumentListSyntax { Parent: GenericNameSyntax generic } && generic.Identifier.ValueText is not ("ILogger" or "Lazy" or "Task" or "ValueTask") && !IsMadeByFactory(generic)))
                return null;
        return creations.FindAll(c => code.Contains(c.SyntaxTree));
    }

    // services.AddSingleton<T>(provider => new T(…)), and services.GetRequiredService<T>().
    static bool IsMadeByFactory(GenericNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } }
        && (name.Identifier.ValueText.StartsWith("Get", StringComparison.Ordinal) && name.Identifier.ValueText.EndsWith("Service", StringComparison.Ordinal)
            || (name.Identifier.ValueText.StartsWith("Add", StringComparison.Ordinal) && arguments.Any(a => a.Expression is AnonymousFunctionExpressionSyntax or ObjectCreationExpressionSyntax)));

    /// <summary>Whether the name is only spelt.</summary>
    public static bool IsInNameof(SyntaxNode use) => use.FirstAncestorOrSelf<InvocationExpressionSyntax>(i => i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" }) is not null;

    /// <summary>The name with what it is reached through.</summary>
    public static ExpressionSyntax Qualified(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
}
