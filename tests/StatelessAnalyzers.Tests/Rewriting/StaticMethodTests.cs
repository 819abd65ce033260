using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>Static methods take a service from their callers.</summary>
public class StaticMethodTests
{
    [Fact]
    public Task All_callers_hand_it_over() => Workshop.Gives(
        """
        public static class Files
        {
            // one
            public static string Get(string key) => Probe.Use(key);
        }

        public class Store(ILogger<Store> logger)
        {
            public string First() => Files.Get("first"); // one

            public string Second(string key)
            {
                logger.LogInformation("x");
                return Files.Get(
                    key /* two */);
            }
        }

        public class Page(IAmazonS3 client)
        {
            public string Show() => Files.Get(key: "page") + client;
        }
        """.Insert(0, "using Amazon.S3;\n\n"),
        """
        public static class Files
        {
            // one
            public static string Get(string key, IAmazonS3 s3) => Probe.Used(s3, key);
        }

        public class Store(ILogger<Store> logger, IAmazonS3 s3)
        {
            public string First() => Files.Get("first", s3); // one

            public string Second(string key)
            {
                logger.LogInformation("x");
                return Files.Get(
                    key /* two */, s3);
            }
        }

        public class Page(IAmazonS3 client)
        {
            public string Show() => Files.Get(key: "page", s3: client) + client;
        }
        """.Insert(0, "using Amazon.S3;\n\n"));

    [Fact]
    public Task Through_static_methods_that_call_it_and_itself_in_the_order_of_the_services() => Workshop.Gives(
        """
        public static class Files
        {
            public static string Get(this string key, CancellationToken cancellationToken) =>
                key.Length > 8 ? key.Substring(1).Get(cancellationToken) : Probe.Both(key);

            internal static string Twice(string key) => key.Get(default) + key.Get(default);
        }

        public class Store(ILogger<Store> logger)
        {
            public string All(string[] keys) => string.Concat(keys.Select(k => Files.Twice(k))) + logger;
        }
        """,
        """
        using Amazon.S3;

        public static class Files
        {
            public static string Get(this string key, IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken) =>
                key.Length > 8 ? key.Substring(1).Get(s3, configuration, cancellationToken) : Probe.UsedBoth(s3, configuration, key);

            internal static string Twice(string key, IAmazonS3 s3, IConfiguration configuration) => key.Get(s3, configuration, default) + key.Get(s3, configuration, default);
        }

        public class Store(ILogger<Store> logger, IAmazonS3 s3, IConfiguration configuration)
        {
            public string All(string[] keys) => string.Concat(keys.Select(k => Files.Twice(k, s3, configuration))) + logger;
        }
        """);

    [Fact]
    public Task Endpoints_are_given_it_and_what_waits_is_awaited() => Workshop.Gives(
        """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/{key}", (string key) => Files.Get(key));
        app.Run();

        public static class Files
        {
            public static string Get(string key)
            {
                return Probe.Read(key);
            }
        }
        """,
        """
        using Amazon.S3;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonS3>();
        var app = builder.Build();
        app.MapGet("/{key}", async (string key, IAmazonS3 s3) => await Files.Get(key, s3));
        app.Run();

        public static class Files
        {
            public static async Task<string> Get(string key, IAmazonS3 s3)
            {
                return await Probe.ReadAsync(s3, key);
            }
        }
        """);

    [Theory]
    [InlineData("static string Get(string key, int depth = 0) => Probe.Use(key);", "public string Show() => Get(\"k\");")]
    [InlineData("static string Get(params string[] keys) => Probe.Use(keys[0]);", "public string Show() => Get(\"k\");")]
    [InlineData("[Obsolete] static string Get(string key) => Probe.Use(key);", "public string Show() => Get(\"k\");")]
    [InlineData("static string Get(string key) => Probe.Use(key);", "public string[] Show(string[] keys) => keys.Select(Get).ToArray();")]
    [InlineData("static string Get(string key) => Probe.Use(key);", "string first = Get(\"k\"); public string Show() => first;")]
    [InlineData("static string Get(string key) => Probe.Use(key);", "static readonly string First = Get(\"k\"); public string Show() => First + Get(\"k\");")]
    [InlineData("static string Get(string key) => Probe.Use(key);", "string first; public Store(int i) { first = Get(\"k\"); } public string Show() => first;")]
    [InlineData("static string Get(string key) => Probe.Use(key);", "public string Show() => Get(\"k\"); /// <see cref=\"Get(string)\" />\n public int i;")]
    [InlineData("public static string Get(string key) => Probe.Use(key);", "public void Show() => Enqueue(() => Get(\"k\")); static void Enqueue(System.Linq.Expressions.Expression<Action> job) { }")]
    [InlineData("static string Get(string key) => Probe.Use(key);", "")]
    [InlineData("static string Get(string key) => Probe.Use(key);", "public string Show() => Get(\"k\"); static Store Make() => new Store();")]
    public Task Elsewhere_it_is_refused(string method, string use) =>
        Workshop.Refuses($"public class Store {{ {method} {use} }}", "nothing at this place can be given an IAmazonS3");
}
