using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3001: moves a cache in a dictionary to <c>HybridCache</c>, all uses of the field or none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareCache() : StatelessFix(Rules.SLS3001_CollectionUsedAsCache, "Use HybridCache")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent.Parent: FieldDeclarationSyntax declaration } declarator
            || model.GetDeclaredSymbol(declarator) is not IFieldSymbol { Type: INamedTypeSymbol { TypeArguments: [var key, var value] } } field)
        {
            unit.Refuse("the cache is not a dictionary in a field");
            return;
        }
        var obstacle = Obstacle(field, declarator, model)
            ?? (RoundTrip.IsKey(key) ? null : $"keys of type '{key.ToDisplayString()}' have no stable text")
            ?? await new RoundTrip(session.Solution, session.CancellationToken).ObstacleAsync(value).ConfigureAwait(false);
        if (obstacle is not null)
        {
            unit.Refuse(obstacle);
            return;
        }

        unit.Rename("cache " + DocumentationCommentId.CreateDeclarationId(field));
        foreach (var reference in await SymbolFinder.FindReferencesAsync(field, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
                await AddUseAsync(unit, session, field, location).ConfigureAwait(false);
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, declaration.Declaration.Variables.Count == 1 ? declaration : declarator), "no field", (_, _) => null));
    }

    static string? Obstacle(IFieldSymbol field, VariableDeclaratorSyntax declarator, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        if (!types.Is(field.Type, TypeNames.Dictionary) && !types.Is(field.Type, TypeNames.ConcurrentDictionary))
            return "the cache is not a dictionary";
        if (field.DeclaredAccessibility != Accessibility.Private)
            return "other types reach the field";
        return declarator.Initializer?.Value is BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } }
            ? null
            : "the dictionary is made with a comparer or with content";
    }

    static async Task AddUseAsync(FixUnit unit, FixSession session, IFieldSymbol field, ReferenceLocation location)
    {
        var document = session.Canonical(location.Document);
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (KeyedUse.Of(root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true), model) is not { } use)
        {
            var line = location.Location.GetLineSpan().StartLinePosition.Line + 1;
            unit.Refuse($"the use in {document.Name}, line {line}, is more than a look-up by one key");
            return;
        }
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, use.Node), use.Kind.ToString(), (node, scope) => use.Rewrite(node, field, scope))
        {
            Services = ImmutableArray.Create(Services.HybridCache),
            Awaits = true,
            Usings = use.Kind == KeyedUseKind.Remove
                ? ImmutableArray<string>.Empty
                : ImmutableArray.Create("Microsoft.Extensions.Caching.Hybrid", "System", "System.Threading.Tasks"),
        });
    }
}
