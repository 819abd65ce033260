using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// Tells a property that keeps what it is given from one that hands it on: to the request, to a slot of the thread or to a collection, which is the state itself.
/// </summary>
internal static class PropertyStorage
{
    /// <summary>Whether the setter stores the value in a field or property of its own type that belongs to the process.</summary>
    public static bool IsOfProcess(IPropertySymbol property)
    {
        if (property.SetMethod is not { } setter)
            return false;
        // What is not seen here is taken for a store: abstract and partial properties.
        if (setter.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not AccessorDeclarationSyntax { Body: not null } and not AccessorDeclarationSyntax { ExpressionBody: not null })
            return true;
        foreach (var node in reference.GetSyntax().DescendantNodes())
            if (node switch
            {
                AssignmentExpressionSyntax { Left: var target } => Stores(target, property),
                ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword, Expression: var target } => Stores(target, property),
                _ => false,
            })
                return true;
        return false;
    }

    /// <summary>Whether the getter gives away what such a field or property holds: <c>List&lt;Order&gt; All => orders;</c></summary>
    public static bool GivesAway(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not PropertyDeclarationSyntax declaration)
            return false;
        var getter = declaration.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration));
        var given = declaration.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements is [ReturnStatementSyntax { Expression: var returned }] ? returned : null);
        return given is not null && Stores(given, property);
    }

    static bool Stores(ExpressionSyntax target, IPropertySymbol property)
    {
        switch (target)
        {
            case TupleExpressionSyntax tuple:
                foreach (var element in tuple.Arguments)
                    if (Stores(element.Expression, property))
                        return true;
                return false;
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                return IsStore(name, property.ContainingType, property);
            case MemberAccessExpressionSyntax { Expression: InstanceExpressionSyntax, Name.Identifier.ValueText: var name }:
                return IsStore(name, property.ContainingType, property);
            case MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: var owner }, Name.Identifier.ValueText: var name }:
                for (var type = property.ContainingType; type is not null; type = type.ContainingType)
                {
                    if (type.Name == owner)
                        return IsStore(name, type, property);
                    if (type.GetTypeMembers(owner) is [var nested, ..])
                        return IsStore(name, nested, property);
                }
                // What its only instance holds: Instance.level
                foreach (var member in property.ContainingType.GetMembers(owner))
                    if (SymbolEqualityComparer.Default.Equals((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type, property.ContainingType))
                        return IsStore(name, property.ContainingType, property);
                return false;
            default:
                return false;
        }
    }

    static bool IsStore(string name, INamedTypeSymbol owner, IPropertySymbol property)
    {
        for (var outer = owner; outer is not null; outer = outer.ContainingType)
            for (var type = outer; type is not null; type = type.BaseType)
                foreach (var member in type.GetMembers(name))
                    return member switch
                    {
                        IFieldSymbol field => !IsPerThread(field),
                        IPropertySymbol other => !SymbolEqualityComparer.Default.Equals(other, property),
                        _ => false,
                    };
        return false;
    }

    /// <summary>Whether every thread has its own value of the field.</summary>
    public static bool IsPerThread(IFieldSymbol field)
    {
        foreach (var attribute in field.GetAttributes())
            if (attribute.AttributeClass is { Name: "ThreadStaticAttribute" })
                return true;
        return false;
    }
}
