using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>What EF Core is told about a record, within the record itself, so that the configurations of several records do not meet in one method of the context.</summary>
/// <param name="Entity">The type of the records.</param>
/// <param name="Declaration">The part of it that is given the configuration.</param>
/// <param name="Document">Where that stands.</param>
/// <param name="Model">The model of the document.</param>
internal sealed record RecordConfiguration(INamedTypeSymbol Entity, SyntaxNode Declaration, Document Document, SemanticModel Model)
{
    const string Name = "Configuration";
    const string EntityFramework = "Microsoft.EntityFrameworkCore";

    /// <summary>What a lambda calls a record.</summary>
    public string Row { get; } = Entity.Name.Substring(0, 1).ToLowerInvariant();

    /// <summary>What a type is called in the configuration.</summary>
    public string NameOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(Model, Declaration.Span.End - 1);

    /// <summary>The configuration that the record can be given, or null with the reason.</summary>
    public static async Task<(RecordConfiguration? Configuration, string Reason)> OfAsync(INamedTypeSymbol entity, FixSession session)
    {
        var declaration = await entity.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(declaration) is not { } document || !(await session.TypesAsync(document.Project.Id).ConfigureAwait(false)).Has(EntityFramework + ".EntityTypeConfigurationAttribute"))
            return (null, $"EF Core is not at hand where '{entity.Name}' is declared");
        if (entity.GetMembers(Name).Length > 0 || entity.GetAttributes().Any(a => a.AttributeClass?.Name == "EntityTypeConfigurationAttribute"))
            return (null, $"'{entity.Name}' is configured already");
        return (new(entity, declaration, document, await session.ModelAsync(document.Id).ConfigureAwait(false)), "");
    }

    /// <summary>Adds it with these statements.</summary>
    public void Add(FixUnit unit, IEnumerable<string> statements, IEnumerable<string> usings)
    {
        var record = Entity.ToMinimalDisplayString(Model, Declaration.Span.End - 1);
        var body = string.Join("\n", statements.Select(s => "        " + s.Replace("\n", "\n        ")));
        unit.Add(new AddMember(
            NodeKey.Of(Document.Id, Declaration), Name,
            $"internal sealed class {Name} : IEntityTypeConfiguration<{record}>\n{{\n    public void Configure(EntityTypeBuilder<{record}> builder)\n    {{\n{body}\n    }}\n}}"));
        foreach (var ns in usings.Append(EntityFramework + ".Metadata.Builders"))
            unit.Add(new AddUsing(Document.Id, ns));
        RecordAttributes.Add(unit, Document, Declaration, $"EntityTypeConfiguration(typeof({Entity.ToMinimalDisplayString(Model, Declaration.SpanStart)}.{Name}))", ImmutableArray.Create(EntityFramework));
    }
}
