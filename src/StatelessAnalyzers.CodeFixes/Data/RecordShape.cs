using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Whether a record comes back from a database as it went in.</summary>
internal sealed class RecordShape(INamedTypeSymbol entity, FixSession session)
{
    readonly string name = entity.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>The properties that hold what a record is.</summary>
    public IReadOnlyList<IPropertySymbol> State { get; } = [.. entity.GetMembers().OfType<IPropertySymbol>().Where(p => p is { IsStatic: false, Name: not "EqualityContract" } && IsStored(p, entity))];

    /// <summary>Those of them that have no column of their own and are kept as text; known once there is no obstacle.</summary>
    public List<IPropertySymbol> AsText { get; } = [];

    static bool IsStored(IPropertySymbol property, INamedTypeSymbol entity) =>
        entity.GetMembers().Any(m => m is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property));

    /// <summary>What DynamoDB's object model does not bring back, or null.</summary>
    public async Task<string?> DynamoObstacleAsync() =>
        await ObstacleAsync(isDocument: true).ConfigureAwait(false)
        ?? (entity.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public) ? null : $"'{name}' has no public constructor without parameters, which DynamoDB's object model needs");

    /// <summary>What EF Core does not bring back, or null.</summary>
    public async Task<string?> DatabaseObstacleAsync() =>
        await ObstacleAsync(isDocument: false).ConfigureAwait(false)
        ?? (entity.InstanceConstructors.Any(c => c.Parameters.All(p => State.Any(s => string.Equals(s.Name, p.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(s.Type, p.Type)))) ? null : $"'{name}' has no constructor that EF Core can call");

    async Task<string?> ObstacleAsync(bool isDocument)
    {
        if (entity.IsAbstract || entity.IsGenericType || entity.ContainingType is { DeclaredAccessibility: Accessibility.Private or Accessibility.Protected })
            return $"'{name}' is not the type of a table's rows";
        if (entity.BaseType is { SpecialType: not SpecialType.System_Object })
            return $"'{name}' has a base class";
        if (!entity.IsSealed && (await SymbolFinder.FindDerivedClassesAsync(entity, session.Solution, cancellationToken: session.CancellationToken).ConfigureAwait(false)).Any())
            return $"'{name}' has derived classes, which would be cut down to it";
        foreach (var member in entity.GetMembers())
            if (member is IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false } field)
                return $"'{name}.{field.Name}' is a field, which is not stored";
        foreach (var property in State)
        {
            if (property.DeclaredAccessibility != Accessibility.Public || property.SetMethod is null || isDocument && property.SetMethod.DeclaredAccessibility != Accessibility.Public)
                return $"'{name}.{property.Name}' cannot be set when it is read back";
            if (OfType(property, isDocument) is { } obstacle)
            {
                if (IsNamedOtherwise(property.Name) || !isDocument && !DatabaseConversions.CanKeep(property.Type) || !await new JsonProperties(entity, session).CanKeepAsync(property).ConfigureAwait(false))
                    return obstacle;
                AsText.Add(property);
            }
            // What is null is left out of an item.
            if (isDocument && property.NullableAnnotation == NullableAnnotation.Annotated && property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is PropertyDeclarationSyntax { Initializer.Value: not LiteralExpressionSyntax { Token.ValueText: "null" } }))
                return $"'{name}.{property.Name}' would come back as its initial value where it is null";
            if (IsTime(property.Type) && await new StoredTimes(session).ObstacleAsync(property).ConfigureAwait(false) is { } ofTime)
            {
                // An attribute of its own is in universal time; JSON says which kind of time it is.
                if (!isDocument || IsNamedOtherwise(property.Name))
                    return ofTime;
                AsText.Add(property);
            }
        }
        return null;
    }

    /// <summary>Whether attributes of DynamoDB say how the property is kept.</summary>
    public bool IsNamedOtherwise(string property) =>
        State.Any(p => p.Name == property && p.GetAttributes().Any(a => a.AttributeClass?.Name is { } attribute && attribute.StartsWith("DynamoDB", StringComparison.Ordinal) && attribute != "DynamoDBHashKeyAttribute"));

    string? OfType(IPropertySymbol property, bool isDocument)
    {
        var type = StoredTimes.Underlying(property.Type);
        if (type.TypeKind == TypeKind.Enum || IsTime(type))
            return null;
        var isKnown = type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
                or SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single
            || type.ToDisplayString() is "System.Guid" || !isDocument && type.ToDisplayString() is "System.DateOnly" or "System.TimeOnly";
        return isKnown ? null : $"'{name}.{property.Name}' is a '{property.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}', which has no column of its own";
    }

    static bool IsTime(ITypeSymbol type) => StoredTimes.Underlying(type).SpecialType == SpecialType.System_DateTime;
}
