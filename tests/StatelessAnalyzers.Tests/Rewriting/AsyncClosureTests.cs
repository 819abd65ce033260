using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class AsyncClosureTests
{
    static Task Gives(string before, string after) => Workshop.Gives(before, after);

    [Theory]
    [InlineData("public IActionResult Get(string k) { return Ok(Probe.Load(k)); }", "public async Task<IActionResult> Get(string k) { return Ok(await Probe.LoadAsync(k)); }")]
    [InlineData("public string Get(string k) => Probe.Load(k);", "public async Task<string> Get(string k) => await Probe.LoadAsync(k);")]
    [InlineData("public void Get(string k) { Probe.Load(k); }", "public async Task Get(string k) { await Probe.LoadAsync(k); }")]
    [InlineData("[HttpGet] public string? Get(string k) => Probe.Load(k);", "[HttpGet] public async Task<string?> Get(string k) => await Probe.LoadAsync(k);")]
    [InlineData("public async Task<int> Get(string k) => Probe.Load(k).Length;", "public async Task<int> Get(string k) => (await Probe.LoadAsync(k)).Length;")]
    public Task An_action_awaits(string before, string after) => Gives(
        $"using Microsoft.AspNetCore.Mvc;\n\npublic class Shop : ControllerBase\n{{\n    {before}\n}}\n",
        $"using Microsoft.AspNetCore.Mvc;\n\npublic class Shop : ControllerBase\n{{\n    {after}\n}}\n");

    [Theory]
    [InlineData("return Task.FromResult(Probe.Load(k));", "return await Probe.LoadAsync(k);")]
    [InlineData("return Task.FromResult<string>(Probe.Load(k).Trim());", "return (await Probe.LoadAsync(k)).Trim();")]
    [InlineData("return Probe.LoadAsync(Probe.Load(k));", "return await Probe.LoadAsync(await Probe.LoadAsync(k));")]
    [InlineData("if (k == \"\") return Task.FromResult(k); return Task.FromResult(Probe.Load(k));", "if (k == \"\") return k; return await Probe.LoadAsync(k);")]
    [InlineData("return k == \"\" ? Task.FromResult(k) : Probe.LoadAsync(Probe.Load(k));", "return await (k == \"\" ? Task.FromResult(k) : Probe.LoadAsync(await Probe.LoadAsync(k)));")]
    [InlineData("return k switch { \"\" => Task.FromResult(k), _ => Probe.LoadAsync(Probe.Load(k)) };", "return await (k switch { \"\" => Task.FromResult(k), _ => Probe.LoadAsync(await Probe.LoadAsync(k)) });")]
    [InlineData("Func<Task<string>> f = () => Task.FromResult(k); Probe.Save(k); return f();", "Func<Task<string>> f = () => Task.FromResult(k); await Probe.SaveAsync(k); return await f();")]
    public Task A_function_that_returned_a_task_of_a_value_awaits_it(string before, string after) => Gives(
        $"public class Store\n{{\n    public Task<string> Get(string k) {{ {before} }}\n}}\n",
        $"public class Store\n{{\n    public async Task<string> Get(string k) {{ {after} }}\n}}\n");

    [Fact]
    public Task A_function_that_returned_a_task_awaits_each_of_its_returns() => Gives(
        """
        public class Store
        {
            public Task Put(string k, bool more)
            {
                if (more)
                    return Put(k + 1, false);
                if (k == "")
                {
                    // nothing to do
                    return Task.CompletedTask;
                }
                Probe.Save(k);
                return Task.CompletedTask;
            }

            public ValueTask Put(int k)
            {
                Probe.Save("k" + k);
                return default;
            }

            public Task Tail(string k)
            {
                Probe.Save(k);
                // the rest
                return Put(k, true);
            }
        }
        """,
        """
        public class Store
        {
            public async Task Put(string k, bool more)
            {
                if (more)
                {
                    await Put(k + 1, false);
                    return;
                }
                if (k == "")
                {
                    // nothing to do
                    return;
                }
                await Probe.SaveAsync(k);
            }

            public async ValueTask Put(int k)
            {
                await Probe.SaveAsync("k" + k);
            }

            public async Task Tail(string k)
            {
                await Probe.SaveAsync(k);
                // the rest
                await Put(k, true);
            }
        }
        """);

    [Theory]
    [InlineData("public Task<string> Get(string k) => Task.FromResult(Probe.Load(k));", "public async Task<string> Get(string k) => await Probe.LoadAsync(k);")]
    [InlineData("public Task Get(string k) => Probe.SaveAsync(Probe.Load(k));", "public async Task Get(string k) => await Probe.SaveAsync(await Probe.LoadAsync(k));")]
    [InlineData("public Func<Task<string>> Get(string k) => () => Task.FromResult(Probe.Load(k));", "public Func<Task<string>> Get(string k) => async () => await Probe.LoadAsync(k);")]
    [InlineData("public Func<string, Task> Get() => k => Probe.SaveAsync(Probe.Load(k));", "public Func<string, Task> Get() => async k => await Probe.SaveAsync(await Probe.LoadAsync(k));")]
    [InlineData("public Func<string, Task> Get() => k => { Probe.Save(k); return Task.CompletedTask; };", "public Func<string, Task> Get() => async k => { await Probe.SaveAsync(k); };")]
    [InlineData("public Func<string, Task> Get() => delegate (string k) { Probe.Save(k); return Task.CompletedTask; };", "public Func<string, Task> Get() => async delegate (string k) { await Probe.SaveAsync(k); };")]
    [InlineData("public Task<string> Get(string k) => Task.Run(() => Probe.Load(k));", "public Task<string> Get(string k) => Task.Run(async () => await Probe.LoadAsync(k));")]
    public Task Expression_bodies_and_lambdas_await(string before, string after) => Gives($"public class Store\n{{\n    {before}\n}}\n", $"public class Store\n{{\n    {after}\n}}\n");

    [Fact]
    public Task An_override_of_a_task_in_the_framework_only_becomes_async() => Gives(
        """
        public class Job : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken)
            {
                Probe.Save("k");
                return Task.Delay(1, stoppingToken);
            }

            public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(cancellationToken);
        }
        """,
        """
        public class Job : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Probe.SaveAsync("k", stoppingToken);
                await Task.Delay(1, stoppingToken);
            }

            public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(cancellationToken);
        }
        """);

    [Fact]
    public async Task Interface_implementations_and_callers_in_another_project_follow()
    {
        var result = await new Workshop()
            .Project("Lib", [("Store.cs", """
                namespace Lib;

                public interface IStore
                {
                    /// <summary>See <see cref="Get"/>.</summary>
                    string Get(string key);
                }

                public class Store : IStore
                {
                    public virtual string Get(string key) => Probe.Load(key);
                }

                public class Loud : Store
                {
                    public override string Get(string key) => base.Get(key).ToUpperInvariant();
                }

                public class Quiet : IStore
                {
                    string IStore.Get(string key)
                    {
                        return "";
                    }
                }
                """)])
            .Project("Web", [("Shop.cs", """
                using Lib;

                public class Shop(IStore store) : Microsoft.AspNetCore.Mvc.ControllerBase
                {
                    public string Index(string key)
                    {
                        // both
                        return store.Get(store.Get(key))! + nameof(store.Get);
                    }
                }
                """), ("Program.cs", Workshop.Registered())], application: true, uses: ["Lib"])
            .FixAsync();
        Assert.Empty(result.Refused);
        Assert.Equal("""
            namespace Lib;

            public interface IStore
            {
                /// <summary>See <see cref="Get"/>.</summary>
                Task<string> Get(string key);
            }

            public class Store : IStore
            {
                public virtual async Task<string> Get(string key) => await Probe.LoadAsync(key);
            }

            public class Loud : Store
            {
                public override async Task<string> Get(string key) => (await base.Get(key)).ToUpperInvariant();
            }

            public class Quiet : IStore
            {
                async Task<string> IStore.Get(string key)
                {
                    return "";
                }
            }
            """, result.Text("/0/Lib/Store.cs"));
        Assert.Equal("""
            using Lib;

            public class Shop(IStore store) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public async Task<string> Index(string key)
                {
                    // both
                    return (await store.Get(await store.Get(key)))! + nameof(store.Get);
                }
            }
            """, result.Text("/0/Web/Shop.cs"));
    }

    [Theory]
    [InlineData("var s = $\"{F(k)}!\";", "var s = $\"{await F(k)}!\";")]
    [InlineData("var s = k == \"\" ? F(k) : k;", "var s = k == \"\" ? await F(k) : k;")]
    [InlineData("foreach (var c in F(k)) { }", "foreach (var c in await F(k)) { }")]
    [InlineData("throw new InvalidOperationException(F(k));", "throw new InvalidOperationException(await F(k));")]
    [InlineData("using (new StringReader(F(k))) { }", "using (new StringReader(await F(k))) { }")]
    [InlineData("using var r = new StringReader(F(k));", "using var r = new StringReader(await F(k));")]
    [InlineData("var s = F(k)[0];", "var s = (await F(k))[0];")]
    [InlineData("var s = F(k)?.Length;", "var s = (await F(k))?.Length;")]
    [InlineData("var s = !string.IsNullOrEmpty(F(k)) && F(k) is { Length: > 2 };", "var s = !string.IsNullOrEmpty(await F(k)) && await F(k) is { Length: > 2 };")]
    [InlineData("var s = (object)F(k);", "var s = (object)await F(k);")]
    [InlineData("var s = F(F(k));", "var s = await F(await F(k));")]
    [InlineData("_ = F(k);", "_ = await F(k);")]
    [InlineData("var s = k ?? F(k);", "var s = k ?? await F(k);")]
    [InlineData("switch (F(k)) { default: F(k); break; }", "switch (await F(k)) { default: await F(k); break; }")]
    [InlineData("switch (k) { case var x when F(x) == k: break; }", "switch (k) { case var x when await F(x) == k: break; }")]
    [InlineData("var s = F(k) switch { \"\" => 1, _ => 2 };", "var s = await F(k) switch { \"\" => 1, _ => 2 };")]
    [InlineData("for (var i = 0; i < F(k).Length; i++) { }", "for (var i = 0; i < (await F(k)).Length; i++) { }")]
    [InlineData("while (F(k) == k) F(k);", "while (await F(k) == k) await F(k);")]
    [InlineData("try { F(k); } catch (Exception) { F(k); } finally { F(k); }", "try { await F(k); } catch (Exception) { await F(k); } finally { await F(k); }")]
    [InlineData("var q = from c in F(k) select c;", "var q = from c in await F(k) select c;")]
    [InlineData("lock (F(k)) { }", "lock (await F(k)) { }")]
    [InlineData("/* a */ F(k) /* b */ ; // c", "/* a */ await F(k) /* b */ ; // c")]
    [InlineData("var s = this.F(k)\n            .Trim();", "var s = (await this.F(k))\n            .Trim();")]
    [InlineData("var s = nameof(F);", "var s = nameof(F);")]
    [InlineData("string G(string x) => F(x); G(k);", "async Task<string> G(string x) => await F(x); await G(k);")]
    [InlineData("Func<Task> f = async () => F(k);", "Func<Task> f = async () => await F(k);")]
    public Task Calls_await_wherever_they_stand(string before, string after) => Gives(
        $$"""
        public class Store
        {
            string F(string k) => Probe.Load(k);

            public void Get(string k)
            {
                {{before}}
            }
        }
        """,
        before.StartsWith("Func", StringComparison.Ordinal) || before.Contains("nameof", StringComparison.Ordinal)
            ? $$"""
            public class Store
            {
                async Task<string> F(string k) => await Probe.LoadAsync(k);

                public void Get(string k)
                {
                    {{after}}
                }
            }
            """
            : $$"""
            public class Store
            {
                async Task<string> F(string k) => await Probe.LoadAsync(k);

                public async Task Get(string k)
                {
                    {{after}}
                }
            }
            """);

    [Fact]
    public Task Recursion_ends() => Gives(
        """
        public class Store
        {
            public int Depth(string k) => k == "" ? 0 : 1 + Depth(Probe.Load(k));

            public bool Even(string k) => k == "" || Odd(Probe.Load(k));

            public bool Odd(string k) => k != "" && Even(k);

            public T Generic<T>(string k, T value) => Probe.Load(k) == k ? value : Generic<T>(k, value);
        }
        """,
        """
        public class Store
        {
            public async Task<int> Depth(string k) => k == "" ? 0 : 1 + await Depth(await Probe.LoadAsync(k));

            public async Task<bool> Even(string k) => k == "" || await Odd(await Probe.LoadAsync(k));

            public async Task<bool> Odd(string k) => k != "" && await Even(k);

            public async Task<T> Generic<T>(string k, T value) => await Probe.LoadAsync(k) == k ? value : await Generic<T>(k, value);
        }
        """);

    [Fact]
    public Task Partial_methods_static_methods_extensions_and_local_functions_follow() => Gives(
        """
        public static partial class Store
        {
            public static partial string Get(this string k);

            // the body
            public static partial string Get(this string k) => Probe.Load(k);

            [Obsolete]
            internal static string Twice(string k)
            {
                return Local(k);

                // local
                static string Local(string x) => x.Get().Get();
            }
        }
        """,
        """
        public static partial class Store
        {
            public static partial Task<string> Get(this string k);

            // the body
            public static async partial Task<string> Get(this string k) => await Probe.LoadAsync(k);

            [Obsolete]
            internal static async Task<string> Twice(string k)
            {
                return await Local(k);

                // local
                static async Task<string> Local(string x) => await (await x.Get()).Get();
            }
        }
        """);

    [Fact]
    public Task Top_level_code_and_its_async_lambdas_await() => Gives(
        """
        var app = WebApplication.CreateBuilder(args).Build();
        Console.WriteLine(Probe.Load("k"));
        app.MapGet("/", () => Store.Get("k"));
        app.MapGet("/two", Store.Get);
        app.MapGet("/three", () => Task.FromResult(Probe.Load("k")));
        await app.RunAsync();

        static class Store
        {
            public static string Get(string key) => Probe.Load(key);
        }
        """,
        """
        var app = WebApplication.CreateBuilder(args).Build();
        Console.WriteLine(await Probe.LoadAsync("k"));
        app.MapGet("/", async () => await Store.Get("k"));
        app.MapGet("/two", Store.Get);
        app.MapGet("/three", async () => await Probe.LoadAsync("k"));
        await app.RunAsync();

        static class Store
        {
            public static async Task<string> Get(string key) => await Probe.LoadAsync(key);
        }
        """);

    [Theory]
    [InlineData("static void Main()", "static async Task Main()")]
    [InlineData("public static int Main(string[] args)", "public static async Task<int> Main(string[] args)")]
    public Task Main_becomes_async(string before, string after) => Gives(
        $"class Program\n{{\n    {before}\n    {{\n        Probe.Save(\"k\");\n        {(before.Contains("int", StringComparison.Ordinal) ? "return 0;" : "")}\n    }}\n}}\n",
        $"class Program\n{{\n    {after}\n    {{\n        await Probe.SaveAsync(\"k\");\n        {(before.Contains("int", StringComparison.Ordinal) ? "return 0;" : "")}\n    }}\n}}\n");

    [Fact]
    public async Task A_test_that_calls_it_becomes_async()
    {
        var result = await new Workshop()
            .Project("Lib", [("Store.cs", "public class Store\n{\n    public string Get(string key) => Probe.Load(key);\n}\n")])
            .Project("Tests", [("StoreTests.cs", "public class StoreTests\n{\n    [Fact]\n    public void Gets() => Console.WriteLine(new Store().Get(\"k\").Length);\n}\n\npublic class FactAttribute : Attribute;\n")], uses: ["Lib"])
            .FixAsync();
        Assert.Equal("public class StoreTests\n{\n    [Fact]\n    public async Task Gets() => Console.WriteLine((await new Store().Get(\"k\")).Length);\n}\n\npublic class FactAttribute : Attribute;\n", result.Text("/0/Tests/StoreTests.cs"));
    }

    [Fact]
    public Task A_type_of_ones_own_named_Task_does_not_get_in_the_way() => Gives(
        """
        namespace Todo;

        public class Task { }

        public class Store
        {
            public string Get(string key) => Probe.Load(key);

            public void Put(string key) => Probe.Save(key);
        }
        """,
        """
        namespace Todo;

        public class Task { }

        public class Store
        {
            public async Task<string> Get(string key) => await Probe.LoadAsync(key);

            public async global::System.Threading.Tasks.Task Put(string key) => await Probe.SaveAsync(key);
        }
        """);
}
