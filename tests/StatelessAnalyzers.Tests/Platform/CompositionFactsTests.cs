using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Platform;

public class CompositionFactsTests
{
    [Theory]
    [InlineData("services.AddSession();", "AddSession")]
    [InlineData("services?.AddSession();", "AddSession")]
    [InlineData("builder.Services.AddControllers().AddSessionStateTempDataProvider();", "AddSessionStateTempDataProvider")]
    [InlineData("services.AddDataProtection().PersistKeysToDbContext<Db>();", "PersistKeysToDbContext")]
    [InlineData("app.MapHealthChecks(\"/health\"); // WebApplication", "MapHealthChecks")]
    [InlineData("services.Replace(ServiceDescriptor.Singleton<IA, A>());", "Replace")]
    [InlineData("Dependencies.ConfigureServices(configuration, builder.Services);", "ConfigureServices")]
    [InlineData("static class X { public static void Own(this IServiceCollection s) => s.AddRedisThings(); }", "AddRedisThings")]
    [InlineData("host.ConfigureServices(s => s.AddSession());", "AddSession")]
    public void Finds_calls_by_name(string code, string method) => Assert.Single(Of(code).Calls(method));

    [Theory]
    [InlineData("services.AddSingleton<IA, A>();", "IA A")]
    [InlineData("services.AddSingleton<IA>(sp => new A(sp));", "IA A")]
    [InlineData("services.AddSingleton<IA>(new A());", "IA A")]
    [InlineData("services.AddSingleton(typeof(IA), typeof(A));", "IA A")]
    [InlineData("services.AddSingleton(typeof(IA<>), typeof(A<>));", "IA A")]
    [InlineData("services.AddSingleton<My.Deep.IA, My.Deep.A>();", "IA A")]
    [InlineData("services.AddSingleton<IA>(sp => sp.GetRequiredService<B>());", "IA")]
    public void Reads_the_types_of_a_registration(string code, string types) =>
        Assert.Equal(types.Split(' '), Assert.Single(Of(code).Calls("AddSingleton")).Types.ToArray());

    [Theory]
    [InlineData("services.Replace(ServiceDescriptor.Singleton<IA, A>());")]
    [InlineData("services.Replace(ServiceDescriptor.Singleton(typeof(IA), typeof(A)));")]
    [InlineData("services.Replace(new ServiceDescriptor(typeof(IA), typeof(A), ServiceLifetime.Singleton));")]
    public void Reads_the_types_of_a_descriptor(string code) =>
        Assert.Equal(["IA", "A"], Assert.Single(Of(code).Calls("Replace")).Types.Where(t => t != "ServiceDescriptor"));

    [Fact]
    public void Registers_means_outside_of_development()
    {
        var facts = Of("""
            if (env.IsDevelopment()) services.AddDev(); else services.AddProd();
            if (flag) services.AddMaybe();
            services.AddAlways();
            """);

        Assert.False(facts.Registers("AddDev"));
        Assert.True(facts.Registers("AddProd"));
        Assert.True(facts.Registers("AddMaybe"));
        Assert.True(facts.Registers("AddAlways"));
        Assert.False(facts.Registers("AddNothing"));
        Assert.Equal(DeploymentArm.Development, Assert.Single(facts.Calls("AddDev")).Arm);
    }

    [Fact]
    public void Reads_what_a_debug_build_leaves_out()
    {
        var facts = Of("""
            #if DEBUG
            services.AddDistributedMemoryCache();
            #else
            services.AddStackExchangeRedisCache(o => o.Configuration = "x");
            #endif
            """);

        Assert.True(facts.Registers("AddStackExchangeRedisCache"));
        Assert.False(facts.Registers("AddDistributedMemoryCache"));
    }

    [Fact]
    public void Does_not_read_what_no_build_has() =>
        Assert.False(Of("#if OLD\nservices.AddStackExchangeRedisCache(o => { });\n#endif\nservices.AddSession();").Registers("AddStackExchangeRedisCache"));

    [Fact]
    public void Adding_to_a_list_is_no_registration() =>
        Assert.Empty(Of("var services = new List<int>(); services.Add(1);").Calls("Add"));

    [Fact]
    public void Files_without_registrations_are_passed_over() =>
        Assert.Empty(Of("set.AddRedis();").Calls("AddRedis"));

    [Fact]
    public void Facts_are_those_of_the_whole_compilation()
    {
        var facts = Of("services.AddSession();", "class Startup { void ConfigureServices(IServiceCollection services) { services.AddSession(); services.AddMvc(); } }");

        Assert.Equal(2, facts.Calls("AddSession").Count());
        Assert.Single(facts.Calls("AddMvc"));
    }

    [Fact]
    public void One_compilation_has_one_object_and_an_edited_one_another()
    {
        var token = TestContext.Current.CancellationToken;
        var before = Compilation("services.AddSession();", "services.AddMvc();");
        var edited = before.ReplaceSyntaxTree(before.SyntaxTrees[1], CSharpSyntaxTree.ParseText("services.AddRazorPages();", cancellationToken: token));

        Assert.Same(CompositionFacts.Of(before, token), CompositionFacts.Of(before, token));
        Assert.True(CompositionFacts.Of(edited, token).Registers("AddSession"));
        Assert.True(CompositionFacts.Of(edited, token).Registers("AddRazorPages"));
        Assert.False(CompositionFacts.Of(edited, token).Registers("AddMvc"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("services.")]
    [InlineData("services.AddSession(")]
    [InlineData("services.AddSingleton<,>(typeof(), new ());")]
    [InlineData("services.AddSingleton<IA")]
    [InlineData("#if DEBUG\nservices.AddSession();\n#else\nservices.Add(")]
    public void Broken_code_is_read_without_failing(string code) => _ = Of(code).Calls("AddSession").Count();

    static CompositionFacts Of(params string[] code) => CompositionFacts.Of(Compilation(code), TestContext.Current.CancellationToken);

    static CSharpCompilation Compilation(params string[] code) =>
        CSharpCompilation.Create("App", code.Select(c => CSharpSyntaxTree.ParseText(c, new CSharpParseOptions(preprocessorSymbols: ["DEBUG"]))));
}
