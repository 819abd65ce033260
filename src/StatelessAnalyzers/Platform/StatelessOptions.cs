using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Platform;

/// <summary>Where rules run.</summary>
internal enum AnalysisScope
{
    /// <summary>Web applications and libraries that they may use.</summary>
    Auto,

    /// <summary>Every compilation.</summary>
    Always,

    /// <summary>None.</summary>
    Never,
}

/// <summary>Which shared cache fixes use.</summary>
internal enum CacheTarget
{
    /// <summary><c>HybridCache</c>, but for what only the other can do.</summary>
    Hybrid,

    /// <summary><c>IDistributedCache</c>.</summary>
    Distributed,
}

/// <summary>Which database fixes move records in memory to.</summary>
internal enum DataStore
{
    /// <summary>The <c>DbContext</c> of the solution, or DynamoDB where it has none or several.</summary>
    Auto,

    /// <summary>The <c>DbContext</c> of the solution.</summary>
    EfCore,

    /// <summary>DynamoDB.</summary>
    DynamoDb,
}

/// <summary>Which database server fixes move databases of one instance to.</summary>
internal enum DatabaseTarget
{
    /// <summary>PostgreSQL, of which Aurora has a kind.</summary>
    PostgreSql,

    /// <summary>MySQL, of which Aurora has another.</summary>
    MySql,
}

/// <summary>Names of types or members that an option lists, separated by commas: simple, or with their type and namespace.</summary>
internal readonly struct StatelessNames(ImmutableArray<string> names)
{
    public IEnumerable<string> All => names.IsDefault ? ImmutableArray<string>.Empty : names;

    /// <summary>Whether the symbol is listed, by its simple name or by a longer one.</summary>
    public bool Contains(ISymbol symbol)
    {
        if (names.IsDefaultOrEmpty)
            return false;
        foreach (var name in names)
            if (name.EndsWith(symbol.Name, StringComparison.Ordinal)
                && (name.Length == symbol.Name.Length || symbol.OriginalDefinition.ToDisplayString(Qualified) is var full && (full == name || full.EndsWith("." + name, StringComparison.Ordinal))))
                return true;
        return false;
    }

    static readonly SymbolDisplayFormat Qualified = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    public static StatelessNames? Parse(string text)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var name in text.Split(','))
            if (name.Trim() is { Length: > 0 } trimmed)
                names.Add(trimmed);
        return new(names.ToImmutable());
    }
}

/// <summary>An option of .editorconfig or a global config.</summary>
/// <param name="key">Its name there.</param>
/// <param name="fallback">What holds where it is missing or has no known value.</param>
/// <param name="parse">Reads a value; null where it is none.</param>
internal sealed class StatelessOption<T>(string key, T fallback, Func<string, T?> parse) where T : struct
{
    public string Key { get; } = key;

    public T Default { get; } = fallback;

    /// <summary>The value that holds for a file.</summary>
    public T Of(AnalyzerOptions options, SyntaxTree tree) => Read(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    /// <summary>The value that holds for the whole compilation: that of its first file, else that of the global config.</summary>
    public T Of(AnalyzerOptions options, Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
            return Of(options, tree);
        return Read(options.AnalyzerConfigOptionsProvider.GlobalOptions);
    }

    T Read(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out var text) && parse(text.Trim()) is { } value ? value : Default;
}

/// <summary>Every option of the package.</summary>
internal static class StatelessOptions
{
    public static StatelessOption<AnalysisScope> Scope { get; } = new("stateless.scope", AnalysisScope.Auto, ParseEnum<AnalysisScope>);

    /// <summary>Types and members that may keep state.</summary>
    public static StatelessOption<StatelessNames> AllowedState { get; } = new("stateless.allowed_state", default, StatelessNames.Parse);

    /// <summary>Types whose values cannot be changed, beyond those that are known.</summary>
    public static StatelessOption<StatelessNames> ImmutableTypes { get; } = new("stateless.immutable_types", default, StatelessNames.Parse);

    /// <summary>Types with one instance for the whole process, beyond those whose registration is seen.</summary>
    public static StatelessOption<StatelessNames> Singletons { get; } = new("stateless.singletons", default, StatelessNames.Parse);

    /// <summary>Paths that all instances mount: their beginnings, or the configuration keys or members that hold them.</summary>
    public static StatelessOption<StatelessNames> SharedPaths { get; } = new("stateless.shared_paths", default, StatelessNames.Parse);

    /// <summary>The shared cache that fixes move caches in memory to.</summary>
    public static StatelessOption<CacheTarget> Cache { get; } = new("stateless.cache", CacheTarget.Hybrid, ParseEnum<CacheTarget>);

    /// <summary>The database that fixes move records in memory to.</summary>
    public static StatelessOption<DataStore> DataStore { get; } = new("stateless.data_store", Platform.DataStore.Auto, ParseEnum<DataStore>);

    /// <summary>The database server that fixes move databases of one instance to.</summary>
    public static StatelessOption<DatabaseTarget> Database { get; } = new("stateless.database", DatabaseTarget.PostgreSql, ParseEnum<DatabaseTarget>);

    /// <summary>The keys of all options, for the test that compares them with the pages.</summary>
    public static ImmutableArray<string> Keys { get; } = ImmutableArray.Create(Scope.Key, AllowedState.Key, ImmutableTypes.Key, Singletons.Key, SharedPaths.Key, Cache.Key, DataStore.Key, Database.Key);

    // Names only: Enum.TryParse also takes numbers and lists.
    static T? ParseEnum<T>(string text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues(typeof(T)))
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return (T)value;
        return null;
    }
}
