using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Jobs that Hangfire and Quartz keep in memory, which the fix of SLS4006 moves to PostgreSQL.</summary>
public class JobsTests(PackedPackage package)
{
    const string Packages = """
        <PackageReference Include="Hangfire.AspNetCore" Version="1.8.25" />
            <PackageReference Include="Hangfire.InMemory" Version="1.0.0" />
            <PackageReference Include="Quartz" Version="4.7.3" />
        """;

    // What was done is kept in a file that all instances share: jobs run where there is room.
    const string Program = """
        using Hangfire;
        using Quartz;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseInMemoryStorage());
        builder.Services.AddHangfireServer(server => server.SchedulePollingInterval = TimeSpan.FromSeconds(1));
        builder.Services.AddQuartz(quartz => quartz
            .AddJob<Mail>(job => job.WithIdentity("mail").StoreDurably().UsingJobData("from", "shop").UsingJobData("times", 3).UsingJobData("at", 5000000000).UsingJobData("rate", 1.5).UsingJobData("now", true))
            .ScheduleJob<Nothing>(trigger => trigger.WithIdentity("nightly").StartAt(DateTimeOffset.UtcNow.AddYears(1))));
        builder.Services.AddQuartzHostedService();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapPost("/jobs/{text}", (string text, IBackgroundJobClient jobs) => { jobs.Enqueue(() => Work.Do(text)); });
        app.MapPost("/later/{text}", (string text, IBackgroundJobClient jobs) => { jobs.Schedule(() => Work.Do(text), TimeSpan.FromHours(1)); });
        app.MapGet("/later", (JobStorage storage) => storage.GetMonitoringApi().ScheduledCount());
        app.MapPut("/daily/{name}", (string name, IRecurringJobManager jobs) => jobs.AddOrUpdate(name, () => Work.Do("daily"), "0 3 1 1 *"));
        app.MapGet("/daily", (JobStorage storage) => Hangfire.Storage.StorageConnectionExtensions.GetRecurringJobs(storage.GetConnection()).Select(j => j.Id));
        app.MapPost("/mails/{to}", async (string to, ISchedulerFactory factory) => await (await factory.GetScheduler()).TriggerJob(new JobKey("mail"), new JobDataMap { ["to"] = to }));
        app.MapGet("/triggers", async (ISchedulerFactory factory) => (await (await factory.GetScheduler()).GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup())).Where(t => !t.Name.StartsWith("MT_")).Select(t => t.Name));
        app.MapGet("/done", (string text) => File.Exists(Work.Path) && File.ReadAllLines(Work.Path).Contains(text));
        app.Run();

        public static class Work
        {
            public static string Path => Environment.GetEnvironmentVariable("DONE")!;

            public static void Do(string text)
            {
                using var mutex = new Mutex(false, "done-of-jobs");
                mutex.WaitOne();
                File.AppendAllLines(Path, [text]);
                mutex.ReleaseMutex();
            }
        }

        public class Mail : IJob
        {
            public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
            {
                var data = context.MergedJobDataMap;
                Work.Do($"{data.GetString("to")} {data.GetString("from")} {data.GetInt("times")} {data.GetLong("at")} {data.GetDouble("rate")} {data.GetBoolean("now")}");
                return default;
            }
        }

        public class Nothing : IJob
        {
            public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;
        }

        """;

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /later");
        await script.SendAsync("POST /jobs/first");
        await script.SendAsync("POST /later/second");
        await script.SendAsync("GET /later");
        await script.SendAsync("PUT /daily/a");
        await script.SendAsync("PUT /daily/b");
        await script.SendAsync("PUT /daily/a");
        await script.SendAsync("GET /daily");
        await script.SendAsync("POST /mails/ann");
        await script.SendAsync("GET /triggers");
        foreach (var text in new[] { "first", "ann shop 3 5000000000 1.5 True" })
        {
            for (var wait = 0; wait < 240 && await send("GET /done?text=" + text.Replace(" ", "%20", StringComparison.Ordinal), null) != "200 true"; wait++)
                await Task.Delay(250);
            await script.SendAsync("GET /done?text=" + text.Replace(" ", "%20", StringComparison.Ordinal));
        }

        return script.Answers;
    }

    [Fact]
    public async Task Fixed_code_does_the_same_jobs_and_all_instances_have_the_same_schedule()
    {
        Installed.Require();
        var application = new Application(package, nameof(JobsTests), "auto", Packages, Program, "{\n}\n");
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string> { ["DONE"] = Path.Combine(package.Folder, "done-before") });
        Assert.Contains("GET /done?text=first: 200 true", expected);
        await application.FixAsync("SLS4006");

        await using var postgres = new Postgres(Path.Combine(package.Folder, "postgres-for-jobs"));
        await postgres.StartAsync("SELECT 1;");
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Hangfire"] = postgres.ConnectionString, ["ConnectionStrings__Quartz"] = postgres.ConnectionString, ["DONE"] = Path.Combine(package.Folder, "done") };
        // Both at once: each makes the schema where it is missing.
        var starting = (application.StartAsync(settings), application.StartAsync(settings));
        await using var first = await starting.Item1;
        await using var second = await starting.Item2;
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // Nothing is lost with an instance, and the next start adds nothing.
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal("200 1", await third.SendAsync("GET /later"));
        Assert.Equal("""200 ["a","b"]""", await third.SendAsync("GET /daily"));
        Assert.Equal("""200 ["nightly"]""", await third.SendAsync("GET /triggers"));
    }
}
