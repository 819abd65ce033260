using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class HoistingTests
{
    static Task Gives(string before, string after) => Workshop.Gives(Method(before), Method(after));

    static string Method(string body) => $"public class Store\n{{\n    public async Task<string> Get(string k, object o, bool b)\n    {{\n{Indent(body)}\n        return k;\n    }}\n}}\n";

    static string Indent(string body) => string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? l : "        " + l));

    [Fact]
    public Task A_statement_goes_before_the_one_that_holds_the_call_and_comments_stay_on_top() => Gives(
        """
        // first
        var x = Probe.Hoisted(k); // behind

        /* second */ return Probe.Hoisted(x).Trim();
        """,
        """
        // first
        var value = await Probe.LoadAsync(k);
        var x = value; // behind

        /* second */
        var value2 = await Probe.LoadAsync(x);
        return value2.Trim();
        """);

    [Fact]
    public Task An_embedded_statement_becomes_a_block() => Gives(
        """
        if (b)
            Console.WriteLine(Probe.Hoisted(k));
        else if (Probe.Hoisted(k) == k)
            Console.WriteLine();
        else
            throw new InvalidOperationException(Probe.Hoisted(k));
        using (new StringReader(k))
            k = Probe.Hoisted(k);
        foreach (var c in Probe.Hoisted(k))
            k = Probe.Hoisted(k);
        """,
        """
        if (b)
        {
            var value = await Probe.LoadAsync(k);
            Console.WriteLine(value);
        }
        else
        {
            var value2 = await Probe.LoadAsync(k);
            if (value2 == k)
                Console.WriteLine();
            else
            {
                var value3 = await Probe.LoadAsync(k);
                throw new InvalidOperationException(value3);
            }
        }
        using (new StringReader(k))
        {
            var value4 = await Probe.LoadAsync(k);
            k = value4;
        }
        var value5 = await Probe.LoadAsync(k);
        foreach (var c in value5)
        {
            var value6 = await Probe.LoadAsync(k);
            k = value6;
        }
        """);

    [Fact]
    public Task A_switch_section_takes_statements() => Gives(
        """
        switch (k)
        {
            // the one
            case "a":
                k = Probe.Hoisted(k);
                break;
            default:
                break;
        }
        """,
        """
        switch (k)
        {
            // the one
            case "a":
                var value = await Probe.LoadAsync(k);
                k = value;
                break;
            default:
                break;
        }
        """);

    [Fact]
    public Task Expression_bodies_become_blocks() => Workshop.Gives(
        """
        public class Store
        {
            public string Get(string k) => Probe.Hoisted(k).Trim(); // behind

            public void Put(string k) => Console.WriteLine(Probe.Hoisted(k));

            public Task<string> Tail(string k) =>
                // why
                Task.FromResult(Probe.Hoisted(k));

            public Func<string, Task<string>> Lambda() => k => Task.FromResult(Probe.Hoisted(k));

            public Func<Task> Action(string k) => async () => Console.WriteLine(Probe.Hoisted(k));

            public string Local(string k)
            {
                return F();
                string F() => Probe.Hoisted(k);
            }
        }
        """,
        """
        public class Store
        {
            public async Task<string> Get(string k)
            {
                var value = await Probe.LoadAsync(k);
                return value.Trim();
            } // behind

            public async Task Put(string k)
            {
                var value = await Probe.LoadAsync(k);
                Console.WriteLine(value);
            }

            public async Task<string> Tail(string k)
            {
                // why
                var value = await Probe.LoadAsync(k);
                return value;
            }

            public Func<string, Task<string>> Lambda() => async k =>
            {
                var value = await Probe.LoadAsync(k);
                return value;
            };

            public Func<Task> Action(string k) => async () =>
            {
                var value = await Probe.LoadAsync(k);
                Console.WriteLine(value);
            };

            public async Task<string> Local(string k)
            {
                return await F();
                async Task<string> F()
                {
                    var value = await Probe.LoadAsync(k);
                    return value;
                }
            }
        }
        """);

    [Fact]
    public Task Top_level_statements_take_statements() => Workshop.Gives(
        """
        // start
        Console.WriteLine(Probe.Hoisted("k"));
        if (args.Length > 0)
            Console.WriteLine(Probe.Hoisted("l"));
        """,
        """
        // start
        var value = await Probe.LoadAsync("k");
        Console.WriteLine(value);
        if (args.Length > 0)
        {
            var value2 = await Probe.LoadAsync("l");
            Console.WriteLine(value2);
        }
        """);

    [Theory]
    [InlineData("var x = b && Probe.Hoisted(k) == k;")]
    [InlineData("var x = b || Probe.Hoisted(k) == k;")]
    [InlineData("var x = b ? Probe.Hoisted(k) : k;")]
    [InlineData("var x = k ?? Probe.Hoisted(k);")]
    [InlineData("k ??= Probe.Hoisted(k);")]
    [InlineData("while (Probe.Hoisted(k) == k) { }")]
    [InlineData("do { } while (Probe.Hoisted(k) == k);")]
    [InlineData("for (var i = Probe.Hoisted(k); b;) { }")]
    [InlineData("for (; Probe.Hoisted(k) == k;) { }")]
    [InlineData("Console.WriteLine(Console.ReadLine(), Probe.Hoisted(k));")]
    [InlineData("Console.In.ReadLine()!.Replace(\"a\", Probe.Hoisted(k));")]
    [InlineData("var x = Console.ReadLine() + Probe.Hoisted(k);")]
    [InlineData("var x = $\"{Console.ReadLine()}{Probe.Hoisted(k)}\";")]
    [InlineData("string a = Console.ReadLine()!, c = Probe.Hoisted(k);")]
    [InlineData("var x = new[] { Console.ReadLine(), Probe.Hoisted(k) };")]
    [InlineData("var x = (Console.ReadLine(), Probe.Hoisted(k));")]
    [InlineData("new List<string>(3)[0] = Probe.Hoisted(k);")]
    [InlineData("var x = k switch { \"a\" => Probe.Hoisted(k), _ => k };")]
    [InlineData("switch (k) { case var x when Probe.Hoisted(x) == k: break; }")]
    [InlineData("var i = 0; var x = i++ + Probe.Hoisted(k).Length;")]
    public Task Refuses_where_it_would_run_at_another_time(string statement) => Workshop.Refuses(Method(statement), "may not evaluate it");

    [Theory]
    [InlineData("if (o is string s && b) { } else { } var x = k; { if (o is string t) Console.WriteLine(t + Probe.Hoisted(t)); }")]
    public async Task A_pattern_variable_of_an_outer_statement_is_in_scope(string statement) =>
        Assert.Equal(1, (await new Workshop().Web(Method(statement)).FixAsync()).Applied);

    [Theory]
    [InlineData("Console.WriteLine(o is string s ? s : \"\", Probe.Hoisted(s));")]
    public async Task A_variable_that_the_statement_itself_declares_is_not(string statement)
    {
        var result = await new Workshop { IsBroken = true }.Web(Method(statement)).FixAsync();
        Assert.Equal(0, result.Applied);
    }

    [Fact]
    public Task A_name_for_a_local_is_not_one_of_the_member() => Gives(
        """
        var value = k;
        Console.WriteLine(value.Length > 2 ? value : "", k);
        Console.WriteLine(Probe.Hoisted(k));
        """,
        """
        var value = k;
        Console.WriteLine(value.Length > 2 ? value : "", k);
        var value2 = await Probe.LoadAsync(k);
        Console.WriteLine(value2);
        """);
}
