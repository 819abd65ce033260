using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

public class WorkOutlivesRequestTests
{
    const string Mail = """

        public interface IMail { Task SendAsync(string to); void Send(string to); }
        static class Tasks { public static void Forget(this Task task) { } }
        """;

    static Task Run(string code) => RuleTest<WorkOutlivesRequest>.Run("using Microsoft.AspNetCore.Mvc; using Microsoft.AspNetCore.SignalR;\n" + code + Mail);

    [Theory]
    [InlineData("Task.{|SLS5002:Run|}(() => mail.SendAsync(to));")]
    [InlineData("_ = Task.{|SLS5002:Run|}(async () => await mail.SendAsync(to));")]
    [InlineData("Task.Factory.{|SLS5002:StartNew|}(() => mail.Send(to));")]
    [InlineData("_ = Task.Factory.{|SLS5002:StartNew|}(() => mail.SendAsync(to)).Unwrap();")]
    [InlineData("new TaskFactory<int>().{|SLS5002:StartNew|}(() => 1);")]
    [InlineData("ThreadPool.{|SLS5002:QueueUserWorkItem|}(_ => mail.Send(to));")]
    [InlineData("ThreadPool.{|SLS5002:UnsafeQueueUserWorkItem|}(_ => mail.Send(to), null);")]
    [InlineData("Task.{|SLS5002:Run|}(() => mail.Send(to)).ContinueWith(t => { });")]
    [InlineData("Task.{|SLS5002:Run|}(() => mail.Send(to)).ConfigureAwait(false);")]
    [InlineData("Task.{|SLS5002:Run|}(() => mail.Send(to)).Forget();")]
    [InlineData("new Thread(() => mail.Send(to)).{|SLS5002:Start|}();")]
    [InlineData("foreach (var t in to.Split(',')) { if (t != \"\") Task.{|SLS5002:Run|}(() => mail.Send(t)); }")]
    [InlineData("Local(); void Local() => Task.{|SLS5002:Run|}(() => mail.Send(to));")]
    [InlineData("to.Split(',').ToList().ForEach(t => Task.{|SLS5002:Run|}(() => mail.Send(t)));")]
    [InlineData("to.Split(',').ToList().{|SLS5002:ForEach|}(async t => await mail.SendAsync(t));")]
    [InlineData("{|SLS5002:Later|}();")]
    [InlineData("this.{|SLS5002:Later|}();")]
    public Task Reports_work_that_an_action_drops(string work) => Run($$"""
        namespace Shop.Web
        {
            public partial class OrdersController(IMail mail) : Controller
            {
                public IActionResult Place(string to) { {{work}} return Ok(); }
                async void Later() => await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task Reports_in_a_service_a_hub_a_page_an_endpoint_and_middleware() => Run("""
        var app = WebApplication.Create(args);
        app.MapPost("/", (IMail mail) => { Task.{|SLS5002:Run|}(() => mail.Send("a")); });
        app.Use(async (context, next) => { _ = Task.{|SLS5002:Run|}(() => Console.WriteLine()); await next(context); });
        app.Run();
        public class Orders(IMail mail) { public void Place() => Task.{|SLS5002:Run|}(() => mail.Send("a")); public int Count { set => Task.{|SLS5002:Run|}(() => mail.Send("b")); } }
        public class Chat(IMail mail) : Hub { public void Say(string text) => Task.{|SLS5002:Run|}(() => mail.Send(text)); }
        public class IndexModel(IMail mail) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnPost() => Task.{|SLS5002:Run|}(() => mail.Send("a")); }
        public class Audit(RequestDelegate next, IMail mail) { public Task InvokeAsync(HttpContext context) { Task.{|SLS5002:Run|}(() => mail.Send("a")); return next(context); } }
        """);

    [Fact]
    public Task Reports_an_action_that_is_async_void() => Run("""
        public class OrdersController(IMail mail) : Controller { public async void {|SLS5002:Place|}(string to) => await mail.SendAsync(to); }
        public class Chat(IMail mail) : Hub { public async void {|SLS5002:Say|}(string to) => await mail.SendAsync(to); }
        """);

    [Fact]
    public Task Reports_the_work_items_of_a_classic_application() => new RuleTest<WorkOutlivesRequest>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System; using System.Threading; using System.Threading.Tasks; using System.Web; using System.Web.Hosting; using System.Web.UI;
            public class Visits : IHttpModule
            {
                public void Init(HttpApplication application) => application.BeginRequest += Begin;
                public void Dispose() { }
                void Begin(object sender, EventArgs e) => ThreadPool.{|SLS5002:QueueUserWorkItem|}(_ => Console.WriteLine());
            }
            public class Watch { void Changed(object sender, EventArgs e) => ThreadPool.QueueUserWorkItem(_ => Console.WriteLine()); }
            public class Home : Page
            {
                protected void Save(object sender, EventArgs e)
                {
                    HostingEnvironment.{|SLS5002:QueueBackgroundWorkItem|}(token => Console.WriteLine());
                    Task.{|SLS5002:Run|}(() => Console.WriteLine());
                }
                protected async void Page_Load(object sender, EventArgs e) => await Task.Yield();
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("await Task.Run(() => mail.Send(to));")]
    [InlineData("Task.Run(() => mail.Send(to)).Wait();")]
    [InlineData("Task.Run(() => mail.SendAsync(to)).GetAwaiter().GetResult();")]
    [InlineData("var task = Task.Run(() => mail.Send(to)); await task;")]
    [InlineData("await Task.WhenAll(to.Split(',').Select(t => Task.Run(() => mail.Send(t))));")]
    [InlineData("await Task.Factory.StartNew(() => mail.SendAsync(to)).Unwrap();")]
    [InlineData("_ = mail.SendAsync(to);")]
    [InlineData("var thread = new Thread(() => mail.Send(to)); thread.Start(); thread.Join();")]
    [InlineData("await Parallel.ForEachAsync(to.Split(','), async (t, c) => await mail.SendAsync(t));")]
    [InlineData("var sum = await Task.Run(() => 1) + 1;")]
    [InlineData("Response.OnCompleted(() => Task.Run(() => mail.Send(to)));")]
    public Task Silent_where_somebody_waits(string work) => Run($$"""
        public class OrdersController(IMail mail) : Controller
        {
            public async Task<IActionResult> Place(string to) { await Task.Yield(); {{work}} return Ok(); }
        }
        """);

    [Fact]
    public Task Silent_at_start_up_and_in_hosted_services() => Run("""
        _ = Task.Run(() => Console.WriteLine());
        WebApplication.Create(args).Run();
        public class Startup { public void Configure(IApplicationBuilder app) => Task.Run(() => Console.WriteLine()); }
        public class Job : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken token) { Task.Run(() => Inner.Start()); return Task.CompletedTask; }
            static class Inner { public static void Start() => Task.Run(() => Console.WriteLine()); }
        }
        public class Bus : IHostedService
        {
            public Task StartAsync(CancellationToken token) { _ = Task.Factory.StartNew(async () => await Task.Yield(), TaskCreationOptions.LongRunning); return Task.CompletedTask; }
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Silent_in_constructors_and_initialisers() => Run("""
        public class Cache
        {
            static readonly Task Warm = Task.Run(() => Console.WriteLine());
            public Cache() => Task.Run(() => Console.WriteLine());
        }
        """);

    [Fact]
    public Task Silent_for_handlers_of_events_and_components() => Run("""
        public class Screen : Microsoft.AspNetCore.Components.ComponentBase
        {
            protected override void OnInitialized() => Refresh();
            async void Refresh() => await InvokeAsync(StateHasChanged);
        }
        public class Watcher
        {
            public event EventHandler? Changed;
            public void Watch() => Changed += async (s, e) => await Task.Yield();
            public void OnError(object sender, ErrorEventArgs e) => Task.Run(Watch);
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => Run("""
        namespace Own
        {
            static class Task { public static void Run(Action action) => action(); }
            static class ThreadPool { public static void QueueUserWorkItem(Action action) => action(); }
            class Service { void Do() { Task.Run(() => { }); ThreadPool.QueueUserWorkItem(() => { }); } }
        }
        """);

    [Theory]
    [InlineData("class S { void M() { Task.Run( ; _ = Task.Run(() => ; Task.Run(() => { }).Forget( } async void N( }")]
    [InlineData("class S : Microsoft.AspNetCore.Mvc.Controller { public async void () { } public async void X => Task.Run }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<WorkOutlivesRequest>.Survives(code, References.AspNetCore);
}
