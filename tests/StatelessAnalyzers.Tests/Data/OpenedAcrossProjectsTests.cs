using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Rewriting;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Fix All of SLS4005 over projects that share a host, and over the target frameworks of one project.</summary>
public class OpenedAcrossProjectsTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.Postgres, .. References.SqlClient, .. References.Dapper];

    const string Instance = """
        using Npgsql;

        public class Prices
        {
            readonly NpgsqlConnection connection;

            public Prices(IConfiguration configuration)
            {
                connection = new NpgsqlConnection(configuration.GetConnectionString("Shop"));
            }

            public decimal Max()
            {
                // The dearest.
                return (decimal)new NpgsqlCommand("SELECT max(price) FROM products", connection).ExecuteScalar()!;
            }
        }

        """;

    const string Static = """
        using Npgsql;

        public static class Prices
        {
            static readonly NpgsqlConnection connection = new("Host=shop");

            public static decimal Max()
            {
                // The dearest.
                return (decimal)new NpgsqlCommand("SELECT max(price) FROM products", connection).ExecuteScalar()!;
            }
        }

        """;

    static string OfSqlServer(string code) =>
        code.Replace("using Npgsql;", "using Microsoft.Data.SqlClient;", StringComparison.Ordinal).Replace("Npgsql", "Sql", StringComparison.Ordinal).Replace("Host=shop", "Server=shop", StringComparison.Ordinal);

    public static TheoryData<string, string, int> Forms => new()
    {
        { Instance, "connection = dataSource.OpenConnection();", 1 },
        { Static, "connection = new NpgsqlConnection(", 0 },
        { OfSqlServer(Instance), "connection = new SqlConnection(", 0 },
        { OfSqlServer(Static), "connection = new SqlConnection(", 0 },
    };

    static string Program(string code) =>
        "var builder = WebApplication.CreateBuilder(args);\n" + (code.Contains("static class", StringComparison.Ordinal) ? "" : "builder.Services.AddSingleton<Prices>();\nbuilder.Services.AddSingleton<Stock>();\n") + "builder.Build().Run();\n";

    static string Stock(string code) => code.Replace("Prices", "Stock", StringComparison.Ordinal);

    static async Task<List<Finding>> FindingsAsync(Solution solution)
    {
        var findings = new List<Finding>();
        foreach (var document in solution.Projects.SelectMany(p => p.Documents))
            foreach (var field in (await document.GetSyntaxRootAsync(TestContext.Current.CancellationToken))!.DescendantNodes().OfType<VariableDeclaratorSyntax>())
                if (field is { Identifier.ValueText: "connection", Parent.Parent: FieldDeclarationSyntax })
                    findings.Add(new(Diagnostic.Create(Rules.SLS4005_ConnectionHeld, field.GetLocation()), document));
        return findings;
    }

    // Everything compiles, whichever finding comes first.
    static async Task<Dictionary<string, string>> FixAsync(Solution solution, int applied)
    {
        Dictionary<string, string>? texts = null;
        foreach (var findings in new[] { await FindingsAsync(solution), Enumerable.Reverse(await FindingsAsync(solution)) })
        {
            var outcome = await FixEngine.RunAsync(new OpenContextPerOperation(), solution, [.. findings], TestContext.Current.CancellationToken);
            Assert.Empty(outcome.Refused);
            Assert.Equal(applied, outcome.Applied);
            var current = new Dictionary<string, string>();
            foreach (var project in outcome.Solution.Projects)
            {
                var emitted = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!.Emit(new MemoryStream(), cancellationToken: TestContext.Current.CancellationToken);
                Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
                foreach (var document in project.Documents)
                {
                    var text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
                    Assert.Equal(text, current.GetValueOrDefault(document.FilePath!, text));
                    current[document.FilePath!] = text;
                }
            }
            Assert.Empty(await FindingsAsync(outcome.Solution));
            texts ??= current;
            Assert.Equal(texts, current);
        }
        return texts!;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Projects_of_one_host_are_fixed_together(string code, string opened, int dataSources)
    {
        var solution = new Workshop { References = Known }
            .Project("Lib", [("Prices.cs", code)])
            .Project("Store", [("Stock.cs", Stock(code))])
            .Project("Web", [("Program.cs", Program(code)), ("Staff.cs", code.Replace("Prices", "Staff", StringComparison.Ordinal))], application: true, uses: ["Lib", "Store"]).Solution;
        var texts = await FixAsync(solution, 3);
        foreach (var path in new[] { "/0/Lib/Prices.cs", "/0/Store/Stock.cs", "/0/Web/Staff.cs" })
        {
            Assert.Contains(opened, texts[path], StringComparison.Ordinal);
            Assert.Contains("        // The dearest.\n", texts[path], StringComparison.Ordinal);
        }
        Assert.Equal(dataSources, texts["/0/Web/Program.cs"].Split("NpgsqlDataSource.Create").Length - 1);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Two_hosts_of_one_project_both_give_it_what_it_needs(string code, string opened, int dataSources)
    {
        var solution = new Workshop { References = Known }
            .Project("Lib", [("Prices.cs", code), ("Stock.cs", Stock(code))])
            .Project("Web", [("Program.cs", Program(code))], application: true, uses: ["Lib"])
            .Project("Admin", [("Program.cs", Program(code))], application: true, uses: ["Lib"]).Solution;
        var texts = await FixAsync(solution, 2);
        Assert.Contains(opened, texts["/0/Lib/Prices.cs"], StringComparison.Ordinal);
        Assert.Contains(opened, texts["/0/Lib/Stock.cs"], StringComparison.Ordinal);
        foreach (var host in new[] { "Web", "Admin" })
            Assert.Equal(dataSources, texts[$"/0/{host}/Program.cs"].Split("NpgsqlDataSource.Create").Length - 1);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Target_frameworks_of_one_project_get_the_same_text(string code, string opened, int dataSources)
    {
        var workshop = new Workshop { References = Known };
        foreach (var framework in new[] { "net8.0", "net9.0" })
            workshop.Project($"Web({framework})", [("/0/Web/Program.cs", Program(code)), ("/0/Web/Prices.cs", code), ("/0/Web/Stock.cs", Stock(code))], application: true, file: "/0/Web/Web.csproj", symbols: [framework.Replace("net", "NET", StringComparison.Ordinal).Replace('.', '_')]);
        // What both compile is one fault.
        var texts = await FixAsync(workshop.Solution, 2);
        Assert.Contains(opened, texts["/0/Web/Prices.cs"], StringComparison.Ordinal);
        Assert.Contains(opened, texts["/0/Web/Stock.cs"], StringComparison.Ordinal);
        Assert.Equal(dataSources, texts["/0/Web/Program.cs"].Split("NpgsqlDataSource.Create").Length - 1);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_use_that_one_target_framework_alone_compiles_leaves_the_connection(string code, string opened, int dataSources)
    {
        Assert.True(opened.Length > 0 && dataSources >= 0);
        var some = code.Replace("        return (decimal)", "#if NET9_0\n        return (decimal)", StringComparison.Ordinal).Replace("ExecuteScalar()!;", "ExecuteScalar()!;\n#else\n        return 0;\n#endif", StringComparison.Ordinal);
        var workshop = new Workshop { References = Known };
        foreach (var framework in new[] { "net8.0", "net9.0" })
            workshop.Project($"Web({framework})", [("/0/Web/Program.cs", Program(code).Replace("builder.Services.AddSingleton<Stock>();\n", "", StringComparison.Ordinal)), ("/0/Web/Prices.cs", some)], application: true, file: "/0/Web/Web.csproj", symbols: [framework.Replace("net", "NET", StringComparison.Ordinal).Replace('.', '_')]);
        var outcome = await FixEngine.RunAsync(new OpenContextPerOperation(), workshop.Solution, [.. await FindingsAsync(workshop.Solution)], TestContext.Current.CancellationToken);
        Assert.Equal(0, outcome.Applied);
        Assert.NotEmpty(outcome.Refused);
        Assert.All(outcome.Refused, r => Assert.Contains("the connection is used in Prices.cs, line ", r.Reason, StringComparison.Ordinal));
    }
}
