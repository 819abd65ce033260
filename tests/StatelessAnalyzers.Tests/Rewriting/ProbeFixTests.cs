using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>The engine as a host of fixes calls it: one finding, and all of a document, a project and the solution.</summary>
public class ProbeFixTests
{
    [Fact]
    public Task Single_fixes_and_Fix_All_give_the_same() => new AnalyzerFixTest<ProbeAnalyzer, ProbeFix>
    {
        References = [.. References.Everything, Probe.Reference],
        Code = """
            using Amazon.S3;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonS3>();
            var app = builder.Build();
            app.MapGet("/", (string key) => {|PROBE:Probe.Read(key)|});
            app.Run();

            public class Store(ILogger<Store> logger)
            {
                public string Get(string key) => {|PROBE:Probe.Read(key)|} + logger;

                public void Put(string key)
                {
                    if (key == "")
                        {|PROBE:Probe.Save(Get(key))|};
                }
            }
            """,
        Fixed = """
            using Amazon.S3;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonS3>();
            var app = builder.Build();
            app.MapGet("/", async (string key, IAmazonS3 s3) => await Probe.ReadAsync(s3, key));
            app.Run();

            public class Store(ILogger<Store> logger, IAmazonS3 s3)
            {
                public async Task<string> Get(string key) => await Probe.ReadAsync(s3, key) + logger;

                public async Task Put(string key)
                {
                    if (key == "")
                        await Probe.SaveAsync(await Get(key));
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task A_refused_finding_among_others_does_not_stop_them() => new AnalyzerFixTest<ProbeAnalyzer, ProbeFix>
    {
        FixedState = { MarkupHandling = Microsoft.CodeAnalysis.Testing.MarkupMode.Allow },
        References = [.. References.Everything, Probe.Reference],
        Code = """
            class A
            {
                string F(string k) => {|PROBE:Probe.Broken(k)|};

                string G(string k) => {|PROBE:Probe.Thrown(k)|};

                string H(string k) => {|PROBE:Probe.Load(k)|};
            }
            """,
        Fixed = """
            class A
            {
                string F(string k) => {|PROBE:Probe.Broken(k)|};

                string G(string k) => {|PROBE:Probe.Thrown(k)|};

                async Task<string> H(string k) => await Probe.LoadAsync(k);
            }
            """,
    }.RunAsync();
}
