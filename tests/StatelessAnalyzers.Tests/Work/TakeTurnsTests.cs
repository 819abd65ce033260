using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Tests.Rewriting;
using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

public class TakeTurnsTests
{
    const string Locks = """
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(builder.Configuration.GetConnectionString("Redis")!));
        builder.Services.AddSingleton<IDistributedLockProvider>(provider => new RedisDistributedSynchronizationProvider(provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase()));
        """;

    static string Program(string job, bool isFixed, string registrations = "") => $$"""
        {{(isFixed ? "using Medallion.Threading;\nusing Medallion.Threading.Redis;\nusing StackExchange.Redis;\n\n" : "")}}var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHostedService<Reminders>();
        {{registrations}}{{(isFixed ? Locks + "\n" : "")}}var app = builder.Build();
        app.Run();

        {{job}}
        """.ReplaceLineEndings("\n");

    static string Job(string body, bool isFixed = false) => Program($$"""
        public class Reminders(System.Net.Mail.SmtpClient mail{{(isFixed ? ", IDistributedLockProvider locks" : "")}}) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
        {{body}}
            }
        }

        """, isFixed);

    static Task Gives(string before, string after, string lineEnd = "\n") =>
        new FixTest<ScheduleOnEveryInstance, TakeTurns> { Code = before.ReplaceLineEndings(lineEnd), Fixed = after.ReplaceLineEndings(lineEnd) }.RunAsync();

    static Task Refuses(string body) => new FixTest<ScheduleOnEveryInstance, TakeTurns> { Code = Job(body) }.RunAsync();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Holds_the_lock_from_the_work_through_the_wait(string lineEnd) => Gives(
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    // those of today
                    await mail.SendMailAsync("a", "b", "c", "d", stoppingToken);

                    await Task.{|SLS5003:Delay|}(TimeSpan.FromMinutes(5), stoppingToken); // five minutes
                }
        """),
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        // those of today
                        await mail.SendMailAsync("a", "b", "c", "d", stoppingToken);

                        await Task.Delay(TimeSpan.FromMinutes(5), stoppingToken); // five minutes
                    }
                    catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
                    {
                        // Without Redis nobody has the turn.
                        await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
                    }
                }
        """, isFixed: true),
        lineEnd);

    [Fact]
    public Task Failures_of_the_work_are_handled_as_before() => Gives(
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await mail.SendMailAsync("a", "b", "c", "d", stoppingToken);
                    }
                    catch (Exception e)
                    {
                        Console.WriteLine(e); // once more, later
                    }

                    await Task.{|SLS5003:Delay|}(TimeSpan.FromMinutes(5), stoppingToken);
                }
        """),
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        try
                        {
                            await mail.SendMailAsync("a", "b", "c", "d", stoppingToken);
                        }
                        catch (Exception e)
                        {
                            Console.WriteLine(e); // once more, later
                        }

                        await Task.Delay(TimeSpan.FromMinutes(5), stoppingToken);
                    }
                    catch (Exception e2) when (e2 is RedisException || e2 is RedisTimeoutException || e2.InnerException is RedisException || e2.InnerException is RedisTimeoutException)
                    {
                        // Without Redis nobody has the turn.
                        await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
                    }
                }
        """, isFixed: true));

    [Fact]
    public Task Failures_of_a_timer_s_work_are_handled_as_before() => Gives(
        Job("""
                using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
                while (await timer.{|SLS5003:WaitForNextTickAsync|}(stoppingToken))
                {
                    try { mail.Send("a", "b", "c", "d"); }
                    catch (System.Net.Mail.SmtpException) { }
                }
        """),
        Job("""
                using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        while (!turn.HandleLostToken.IsCancellationRequested && await timer.WaitForNextTickAsync(stoppingToken))
                        {
                            try { mail.Send("a", "b", "c", "d"); }
                            catch (System.Net.Mail.SmtpException) { }
                        }
                    }
                    catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
                    {
                        // Without Redis nobody has the turn.
                        await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
                    }
                }
        """, isFixed: true));

    [Fact]
    public Task Takes_it_where_failures_are_handled() => Gives(
        Job("""
                while (true)
                {
                    try
                    {
                        await Task.{|SLS5003:Delay|}(1000, stoppingToken).ConfigureAwait(false);
                        mail.Send("a", "b", "c", "d");
                    }
                    catch (TimeoutException)
                    {
                    }
                }
        """),
        Job("""
                while (true)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        await Task.Delay(1000, stoppingToken).ConfigureAwait(false);
                        mail.Send("a", "b", "c", "d");
                    }
                    catch (TimeoutException)
                    {
                    }
                }
        """, isFixed: true));

    [Fact]
    public Task Stays_in_the_loop_of_a_periodic_timer_until_the_lock_is_lost() => Gives(
        Job("""
                using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
                // every hour
                while (await timer.{|SLS5003:WaitForNextTickAsync|}(stoppingToken))
                {
                    mail.Send("a", "b", "c", "d"); // to all
                }
        """),
        Job("""
                using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
                // every hour
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        while (!turn.HandleLostToken.IsCancellationRequested && await timer.WaitForNextTickAsync(stoppingToken))
                        {
                            mail.Send("a", "b", "c", "d"); // to all
                        }
                    }
                    catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
                    {
                        // Without Redis nobody has the turn.
                        await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
                    }
                }
        """, isFixed: true));

    [Fact]
    public Task Each_job_of_an_application_has_a_lock_of_its_own()
    {
        static string Loop(string name, string head, bool isFixed) => isFixed
            ? $$"""
            {{head}}
                    {
                        try
                        {
                            await using var turn = await locks.AcquireLockAsync("{{name}}", cancellationToken: token);
                            mail.Send("a", "b", "c", "d");
                            await Task.Delay(1000, token);
                        }
                        catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
                        {
                            // Without Redis nobody has the turn.
                            await Task.Delay(TimeSpan.FromSeconds(5), token);
                        }
                    }
            """
            : $$"""
            {{head}}
                    {
                        mail.Send("a", "b", "c", "d");
                        await Task.{|SLS5003:Delay|}(1000, token);
                    }
            """;

        static string Both(bool isFixed) => Program($$"""
            public class Reminders(System.Net.Mail.SmtpClient mail{{(isFixed ? ", IDistributedLockProvider locks" : "")}}) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken token) => RemindAsync(token);

                async Task RemindAsync(CancellationToken token)
                {
                    {{Loop("Reminders.RemindAsync", "for (;;)", isFixed)}}
                }
            }

            public class Bills(System.Net.Mail.SmtpClient mail{{(isFixed ? ", IDistributedLockProvider locks" : "")}}) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken token)
                {
                    {{Loop("Bills", "while (true)", isFixed)}}
                }
            }

            """, isFixed, "builder.Services.AddHostedService<Bills>();\n");
        return Gives(Both(isFixed: false), Both(isFixed: true));
    }

    [Theory]
    [InlineData("abstract class Job", "class Letters(System.Net.Mail.SmtpClient mail) : Job(mail); class Bills(System.Net.Mail.SmtpClient mail) : Job(mail);", "AddHostedService<Letters>().AddHostedService<Bills>()", "ExecuteAsync", "GetType().Name")]
    [InlineData("abstract class Job<T>", "class Letters(System.Net.Mail.SmtpClient mail) : Job<int>(mail); class Bills(System.Net.Mail.SmtpClient mail) : Job<long>(mail);", "AddHostedService<Letters>().AddHostedService<Bills>()", "RemindAsync", "$\"{GetType().Name}.RemindAsync\"")]
    [InlineData("class Job<T>", "", "AddHostedService<Job<int>>().AddHostedService<Job<long>>()", "ExecuteAsync", "GetType().ToString()")]
    [InlineData("abstract class Job", "class Letters(System.Net.Mail.SmtpClient mail) : Job(mail);", "AddHostedService<Letters>()", "ExecuteAsync", "\"Job\"")]
    public async Task Each_class_that_derives_from_a_job_has_a_lock_of_its_own(string job, string derived, string registers, string method, string name)
    {
        var declaration = method == "ExecuteAsync" ? "protected override async Task ExecuteAsync(CancellationToken token)" : "protected override Task ExecuteAsync(CancellationToken token) => RemindAsync(token);\n\n    async Task RemindAsync(CancellationToken token)";
        var text = await FixRun<ScheduleOnEveryInstance, TakeTurns>.FixAsync($$"""
            {{job}}(System.Net.Mail.SmtpClient mail) : BackgroundService
            {
                {{declaration}}
                {
                    while (true)
                    {
                        mail.Send("a", "b", "c", "d");
                        await Task.Delay(1000, token);
                    }
                }
            }

            {{derived}}
            """, $"builder.Services.{registers};");
        Assert.Contains($"AcquireLockAsync({name}, cancellationToken: token)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromHours(1)); while (mail != null && await timer.{|SLS5003:WaitForNextTickAsync|}(stoppingToken)) { mail.Send(\"a\", \"b\", \"c\", \"d\"); }")]
    [InlineData("while (true) { mail.Send(\"a\", \"b\", \"c\", \"d\"); if (mail != null) await Task.{|SLS5003:Delay|}(1000, stoppingToken); }")]
    [InlineData("while (true) { mail.Send(\"a\", \"b\", \"c\", \"d\"); Task.{|SLS5003:Delay|}(1000, stoppingToken).Wait(); }")]
    [InlineData("while (true) { mail.Send(\"a\", \"b\", \"c\", \"d\"); if (mail == null) await Task.{|SLS5003:Delay|}(1000, stoppingToken); else await Task.{|SLS5003:Delay|}(9000, stoppingToken); }")]
    [InlineData("while (true) { mail.Send(\"a\", \"b\", \"c\", \"d\"); while (mail == null) await Task.{|SLS5003:Delay|}(10, stoppingToken); await Task.{|SLS5003:Delay|}(9000, stoppingToken); }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromHours(1)); while (await timer.{|SLS5003:WaitForNextTickAsync|}(stoppingToken)) { mail.Send(\"a\", \"b\", \"c\", \"d\"); await Task.Delay(9000, stoppingToken); }")]
    public Task Refuses_where_the_turn_cannot_be_held(string loop) => Refuses("        " + loop);

    [Fact]
    public Task A_wait_that_handles_the_end_is_the_wait() => Gives(
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        mail.Send("a", "b", "c", "d");
                    }
                    catch (System.Net.Mail.SmtpException)
                    {
                        await Task.Delay(50, stoppingToken);
                    }

                    try
                    {
                        await Task.{|SLS5003:Delay|}(1000, stoppingToken).ConfigureAwait(false);
                    }
                    catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                    {
                        break;
                    }
                }
        """),
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        try
                        {
                            mail.Send("a", "b", "c", "d");
                        }
                        catch (System.Net.Mail.SmtpException)
                        {
                            await Task.Delay(50, stoppingToken);
                        }

                        try
                        {
                            await Task.Delay(1000, stoppingToken).ConfigureAwait(false);
                        }
                        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                        {
                            break;
                        }
                    }
                    catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
                    {
                        // Without Redis nobody has the turn.
                        await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
                    }
                }
        """, isFixed: true));

    const string Outbox = """
        using System.Net.Mail;

        public interface IOutbox { Task SendAsync(); int Count(); }

        public class Outbox(OutboxStore store) : IOutbox
        {
            public Task SendAsync() => store.NextAsync();

            public int Count() => 0;
        }

        public abstract class OutboxStore
        {
            public abstract Task NextAsync();
        }

        public class MailStore(SmtpClient mail) : OutboxStore
        {
            public override Task NextAsync() => mail.SendMailAsync("a", "b", "c", "d");
        }

        public class Worker(IServiceScopeFactory scopes) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    using var scope = scopes.CreateScope();
                    await WorkAsync(scope.ServiceProvider.GetRequiredService<IOutbox>());
                    await Task.Delay(1000, stoppingToken);
                }
            }

            private static async Task WorkAsync(IOutbox outbox) => await outbox.SendAsync();
        }

        """;

    // The rule sees one type, and calls it information.
    [Fact]
    public async Task What_other_types_do_is_followed_through_interfaces_and_overrides()
    {
        var result = await FixRun<ScheduleOnEveryInstance, TakeTurns>.FixAsync(Outbox, "builder.Services.AddHostedService<Worker>();");
        Assert.Contains("await using var turn = await locks.AcquireLockAsync(\"Worker\", cancellationToken: stoppingToken);", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("outbox.SendAsync();", "Task.FromResult(outbox.Count());")]
    [InlineData("mail.SendMailAsync(\"a\", \"b\", \"c\", \"d\");", "NextAsync();")]
    public Task Other_types_that_change_nothing_are_refused(string code, string by) =>
        FixRun<ScheduleOnEveryInstance, TakeTurns>.RefusesAsync(Outbox.Replace(code, by, StringComparison.Ordinal), "nothing is seen that instances share", "builder.Services.AddHostedService<Worker>();");

    // StackExchange.Redis has an Order too, and is not restored yet.
    [Theory]
    [InlineData("Order", true)]
    [InlineData("Invoice", false)]
    public async Task A_name_that_the_package_has_too_keeps_its_meaning(string name, bool isQualified)
    {
        var job = $$"""
            using Shop;

            namespace Web;

            public class Reminders(System.Net.Mail.SmtpClient mail) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        mail.Send("a", "b", nameof({{name}}), "d");
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }

            """.ReplaceLineEndings("\n");
        var result = await FixRun<ScheduleOnEveryInstance, TakeTurns>.RunAsync(
            new Workshop { References = References.AspNetCore }.Project("Web", [("Job.cs", job), ("Types.cs", $"namespace Shop; public class {name};"), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHostedService<Web.Reminders>();\nbuilder.Build().Run();\n")],
                application: true, additional: [("Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n</Project>\n")]),
            hasPackages: false);
        Assert.Empty(result.Refused);
        Assert.Equal(!isQualified, result.Text("/0/Web/Job.cs").Contains("using StackExchange.Redis;", StringComparison.Ordinal));
        Assert.Contains(isQualified ? "when (e is StackExchange.Redis.RedisException || e is StackExchange.Redis.RedisTimeoutException || e.InnerException" : "when (e is RedisException || e is RedisTimeoutException || e.InnerException", result.Text("/0/Web/Job.cs"), StringComparison.Ordinal);
    }

    // What is registered in the host is handed to what the library takes, whether or not the host has the package yet.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_in_a_library_is_fixed_before_the_packages_are_there(bool hasHost)
    {
        var result = await FixRun<ScheduleOnEveryInstance, TakeTurns>.RunAsync(
            new Workshop { References = References.AspNetCore }
                .Project("Jobs", [("Job.cs", "public class Reminders(System.Net.Mail.SmtpClient mail) : BackgroundService\n{\n    protected override async Task ExecuteAsync(CancellationToken stop)\n    {\n        while (!stop.IsCancellationRequested)\n        {\n            mail.Send(\"a\", \"b\", \"c\", \"d\");\n            await Task.Delay(1000, stop);\n        }\n    }\n}\n")],
                    additional: [("Jobs.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n</Project>\n")])
                .Project("Web", [("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHostedService<Reminders>();\nbuilder.Build().Run();\n")],
                    application: true, uses: ["Jobs"], additional: [("Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n</Project>\n")], references: hasHost ? References.Everything : References.AspNetCore),
            hasPackages: false);
        Assert.Empty(result.Refused);
        Assert.Contains("new RedisDistributedSynchronizationProvider(provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase())", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public Task What_it_waits_for_before_the_loop_is_no_second_period() => Gives(
        Job("""
                await Task.Delay(5000, stoppingToken);
                while (true)
                {
                    mail.Send("a", "b", "c", "d");
                    await Task.{|SLS5003:Delay|}(1000, stoppingToken);
                }
        """),
        Job("""
                await Task.Delay(5000, stoppingToken);
                while (true)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        mail.Send("a", "b", "c", "d");
                        await Task.Delay(1000, stoppingToken);
                    }
                    catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
                    {
                        // Without Redis nobody has the turn.
                        await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
                    }
                }
        """, isFixed: true));

    [Fact]
    public async Task The_token_may_be_a_member()
    {
        var result = await FixRun<ScheduleOnEveryInstance, TakeTurns>.FixAsync("""
            public class Reminders(System.Net.Mail.SmtpClient mail) : IHostedService
            {
                readonly CancellationTokenSource stop = new();

                public Task StartAsync(CancellationToken cancellationToken) { _ = RunAsync(); return Task.CompletedTask; }

                public Task StopAsync(CancellationToken cancellationToken) { stop.Cancel(); return Task.CompletedTask; }

                private async Task RunAsync()
                {
                    while (true)
                    {
                        mail.Send("a", "b", "c", "d");
                        await Task.Delay(1000, stop.Token);
                    }
                }
            }

            """, "builder.Services.AddHostedService<Reminders>();");
        Assert.Contains("AcquireLockAsync(\"Reminders.RunAsync\", cancellationToken: stop.Token);", result, StringComparison.Ordinal);
    }

    // The turn ends where the body does, by whichever way it is left.
    [Fact]
    public Task Several_waits_of_a_loop_are_in_one_turn() => Gives(
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    if (mail.Port == 0)
                    {
                        await Task.{|SLS5003:Delay|}(TimeSpan.FromMinutes(5), stoppingToken);
                        continue;
                    }

                    await mail.SendMailAsync("a", "b", "c", "d", stoppingToken);
                    await Task.{|SLS5003:Delay|}(TimeSpan.FromMinutes(1), stoppingToken);
                }
        """),
        Job("""
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await using var turn = await locks.AcquireLockAsync("Reminders", cancellationToken: stoppingToken);
                        if (mail.Port == 0)
                        {
                            await Task.Delay(TimeSpan.FromMinutes(5), stoppingToken);
                            continue;
                        }

                        await mail.SendMailAsync("a", "b", "c", "d", stoppingToken);
                        await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
                    }
                    catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
                    {
                        // Without Redis nobody has the turn.
                        await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
                    }
                }
        """, isFixed: true));

    [Fact]
    public Task Several_waits_of_which_one_is_cut_short_are_refused() => FixRun<ScheduleOnEveryInstance, TakeTurns>.RefusesAsync("""
        public class Reminders(System.Net.Mail.SmtpClient mail, CancellationTokenSource wake) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (true)
                {
                    if (mail.Port == 0)
                    {
                        await Task.Delay(5000, stop);
                        continue;
                    }
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, wake.Token);
                    mail.Send("a", "b", "c", "d");
                    await Task.Delay(1000, either.Token);
                }
            }
        }

        """, "cut short by what this instance alone hears of", "builder.Services.AddHostedService<Reminders>();");

    // Only the instance that was told wakes up, and the turn may be another's.
    [Fact]
    public Task A_wait_that_this_instance_cuts_short_is_refused() => FixRun<ScheduleOnEveryInstance, TakeTurns>.RefusesAsync("""
        public class Reminders(System.Net.Mail.SmtpClient mail, CancellationTokenSource wake) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (true)
                {
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, wake.Token);
                    mail.Send("a", "b", "c", "d");
                    await Task.Delay(1000, either.Token);
                }
            }
        }

        """, "cut short by what this instance alone hears of", "builder.Services.AddHostedService<Reminders>();");

    // It may be the instance's own cache that is refreshed.
    [Fact]
    public Task Refuses_where_nothing_shared_is_seen()
    {
        var test = new FixTest<ScheduleOnEveryInstance, TakeTurns> { Code = Job("        while (true) { Console.Write(mail); await Task.{|#0:Delay|}(1000, stoppingToken); }") };
        test.ExpectedDiagnostics.Add(new DiagnosticResult("SLS5003", DiagnosticSeverity.Info).WithLocation(0));
        return test.RunAsync();
    }

    [Fact]
    public Task Refuses_a_timer() => new FixTest<ScheduleOnEveryInstance, TakeTurns>
    {
        Code = Program("""
            public sealed class Reminders(System.Net.Mail.SmtpClient mail) : IHostedService
            {
                Timer? timer;
                public Task StartAsync(CancellationToken token) { timer = new {|SLS5003:Timer|}(_ => mail.Send("a", "b", "c", "d"), null, 0, 1000); return Task.CompletedTask; }
                public Task StopAsync(CancellationToken token) { timer?.Dispose(); return Task.CompletedTask; }
            }
            """, isFixed: false),
    }.RunAsync();
}
