using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Data;

/// <summary>What tells EF Core to keep properties of a record as text: moments with their offset, spans of time, and what goes into JSON.</summary>
internal static class DatabaseConversions
{
    /// <summary>Whether a conversion brings the property back as it was.</summary>
    public static bool CanKeep(ITypeSymbol type) => type.IsReferenceType || HasText(type);

    /// <summary>Whether EF Core writes such values as text itself, with all their digits.</summary>
    public static bool HasText(ITypeSymbol type) => StoredTimes.Underlying(type).ToDisplayString() is "System.DateTimeOffset" or "System.TimeSpan";

    /// <summary>The statements that configure the properties, in the record's own configuration.</summary>
    public static IEnumerable<string> Of(RecordConfiguration configuration, IReadOnlyList<IPropertySymbol> properties)
    {
        foreach (var property in properties)
            yield return $"builder.Property({configuration.Row} => {configuration.Row}.{property.Name})." + (HasText(property.Type)
                ? "HasConversion<string>();"
                : $"HasConversion(\n    value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),\n    json => JsonSerializer.Deserialize<{configuration.NameOf(property.Type)}>(json, JsonSerializerOptions.Default)!);");
    }

    /// <summary>The namespaces that the statements need.</summary>
    public static IEnumerable<string> Usings(IReadOnlyList<IPropertySymbol> properties) => properties.Any(p => !HasText(p.Type)) ? ["System.Text.Json"] : [];
}
