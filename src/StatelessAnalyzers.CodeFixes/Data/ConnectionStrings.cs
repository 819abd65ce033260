using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Connection strings in the settings of the solution's hosts.</summary>
internal static class ConnectionStrings
{
    const string FromServices = ".GetRequiredService<IConfiguration>()";

    /// <summary>What reads the connection string where a call chooses its database, with the namespaces it needs; null where no configuration is at hand.</summary>
    public static (string Configuration, string[] Usings)? ConfigurationAt(SyntaxNode call, SemanticModel model)
    {
        if (HostPrograms.ConfigurationAt(call, model) is { } near)
            return (near, ["Microsoft.Extensions.Configuration"]);
        // Where the options are made from services, the configuration is one of them.
        var types = KnownTypes.Of(model.Compilation);
        foreach (var lambda in call.Ancestors().OfType<ParenthesizedLambdaExpressionSyntax>())
            foreach (var parameter in lambda.ParameterList.Parameters)
                if (model.GetDeclaredSymbol(parameter) is IParameterSymbol { Name: not "_" } symbol && types.Is(symbol.Type, TypeNames.IServiceProvider))
                    return (symbol.Name + FromServices, ["Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection"]);
        return null;
    }

    /// <summary>The context whose options the call makes, or null where that is not to be seen.</summary>
    public static INamedTypeSymbol? ContextAt(SyntaxNode call, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        foreach (var node in call.AncestorsAndSelf())
            if (node is InvocationExpressionSyntax && CalledName.Of(node) is GenericNameSyntax { TypeArgumentList.Arguments: var arguments }
                && arguments.Select(a => model.GetTypeInfo(a).Type).OfType<INamedTypeSymbol>().LastOrDefault(t => types.IsOrInherits(t, TypeNames.DbContext)) is { } registered)
                return registered;
            else if (node is ClassDeclarationSyntax && model.GetDeclaredSymbol(node) is INamedTypeSymbol declared && types.IsOrInherits(declared, TypeNames.DbContext))
                return declared;
        return null;
    }

    /// <summary>Why the database that the call chooses cannot be that server, whatever it is now; null where it can.</summary>
    public static async Task<string?> ObstacleAsync(SyntaxNode call, SemanticModel model, DatabaseServer server, FixSession session) =>
        DeploymentArms.Of(call) != DeploymentArm.Always ? "a condition decides whether the database is used"
            : CompositionFacts.Of(model.Compilation, session.CancellationToken).Registers("UseInternalServiceProvider") ? "the provider's services are registered apart"
            : ContextAt(call, model) is not { } context ? "the context whose database it is is not to be seen"
            : server.ObstacleOf(model.Compilation) ?? await new StoredTimes(session).ObstacleAsync(context, server, CalledName.Of(call)?.Identifier.ValueText == "UseInMemoryDatabase").ConfigureAwait(false);

    /// <summary>The name under which a database can be set; null where each has another meaning, such as a server of another kind.</summary>
    public static async Task<string?> FreeNameAsync(FixSession session, string name, string placeholder)
    {
        foreach (var candidate in new[] { name, name + "Database" })
            if ((await ValuesAsync(session, candidate).ConfigureAwait(false)).All(v => v.Value.Text == placeholder))
                return candidate;
        return null;
    }

    /// <summary>Where settings files give the connection string of that name a value.</summary>
    public static async Task<List<(TextDocument File, JsonNode Value)>> ValuesAsync(FixSession session, string name)
    {
        var values = new List<(TextDocument, JsonNode)>();
        foreach (var file in session.Solution.Projects.SelectMany(p => p.AdditionalDocuments).Where(d => (d.FilePath ?? d.Name).EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            if (ValueIn(await file.GetTextAsync(session.CancellationToken).ConfigureAwait(false), name) is { } value)
                values.Add((file, value));
        return values;
    }

    static JsonNode? ValueIn(SourceText text, string name) =>
        JsonNode.Root(text)?.Values().FirstOrDefault(v => v.Key.Equals("ConnectionStrings:" + name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Gives the connection string, where a file has a value for it, that of a server.</summary>
    public static ChangeFile Replace(TextDocument file, string name, string placeholder) =>
        new(file.Project.Id, file.FilePath!, $"ConnectionStrings:{name} of a server", text =>
            ValueIn(text, name) is { Kind: JsonKind.Text } value ? text.Replace(value.Span, "\"" + placeholder + "\"") : null);

    /// <summary>What a connection string to that database may be called; null for a name of other letters.</summary>
    public static string? NameOf(string database)
    {
        var name = new StringBuilder();
        foreach (var c in database)
            if (c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9')
                name.Append(name.Length == 0 ? char.ToUpperInvariant(c) : c);
            else if (c is not ('_' or '-' or '.' or ' '))
                return null;
        return name.Length > 0 ? name.ToString() : null;
    }
}
