using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>What a service is called in code.</summary>
internal static class ServiceNames
{
    /// <summary>Whether a value of the type is the service. A type that no reference resolves is the one of the package that the user is about to restore.</summary>
    public static bool Is(ITypeSymbol type, Compilation compilation, Service service) =>
        type is IErrorTypeSymbol ? type.Name == service.Type : KnownTypes.Of(compilation).IsOrInherits(type, service.MetadataName.TrimStart('.')); // in the global namespace no dot comes before a name

    /// <summary>The parameter by which the constructor is given the service already, and not null.</summary>
    public static IParameterSymbol? Given(IMethodSymbol constructor, Compilation compilation, Service service) =>
        constructor.Parameters.FirstOrDefault(p => p.RefKind == RefKind.None && p.NullableAnnotation != NullableAnnotation.Annotated && Is(p.Type, compilation, service));

    /// <summary>A name that nothing within the scopes has: what the service is for, or else what it is.</summary>
    public static string Unused(string prefix, Service service, IEnumerable<SyntaxNode> scopes, IReadOnlyCollection<SyntaxNode>? apartFrom = null)
    {
        var used = Identifiers.In(scopes.SelectMany(s => s.DescendantTokens(n => apartFrom?.Contains(n) != true)));
        return new[] { prefix + service.Name, prefix + service.TypeName }.FirstOrDefault(n => !used.Contains(n)) ?? Identifiers.Unused(prefix + service.Name, used);
    }

    /// <summary>What the names of new fields start with: what most of the type's own private fields do.</summary>
    public static string FieldPrefix(INamedTypeSymbol type) =>
        type.GetMembers().Where(static member => member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Private })
            .GroupBy(static field => field.Name.StartsWith("_", StringComparison.Ordinal) ? "_" : field.Name.StartsWith("m_", StringComparison.Ordinal) ? "m_" : "")
            .OrderByDescending(static alike => alike.Count()).FirstOrDefault()?.Key ?? "_";
}
