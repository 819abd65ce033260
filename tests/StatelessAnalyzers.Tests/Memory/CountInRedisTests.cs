using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class CountInRedisTests
{
    [Fact]
    public Task All_instances_count_in_Redis() => new FixTest<LongLivedState, CountInRedis>
    {
        Code = """
            using System.Collections.Concurrent;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Views>();
            builder.Services.AddSingleton<Orders>();
            builder.Build().Run();

            public class Views
            {
                private readonly ConcurrentDictionary<int, long> {|SLS3010:_products|} = new();
                private long {|SLS3010:_total|};
                private int {|SLS3010:_clicks|} = 0;
                private int {|SLS3010:_errors|};

                // How many there were.
                public long CountVisit() => Interlocked.Increment(ref _total);

                public long Total => Interlocked.Read(ref _total);

                public long CountProduct(int productId) => _products.AddOrUpdate(productId, 1, (_, count) => count + 1);

                public long Of(int productId) => _products.TryGetValue(productId, out var count) ? count : 0;

                public int Click(int times)
                {
                    _clicks++; // one more
                    _clicks += times;
                    var before = _clicks++;
                    return before + _clicks;
                }

                public int Fail()
                {
                    lock (this)
                    {
                        ++_errors;
                    }
                    return Interlocked.Add(ref _errors, 2);
                }
            }

            public class Orders(ILogger<Orders> logger)
            {
                private static int {|SLS3010:lastNumber|};

                public string Next()
                {
                    logger.LogInformation("next");
                    return $"O-{Interlocked.Increment(ref lastNumber)}";
                }
            }
            """,
        Fixed = """
            using StackExchange.Redis;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Views>();
            builder.Services.AddSingleton<Orders>();
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(builder.Configuration.GetConnectionString("Redis")!));
            builder.Build().Run();

            public class Views(IConnectionMultiplexer redis)
            {
                // How many there were.
                public async Task<long> CountVisit() => await redis.GetDatabase().StringIncrementAsync("Views.total");

                public long Total => (long)redis.GetDatabase().StringGet("Views.total");

                public async Task<long> CountProduct(int productId) => await redis.GetDatabase().StringIncrementAsync($"Views.products:{productId}");

                public async Task<long> Of(int productId) => (long)await redis.GetDatabase().StringGetAsync($"Views.products:{productId}");

                public async Task<int> Click(int times)
                {
                    await redis.GetDatabase().StringIncrementAsync("Views.clicks"); // one more
                    await redis.GetDatabase().StringIncrementAsync("Views.clicks", times);
                    var before = (int)await redis.GetDatabase().StringIncrementAsync("Views.clicks") - 1;
                    return before + (int)await redis.GetDatabase().StringGetAsync("Views.clicks");
                }

                public async Task<int> Fail()
                {
                    lock (this)
                    {
                        redis.GetDatabase().StringIncrement("Views.errors");
                    }
                    return (int)await redis.GetDatabase().StringIncrementAsync("Views.errors", 2);
                }
            }

            public class Orders(ILogger<Orders> logger, IConnectionMultiplexer redis)
            {
                public async Task<string> Next()
                {
                    logger.LogInformation("next");
                    return $"O-{(int)await redis.GetDatabase().StringIncrementAsync("Orders.lastNumber")}";
                }
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("var ticket = _last; _last += 1; return ticket;", "(int)await redis.GetDatabase().StringIncrementAsync(\"Desk.last\") - 1;")]
    [InlineData("_last += 1; var ticket = _last; return ticket;", "(int)await redis.GetDatabase().StringIncrementAsync(\"Desk.last\");")]
    public async Task A_number_that_a_statement_of_its_own_counts_up_is_taken_at_once(string body, string taken)
    {
        var code = await FixRun<LongLivedState, CountInRedis>.FixAsync(
            "public class Desk(ILogger<Desk> logger)\n{\n    private int _last;\n\n    public int Next()\n    {\n        logger.LogInformation(\"next\");\n        " + body.Replace("; ", ";\n        ", StringComparison.Ordinal) + "\n    }\n}\n", "builder.Services.AddSingleton<Desk>();");
        Assert.Contains("        logger.LogInformation(\"next\");\n        var ticket = " + taken + "\n        return ticket;\n", code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_of_a_library_connects_once_and_both_reference_the_package()
    {
        const string Project = "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Serilog\" Version=\"4.0.0\" />\n  </ItemGroup>\n</Project>\n";
        var result = await FixRun<LongLivedState, CountInRedis>.RunAsync(new Workshop { References = References.AspNetCore }
            .Project("Lib", [("Numbers.cs", """
                namespace Lib;

                public class Numbers(ILogger<Numbers> logger)
                {
                    static long last;

                    public long Next()
                    {
                        logger.LogInformation("next");
                        return ++last;
                    }
                }
                """)], additional: [("Lib.csproj", Project)])
            .Project("Web", [("Program.cs", """
                using Lib;

                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddSingleton<Numbers>();
                builder.Build().Run();
                """)], application: true, uses: ["Lib"], additional: [("Web.csproj", Project), ("appsettings.json", "{\n}\n")]), hasPackages: false);
        Assert.Empty(result.Refused);
        Assert.Contains("return await redis.GetDatabase().StringIncrementAsync(\"Numbers.last\");", result.Text("/0/Lib/Numbers.cs"), StringComparison.Ordinal);
        Assert.Contains("builder.Services.AddSingleton<IConnectionMultiplexer>(", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("<PackageReference Include=\"StackExchange.Redis\" Version=\"2.8.16\" />", result.Text("/0/Lib/Lib.csproj"), StringComparison.Ordinal);
        Assert.Contains("<PackageReference Include=\"StackExchange.Redis\" Version=\"2.8.16\" />", result.Text("/0/Web/Web.csproj"), StringComparison.Ordinal);
        Assert.Contains("\"Redis\": \"localhost:6379\"", result.Text("/0/Web/appsettings.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count = 0;", "the assignment in Test.cs, line")]
    [InlineData("Interlocked.Exchange(ref count, 0);", "'Interlocked.Exchange' in Test.cs, line")]
    [InlineData("Fill(out count);", "a reference in Test.cs, line")]
    [InlineData("count *= 2;", "the assignment in Test.cs, line")]
    [InlineData("", "what the counter starts at is not a constant", " = Environment.TickCount")]
    [InlineData("", "Redis counts in whole numbers, not in 'double'", "", "double")]
    public Task Refuses_what_is_more_than_to_count(string statement, string reason, string initial = "", string type = "int") => FixRun<LongLivedState, CountInRedis>.RefusesAsync($$"""
        public class Views
        {
            {{type}} count{{initial}};

            public void Count()
            {
                count++;
                {{statement}}
            }

            static void Fill(out int number) => number = 1;
        }
        """, reason, "builder.Services.AddSingleton<Views>();");

    [Theory]
    [InlineData("counts.Clear();", "'Clear' in Test.cs, line")]
    [InlineData("counts.TryRemove(key, out _);", "'TryRemove' in Test.cs, line")]
    [InlineData("counts.AddOrUpdate(key, 1, (_, old) => old * 2);", "'AddOrUpdate' in Test.cs, line")]
    public Task Refuses_a_dictionary_of_counters_that_is_more(string statement, string reason) => FixRun<LongLivedState, CountInRedis>.RefusesAsync($$"""
        using System.Collections.Concurrent;

        public class Views
        {
            readonly ConcurrentDictionary<int, int> counts = new();

            public void Count(int key)
            {
                counts.AddOrUpdate(key, 1, (_, old) => old + 1);
                {{statement}}
            }
        }
        """, reason, "builder.Services.AddSingleton<Views>();");

    [Fact]
    public Task Refuses_where_nothing_is_injected() => FixRun<LongLivedState, CountInRedis>.RefusesAsync("""
        public static class Numbers
        {
            static int last;

            public static int Next() => Interlocked.Increment(ref last);
        }
        """, "nothing at this place can be given an IConnectionMultiplexer");
}
