using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>Who derives from a class that is given a service takes it and hands it on.</summary>
public class DerivedClassTests
{
    [Fact]
    public Task Derived_classes_of_every_shape_hand_it_to_an_abstract_one() => Workshop.Gives(
        """
        public abstract class StoreBase
        {
            protected StoreBase(ILogger<StoreBase> logger, string folder = "files")
            {
            }

            protected string Get(string key) => Probe.Use(key);
        }

        public class Plain : StoreBase
        {
            public Plain(ILogger<Plain> logger, CancellationToken token)
                : base(logger) // as it is
            {
            }
        }

        public class Primary(ILogger<Primary> logger) : StoreBase(logger, "more"), IDisposable
        {
            public void Dispose() { }
        }

        public abstract class Middle : StoreBase
        {
            protected Middle() : base(null!, folder: "middle") { }
        }

        public class Leaf : Middle, IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }

        public class Twig : Middle
        {
            public Twig(ILogger<Twig> logger)
            {
            }

            public Twig(ILogger<Twig> logger, string name) : this(logger)
            {
            }

            public Twig(IConfiguration configuration) // calls the same
            {
            }
        }
        """,
        """
        using Amazon.S3;

        public abstract class StoreBase
        {
            private readonly IAmazonS3 _s3;

            protected StoreBase(ILogger<StoreBase> logger, IAmazonS3 s3, string folder = "files")
            {
                _s3 = s3;
            }

            protected string Get(string key) => Probe.Used(_s3, key);
        }

        public class Plain : StoreBase
        {
            public Plain(ILogger<Plain> logger, IAmazonS3 s3, CancellationToken token)
                : base(logger, s3) // as it is
            {
            }
        }

        public class Primary(ILogger<Primary> logger, IAmazonS3 s3) : StoreBase(logger, s3, "more"), IDisposable
        {
            public void Dispose() { }
        }

        public abstract class Middle : StoreBase
        {
            protected Middle(IAmazonS3 s3) : base(null!, folder: "middle", s3: s3) { }
        }

        public class Leaf(IAmazonS3 s3) : Middle(s3), IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }

        public class Twig : Middle
        {
            public Twig(ILogger<Twig> logger, IAmazonS3 s3) : base(s3)
            {
            }

            public Twig(ILogger<Twig> logger, string name, IAmazonS3 s3) : this(logger, s3)
            {
            }

            public Twig(IAmazonS3 s3, IConfiguration configuration) : base(s3) // calls the same
            {
            }
        }
        """,
        registers: "builder.Services.AddSingleton(typeof(Leaf));");

    [Fact]
    public Task Where_no_class_has_a_primary_constructor_derived_ones_get_an_ordinary_one() => Workshop.Gives(
        """
        public abstract class StoreBase<T>
        {
            protected string Get(string key) => Probe.Both(key);
        }

        public class Numbers : StoreBase<int>
        {
            private readonly int size = 3;
            public int Size => size;
        }

        public class Names : StoreBase<string>
        {
        }

        public class Words : StoreBase<string>;
        """,
        """
        using Amazon.S3;

        public abstract class StoreBase<T>
        {
            private readonly IAmazonS3 _s3;
            private readonly IConfiguration _configuration;

            protected StoreBase(IAmazonS3 s3, IConfiguration configuration)
            {
                _s3 = s3;
                _configuration = configuration;
            }

            protected string Get(string key) => Probe.UsedBoth(_s3, _configuration, key);
        }

        public class Numbers : StoreBase<int>
        {
            private readonly int size = 3;

            public Numbers(IAmazonS3 s3, IConfiguration configuration) : base(s3, configuration)
            {
            }

            public int Size => size;
        }

        public class Names : StoreBase<string>
        {
            public Names(IAmazonS3 s3, IConfiguration configuration) : base(s3, configuration)
            {
            }
        }

        public class Words : StoreBase<string>
        {
            public Words(IAmazonS3 s3, IConfiguration configuration) : base(s3, configuration)
            {
            }
        }
        """,
        registers: "builder.Services.AddSingleton<Numbers>().AddSingleton<Names>().AddSingleton<Words>();");

    [Fact]
    public Task A_derived_class_that_needs_it_too_takes_it_once_and_keeps_its_own() => Workshop.Gives(
        """
        public class Store
        {
            private readonly ILogger _logger;

            public Store(ILogger logger)
            {
                _logger = logger;
            }

            public string Get(string key) => Probe.Use(key);
        }

        public class Archive : Store
        {
            public Archive(ILogger<Archive> logger) : base(logger)
            {
            }

            public string Find(string key) => Probe.Use(key);
        }

        public class Cellar : Archive
        {
            public Cellar(ILogger<Cellar> logger) : base(logger) { }

            public string Fetch(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly ILogger _logger;
            private readonly IAmazonS3 _s3;

            public Store(ILogger logger, IAmazonS3 s3)
            {
                _logger = logger;
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }

        public class Archive : Store
        {
            private readonly IAmazonS3 _s3;

            public Archive(ILogger<Archive> logger, IAmazonS3 s3) : base(logger, s3)
            {
                _s3 = s3;
            }

            public string Find(string key) => Probe.Used(_s3, key);
        }

        public class Cellar : Archive
        {
            private readonly IAmazonS3 _s3;

            public Cellar(ILogger<Cellar> logger, IAmazonS3 s3) : base(logger, s3)
            {
                _s3 = s3;
            }

            public string Fetch(string key) => Probe.Used(_s3, key);
        }
        """);

    [Fact]
    public Task One_that_is_given_it_already_only_hands_it_on() => Workshop.Gives(
        """
        using Amazon.S3;

        public class Store(ILogger<Store> logger)
        {
            public string Get(string key) => Probe.Use(key) + logger;
        }

        public class Archive(IAmazonS3 files) : Store(null!)
        {
            public static Archive Empty { get; } = new Archive(null!);

            public string Name { get; } = files.ToString()!;
        }
        """,
        """
        using Amazon.S3;

        public class Store(ILogger<Store> logger, IAmazonS3 s3)
        {
            public string Get(string key) => Probe.Used(s3, key) + logger;
        }

        public class Archive(IAmazonS3 files) : Store(null!, files)
        {
            public static Archive Empty { get; } = new Archive(null!);

            public string Name { get; } = files.ToString()!;
        }
        """);

    [Fact]
    public async Task In_other_projects_and_in_the_part_that_names_the_base()
    {
        var result = await new Workshop()
            .Project("Core", [("StoreBase.cs", "public abstract class StoreBase\r\n{\r\n    public string Get(string key) => Probe.Use(key);\r\n}\r\n")])
            .Project("Web", [
                ("Program.cs", Workshop.Registered("builder.Services.AddSingleton<Store>().AddSingleton(provider => new Shelf(\"a\"));")),
                ("Shelf.cs", "public class Shelf : StoreBase\n{\n    public Shelf(string name) => Name = name;\n\n    public string Name { get; }\n}\n"),
                ("Store.cs", "public partial class Store\n{\n}\n"),
                ("Store.Base.cs", "public partial class Store : StoreBase\r\n{\r\n    public const int Size = 3;\r\n}\r\n")], application: true, uses: ["Core"]).FixAsync();
        Assert.Empty(result.Refused);
        Assert.Equal("using Amazon.S3;\r\n\r\npublic abstract class StoreBase\r\n{\r\n    private readonly IAmazonS3 _s3;\r\n\r\n    protected StoreBase(IAmazonS3 s3)\r\n    {\r\n        _s3 = s3;\r\n    }\r\n\r\n    public string Get(string key) => Probe.Used(_s3, key);\r\n}\r\n", result.Text("/0/Core/StoreBase.cs"));
        Assert.Equal("using Amazon.S3;\n\npublic class Shelf : StoreBase\n{\n    public Shelf(string name, IAmazonS3 s3) : base(s3) => Name = name;\n\n    public string Name { get; }\n}\n", result.Text("/0/Web/Shelf.cs"));
        Assert.Equal("public partial class Store\n{\n}\n", result.Text("/0/Web/Store.cs"));
        Assert.Equal("using Amazon.S3;\r\n\r\npublic partial class Store : StoreBase\r\n{\r\n    public const int Size = 3;\r\n\r\n    public Store(IAmazonS3 s3) : base(s3)\r\n    {\r\n    }\r\n}\r\n", result.Text("/0/Web/Store.Base.cs"));
        Assert.Contains("new Shelf(\"a\", provider.GetRequiredService<IAmazonS3>())", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class Derived(ILogger<Store> l) : Store(l) { static object o = new Derived(null!); }", "Derived, which derives from Store, is made by new in Test.cs")]
    [InlineData("public class Derived() : Store(null!);", "Derived, which derives from Store, is made by no container that could be found")]
    [InlineData("public abstract class Derived(ILogger<Store> l) : Store(l);", "Derived, which derives from Store, is abstract, and nothing derives from it")]
    [InlineData("public class Middle(ILogger<Store> l) : Store(l); public class Leaf : Middle { public Leaf(ILogger<Store> l) : base(l) { } static Leaf Made() => new(null!); }", "Leaf, which derives from Store, is made by new in Test.cs")]
    [InlineData("public class Derived : Store { Derived(ILogger<Store> l) : base(l) { } }", "Derived, which derives from Store, has no public constructor")]
    [InlineData("public class Startup(ILogger<Store> l) : Store(l) { public void Configure(IApplicationBuilder app) { } }", "Startup, which derives from Store, is made before there are services")]
    public Task Refuses_where_a_derived_class_would_miss_it(string derived, string reason) =>
        Workshop.Refuses($"public class Store(ILogger<Store> l) {{ public string Get(string key) => Probe.Use(key); }} {derived}", "can be given an IAmazonS3: " + reason);

    [Fact]
    public async Task Refuses_where_the_derived_class_is_generated()
    {
        var result = await new Workshop().Project("Web", [
            ("Program.cs", Workshop.Registered()),
            ("Store.cs", "public abstract class Store(ILogger<Store> l)\n{\n    public string Get(string key) => Probe.Use(key);\n}\n"),
            ("obj/View.g.cs", "public class View(Microsoft.Extensions.Logging.ILogger<Store> l) : Store(l);\n")], application: true).FixAsync();
        Assert.Equal("nothing at this place can be given an IAmazonS3: View is generated", Assert.Single(result.Refused));
    }

    [Theory]
    [InlineData("")]
    [InlineData("public class Other(int x) { public int X => x; }")]
    public async Task Fix_All_gives_what_single_fixes_give_in_any_order(string more)
    {
        var code = $$"""
            public abstract class StoreBase
            {
                public string Get(string key) => Probe.Both(key);
            }

            public class Store : StoreBase
            {
                public string Find(string key) => Probe.Use(key);
            }

            public class Archive : Store
            {
                private readonly object m_gate = new();

                public Archive(ILogger<Archive> logger, int size = 3) { }

                public Archive(int size) : this(null!, size) { }

                public string Fetch(string key) => Probe.Use(key + m_gate);
            }

            {{more}}
            """;
        var workshop = new Workshop().Web(code, "builder.Services.AddSingleton<Store>();");
        var together = await workshop.FixAsync();
        Assert.Empty(together.Refused);
        for (var first = 0; first < 3; first++)
            Assert.Equal(together.Everything, (await workshop.FixOneByOneAsync(_ => first)).Everything);
    }
}
