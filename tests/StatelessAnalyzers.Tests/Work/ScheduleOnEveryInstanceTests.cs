using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

public class ScheduleOnEveryInstanceTests
{
    const string Shop = """

        public interface IOrders { Task CheckAsync(CancellationToken token); void Check(); Task<bool> TryConnectAsync(); }
        public class Order { public int Id { get; set; } }
        public class ShopContext : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        public interface ILeases { Task<bool> TryAcquireLockAsync(string name); }
        """;

    static Task Run(string code) => new RuleTest<ScheduleOnEveryInstance>
    {
        References = [.. References.AspNetCore, .. References.EntityFramework, .. References.Dapper, .. References.Sqs],
        Code = "using Dapper; using Amazon.SQS; using Microsoft.EntityFrameworkCore;\n" + code + Shop,
    }.RunAsync();

    static Task RunLoop(string body, string members = "") => Run($$"""
        public class Job(IOrders orders, ShopContext shop, System.Data.IDbConnection connection, IAmazonSQS sqs, System.Net.Mail.SmtpClient mail, ILeases leases) : BackgroundService
        {
            bool _stopped;
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                await Task.Yield();
                {{body}}
            }
            {{members}}
            object All => new object?[] { orders, shop, connection, sqs, mail, leases, _stopped = false };
        }
        """);

    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { await orders.CheckAsync(token); await Task.{|info SLS5003:Delay|}(1000, token); }")]
    [InlineData("while (true) { await Task.{|info SLS5003:Delay|}(TimeSpan.FromMinutes(1), token); orders.Check(); }")]
    [InlineData("for (;;) { orders.Check(); await Task.{|info SLS5003:Delay|}(1000); }")]
    [InlineData("do { orders.Check(); await Task.{|info SLS5003:Delay|}(1000); } while (!token.IsCancellationRequested);")]
    [InlineData("while (!_stopped) { orders.Check(); await Task.{|info SLS5003:Delay|}(1000); }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); while (await timer.{|info SLS5003:WaitForNextTickAsync|}(token)) await orders.CheckAsync(token);")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); while (!token.IsCancellationRequested && await timer.{|info SLS5003:WaitForNextTickAsync|}(token)) orders.Check();")]
    [InlineData("while (!token.IsCancellationRequested) { try { orders.Check(); } catch (Exception) { } await Task.{|info SLS5003:Delay|}(1000, token); if (token.IsCancellationRequested) break; }")]
    [InlineData("while (!token.IsCancellationRequested) { try { orders.Check(); await Task.{|info SLS5003:Delay|}(1000, token); } catch (OperationCanceledException) { break; } }")]
    [InlineData("while (true) { await shop.Orders.ToListAsync(); await Task.{|info SLS5003:Delay|}(1000, token); }")]
    [InlineData("await shop.SaveChangesAsync(); while (true) { orders.Check(); await Task.{|info SLS5003:Delay|}(1000, token); }")]
    public Task Reports_a_loop_of_a_hosted_service(string loop) => RunLoop(loop);

    [Theory]
    [InlineData("while (true) { await shop.SaveChangesAsync(); await Task.{|SLS5003:Delay|}(1000, token); }")]
    [InlineData("while (true) { await shop.Orders.ExecuteDeleteAsync(token); await Task.{|SLS5003:Delay|}(1000, token); }")]
    [InlineData("while (true) { connection.Execute(\"update o set s = 1\"); await Task.{|SLS5003:Delay|}(1000, token); }")]
    [InlineData("while (true) { using var c = connection.CreateCommand(); c.ExecuteNonQuery(); await Task.{|SLS5003:Delay|}(1000, token); }")]
    [InlineData("while (true) { await sqs.SendMessageAsync(\"q\", \"m\", token); await Task.{|SLS5003:Delay|}(1000, token); }")]
    [InlineData("while (true) { mail.Send(\"a\", \"b\", \"c\", \"d\"); await Task.{|SLS5003:Delay|}(1000, token); }")]
    [InlineData("while (true) { await Tick(); await Task.{|SLS5003:Delay|}(1000, token); } async Task Tick() => await shop.SaveChangesAsync();")]
    public Task Warns_where_the_loop_changes_what_all_share(string loop) => RunLoop(loop);

    [Theory]
    [InlineData("IOrderRepository", "SaveChangesAsync")]
    [InlineData("IUnitOfWork", "CommitAsync")]
    [InlineData("IEventBus", "PublishAsync")]
    [InlineData("EmailSender", "SendEmailAsync")]
    public Task Warns_where_the_application_s_own_type_stands_before_what_all_share(string type, string method) => Run($$"""
        public abstract class {{type}} { public abstract Task {{method}}(); public abstract Task LoadAsync(); }
        public class Job({{type}} own) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                while (true)
                {
                    await own.{{method}}();
                    await Task.{|SLS5003:Delay|}(1000, token);
                }
            }
        }
        public class Reader({{type}} own) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                while (true)
                {
                    await own.LoadAsync();
                    await Task.{|info SLS5003:Delay|}(1000, token);
                }
            }
        }
        """);

    [Fact]
    public Task Warns_where_a_method_of_the_type_changes_what_all_share() => RunLoop(
        "using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); while (await timer.{|SLS5003:WaitForNextTickAsync|}(token)) await One(token);",
        "async Task One(CancellationToken t) { if (_stopped) await One(t); await Two(t); } async Task Two(CancellationToken t) { shop.Orders.Add(new Order()); await shop.SaveChangesAsync(t); }");

    [Fact]
    public Task Reports_timers_of_hosted_services() => Run("""
        public partial class Job : IHostedService
        {
            Timer? _timer; System.Timers.Timer _other = new {|info SLS5003:System.Timers.Timer|}(1000);
            public Task StartAsync(CancellationToken token) { _timer = new {|SLS5003:Timer|}(Tick, null, TimeSpan.Zero, TimeSpan.FromMinutes(1)); return Task.CompletedTask; }
        }
        public partial class Job(ShopContext shop)
        {
            void Tick(object? state) => shop.SaveChanges();
            public Task StopAsync(CancellationToken token) { _timer?.Dispose(); _other.Dispose(); return Task.CompletedTask; }
        }
        public class Lambda(ShopContext shop, IOrders orders) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken token)
            {
                var a = new {|SLS5003:Timer|}(_ => shop.SaveChanges(), null, 0, 1000);
                var b = new {|info SLS5003:Timer|}(async _ => { await orders.CheckAsync(token); }, null, 0, 1000);
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Reports_timers_of_the_process() => Run("""
        var timer = new {|info SLS5003:Timer|}(_ => Console.WriteLine(), null, 0, 1000);
        WebApplication.Create(args).Run();
        static class Cleaner { static readonly Timer Every = new {|info SLS5003:Timer|}(_ => Console.WriteLine(), null, 0, 1000); }
        """);

    [Fact]
    public Task Reports_timers_that_a_service_keeps() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Cleaner>();
        builder.Services.AddScoped<Watch>();
        new Presence().Start();
        builder.Build().Run();
        public class Cleaner { readonly Timer every = new {|info SLS5003:Timer|}(_ => { }, null, 0, 1000); public void Now() => every.Change(0, 5); }
        public class Presence { Timer? every; public void Start() => every = new {|info SLS5003:Timer|}(_ => Check(), null, TimeSpan.Zero, TimeSpan.FromMinutes(1)); void Check() => every?.Dispose(); }
        public class Watch { Timer? every; public void Start() => every = new Timer(_ => { }, null, 0, 1000); object? All => every; }
        public class Clock : Microsoft.AspNetCore.Components.ComponentBase { Timer? every; public void Start() => every = new Timer(_ => { }, null, 0, 1000); object? All => every; }
        """);

    [Fact]
    public Task Reports_the_timer_of_a_classic_application() => new RuleTest<ScheduleOnEveryInstance>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System; using System.Threading; using System.Web;
            public class Global : HttpApplication
            {
                static Timer timer;
                protected void Application_Start(object s, EventArgs e) { timer = new {|info SLS5003:Timer|}(_ => { }, null, 0, 60000); }
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("while (true) { if (await leases.TryAcquireLockAsync(\"job\")) await shop.SaveChangesAsync(); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { await using var turn = await Acquire(); await shop.SaveChangesAsync(); await Task.Delay(1000, token); }", "async Task<IAsyncDisposable> Acquire() { await leases.TryAcquireLockAsync(\"job\"); return null!; }")]
    [InlineData("await using var turn = await AcquireLockAsync(); while (true) { await shop.SaveChangesAsync(); await Task.Delay(1000, token); }", "Task<IAsyncDisposable> AcquireLockAsync() => null!;")]
    [InlineData("while (true) { await using var turn = await AcquireLockAsync(); using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); while (await timer.WaitForNextTickAsync(token)) await shop.SaveChangesAsync(); }", "Task<IAsyncDisposable> AcquireLockAsync() => null!;")]
    public Task Silent_under_a_lease_of_the_fleet(string loop, string members = "") => RunLoop(loop, members);

    [Fact]
    public Task Reports_beside_a_lease_for_something_else() =>
        RunLoop("{ await using var turn = await AcquireLockAsync(); } while (true) { await shop.SaveChangesAsync(); await Task.{|SLS5003:Delay|}(1000, token); }", "Task<IAsyncDisposable> AcquireLockAsync() => null!;");

    [Theory]
    [InlineData("await Task.Delay(1000, token); orders.Check();")]
    [InlineData("for (var attempt = 0; attempt < 5; attempt++) { if (await orders.TryConnectAsync()) break; await Task.Delay(1000); }")]
    [InlineData("foreach (var x in new[] { 1, 2 }) { orders.Check(); await Task.Delay(x); }")]
    [InlineData("while (true) { if (await orders.TryConnectAsync()) break; await Task.Delay(1000); }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await orders.CheckAsync(token); return; } catch (Exception) { await Task.Delay(1000); } }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await orders.CheckAsync(token); } catch (Exception) { await Task.Delay(1000); } }")]
    [InlineData("while (true) { await Task.Delay(Timeout.Infinite, token); }")]
    [InlineData("while (true) { await Task.Delay(Timeout.InfiniteTimeSpan, token); }")]
    [InlineData("while (true) { var r = await sqs.ReceiveMessageAsync(\"q\", token); if (r.Messages.Count == 0) await Task.Delay(1000, token); await shop.SaveChangesAsync(); }")]
    [InlineData("while (!token.IsCancellationRequested) { await One(); await Task.Delay(1000); } async Task One() { await sqs.ReceiveMessageAsync(\"q\", token); }")]
    [InlineData("var done = 0; while (done < 10) { done++; await Task.Delay(1000); }")]
    public Task Silent_for_waits_retries_and_consumers(string body) => RunLoop(body);

    [Fact]
    public Task Silent_for_timers_that_fire_once_or_belong_to_a_request() => Run("""
        public class Job : IHostedService
        {
            readonly Timer _once = new(_ => { }, null, 1000, Timeout.Infinite);
            public Task StartAsync(CancellationToken token)
            {
                var once = new Timer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                var other = new System.Timers.Timer(1000) { AutoReset = false };
                return Task.CompletedTask;
            }
            public Task StopAsync(CancellationToken token) { _once.Dispose(); return Task.CompletedTask; }
        }
        public class Monitor { readonly Timer every = new(_ => { }, null, 0, 1000); public Monitor() => every.Change(0, 5); }
        public class Toast { Timer? timer; public void Show() => timer = new Timer(_ => { }, null, 0, 1000); object? All => timer; }
        """);

    [Fact]
    public Task Silent_outside_hosted_services() => Run("""
        public class Poller(IOrders orders)
        {
            public async Task WaitAsync(CancellationToken token) { while (!token.IsCancellationRequested) { orders.Check(); await Task.Delay(1000, token); } }
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => Run("""
        namespace Own
        {
            public class Timer { public Timer(Action a, object? s, int due, int period) { } }
            public abstract class BackgroundService { }
            public class Job : BackgroundService { static readonly Timer Every = new(() => { }, null, 0, 1000); async Task Run() { while (true) await Task.Delay(1000); } }
        }
        """);

    [Theory]
    [InlineData("class J : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { while ( { await Task.Delay( ; for (;;) await Task.Delay() } new Timer( ; }")]
    [InlineData("class J : IHostedService { void A() { B(); while (true) Task.Delay(1); } void B() => A(); Timer t = new Timer(A, , ); }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<ScheduleOnEveryInstance>.Survives(code, References.AspNetCore);
}
