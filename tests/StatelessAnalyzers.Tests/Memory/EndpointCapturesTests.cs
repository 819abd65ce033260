using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class EndpointCapturesTests
{
    static Task Run(string code) => RuleTest<EndpointCaptures>.Run(code);

    static Task RunApp(string statements) => Run($$"""
        using System.Collections.Concurrent;
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        {{statements}}
        app.Run();
        public record Todo(int Id);
        """);

    [Theory]
    [InlineData("var {|SLS3004:count|} = 0; app.MapGet(\"/\", () => ++count);")]
    [InlineData("var {|SLS3004:count|} = 0; app.MapGet(\"/\", () => Interlocked.Increment(ref count));")]
    [InlineData("var {|SLS3004:todos|} = new List<Todo>(); app.MapPost(\"/\", (Todo t) => { todos.Add(t); return todos.Count; }); app.MapDelete(\"/\", () => todos.Clear());")]
    [InlineData("var {|SLS3004:todos|} = new ConcurrentDictionary<int, Todo>(); var group = app.MapGroup(\"/a\"); group.MapPut(\"/{id}\", (int id, Todo t) => todos[id] = t);")]
    [InlineData("string? {|SLS3004:last|} = null; app.Use(async (context, next) => { last = context.Request.Path; await next(context); });")]
    [InlineData("string? {|SLS3004:last|} = null; app.Use(next => async context => { last = context.Request.Path; await next(context); });")]
    [InlineData("string? {|SLS3004:last|} = null; app.Map(\"/a\", branch => branch.Run(context => { last = context.Request.Path; return Task.CompletedTask; }));")]
    [InlineData("var {|SLS3004:count|} = 0; app.MapGet(\"/\", Handle); int Handle() => ++count;")]
    [InlineData("DateTime? {|SLS3004:last|} = null; var timer = new Timer(_ => last = DateTime.UtcNow); app.MapGet(\"/\", () => last);")]
    [InlineData("string? {|SLS3004:last|} = null; app.MapGet(\"/\", () => last).AddEndpointFilter(async (context, next) => { last = context.ToString(); return await next(context); });")]
    [InlineData("string? {|SLS3004:last|} = null; app.MapGet(\"/\", () => { void Set() => last = DateTime.Now.ToString(); Set(); return last; });")]
    public Task Reports_locals_that_endpoints_change(string statements) => RunApp(statements);

    [Fact]
    public Task Reports_in_a_configuring_method() => Run("""
        public static class TodoEndpoints
        {
            public static IEndpointRouteBuilder MapTodos(this IEndpointRouteBuilder routes, List<string> {|SLS3004:shared|})
            {
                var {|SLS3004:todos|} = new List<string>();
                routes.MapPost("/todos", (string todo) => { todos.Add(todo); shared.Add(todo); });
                return routes;
            }
        }
        """);

    [Fact]
    public async Task Reports_a_local_once_with_its_first_change()
    {
        var test = new RuleTest<EndpointCaptures>
        {
            Code = """
                var app = WebApplication.CreateBuilder(args).Build();
                var {|#0:count|} = 0;
                app.MapGet("/a", () => {|#1:++count|});
                app.MapGet("/b", () => ++count);
                app.Run();
                """,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS3004_EndpointCapturesState).WithLocation(0).WithLocation(1).WithArguments("count", "Program"));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("var name = builder.Configuration[\"a\"]; app.MapGet(\"/\", () => name);")]
    [InlineData("var names = new List<string> { \"a\" }; names.Add(\"b\"); app.MapGet(\"/\", () => names.Count);")]
    [InlineData("var names = new List<string>(); foreach (var c in builder.Configuration.GetChildren()) names.Add(c.Key); app.MapGet(\"/\", () => names);")]
    [InlineData("var names = new List<string>(); new[] { \"a\" }.ToList().ForEach(n => names.Add(n)); app.MapGet(\"/\", () => names);")]
    [InlineData("app.MapGet(\"/\", () => { var count = 0; count++; return count; });")]
    [InlineData("app.MapGet(\"/\", (int count) => ++count);")]
    [InlineData("app.MapGet(\"/\", () => { var sum = 0; new[] { 1 }.ToList().ForEach(n => sum += n); return sum; });")]
    [InlineData("var ready = false; app.Lifetime.ApplicationStarted.Register(() => ready = true); app.MapGet(\"/\", () => ready);")]
    [InlineData("string? key = null; builder.Services.Configure<CookiePolicyOptions>(o => key = \"a\"); app.MapGet(\"/\", () => key);")]
    [InlineData("System.Text.RegularExpressions.Regex? r = null; app.MapGet(\"/\", () => r ??= new(\"a\"));")]
    [InlineData("string? folder = null; app.MapGet(\"/\", () => folder ??= Path.Combine(app.Environment.WebRootPath, \"a\"));")]
    [InlineData("var types = new ConcurrentDictionary<Type, string>(); app.MapGet(\"/\", () => types.GetOrAdd(typeof(Todo), t => t.Name));")]
    [InlineData("var http = new HttpClient(); app.MapGet(\"/\", () => http.DefaultRequestHeaders.Clear());")]
    [InlineData("var count = 0; int Next() => ++count; var first = Next(); app.MapGet(\"/\", () => first);")]
    public Task Silent_for_what_endpoints_only_read_or_have_to_themselves(string statements) => RunApp(statements);

    [Fact]
    public Task Silent_outside_of_start_up_code() => Run("""
        public class Report
        {
            public int Sum(int[] values)
            {
                var sum = 0;
                Task.Run(() => sum++);
                Array.ForEach(values, v => sum += v);
                return sum;
            }
        }
        """);

    [Theory]
    [InlineData("var x = 0; app.MapGet(\"/\", () => x =")]
    [InlineData("var x = 0; app.Missing(() => { x.y.z = 1; })")]
    [InlineData("app.MapGet(\"/\", () => y++")]
    public Task Survives_half_typed_code(string statements) => new RuleTest<EndpointCaptures>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        Code = $$"""
            var app = WebApplication.CreateBuilder(args).Build();
            {{statements}}
            """,
    }.RunAsync(TestContext.Current.CancellationToken);
}
