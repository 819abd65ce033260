using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>What tells EF Core to keep properties of a record as text: moments with their offset, spans of time, and what goes into JSON.</summary>
internal static class DatabaseConversions
{
    const string Name = "Configuration";
    const string EntityFramework = "Microsoft.EntityFrameworkCore";

    /// <summary>Whether a conversion brings the property back as it was.</summary>
    public static bool CanKeep(ITypeSymbol type) => type.IsReferenceType || HasText(type);

    // EF Core writes these with all their digits.
    static bool HasText(ITypeSymbol type) => StoredTimes.Underlying(type).ToDisplayString() is "System.DateTimeOffset" or "System.TimeSpan";

    /// <summary>Adds the conversions to the record itself, so that those of several records do not meet in one method of the context; or refuses.</summary>
    public static async Task AddAsync(FixUnit unit, FixSession session, INamedTypeSymbol entity, IReadOnlyList<IPropertySymbol> properties)
    {
        if (properties.Count == 0)
            return;
        var declaration = await entity.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(declaration) is not { } document || !(await session.TypesAsync(document.Project.Id).ConfigureAwait(false)).Has(EntityFramework + ".EntityTypeConfigurationAttribute"))
        {
            unit.Refuse($"'{entity.Name}.{properties[0].Name}' has no column of its own, and EF Core is not at hand where '{entity.Name}' is declared");
            return;
        }
        if (entity.GetMembers(Name).Length > 0 || entity.GetAttributes().Any(a => a.AttributeClass?.Name == "EntityTypeConfigurationAttribute"))
        {
            unit.Refuse($"'{entity.Name}' is configured already");
            return;
        }
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var at = declaration.Span.End - 1;
        var record = entity.ToMinimalDisplayString(model, at);
        var row = entity.Name.Substring(0, 1).ToLowerInvariant();
        var conversions = properties.Select(p => $"        builder.Property({row} => {row}.{p.Name})." + (HasText(p.Type)
            ? "HasConversion<string>();"
            : $"HasConversion(\n            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),\n            json => JsonSerializer.Deserialize<{p.Type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(model, at)}>(json, JsonSerializerOptions.Default)!);"));
        var member = $"internal sealed class {Name} : IEntityTypeConfiguration<{record}>\n{{\n    public void Configure(EntityTypeBuilder<{record}> builder)\n    {{\n{string.Join("\n", conversions)}\n    }}\n}}";
        unit.Add(new AddMember(NodeKey.Of(document.Id, declaration), Name, member));
        if (properties.Any(p => !HasText(p.Type)))
            unit.Add(new AddUsing(document.Id, "System.Text.Json"));
        unit.Add(new AddUsing(document.Id, EntityFramework + ".Metadata.Builders"));
        RecordAttributes.Add(unit, document, declaration, $"EntityTypeConfiguration(typeof({entity.ToMinimalDisplayString(model, declaration.SpanStart)}.{Name}))", ImmutableArray.Create(EntityFramework));
    }
}
