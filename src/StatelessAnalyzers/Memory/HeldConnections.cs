using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>Members that keep a connection, a context or a transaction of a database beyond the request.</summary>
internal sealed class HeldConnections(RuleContext context, StateRules rules)
{
    static readonly string[] Connections =
    [
        TypeNames.IDbConnection, TypeNames.IDbTransaction, TypeNames.Packages.DataContext, TypeNames.DbContext, TypeNames.Packages.EntityFramework6DbContext,
        TypeNames.Packages.IDbContextTransaction, TypeNames.Packages.NHibernateSession, TypeNames.Packages.NHibernateStatelessSession, TypeNames.Packages.ObjectContext,
    ];

    readonly bool isPossible = Array.Exists(Connections, context.Types.Has);
    bool? hasCircuits;

    /// <summary>Whether the type is made for one unit of work with a database.</summary>
    public static bool IsConnection(ITypeSymbol type, KnownTypes types) => types.IsOrInheritsAny(type, Connections);

    /// <summary>The members of the type, and of those nested in it, with what they hold and who holds it.</summary>
    public IEnumerable<(ISymbol Member, ITypeSymbol Connection, string Holder)> Of(INamedTypeSymbol type)
    {
        if (!isPossible || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            yield break;

        var isHeld = false;
        foreach (var member in type.GetMembers())
            switch (member)
            {
                case INamedTypeSymbol nested:
                    foreach (var inner in Of(nested))
                        yield return inner;
                    break;
                case IFieldSymbol { AssociatedSymbol: null, IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false } when ConnectionIn(StateFlow.TypeOf(member)) is { } connection:
                    if (HolderOf(member, type) is { } holder && rules.Keeps(member))
                    {
                        isHeld = true;
                        yield return (member, connection, holder);
                    }
                    break;
            }
        if (isHeld || !rules.Lifetimes.IsLongLived(type))
            yield break;
        // A primary constructor keeps its parameters without a field.
        foreach (var constructor in type.InstanceConstructors)
            if (constructor.DeclaringSyntaxReferences is [var declaration, ..] && declaration.GetSyntax() is TypeDeclarationSyntax)
                foreach (var parameter in constructor.Parameters)
                    if (ConnectionIn(parameter.Type) is { } connection && !GeneratedCode.Declares(parameter))
                        yield return (parameter, connection, $"'{type.Name}' lives");
    }

    string? HolderOf(ISymbol member, INamedTypeSymbol type)
    {
        if (member.IsStatic)
            return "this instance runs";
        if (rules.Lifetimes.IsLongLived(type))
            return $"'{type.Name}' lives";
        return IsInjectedIntoCircuit(member, type) ? "the user's circuit lives" : null;
    }

    // A component of Blazor Server lives in a circuit, and with it the scope of what is injected.
    bool IsInjectedIntoCircuit(ISymbol member, INamedTypeSymbol type)
    {
        if (!context.Types.IsOrInherits(type, TypeNames.ComponentBase) || !(hasCircuits ??= context.Composition.Registers("AddServerSideBlazor") || context.Composition.Registers("AddInteractiveServerComponents")))
            return false;
        foreach (var attribute in member.GetAttributes())
            if (attribute.AttributeClass is { Name: "InjectAttribute" })
                return true;
        return false;
    }

    ITypeSymbol? ConnectionIn(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var lazy] })
            type = lazy;
        if (CollectionMembers.IsCollection(type))
            type = StateTypes.ElementOf(type) ?? type;
        return IsConnection(type, context.Types) ? type : null;
    }
}
