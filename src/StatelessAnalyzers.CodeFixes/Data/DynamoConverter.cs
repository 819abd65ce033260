using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>What tells DynamoDB's object model to keep properties of a record as JSON.</summary>
internal static class DynamoConverter
{
    const string Name = "JsonPropertyConverter";

    // Methods that used no field would be made static by CA1822 where the interface is not restored yet.
    const string Member = """
        private sealed class JsonPropertyConverter<T> : IPropertyConverter
        {
            private readonly JsonSerializerOptions options = new JsonSerializerOptions();

            public DynamoDBEntry ToEntry(object value) => JsonSerializer.Serialize((T)value, options);

            public object FromEntry(DynamoDBEntry entry) => JsonSerializer.Deserialize<T>(entry.AsString(), options)!;
        }
        """;

    /// <summary>Adds the converter to the record and names it at each of the properties.</summary>
    public static async Task AddAsync(FixUnit unit, FixSession session, INamedTypeSymbol entity, IReadOnlyList<IPropertySymbol> properties)
    {
        if (properties.Count == 0)
            return;
        var declaration = await entity.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (entity.GetMembers(Name).Length > 0 || session.DocumentOf(declaration) is not { } document)
        {
            unit.Refuse($"'{entity.Name}' has a member '{Name}' already");
            return;
        }
        unit.Add(new AddMember(NodeKey.Of(document.Id, declaration), Name, Member));
        foreach (var ns in new[] { "System.Text.Json", "Amazon.DynamoDBv2.DataModel", "Amazon.DynamoDBv2.DocumentModel" })
            unit.Add(new AddUsing(document.Id, ns));
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        foreach (var property in properties)
        {
            var type = property.Type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(model, declaration.Span.End - 1);
            await RecordAttributes.AddAsync(unit, session, property, $"DynamoDBProperty(typeof({Name}<{type}>))", ImmutableArray.Create("Amazon.DynamoDBv2.DataModel")).ConfigureAwait(false);
        }
    }
}
