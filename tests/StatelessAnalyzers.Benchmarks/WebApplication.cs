using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StatelessAnalyzers.Benchmarks;

/// <summary>Makes a web application of a given size: features of one controller, its services, one of them with state in memory, and their registrations.</summary>
internal static class WebApplication
{
    static readonly string Usings = string.Concat(
        new[]
        {
            "System", "System.Collections.Concurrent", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks", "Microsoft.AspNetCore.Builder",
            "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc", "Microsoft.Extensions.Caching.Memory", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Logging",
        }.Select(name => $"global using {name};\n"));

    // What most code does: validate, look up, map, log. One feature in ten also keeps state.
    // So large an application registers in modules, which its program calls.
    const int FeaturesOfModule = 25;

    const string Feature = """
        namespace Shop.Feature@;

        public sealed record Item@(int Id, string Name, decimal Price, IReadOnlyList<string> Tags);

        public interface IStore@
        {
            Task<Item@?> FindAsync(int id, CancellationToken cancellationToken);
            Task<IReadOnlyList<Item@>> ListAsync(string? tag, int page, CancellationToken cancellationToken);
        }

        public sealed class Store@(ILogger<Store@> logger) : IStore@
        {
            private static readonly string[] Known = ["new", "sale", "last"];
            private readonly List<Item@> _items = [];

            public Task<Item@?> FindAsync(int id, CancellationToken cancellationToken)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var found = _items.FirstOrDefault(i => i.Id == id);
                if (found is null)
                    logger.LogInformation("No item {Id}", id);
                return Task.FromResult(found);
            }

            public Task<IReadOnlyList<Item@>> ListAsync(string? tag, int page, CancellationToken cancellationToken)
            {
                var chosen = new List<Item@>();
                foreach (var item in _items)
                {
                    if (tag is not null && !item.Tags.Contains(tag) && !Known.Contains(tag))
                        continue;
                    var price = item.Price > 100 ? Math.Round(item.Price * 0.9m, 2) : item.Price;
                    chosen.Add(item with { Price = price, Name = item.Name.Trim() });
                }
                return Task.FromResult<IReadOnlyList<Item@>>(chosen.Skip(page * 20).Take(20).ToList());
            }
        }

        public sealed class Prices@(IStore@ store, IMemoryCache cache)
        {
            public decimal Last { get; private set; }

            public async Task<decimal> TotalAsync(IEnumerable<int> ids, CancellationToken cancellationToken)
            {
                var total = 0m;
                foreach (var id in ids.Distinct())
                    if (await store.FindAsync(id, cancellationToken) is { } item)
                        total += Discount(item.Price, item.Tags.Count);
                Last = total;
                @STATE@
                return total;
            }

            private static decimal Discount(decimal price, int tags) => tags switch
            {
                0 => price,
                1 or 2 => price * 0.95m,
                _ => Math.Max(price - 10, 0),
            };

            @FIELDS@
        }

        [ApiController, Route("feature@")]
        public sealed class Feature@Controller(IStore@ store, Prices@ prices, ILogger<Feature@Controller> logger) : ControllerBase
        {
            [HttpGet("{id:int}")]
            public async Task<IActionResult> Get(int id, CancellationToken cancellationToken)
            {
                if (id <= 0)
                    return BadRequest(new { Error = "id", Value = id });
                var item = await store.FindAsync(id, cancellationToken);
                return item is null ? NotFound() : Ok(new { item.Id, item.Name, Price = item.Price.ToString("0.00") });
            }

            [HttpPost]
            public async Task<IActionResult> Total([FromBody] int[] ids, CancellationToken cancellationToken)
            {
                var total = await prices.TotalAsync(ids, cancellationToken);
                logger.LogInformation("Total {Total} of {Count}", total, ids.Length);
                return total < 0 ? Conflict(total) : Ok(total);
            }
        }
        """;

    const string State = """
        Totals[string.Join(',', ids)] = total;
                Interlocked.Increment(ref _count);
                cache.Set("total", total);
                await File.WriteAllTextAsync("wwwroot/total.txt", total.ToString(), cancellationToken);
                _ = Task.Run(() => Totals.Clear(), cancellationToken);
        """;

    const string Fields = """
        private static readonly ConcurrentDictionary<string, decimal> Totals = new();
            private static int _count;
        """;

    static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.Contains("Microsoft.NETCore.App", StringComparison.Ordinal) || path.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation OfLines(int lines) => Of(lines, State, Fields, share: 10);

    /// <summary>An application in which so many features write a file, each into a folder of its own, and the others keep nothing.</summary>
    public static CSharpCompilation ThatWritesFiles(int lines, int writers) =>
        Of(lines, "await File.WriteAllTextAsync(\"exports@/total.txt\", total.ToString(), cancellationToken);", "", share: lines / LinesOfFeature / (double)writers);

    static int LinesOfFeature { get; } = Feature.Count(c => c == '\n') + 1;

    // One feature of a share keeps the state.
    static CSharpCompilation Of(int lines, string state, string fields, double share)
    {
        var features = Math.Max(1, lines / LinesOfFeature);
        var trees = new List<SyntaxTree> { CSharpSyntaxTree.ParseText(Usings, path: "Usings.cs"), CSharpSyntaxTree.ParseText(Program(features), path: "Program.cs") };
        for (var i = 0; i < features; i++)
        {
            var keeps = (int)(i / share) != (int)((i - 1) / share) || i == 0;
            var text = Feature.Replace("@STATE@", keeps ? state : "", StringComparison.Ordinal).Replace("@FIELDS@", keeps ? fields : "", StringComparison.Ordinal)
                .Replace("@", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            trees.Add(CSharpSyntaxTree.ParseText(text, path: $"Feature{i}.cs"));
        }
        for (var module = 0; module * FeaturesOfModule < features; module++)
            trees.Add(CSharpSyntaxTree.ParseText(Module(module, features), path: $"Module{module}.cs"));
        return CSharpCompilation.Create("Shop", trees, References, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }

    static string Program(int features)
    {
        var text = new StringBuilder("var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nbuilder.Services.AddMemoryCache();\n");
        for (var module = 0; module * FeaturesOfModule < features; module++)
            text.AppendLine(CultureInfo.InvariantCulture, $"builder.Services.AddModule{module}();");
        return text.Append("var app = builder.Build();\napp.MapControllers();\napp.Run();\n").ToString();
    }

    static string Module(int module, int features)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"static class Module{module}\n{{\n    public static void AddModule{module}(this IServiceCollection services)\n    {{");
        for (var i = module * FeaturesOfModule; i < Math.Min((module + 1) * FeaturesOfModule, features); i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"        services.AddSingleton<Shop.Feature{i}.IStore{i}, Shop.Feature{i}.Store{i}>().AddScoped<Shop.Feature{i}.Prices{i}>();");
        return text.Append("    }\n}\n").ToString();
    }
}
