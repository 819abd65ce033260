using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class DocumentChangesTests
{
    const string Before = "public class Store\n{\n    private readonly ILogger<Store> _logger;\n\n    public Store(ILogger<Store> logger)\n    {\n        _logger = logger;\n    }\n\n    // reads\n    public string Get(string key) => Probe.Hoisted(Probe.Read(key));\n}\n";
    const string After = "using Amazon.S3;\n\npublic class Store\n{\n    private readonly ILogger<Store> _logger;\n    private readonly IAmazonS3 _s3;\n\n    public Store(ILogger<Store> logger, IAmazonS3 s3)\n    {\n        _logger = logger;\n        _s3 = s3;\n    }\n\n    // reads\n    public async Task<string> Get(string key)\n    {\n        var value = await Probe.LoadAsync(await Probe.ReadAsync(_s3, key));\n        return value;\n    }\n}\n";

    static string Crlf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    static string Tabs(string text) => text.Replace("    ", "\t", StringComparison.Ordinal);

    static string Narrow(string text) => text.Replace("    ", "  ", StringComparison.Ordinal);

    [Fact]
    public Task Line_feeds_stay() => Workshop.Gives(Before, After);

    [Fact]
    public Task Carriage_returns_stay() => Workshop.Gives(Crlf(Before), Crlf(After));

    [Fact]
    public Task Tabs_stay() => Workshop.Gives(Crlf(Tabs(Before)), Crlf(Tabs(After)));

    [Fact]
    public Task Two_spaces_stay() => Workshop.Gives(Narrow(Before), Narrow(After));

    [Fact]
    public async Task Of_mixed_line_ends_the_users_own_stay()
    {
        var result = await new Workshop().Web(Before.Replace("// reads\n", "// reads\r\n", StringComparison.Ordinal)).FixAsync();
        Assert.Contains("// reads\r\n    public async", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
        Assert.Equal(1, result.Text("/0/Web/Test.cs").Count(c => c == '\r'));
    }

    [Fact]
    public async Task A_byte_order_mark_and_the_checksum_algorithm_stay()
    {
        var workshop = new Workshop().Web("\uFEFF" + Before);
        var result = await workshop.FixAsync();
        var source = result.Source("/0/Web/Test.cs");
        Assert.Equal(3, source.Encoding!.GetPreamble().Length);
        Assert.Equal((await workshop.Solution.Projects.Single().Documents.First().GetTextAsync()).ChecksumAlgorithm, source.ChecksumAlgorithm);
        Assert.Empty((await new Workshop().Web(Before).FixAsync()).Source("/0/Web/Test.cs").Encoding!.GetPreamble());
    }

    [Fact]
    public Task Directives_and_comments_stay() => Workshop.Gives(
        """
        #nullable enable
        // (c) us

        using Microsoft.AspNetCore.Mvc;

        #region shop
        public class Shop : ControllerBase
        {
        #if DEBUG
            private readonly int _x = 1;
        #endif

            #region get
            /// <summary>Gets.</summary>
            [HttpGet /* a */] // b
            public string Get( /* c */ string key )
            {
        #if DEBUG
                return "debug";
        #else
                return /* d */ Probe.Read( /* e */ key ) /* f */ ; // g
        #endif
            }
            #endregion
        }
        #endregion
        """,
        """
        #nullable enable
        // (c) us

        using Amazon.S3;
        using Microsoft.AspNetCore.Mvc;

        #region shop
        public class Shop : ControllerBase
        {
            private readonly IAmazonS3 _s3;

            public Shop(IAmazonS3 s3)
            {
                _s3 = s3;
            }

        #if DEBUG
            private readonly int _x = 1;
        #endif

            #region get
            /// <summary>Gets.</summary>
            [HttpGet /* a */] // b
            public async Task<string> Get( /* c */ string key )
            {
        #if DEBUG
                return "debug";
        #else
                return /* d */ await Probe.ReadAsync(_s3, key, HttpContext.RequestAborted) /* f */ ; // g
        #endif
            }
            #endregion
        }
        #endregion
        """);

    [Fact]
    public async Task A_file_that_two_projects_compile_is_edited_once()
    {
        var result = await new Workshop()
            .Project("One", [("/0/Shared/Store.cs", Before), ("Program.cs", Workshop.Registered())], application: true)
            .Project("Two", [("/0/Shared/Store.cs", Before), ("Program.cs", Workshop.Registered())], application: true)
            .FixAsync();
        Assert.Empty(result.Refused);
        Assert.Equal(After, result.Text("/0/Shared/Store.cs"));
    }

    [Fact]
    public async Task A_project_with_two_target_frameworks_is_edited_once()
    {
        var result = await new Workshop()
            .Project("Web(net8.0)", [("/0/Web/Store.cs", Before), ("/0/Web/Program.cs", Workshop.Registered())], application: true, file: "/0/Web/Web.csproj", symbols: ["NET8_0"])
            .Project("Web(net9.0)", [("/0/Web/Store.cs", Before), ("/0/Web/Program.cs", Workshop.Registered())], application: true, file: "/0/Web/Web.csproj", symbols: ["NET9_0"])
            .FixAsync();
        Assert.Equal(After, result.Text("/0/Web/Store.cs"));
    }

    [Theory]
    [InlineData("public class Store\n{\n#if NET9_0\n    public void Put() => Probe.Save(\"k\");\n#endif\n}\n")]
    [InlineData("public class Store\n{\n#if NET8_0\n    public void Put() => Probe.Save(\"k\");\n#endif\n#if NET9_0\n    public void Take() => Probe.Save(\"l\");\n#endif\n}\n")]
    [InlineData("public class Store\n{\n    public void Put() => Probe.Save(\"k\");\n#if NET9_0\n    public void Take() => Put();\n#endif\n}\n")]
    [InlineData("public class Store\n{\n    public void Put() => Probe.Save(\"k\");\n#if NET9_0\n    public Store() => Put();\n#endif\n}\n")]
    public async Task Code_that_one_framework_alone_compiles_is_not_edited_by_halves(string code)
    {
        var result = await new Workshop()
            .Project("Web(net8.0)", [("/0/Web/Store.cs", code)], file: "/0/Web/Web.csproj", symbols: ["NET8_0"])
            .Project("Web(net9.0)", [("/0/Web/Store.cs", code)], file: "/0/Web/Web.csproj", symbols: ["NET9_0"])
            .FixAsync();
        Assert.NotEmpty(result.Refused);
        Assert.Contains(result.Refused, r => r.Contains("not every target framework", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("!Probe.Exists(k)", "!(k.Length is 3)")]
    [InlineData("Probe.Exists(k)", "k.Length is 3")]
    [InlineData("Probe.Exists(k).Equals(true)", "(k.Length is 3).Equals(true)")]
    [InlineData("Probe.Exists(k) && true", "k.Length is 3 && true")]
    [InlineData("F(Probe.Exists(k))", "F(k.Length is 3)")]
    public Task An_expression_that_binds_loosely_stands_in_parentheses(string before, string after) => Workshop.Gives(
        $"class C\n{{\n    static bool F(bool b) => b;\n    static bool G(string k) => {before};\n}}\n",
        $"class C\n{{\n    static bool F(bool b) => b;\n    static bool G(string k) => {after};\n}}\n");

    [Fact]
    public Task A_statement_is_removed_and_a_lone_one_leaves_a_block() => Workshop.Gives(
        """
        class C
        {
            void F(string k)
            {
                k = k.Trim();
                // goes too
                Probe.Removed(k);
                if (k == "")
                    Probe.Removed(k);
            }
        }
        """,
        """
        class C
        {
            void F(string k)
            {
                k = k.Trim();
                if (k == "")
                {
                }
            }
        }
        """);

    [Fact]
    public Task A_statement_with_a_directive_is_not_removed() => Workshop.Refuses(
        "class C\n{\n    void F(string k)\n    {\n#if !X\n        Probe.Removed(k);\n#endif\n    }\n}\n",
        "A directive would be lost");

    [Fact]
    public Task A_member_is_added_once() => Workshop.Gives(
        """
        class C
        {
            string F(string k) => Probe.Kept(k) + Probe.Kept("x");

            class D
            {
                string F(string k) => Probe.Kept(k);
            }
        }

        partial class E
        {
            string F(string k) => Probe.Kept(k);
        }

        partial class E
        {
            private static string ToKey(string name) =>
                name.Trim();
        }
        """,
        """
        class C
        {
            string F(string k) => ToKey(k) + ToKey("x");

            class D
            {
                string F(string k) => ToKey(k);

                private static string ToKey(string name) => name.Trim();
            }

            private static string ToKey(string name) => name.Trim();
        }

        partial class E
        {
            string F(string k) => ToKey(k);
        }

        partial class E
        {
            private static string ToKey(string name) =>
                name.Trim();
        }
        """);
}
