using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class EventReachesThisInstanceTests
{
    static Task Run(string code) => RuleTest<LongLivedState>.Run(code);

    [Fact]
    public Task Reports_subscriptions_to_static_events() => Run("""
        public static class Bus
        {
            public static event Action<string>? Changed;
            static event Action? {|SLS3009:Inner|};
            public static void Raise(string v) { Changed?.Invoke(v); Inner?.Invoke(); }
            public static void Listen(Action a) => Inner += a;
        }
        public class Page : IDisposable
        {
            public Page() => {|SLS3009:Bus.Changed|} += On;
            void On(string v) { }
            public void Dispose() => Bus.Changed -= On;
        }
        """);

    [Fact]
    public Task Reports_components_that_listen_to_a_singleton() => Run("""
        using Microsoft.AspNetCore.Components;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Notifier>();
        builder.Build().Run();
        public class Notifier { public event Action? Changed; public void Raise() => Changed?.Invoke(); }
        public class Orders : ComponentBase
        {
            [Inject] Notifier Notifier { get; set; } = null!;
            protected override void OnInitialized() => {|SLS3009:Notifier.Changed|} += StateHasChanged;
        }
        """);

    [Fact]
    public Task Reports_subjects_that_are_fed_at_run_time() => new RuleTest<LongLivedState>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        References = References.AspNetCore.Add(Subjects),
        Code = """
            using System.Reactive.Subjects;
            public class Bus
            {
                static readonly Subject<string> {|SLS3009:changes|} = new();
                public void Tell(string v) => changes.OnNext(v);
                public IObservable<string> All => changes;
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_for_objects_of_a_request_and_for_start_up() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddScoped<Basket>();
        builder.Services.AddSingleton<Notifier>();
        builder.Services.AddHostedService<Worker>();
        Bus.Changed += v => { };
        builder.Build().Run();
        public static class Bus { public static event Action<string>? Changed; public static event Action? Unused; public static void Raise(string v) { Changed?.Invoke(v); Unused?.Invoke(); } }
        public class Basket { public event Action? Changed; public void Listen(Action a) { Changed += a; Changed?.Invoke(); } }
        public class Notifier { public event Action? Changed; public void Raise() => Changed?.Invoke(); }
        public class Worker(Notifier notifier) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken token) { notifier.Changed += Raise; return Task.CompletedTask; }
            void Raise() { }
        }
        public class Page { public Page() => AppDomain.CurrentDomain.ProcessExit += (s, e) => { }; }
        """);

    [Fact]
    public Task Silent_where_handlers_are_only_taken_away() => Run("""
        public static class Bus { public static event Action? Changed; public static void Drop(Action a) { Changed -= a; Changed?.Invoke(); } }
        """);

    static readonly Microsoft.CodeAnalysis.MetadataReference Subjects = Compiled.As("System.Reactive", "namespace System.Reactive.Subjects { public class Subject<T> : System.IObservable<T> { public void OnNext(T value) { } public System.IDisposable Subscribe(System.IObserver<T> o) => null; } }");
}
