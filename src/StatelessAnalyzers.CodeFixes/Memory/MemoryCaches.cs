using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>One use of a memory cache, of whatever kind.</summary>
/// <param name="Cache">The field, parameter or property that gives the cache.</param>
/// <param name="Place">The expression that names it.</param>
/// <param name="Document">The document it stands in.</param>
/// <param name="Access">What it does to one entry, or null.</param>
/// <param name="Obstacle">Why a shared cache cannot take it over.</param>
internal sealed record MemoryCacheUse(ISymbol Cache, ExpressionSyntax Place, Document Document, CacheAccess? Access, string Obstacle)
{
    /// <summary>The expression of the key; null where the use is of no one entry.</summary>
    public ExpressionSyntax? KeyExpression { get; init; }

    public KeyShape Key { get; init; }

    /// <summary>The parameter of the solution's own code that is given the cache here; null where the use is another one.</summary>
    public IParameterSymbol? Passed { get; init; }

    /// <summary>What types of values it may be about; none where the use does not say.</summary>
    public IReadOnlyList<ITypeSymbol> Types { get; init; } = [];

    /// <summary>The use where its type parameter stands for these.</summary>
    public MemoryCacheUse WithTypes(IReadOnlyList<ITypeSymbol> types) => this with
    {
        Types = types,
        Access = Access is null ? null : Access with { MayBeValue = TypeArguments.AreValues(types), MayBeNull = TypeArguments.AreNullable(types) },
    };

    /// <summary>Whether the other may work on the same entry: their keys may be equal, and the type of what they keep.</summary>
    public bool Meets(MemoryCacheUse other) =>
        KeyExpression is not null && other.KeyExpression is not null && Key.Meets(other.Key)
        && (Types.Count == 0 || other.Types.Count == 0 || Types.Any(t => other.Types.Contains(t, SymbolEqualityComparer.Default)));
}

/// <summary>All uses of <c>IMemoryCache</c> in a solution, in groups that only move together: by the cache that a type is given, and by the entry.</summary>
internal sealed class MemoryCaches
{
    static readonly ConditionalWeakTable<FixSession, Task<MemoryCaches>> Known = new();

    readonly List<List<MemoryCacheUse>> groups = [];

    public static Task<MemoryCaches> OfAsync(FixSession session) => Known.GetValue(session, static s => ReadAsync(s));

    public List<MemoryCacheUse>? GroupOf(SyntaxNode place) =>
        groups.FirstOrDefault(g => g.Any(u => u.Place.SyntaxTree == place.SyntaxTree && (u.Place.Parent ?? u.Place).Span.Contains(place.Span)));

    /// <summary>The groups with a use in the project.</summary>
    public IEnumerable<List<MemoryCacheUse>> GroupsIn(Project project) =>
        groups.Where(g => g.Any(u => string.Equals(u.Document.Project.FilePath ?? u.Document.Project.Name, project.FilePath ?? project.Name, StringComparison.OrdinalIgnoreCase)));

    static async Task<MemoryCaches> ReadAsync(FixSession session)
    {
        var uses = new List<MemoryCacheUse>();
        var kept = new SameCaches();
        var seen = new HashSet<DocumentId>();
        foreach (var document in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp).SelectMany(p => p.Documents))
            if (session.Canonical(document) is var canonical && seen.Add(canonical.Id)
                && (await canonical.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString().IndexOf("MemoryCache", StringComparison.Ordinal) >= 0)
                Read(canonical, await session.RootAsync(canonical.Id).ConfigureAwait(false), await session.ModelAsync(canonical.Id).ConfigureAwait(false), uses, kept);

        var origins = new KeyOrigins(session);
        for (var i = 0; i < uses.Count; i++)
            if (uses[i] is { KeyExpression: { } key, Key.IsKnown: false } unknown)
                uses[i] = unknown with { Key = await origins.OfAsync(key, await session.ModelAsync(unknown.Document.Id).ConfigureAwait(false)).ConfigureAwait(false) };
        var arguments = new TypeArguments(session);
        for (var i = 0; i < uses.Count; i++)
            if (uses[i].Types is [ITypeParameterSymbol parameter])
                uses[i] = uses[i].WithTypes(await arguments.OfAsync(parameter).ConfigureAwait(false) ?? []);
        for (var i = 0; i < uses.Count; i++)
            uses[i] = Typed(uses[i]);

        var caches = new MemoryCaches();
        foreach (var use in uses)
        {
            var joined = caches.groups.Where(g => g.Any(u => SymbolEqualityComparer.Default.Equals(kept.Of(u.Cache), kept.Of(use.Cache)) || u.Meets(use))).ToList();
            List<MemoryCacheUse> group = [.. joined.SelectMany(g => g), use];
            caches.groups.RemoveAll(joined.Contains);
            caches.groups.Add(group);
        }
        return caches;

        // What a type takes out or asks for under a key of its own is what it stores there.
        MemoryCacheUse Typed(MemoryCacheUse use)
        {
            if (use is not { KeyExpression: not null, Types.Count: 0, Key.IsKnown: true })
                return use;
            var types = uses.Where(u => u.Types.Count > 0 && SymbolEqualityComparer.Default.Equals(kept.Of(u.Cache), kept.Of(use.Cache)) && u.Key.Meets(use.Key))
                .SelectMany(u => u.Types).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default);
            return use with { Types = [.. types] };
        }
    }

    static void Read(Document document, SyntaxNode root, SemanticModel model, List<MemoryCacheUse> uses, SameCaches kept)
    {
        var types = KnownTypes.Of(model.Compilation);
        foreach (var node in root.DescendantNodes())
        {
            // The name of a method that is called is no cache, and looking up extension methods takes long.
            if (node is not IdentifierNameSyntax name || name.Parent is NameColonSyntax or NameEqualsSyntax || FieldUse.Qualified(name) is { Parent: InvocationExpressionSyntax call } called && call.Expression == called || model.GetSymbolInfo(name).Symbol is not { } symbol || TypeOf(symbol) is not { } type || !types.IsOrInherits(type, TypeNames.IMemoryCache))
                continue;
            var cache = FieldUse.Qualified(name);
            if (Identifiers.IsInNameof(cache))
                continue;
            if (IsSet(cache))
            {
                if (symbol is IParameterSymbol && KeeperOf(cache, model) is { } keeper)
                    kept.Join(symbol, keeper);
                continue;
            }
            if (PassedTo(cache, model) is { } parameter)
            {
                kept.Join(symbol.OriginalDefinition, parameter);
                uses.Add(new(symbol.OriginalDefinition, cache, document, null, "") { Passed = parameter });
                continue;
            }
            var access = MemoryCacheAccess.Of(cache, model, out var obstacle, out var entry);
            access = access is null ? null : access with { Document = document };
            uses.Add(new(symbol.OriginalDefinition, cache, document, access, obstacle)
            {
                KeyExpression = entry.Key,
                Key = entry.Key is null ? default : KeyShape.Of(entry.Key, model),
                Types = (access?.Type ?? entry.Type) is { } value ? [value] : [],
            });
        }
    }

    static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IParameterSymbol parameter => parameter.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    };

    // _cache = cache; is how a constructor keeps what it is given.
    static bool IsSet(ExpressionSyntax cache) => cache.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } assignment && (assignment.Left == cache || assignment.Right == cache)
        || cache.Parent is BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax, Parent: AssignmentExpressionSyntax }
        || cache.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } or PropertyDeclarationSyntax };

    // Load(cache), new Loader(cache), cache.Load(): whoever gets it is read as well.
    static IParameterSymbol? PassedTo(ExpressionSyntax cache, SemanticModel model)
    {
        var operation = model.GetOperation(cache)?.Parent;
        if (operation is IConversionOperation { IsImplicit: true })
            operation = operation.Parent;
        return operation is IArgumentOperation { Parameter: { RefKind: RefKind.None, IsParams: false, OriginalDefinition: { DeclaringSyntaxReferences: [var declared] } parameter } }
            && KnownTypes.Of(model.Compilation).Is(parameter.Type, TypeNames.IMemoryCache) && !declared.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ? parameter : null;
    }

    // The field on the other side.
    static ISymbol? KeeperOf(ExpressionSyntax parameter, SemanticModel model) =>
        parameter.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Left: var left } ? model.GetSymbolInfo(left).Symbol
        : parameter.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { } field ? model.GetDeclaredSymbol(field)
        : parameter.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property ? model.GetDeclaredSymbol(property) : null;
}
