using System.Text.Json;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Which types come back from a cache that serialises as they went in.</summary>
public class CachedTypesTests
{
    const string Registered = "builder.Services.AddScoped<Shop>();";

    static string Code(string types) => $$"""
        using Microsoft.Extensions.Caching.Memory;

        public abstract class Shop(IMemoryCache cache)
        {
            public Price? Find(int id) => cache.GetOrCreate("price:" + id, entry => Load(id));

            protected abstract Price? Load(int id);
        }

        {{types}}
        """;

    [Theory]
    [InlineData("public abstract class Entity { public int Id { get; set; } } public class Price : Entity { public decimal Amount { get; set; } }")]
    [InlineData("public abstract class Entity { public int Id { get; set; } } public abstract class Dated : Entity { public DateTime Day { get; init; } } public sealed class Price : Dated { public string Text => Day + \"\"; }")]
    [InlineData("public abstract record Entity(int Id); public record Price(int Id, decimal Amount) : Entity(Id);")]
    [InlineData("public interface IPriced { int Id { get; } } public class Price : IPriced { public int Id { get; set; } }")]
    [InlineData("public struct Price { public int Id { get; init; } }")]
    public async Task What_is_inherited_comes_back_too(string types) =>
        Assert.Contains("cache.GetOrCreateAsync", await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Code(types), Registered), StringComparison.Ordinal);

    [Theory]
    [InlineData("public abstract class Entity { public int Id { get; protected set; } } public class Price : Entity;", "'Price.Id' cannot be set when it is read back")]
    [InlineData("public abstract class Entity { public int Id; } public class Price : Entity;", "'Price.Id' is a field, which is not serialised")]
    [InlineData("public class Price : Exception;", "'Price' has the base class 'Exception', which is not known to serialise")]
    [InlineData("public class Entity { public int Id { get; set; } } public class Price : Entity { public new string Id { get; set; } = \"\"; }", "'Price' has two properties 'Id'")]
    [InlineData("public class Price : List<int>;", "'Price' has the base class 'List', which is not known to serialise")]
    [InlineData("public class Price(int id, string by) { public int Id { get; set; } = id; public override string ToString() => by; }", "the constructor of 'Price' takes more than its properties")]
    [InlineData("public class Price { public Price(int id) => Id = id; public Price(string id) => Id = id.Length; public int Id { get; set; } }", "'Price' has no constructor that a serialiser could choose")]
    [InlineData("public readonly struct Price(int id) { public int Id { get; } = id; }", "'Price.Id' cannot be set when it is read back")]
    public Task What_would_come_back_otherwise_is_refused(string types, string reason) =>
        FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Code(types), reason, Registered);

    public abstract class Entity
    {
        public int Id { get; set; }
    }

    public sealed class Priced : Entity
    {
        public decimal Amount { get; init; }
    }

    public readonly struct Point(int x)
    {
        public int X { get; } = x;
    }

    // What the rules above rest on.
    [Fact]
    public void The_serialiser_knows_what_is_inherited_and_makes_structures_without_their_constructor()
    {
        var priced = JsonSerializer.Deserialize<Priced>(JsonSerializer.Serialize(new Priced { Id = 3, Amount = 4 }))!;
        Assert.Equal((3, 4m), (priced.Id, priced.Amount));
        Assert.Equal(0, JsonSerializer.Deserialize<Point>(JsonSerializer.Serialize(new Point(5))).X);
    }
}
