using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class EndpointInjectionTests
{
    const string Start = """
        using Amazon.S3;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonS3>();
        var app = builder.Build();

        """;

    static Task Gives(string before, string after) => Workshop.Gives(Start + before, Start + after);

    static Task Refuses(string code) => Workshop.Refuses(Start + code, "can be given an IAmazonS3");

    [Theory]
    [InlineData("() => Probe.Use(\"k\")", "(IAmazonS3 s3) => Probe.Used(s3, \"k\")")]
    [InlineData("(string key) => Probe.Use(key)", "(string key, IAmazonS3 s3) => Probe.Used(s3, key)")]
    [InlineData("(string key, CancellationToken token) => { Probe.Save(key); return Probe.Read(key); }", "async (string key, IAmazonS3 s3, CancellationToken token) => { await Probe.SaveAsync(key, token); return await Probe.ReadAsync(s3, key, token); }")]
    [InlineData("(IAmazonS3 files, string key) => Probe.Use(key)", "(IAmazonS3 files, string key) => Probe.Used(files, key)")]
    [InlineData("(string[] keys) => keys.Select(k => Probe.Use(k)).ToList()", "(string[] keys, IAmazonS3 s3) => keys.Select(k => Probe.Used(s3, k)).ToList()")]
    [InlineData("static (string key) => Probe.Use(key)", "static (string key, IAmazonS3 s3) => Probe.Used(s3, key)")]
    [InlineData("string (string key) => Probe.Read(key)", "async Task<string> (string key, IAmazonS3 s3) => await Probe.ReadAsync(s3, key)")]
    [InlineData("(HttpContext context, string key) => Probe.Read(key)", "async (HttpContext context, string key, IAmazonS3 s3) => await Probe.ReadAsync(s3, key, context.RequestAborted)")]
    public Task A_mapped_lambda_takes_a_parameter(string before, string after) =>
        Gives($"app.MapGet(\"/\", {before});\napp.Run();\n", $"app.MapGet(\"/\", {after});\napp.Run();\n");

    [Fact]
    public Task A_mapped_local_function_takes_a_parameter() => Gives(
        """
        app.MapGet("/", Get);
        app.MapGet("/again", Get);
        app.Run();

        string Get(string key) => Probe.Read(key);
        """,
        """
        app.MapGet("/", Get);
        app.MapGet("/again", Get);
        app.Run();

        async Task<string> Get(string key, IAmazonS3 s3) => await Probe.ReadAsync(s3, key);
        """);

    [Fact]
    public async Task A_static_method_that_another_file_maps_takes_a_parameter()
    {
        var result = await new Workshop().Project("Web", [
            ("Program.cs", Start + "app.MapGet(\"/\", Api.Get);\napp.Run();\n"),
            ("Api.cs", "public static class Api\n{\n    /// <summary><see cref=\"Get\"/></summary>\n    public static string Get(string key) => Probe.Use(key);\n}\n")], application: true).FixAsync();
        Assert.Contains("public static string Get(string key, IAmazonS3 s3) => Probe.Used(s3, key);", result.Text("/0/Web/Api.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static string Other() => Get(\"k\");", "")]
    [InlineData("", "Api.Get(\"x\");")]
    [InlineData("", "Func<string, string> f = Api.Get;")]
    public async Task Refuses_a_handler_that_is_called_too(string member, string statement)
    {
        var result = await new Workshop().Project("Web", [
            ("Program.cs", Start + $"app.MapGet(\"/\", Api.Get);\n{statement}\napp.Run();\n"),
            ("Api.cs", $"public static class Api\n{{\n    public static string Get(string key) => Probe.Use(key);\n    {member}\n}}\n")], application: true).FixAsync();
        Assert.Equal(0, result.Applied);
        Assert.Contains("can be given", Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Probe.Use(\"k\");")]
    [InlineData("string Local() => Probe.Use(\"k\"); Local();")]
    [InlineData("app.Use((HttpContext c, Func<Task> next) => { Probe.Use(\"k\"); return next(); });")]
    [InlineData("app.MapGet(\"/\", (string[] keys) => keys.Select(static k => Probe.Use(k)));")]
    [InlineData("app.MapGet(\"/\", (HttpContext c) => c.Response.WriteAsync(Probe.Use(\"k\")));")]
    public Task Refuses_outside_of_handlers_and_behind_static_functions(string code) => Refuses(code + "\napp.Run();\n");
}
