using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>What is state in one compilation, and whose.</summary>
internal sealed class StateRules(RuleContext context)
{
    readonly StatelessNames allowed = StatelessOptions.AllowedState.Of(context.Options, context.Compilation);
    readonly IAssemblySymbol assembly = context.Compilation.Assembly;
    readonly ConcurrentDictionary<INamedTypeSymbol, StateOwner> owners = new(DefinitionComparer.Instance);

    public LocalUses Locals { get; } = new();

    public RunPhases Phases { get; } = new(context.Types);

    public StateTypes Types { get; } = new(StatelessOptions.ImmutableTypes.Of(context.Options, context.Compilation));

    public KnownTypes Known => context.Types;

    public Lifetimes Lifetimes => context.Lifetimes;

    public HostModel Host => context.Host;

    /// <summary>The members of a type and of the types nested in it that outlive a request.</summary>
    public Dictionary<ISymbol, StateMember> MembersOf(INamedTypeSymbol type)
    {
        var members = new Dictionary<ISymbol, StateMember>(SymbolEqualityComparer.Default);
        Collect(type, members);
        foreach (var holder in members.Values.ToArray())
            if (holder.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, ContainingType: not null, DeclaredAccessibility: Accessibility.Private, IsRecord: false } held && !Lifetimes.IsLongLived(held))
                foreach (var member in held.OriginalDefinition.GetMembers())
                    if (IsState(member) && !member.IsStatic && Keeps(member) && !members.ContainsKey(member))
                        members.Add(member, new(member, StateFlow.TypeOf(member)) { IsHeld = true });
        return members;
    }

    /// <summary>What is known of a type whose member is referred to. Asked for once per type: most references are to types that are nobody's state.</summary>
    public StateOwner OwnerOf(INamedTypeSymbol type) =>
        owners.TryGetValue(type, out var known) ? known : owners.GetOrAdd(type, new StateOwner(type.OriginalDefinition, assembly, Lifetimes));

    /// <summary>Whether the symbol is declared here: a finding may name no place of another project.</summary>
    public bool IsOfThisProject(ISymbol symbol) => ReferenceEquals(symbol.ContainingAssembly, assembly);

    /// <summary>Whether the member keeps something, and something that counts.</summary>
    public bool Keeps(ISymbol member) =>
        member switch
        {
            IFieldSymbol field => !PropertyStorage.IsPerThread(field) && IsOfInterest(field.Type, field.IsReadOnly),
            IPropertySymbol { IsIndexer: false } property => (IsAuto(property) || PropertyStorage.IsOfProcess(property)) && IsOfInterest(property.Type, property.SetMethod is null or { IsInitOnly: true }),
            IEventSymbol => true,
            _ => false,
        } && !IsAllowed(member) && (member.DeclaringSyntaxReferences.IsEmpty || !GeneratedCode.Declares(member));

    /// <summary>The same, or whether the member gives away what another one keeps.</summary>
    public bool KeepsOrGives(ISymbol member) =>
        Keeps(member) || member is IPropertySymbol { IsIndexer: false, SetMethod: null } property && PropertyStorage.GivesAway(property) && IsOfInterest(property.Type, isReadOnly: true) && !IsAllowed(member) && !GeneratedCode.Declares(member);

    /// <summary>Whether the type is a tool of the developer, such as a migration, and runs in no instance.</summary>
    public bool IsTool(INamedTypeSymbol type)
    {
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (space.Name is "Migrations")
                return true;
        return Known.IsOrInherits(type, TypeNames.Packages.IDesignTimeDbContextFactory);
    }

    /// <summary>Whether only one instance of the type is ever made, so that its constructor is start-up code.</summary>
    public bool IsMadeOnce(INamedTypeSymbol type) =>
        Lifetimes.IsLongLived(type) || type.Name is "Startup" or "Program" or "Global" || Known.IsOrInherits(type, TypeNames.HttpApplication);

    void Collect(INamedTypeSymbol type, Dictionary<ISymbol, StateMember> members)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
            return;
        bool? isLong = null;
        foreach (var member in type.GetMembers())
            if (member is INamedTypeSymbol nested)
                Collect(nested, members);
            else if (!IsState(member))
                continue;
            else if (member.IsStatic || (isLong ??= Lifetimes.IsLongLived(type)) == true)
            {
                if (Keeps(member))
                    members.Add(member, new(member, StateFlow.TypeOf(member)));
            }
            else if (IsLikely(member, type) && Keeps(member))
            {
                members.Add(member, new(member, StateFlow.TypeOf(member)) { IsLikely = true });
            }
        if ((isLong ??= Lifetimes.IsLongLived(type)) == true)
            foreach (var constructor in type.InstanceConstructors)
                if (constructor.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)
                    foreach (var parameter in constructor.Parameters)
                        if (IsOfInterest(parameter.Type, isReadOnly: false) && !IsAllowed(parameter))
                            members.Add(parameter, new(parameter, parameter.Type));
    }

    static bool IsState(ISymbol member) =>
        member is IFieldSymbol { IsConst: false, AssociatedSymbol: null, IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false } or IEventSymbol;

    // In a library, whose host makes the registrations: a service that keeps a concurrent collection expects to be shared.
    bool IsLikely(ISymbol member, INamedTypeSymbol type) =>
        Host.Kind == HostKind.Library && member is IFieldSymbol { Type: INamedTypeSymbol { ContainingNamespace: { Name: "Concurrent", ContainingNamespace.Name: "Collections" } or { Name: "Channels" or "Dataflow", ContainingNamespace.Name: "Threading" or "Tasks" } } }
        && type is { TypeKind: TypeKind.Class, IsStatic: false, ContainingType: null, AllInterfaces.IsEmpty: false, IsGenericType: false } && !Lifetimes.IsShortLived(type) && !CollectionMembers.IsCollection(type) && !CollectionMembers.IsNamedLikeOne(type);

    bool IsOfInterest(ITypeSymbol type, bool isReadOnly) => !Types.IsHandle(type) && !(isReadOnly && (Types.IsImmutable(type) || type.SpecialType == SpecialType.System_Object));

    bool IsAllowed(ISymbol member) => allowed.Contains(member) || member.ContainingType is { } owner && allowed.Contains(owner);

    static bool IsAuto(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers($"<{property.Name}>k__BackingField"))
            if (member is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property))
                return true;
        return false;
    }
}
