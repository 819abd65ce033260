using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class CompileGuardTests
{
    [Fact]
    public async Task A_fix_that_breaks_is_dropped_and_the_others_are_kept()
    {
        var result = await new Workshop().Project("Lib", [
            ("A.cs", "class A\n{\n    public async Task<string> F(string k) => Probe.Load(k);\n    public string G(string k) => Probe.Broken(k);\n}\n"),
            ("B.cs", "class B\n{\n    public string G(string k) => Probe.Broken(k) + Probe.Kept(k);\n}\n"),
            .. Enumerable.Range(0, 20).Select(i => ($"C{i}.cs", $"class C{i}\n{{\n    public async Task<string> F(string k) => Probe.{(i == 7 ? "Broken" : "Load")}(k);\n}}\n"))]).FixAsync();
        Assert.Equal(3, result.Refused.Count);
        Assert.Equal(21, result.Applied);
        Assert.All(result.Refused, r => Assert.StartsWith("the result would not compile: CS0103", r, StringComparison.Ordinal));
        Assert.Equal("class A\n{\n    public async Task<string> F(string k) => await Probe.LoadAsync(k);\n    public string G(string k) => Probe.Broken(k);\n}\n", result.Text("/0/Lib/A.cs"));
    }

    [Theory]
    [InlineData("class Other { int x = \"no number\"; }")]
    [InlineData("class Other { void F( { }")]
    [InlineData("class Other : Missing { Unknown u; }")]
    public async Task Errors_that_were_there_do_not_stand_in_the_way(string broken)
    {
        var result = await new Workshop { IsBroken = true }.Project("Lib", [("A.cs", "class A\n{\n    public string F(string k) => Probe.Load(k);\n\n    int y = missing;\n}\n"), ("Other.cs", broken)]).FixAsync();
        Assert.Equal("class A\n{\n    public async Task<string> F(string k) => await Probe.LoadAsync(k);\n\n    int y = missing;\n}\n", result.Text("/0/Lib/A.cs"));
    }

    [Fact]
    public async Task A_file_that_is_not_changed_but_breaks_is_seen()
    {
        var result = await new Workshop().Project("Web", [
            ("Program.cs", Workshop.Registered("builder.Services.AddSingleton<Store>();")),
            ("Store.cs", "public class Store\n{\n    public string Get(string k) => Probe.Use(k);\n}\n"),
            ("Make.cs", "static class Make { static T New<T>() where T : new() => new(); static object Store => New<Store>(); }")], application: true).FixAsync();
        Assert.Contains("would not compile: CS0310", Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dynamic_caller_is_not_seen_and_nothing_throws()
    {
        var result = await new Workshop().Project("Lib", [("A.cs", "class A\n{\n    public string F(string k) => Probe.Load(k);\n    static object G(dynamic d) => d.F(\"k\");\n}\n")]).FixAsync();
        Assert.Equal(1, result.Applied);
    }
}
