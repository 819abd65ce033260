using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>The methods that a type gets for what <c>IDistributedCache</c>, which knows bytes and texts only, does not do itself.</summary>
internal static class EntryMembers
{
    public const string ReadAsync = "GetEntryAsync";
    public const string Read = "GetEntry";
    public const string CreateAsync = "GetOrCreateEntryAsync";
    public const string Create = "GetOrCreateEntry";

    public const string Parse = "ParseEntry";

    /// <summary>Adds the method that makes a value of what Redis gave.</summary>
    public static bool AddParse(FixUnit unit, CacheAccess access) => Add(unit, access, Parse);

    /// <summary>Adds the method that reads an entry. False where there is no type to hold it.</summary>
    public static bool AddRead(FixUnit unit, CacheAccess access, bool isAsync) => Add(unit, access, isAsync ? ReadAsync : Read);

    /// <summary>Adds the method that makes a missing entry.</summary>
    public static bool AddCreate(FixUnit unit, CacheAccess access, bool isAsync) => Add(unit, access, isAsync ? CreateAsync : Create);

    static bool Add(FixUnit unit, CacheAccess access, string name) =>
        AddedMethods.Add(
            unit, access.Document.Id, access.Node, access.Model, name, type => Member(name, access.Model.GetNullableContext(type.SpanStart).AnnotationsEnabled() ? "?" : ""),
            "that reads from the shared cache", Usings(name));

    static string[] Usings(string name) => name switch
    {
        Parse => [],
        Read => ["System.Text.Json", Services.DistributedCache.Namespace],
        ReadAsync => ["System.Text.Json", "System.Threading", "System.Threading.Tasks", Services.DistributedCache.Namespace],
        Create => ["System", "System.Text.Json", Services.DistributedCache.Namespace],
        _ => ["System", "System.Text.Json", "System.Threading", "System.Threading.Tasks", Services.DistributedCache.Namespace],
    };

    static string Member(string name, string nullable) => name switch
    {
        ReadAsync => $$"""
            private static async Task<T{{nullable}}> GetEntryAsync<T>(IDistributedCache cache, string key, CancellationToken cancellationToken = default)
            {
                var json = await cache.GetStringAsync(key, cancellationToken);
                return json is null ? default : JsonSerializer.Deserialize<T>(json);
            }
            """,
        Parse => $"private static T{nullable} ParseEntry<T>(RedisValue json) => json.IsNull ? default : JsonSerializer.Deserialize<T>((string)json{(nullable.Length > 0 ? "!" : "")});",
        Read => $$"""
            private static T{{nullable}} GetEntry<T>(IDistributedCache cache, string key)
            {
                var json = cache.GetString(key);
                return json is null ? default : JsonSerializer.Deserialize<T>(json);
            }
            """,
        CreateAsync => $$"""
            private static async Task<T> GetOrCreateEntryAsync<T>(IDistributedCache cache, string key, Func<Task<T>> create, DistributedCacheEntryOptions options, CancellationToken cancellationToken = default)
            {
                var json = await cache.GetStringAsync(key, cancellationToken);
                if (json is not null)
                {
                    return JsonSerializer.Deserialize<T>(json){{(nullable.Length > 0 ? "!" : "")}};
                }

                var value = await create();
                await cache.SetStringAsync(key, JsonSerializer.Serialize(value), options, cancellationToken);
                return value;
            }
            """,
        _ => $$"""
            private static T GetOrCreateEntry<T>(IDistributedCache cache, string key, Func<T> create, DistributedCacheEntryOptions options)
            {
                var json = cache.GetString(key);
                if (json is not null)
                {
                    return JsonSerializer.Deserialize<T>(json){{(nullable.Length > 0 ? "!" : "")}};
                }

                var value = create();
                cache.SetString(key, JsonSerializer.Serialize(value), options);
                return value;
            }
            """,
    };
}
