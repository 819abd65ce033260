using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The fix of SLS4006 for Quartz.</summary>
public class KeepTriggersInPostgresTests
{
    const string Store = "UsePersistentStore(store => store.UsePostgres(builder.Configuration.GetConnectionString(\"Quartz\")!).UseClustering().ProvisionSchema())";

    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.Messaging, .. References.Postgres];

    const string Job = """

        public class Mail : IJob { public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default; }
        """;

    static string Program(string statement) => $"using Quartz;\nvar builder = WebApplication.CreateBuilder(args);\n{statement}\nbuilder.Build().Run();\n" + Job;

    static Task Named(string before, string? after) =>
        new FixTest<StoreInMemory, KeepJobsInPostgres> { References = Known, Code = Program(before), Fixed = after is null ? null : Program(after) }.RunAsync();

    static Task Default(string before, string? after, string more = "") =>
        new FixTest<StoreLeftInMemory, KeepJobsInPostgres> { References = Known, Code = Program(before) + more, Fixed = after is null ? null : Program(after) + more }.RunAsync();

    [Fact]
    public Task A_store_in_memory_gives_way() => Named(
        "builder.Services.AddQuartz(quartz => quartz\n    // All of it.\n    .{|SLS4006:UseInMemoryStore|}()\n    .UseDefaultThreadPool(4));",
        "builder.Services.AddQuartz(quartz => quartz\n    // All of it.\n    ." + Store + "\n    .UseDefaultThreadPool(4));");

    [Theory]
    [InlineData("builder.Services.{|SLS4006:AddQuartz|}();", "builder.Services.AddQuartz(quartz => quartz." + Store + ");")]
    [InlineData("builder.{|SLS4006:AddQuartz|}();", "builder.AddQuartz(quartz => quartz." + Store + ");")]
    [InlineData("builder.Services.{|SLS4006:AddQuartz|}(\"mails\");", "builder.Services.AddQuartz(\"mails\", quartz => quartz." + Store + ");")]
    [InlineData("builder.Services.{|SLS4006:AddQuartz|}(q => q.UseDefaultThreadPool(4));", "builder.Services.AddQuartz(q => q.UseDefaultThreadPool(4)." + Store + ");")]
    [InlineData("builder.Services.{|SLS4006:AddQuartz|}(q => { q.UseDefaultThreadPool(4); });", "builder.Services.AddQuartz(q => { q." + Store + "; q.UseDefaultThreadPool(4); });")]
    [InlineData("builder.Services.{|SLS4006:AddQuartz|}(q =>\n{\n    // Two at once.\n    q.UseDefaultThreadPool(2);\n});", "builder.Services.AddQuartz(q =>\n{\n    q." + Store + ";\n    // Two at once.\n    q.UseDefaultThreadPool(2);\n});")]
    public Task A_scheduler_without_a_store_gets_one(string before, string after) => Default(before, after);

    [Theory]
    [InlineData("q.ScheduleJob<Mail>(trigger => trigger.WithIdentity(\"mail\").WithCronSchedule(\"0 0 3 * * ?\"))")]
    [InlineData("q.AddJob<Mail>(job => job.WithIdentity(\"mail\").StoreDurably().UsingJobData(\"to\", \"all\").UsingJobData(\"times\", 3)).AddTrigger(trigger => trigger.WithIdentity(\"mail\").ForJob(\"mail\"))")]
    public Task Jobs_that_the_store_knows_again_are_kept(string setup) =>
        Default("builder.Services.{|SLS4006:AddQuartz|}(q => " + setup + ");", "builder.Services.AddQuartz(q => " + setup + "." + Store + ");");

    [Fact]
    public Task A_job_that_a_request_schedules_is_kept() => Default(
        "builder.Services.{|SLS4006:AddQuartz|}();",
        "builder.Services.AddQuartz(quartz => quartz." + Store + ");",
        "public class Mails(ISchedulerFactory factory) : Microsoft.AspNetCore.Mvc.ControllerBase { public async Task Send() => await (await factory.GetScheduler()).ScheduleJob(JobBuilder.Create<Mail>().Build(), TriggerBuilder.Create().Build()); }");

    // Each start would add another trigger, or meet the job of the one before.
    [Theory]
    [InlineData("q.ScheduleJob<Mail>(trigger => trigger.StartNow())")]
    [InlineData("q.ScheduleJob<Mail>(trigger => trigger.StartNow(), job => job.WithIdentity(\"mail\"))")]
    [InlineData("q.AddJob<Mail>(job => job.WithIdentity(\"mail\").StoreDurably()).AddTrigger(trigger => trigger.ForJob(\"mail\"))")]
    [InlineData("q.AddJob<Mail>(job => job.WithIdentity(\"mail\").UsingJobData(\"rate\", 1.5f))")]
    [InlineData("q.AddJob<Mail>(job => job.WithIdentity(\"mail\").UsingJobData(new JobDataMap { [\"to\"] = \"all\" }))")]
    [InlineData("q.ConfigureScheduler(options => options.InstanceId = \"one\")")]
    [InlineData("q.AddCalendar(\"days\", new Quartz.Impl.Calendar.HolidayCalendar())")]
    public Task Refuses_what_the_store_would_not_take_or_take_twice(string setup) => Default("builder.Services.{|SLS4006:AddQuartz|}(q => " + setup + ");", null);

    [Theory]
    [InlineData("public class Start(ISchedulerFactory factory) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stopping) => await (await factory.GetScheduler(stopping)).ScheduleJob(JobBuilder.Create<Mail>().Build(), TriggerBuilder.Create().Build(), cancellationToken: stopping); }")]
    [InlineData("public class Data { public JobDataMap Of(object order) => new() { [\"order\"] = order }; }")]
    [InlineData("public class Data { public void Put(JobDataMap map, DateTime day) => map[\"day\"] = day; }")]
    [InlineData("public class Data { public JobDataMap Of(IDictionary<string, object?> all) => new(all); }")]
    public Task Refuses_for_what_other_code_does(string code) => Default("builder.Services.{|SLS4006:AddQuartz|}();", null, code);

    [Theory]
    [InlineData("builder.Services.AddQuartz(q => q.{|SLS4006:UseInMemoryStore|}(options => options.MisfireThreshold = TimeSpan.FromSeconds(5)));")]
    public Task Refuses_options(string statement) => Named(statement, null);

    [Fact]
    public Task Refuses_Quartz_3() => new FixTest<StoreLeftInMemory, KeepJobsInPostgres>
    {
        References = [.. References.AspNetCore, LibraryStubs.Quartz3],
        Code = "using Quartz;\npublic class Startup(IConfiguration configuration)\n{\n    public void ConfigureServices(IServiceCollection services) { _ = configuration; services.{|SLS4006:AddQuartz|}(q => { q.SetProperty(\"a\", \"b\"); }); }\n}\n",
    }.RunAsync();
}
