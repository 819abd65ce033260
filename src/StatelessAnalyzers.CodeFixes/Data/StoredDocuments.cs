using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// A type that keeps documents in files, each of them read and written as a whole: settings in one file, or a file for each record. They can be objects of S3 as they are,
/// where nothing reads, changes and writes one back: of two instances that do, one loses its change.
/// </summary>
internal sealed class StoredDocuments(TypeDeclarationSyntax type, Document document, SemanticModel model, FixSession session)
{
    static readonly HashSet<string> Others = new(StringComparer.Ordinal) { "BinaryFormatter", "DataContractSerializer", "DataSet", "JArray", "JObject", "JToken", "JsonDocument", "JsonNode", "JsonObject", "XDocument", "XElement", "XmlDocument", "XmlSerializer", "XmlWriter" };

    /// <summary>Whether all that the type reads is JSON of objects of the solution's own classes.</summary>
    public bool AreAll => !type.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => Others.Contains(n.Identifier.ValueText)) && CallsIn(type, "Deserialize").Select(c => Read(model.GetSymbolInfo(c).Symbol)).ToList() is { Count: > 0 } read
        && read.All(t => t is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } && !t.AllInterfaces.Any(i => i.Name == "IEnumerable"));

    static ITypeSymbol? Read(ISymbol? method) => method is not IMethodSymbol { ReturnType: var type } ? null
        : type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "Nullable", TypeArguments: [var result] } ? result : type;

    IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxNode code, string start) =>
        code.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(c => model.GetSymbolInfo(c).Symbol is { ContainingType.Name: "JsonSerializer" or "JsonConvert" } method && method.Name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Why they cannot be objects on their own, or null.</summary>
    public async Task<string?> ObstacleAsync()
    {
        foreach (var member in model.GetDeclaredSymbol(type)!.GetMembers())
            if (member is IFieldSymbol { IsConst: false } field && !IsSetting(field.Type))
                return $"'{(field.AssociatedSymbol ?? field).Name}' is held by one instance alone, beside the files";
        if (FileNeighbours.Shipped(FileNeighbours.PathsIn([type], model), document) is { } shipped)
            return shipped;
        var (reads, writes) = (Using("Deserialize"), Using("Serialize"));
        if (reads.FirstOrDefault(writes.Contains) is { } both)
            return WritesBack(both.Name);
        var readers = await CallersAsync(reads).ConfigureAwait(false);
        foreach (var caller in await CallersAsync(writes).ConfigureAwait(false))
            if (readers.Contains(caller))
                return WritesBack(ContentFlow.At(caller));
        return null;
    }

    static string WritesBack(string code) => $"'{code}' writes back what it has read: what another instance saved meanwhile would be lost";

    // Where the files are, and how they are written.
    static bool IsSetting(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Interface && !type.ContainingNamespace.ToDisplayString().StartsWith("System", StringComparison.Ordinal)
        || type.Name is "JsonSerializerOptions" or "JsonSerializerSettings" or "JsonSerializerContext";

    // The methods of the type that do it, also through each other.
    HashSet<ISymbol> Using(string start)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        int known;
        do
        {
            known = found.Count;
            foreach (var member in type.Members)
                if (model.GetDeclaredSymbol(member) is IMethodSymbol or IPropertySymbol && (CallsIn(member, start).Any() || member.DescendantNodes().OfType<SimpleNameSyntax>().Any(n => model.GetSymbolInfo(n).Symbol is { } named && found.Contains(named.OriginalDefinition))))
                    found.Add(model.GetDeclaredSymbol(member)!);
        }
        while (found.Count > known);
        return found;
    }

    async Task<HashSet<SyntaxNode>> CallersAsync(HashSet<ISymbol> methods)
    {
        var callers = new HashSet<SyntaxNode>();
        foreach (var method in methods)
            foreach (var location in (await References.OfAsync(method, session.Solution, session.CancellationToken).ConfigureAwait(false)).SelectMany(r => r.Locations))
            {
                var root = await session.RootAsync(session.Canonical(location.Document).Id).ConfigureAwait(false);
                callers.Add(Functions.Around(root.FindNode(location.Location.SourceSpan)) ?? root);
            }
        return callers;
    }
}
