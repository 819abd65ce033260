using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class InjectionTests
{
    [Fact]
    public Task A_constructor_takes_the_service_and_a_field_keeps_it() => Workshop.Gives(
        """
        public class Store
        {
            // why
            private readonly ILogger<Store> _logger;

            /// <summary>Made by the container.</summary>
            public Store(ILogger<Store> logger)
            {
                _logger = logger; // kept
            }

            public string Get(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            // why
            private readonly ILogger<Store> _logger;
            private readonly IAmazonS3 _s3;

            /// <summary>Made by the container.</summary>
            public Store(ILogger<Store> logger, IAmazonS3 s3)
            {
                _logger = logger; // kept
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """);

    [Theory]
    [InlineData("IAmazonS3 s3", "s3")]
    [InlineData("IAmazonS3 objects, string bucket", "objects")]
    public Task What_a_constructor_is_given_already_is_only_kept(string parameters, string name) => Workshop.Gives(
        $$"""
        using Amazon.S3;

        public class Store
        {
            private readonly string _folder;

            public Store({{parameters}})
            {
                _folder = {{name}}.ToString()!;
            }

            public string Get(string key) => Probe.Use(key + _folder);
        }
        """,
        $$"""
        using Amazon.S3;

        public class Store
        {
            private readonly string _folder;
            private readonly IAmazonS3 _s3;

            public Store({{parameters}})
            {
                _s3 = {{name}};
                _folder = {{name}}.ToString()!;
            }

            public string Get(string key) => Probe.Used(_s3, key + _folder);
        }
        """);

    [Theory]
    [InlineData("m_logger = logger;", "m_logger", "m_s3", "m_s3 = s3;")]
    [InlineData("this.logger = logger;", "logger", "s3", "this.s3 = s3;")]
    public Task Fields_are_named_as_the_others_are(string assignment, string logger, string field, string made) => Workshop.Gives(
        $$"""
        public class Store
        {
            private readonly ILogger<Store> {{logger}};

            public Store(ILogger<Store> logger)
            {
                {{assignment}}
            }

            public string Get(string key) => Probe.Use(key);
        }
        """,
        $$"""
        using Amazon.S3;

        public class Store
        {
            private readonly ILogger<Store> {{logger}};
            private readonly IAmazonS3 {{field}};

            public Store(ILogger<Store> logger, IAmazonS3 s3)
            {
                {{assignment}}
                {{made}}
            }

            public string Get(string key) => Probe.Used({{field}}, key);
        }
        """);

    [Fact]
    public Task Fields_are_named_as_most_of_the_others_are() => Workshop.Gives(
        """
        public class Store
        {
            private object cache = new();
            private readonly ILogger<Store> _logger;
            private readonly string _folder = "a";

            public Store(ILogger<Store> logger)
            {
                _logger = logger;
            }

            public string Get(string key) => Probe.Use(key + _folder + _logger + cache);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private object cache = new();
            private readonly ILogger<Store> _logger;
            private readonly string _folder = "a";
            private readonly IAmazonS3 _s3;

            public Store(ILogger<Store> logger, IAmazonS3 s3)
            {
                _logger = logger;
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key + _folder + _logger + cache);
        }
        """);

    [Fact]
    public Task A_field_that_goes_before_another_one_stands_right_before_it() => Workshop.Gives(
        """
        public class Store
        {
            private readonly IConfiguration _configuration;

            public Store(IConfiguration configuration)
            {
                _configuration = configuration;
            }

            public string Get(string key) => Probe.Use(key + _configuration["folder"]);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly IAmazonS3 _s3;
            private readonly IConfiguration _configuration;

            public Store(IAmazonS3 s3, IConfiguration configuration)
            {
                _s3 = s3;
                _configuration = configuration;
            }

            public string Get(string key) => Probe.Used(_s3, key + _configuration["folder"]);
        }
        """);

    [Fact]
    public Task An_expression_bodied_constructor_becomes_a_block() => Workshop.Gives(
        """
        public class Store
        {
            readonly ILogger<Store> _logger;

            public Store(ILogger<Store> logger) => _logger = logger;

            public string Get(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            readonly ILogger<Store> _logger;
            private readonly IAmazonS3 _s3;

            public Store(ILogger<Store> logger, IAmazonS3 s3)
            {
                _logger = logger;
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """);

    [Fact]
    public Task It_is_assigned_before_code_that_may_use_it() => Workshop.Gives(
        """
        public class Store
        {
            readonly string _first;
            readonly ILogger<Store> _logger;

            public Store(ILogger<Store> logger)
            {
                // first of all
                _first = Get("a");
                _logger = logger;
            }

            public string Get(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            readonly string _first;
            readonly ILogger<Store> _logger;
            private readonly IAmazonS3 _s3;

            public Store(ILogger<Store> logger, IAmazonS3 s3)
            {
                _s3 = s3;
                // first of all
                _first = Get("a");
                _logger = logger;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """);

    [Fact]
    public Task A_constructor_on_one_line_is_laid_out() => Workshop.Gives(
        """
        public class Store
        {
            public Store(ILogger<Store> logger) { }

            public string Get(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly IAmazonS3 _s3;

            public Store(ILogger<Store> logger, IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """);

    [Theory]
    [InlineData("ILogger<Store> logger, int size = 1", "ILogger<Store> logger, IAmazonS3 s3, int size = 1")]
    [InlineData("ILogger<Store> logger, params string[] more", "ILogger<Store> logger, IAmazonS3 s3, params string[] more")]
    [InlineData("ILogger<Store> logger, CancellationToken token", "ILogger<Store> logger, IAmazonS3 s3, CancellationToken token")]
    [InlineData("ILogger<Store>? logger = null", "IAmazonS3 s3, ILogger<Store>? logger = null")]
    [InlineData("\n        ILogger<Store> logger,\n        ILoggerFactory more", "\n        ILogger<Store> logger,\n        ILoggerFactory more,\n        IAmazonS3 s3")]
    [InlineData("ILogger<Store> logger, IConfiguration last", "ILogger<Store> logger, IAmazonS3 s3, IConfiguration last")]
    [InlineData("\n        ILogger<Store> logger", "\n        ILogger<Store> logger,\n        IAmazonS3 s3")]
    [InlineData("ILogger<Store> logger,\n        ILoggerFactory more", "ILogger<Store> logger,\n        ILoggerFactory more,\n        IAmazonS3 s3")]
    [InlineData("\n        ILogger<Store> logger, // one\n        ILoggerFactory more // two\n    ", "\n        ILogger<Store> logger, // one\n        ILoggerFactory more, // two\n        IAmazonS3 s3\n    ")]
    [InlineData("\n        ILogger<Store> logger,\n        int size = 1", "\n        ILogger<Store> logger,\n        IAmazonS3 s3,\n        int size = 1")]
    [InlineData("\n        int size = 1", "\n        IAmazonS3 s3,\n        int size = 1")]
    public Task A_parameter_goes_before_those_that_stay_last_in_the_layout_of_the_list(string before, string after) => Workshop.Gives(
        $$"""
        public class Store
        {
            public Store({{before}})
            {
            }

            public string Get(string key) => Probe.Use(key);
        }
        """,
        $$"""
        using Amazon.S3;

        public class Store
        {
            private readonly IAmazonS3 _s3;

            public Store({{after}})
            {
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """,
        registers: "builder.Services.AddSingleton<Store>();");

    [Theory]
    [InlineData("public class Store(ILogger<Store> logger)", "public class Store(ILogger<Store> logger, IAmazonS3 s3)")]
    [InlineData("public class Store(\n    ILogger<Store> logger,\n    ILoggerFactory factory)", "public class Store(\n    ILogger<Store> logger,\n    ILoggerFactory factory,\n    IAmazonS3 s3)")]
    [InlineData("public class Store(ILogger<Store> logger) : Base(logger), IDisposable", "public class Store(ILogger<Store> logger, IAmazonS3 s3) : Base(logger), IDisposable")]
    public Task A_primary_constructor_takes_one_more(string before, string after) => Workshop.Gives(
        $$"""
        {{before}}
        {
            public string Get(string key) => Probe.Use(key) + logger;

            public void Dispose() { }
        }

        public class Base(object o) { public object O => o; }
        """,
        $$"""
        using Amazon.S3;

        {{after}}
        {
            public string Get(string key) => Probe.Used(s3, key) + logger;

            public void Dispose() { }
        }

        public class Base(object o) { public object O => o; }
        """);

    [Fact]
    public Task A_class_without_constructor_gets_one() => Workshop.Gives(
        """
        public class Store
        {
            const int Size = 3;

            public string Get(string key) => Probe.Use(key) + Size;
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            const int Size = 3;
            private readonly IAmazonS3 _s3;

            public Store(IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key) + Size;
        }
        """,
        registers: "builder.Services.AddSingleton<Store>();");

    [Theory]
    [InlineData("public class Store", "public class Store(IAmazonS3 s3)")]
    [InlineData("public class Store<T> : object where T : class", "public class Store<T>(IAmazonS3 s3) : object where T : class")]
    [InlineData("public class Store // comment", "public class Store(IAmazonS3 s3) // comment")]
    public Task Where_the_project_likes_primary_constructors_it_gets_one_of_those(string before, string after) => Workshop.Gives(
        $$"""
        {{before}}
        {
            public string Get(string key) => Probe.Use(key);
        }

        public class Other(int x) { public int X => x; }
        """,
        $$"""
        using Amazon.S3;

        {{after}}
        {
            public string Get(string key) => Probe.Used(s3, key);
        }

        public class Other(int x) { public int X => x; }
        """,
        registers: "builder.Services.AddSingleton(typeof(Store" + (before.Contains('<') ? "<>" : "") + "));");

    [Fact]
    public Task Before_CSharp_12_a_class_gets_an_ordinary_one() => Workshop.Gives(
        """
        public class Store
        {
            public string Get(string key) => Probe.Use(key);
        }

        public record Other(int X);
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly IAmazonS3 _s3;

            public Store(IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }

        public record Other(int X);
        """,
        registers: "builder.Services.AddSingleton<Store>();",
        language: LanguageVersion.CSharp11);

    [Fact]
    public async Task Of_a_partial_class_the_part_with_the_constructor_changes()
    {
        var result = await new Workshop().Project("Web", [
            ("Program.cs", Workshop.Registered()),
            ("Store.cs", "public partial class Store\n{\n    public string Get(string key) => Probe.Use(key);\n}\n"),
            ("Store.Made.cs", "public partial class Store\n{\n    public Store(ILogger<Store> logger)\n    {\n    }\n}\n")], application: true).FixAsync();
        Assert.Equal("public partial class Store\n{\n    public string Get(string key) => Probe.Used(_s3, key);\n}\n", result.Text("/0/Web/Store.cs"));
        Assert.Equal("using Amazon.S3;\n\npublic partial class Store\n{\n    private readonly IAmazonS3 _s3;\n\n    public Store(ILogger<Store> logger, IAmazonS3 s3)\n    {\n        _s3 = s3;\n    }\n}\n", result.Text("/0/Web/Store.Made.cs"));
    }

    [Theory]
    [InlineData("private readonly IAmazonS3 files; public Store(IAmazonS3 a, ILogger<Store> l) { files = a; }", "files")]
    [InlineData("public IAmazonS3 Files { get; } public Store(IAmazonS3 a) { Files = a; }", "Files")]
    [InlineData("private readonly AmazonS3Client files = null!;", "files")]
    public Task A_member_that_holds_it_is_used(string member, string name) => Workshop.Gives(
        $$"""
        using Amazon.S3;

        public class Store
        {
            {{member}}

            public string Get(string key) => Probe.Use(key);
        }
        """,
        $$"""
        using Amazon.S3;

        public class Store
        {
            {{member}}

            public string Get(string key) => Probe.Used({{name}}, key);
        }
        """);

    [Fact]
    public Task Parameters_and_inherited_fields_are_used() => Workshop.Gives(
        """
        using Amazon.S3;

        public class Base { protected readonly IAmazonS3 Files = null!; }

        public class Store : Base
        {
            public string Get(string key) => Probe.Use(key);

            public static string Get(IAmazonS3 client, string key) => Probe.Use(key);
        }

        public class Primary(IAmazonS3 files)
        {
            public string Get(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public class Base { protected readonly IAmazonS3 Files = null!; }

        public class Store : Base
        {
            public string Get(string key) => Probe.Used(Files, key);

            public static string Get(IAmazonS3 client, string key) => Probe.Used(client, key);
        }

        public class Primary(IAmazonS3 files)
        {
            public string Get(string key) => Probe.Used(files, key);
        }
        """);

    [Fact]
    public Task A_hidden_field_is_reached_through_this() => Workshop.Gives(
        """
        using Amazon.S3;

        public class Store(IAmazonS3 s)
        {
            private readonly IAmazonS3 files = s;

            public string Get(string files) => Probe.Use(files);
        }
        """,
        """
        using Amazon.S3;

        public class Store(IAmazonS3 s)
        {
            private readonly IAmazonS3 files = s;

            public string Get(string files) => Probe.Used(this.files, files);
        }
        """);

    [Fact]
    public Task A_member_that_may_be_null_and_a_type_of_another_namespace_are_not_used() => Workshop.Gives(
        """
        namespace Shop;

        public interface IAmazonS3 { }

        public class Store(ILogger<Store> logger)
        {
            IAmazonS3? files;

            public string Get(string key) => Probe.Use(key) + files + logger;
        }
        """,
        """
        namespace Shop;

        public interface IAmazonS3 { }

        public class Store(ILogger<Store> logger, global::Amazon.S3.IAmazonS3 s3)
        {
            IAmazonS3? files;

            public string Get(string key) => Probe.Used(s3, key) + files + logger;
        }
        """);

    [Fact]
    public Task Names_that_are_taken_are_left_alone() => Workshop.Gives(
        """
        public class Store(ILogger<Store> logger)
        {
            public string Get(string s3)
            {
                return Probe.Use(s3) + logger;
            }
        }
        """,
        """
        using Amazon.S3;

        public class Store(ILogger<Store> logger, IAmazonS3 amazonS3)
        {
            public string Get(string s3)
            {
                return Probe.Used(amazonS3, s3) + logger;
            }
        }
        """);

    [Fact]
    public Task A_number_tells_names_apart_where_all_are_taken() => Workshop.Gives(
        """
        public class Store(ILogger<Store> logger, string amazonS3)
        {
            public string Get(string s3)
            {
                return Probe.Use(s3) + logger + amazonS3;
            }
        }
        """,
        """
        using Amazon.S3;

        public class Store(ILogger<Store> logger, string amazonS3, IAmazonS3 s32)
        {
            public string Get(string s3)
            {
                return Probe.Used(s32, s3) + logger + amazonS3;
            }
        }
        """);

    [Fact]
    public Task Two_services_and_two_findings_give_a_parameter_each() => Workshop.Gives(
        """
        public class Store
        {
            public Store(ILogger<Store> logger)
            {
            }

            public string Get(string key) => Probe.Both(key) + Probe.Use(key);

            public class Inner(ILogger<Inner> logger)
            {
                public string Get(string key) => Probe.Use(key) + logger;
            }
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly IAmazonS3 _s3;
            private readonly IConfiguration _configuration;

            public Store(ILogger<Store> logger, IAmazonS3 s3, IConfiguration configuration)
            {
                _s3 = s3;
                _configuration = configuration;
            }

            public string Get(string key) => Probe.UsedBoth(_s3, _configuration, key) + Probe.Used(_s3, key);

            public class Inner(ILogger<Inner> logger, IAmazonS3 s3)
            {
                public string Get(string key) => Probe.Used(s3, key) + logger;
            }
        }
        """);

    [Theory]
    [InlineData("public record Store(ILogger<Store> L)", "Store is a record, which would be compared and taken apart by it")]
    [InlineData("public record Store", "Store is a record, which would be compared and taken apart by it")]
    [InlineData("public record struct Store(ILogger<Store> L)", "Store is a record, which would be compared and taken apart by it")]
    [InlineData("public struct Store(ILogger<Store> l)", "Store is a struct, which no container makes")]
    [InlineData("public abstract class Store(ILogger<Store> l)", "Store is abstract, and nothing derives from it")]
    [InlineData("public class Store(ILogger<Store> l) : Attribute", "Store is an attribute, which code names with its arguments")]
    [InlineData("public class Store(ILogger<Store> l) : Microsoft.AspNetCore.Mvc.Filters.ActionFilterAttribute", "Store is an attribute, which code names with its arguments")]
    [InlineData("public class Store(ILogger<Store> l) : Microsoft.AspNetCore.Components.ComponentBase", "Store is a component, which is given services by properties")]
    [InlineData("public partial class Store : Microsoft.AspNetCore.Components.ComponentBase", "Store is a component, which is given services by properties")]
    public Task Refuses_what_a_container_does_not_make(string type, string reason) =>
        Workshop.Refuses($$"""{{type}} { public string Get(string key) => Probe.Use(key); }""", "can be given an IAmazonS3: " + reason, "builder.Services.AddSingleton(typeof(Store));");

    [Theory]
    [InlineData("ConfigureServices(IServiceCollection services)")]
    [InlineData("Configure(IApplicationBuilder app)")]
    public Task Refuses_a_startup_class_which_is_made_before_there_are_services(string method) =>
        Workshop.Refuses($"public class Startup(IConfiguration c) {{ public void {method} => Probe.Use(\"k\" + c); }}", "can be given an IAmazonS3: Startup is made before there are services");

    [Theory]
    [InlineData("public static class Store { public static string Get(string key) => Probe.Use(key); }")]
    [InlineData("public class Store(ILogger<Store> l) { public static string Get(string key) => Probe.Use(key) ; }")]
    [InlineData("public class Store(ILogger<Store> l) { static readonly string First = Probe.Use(\"k\"); }")]
    [InlineData("public class Store(ILogger<Store> l) { public string Get(string key) { return F(key); static string F(string k) => Probe.Use(k); } }")]
    [InlineData("public class Store(ILogger<Store> l) { public string[] Get(string[] keys) => keys.Select(static k => Probe.Use(k)).ToArray(); }")]
    [InlineData("public interface IStore { string Get(string key) => Probe.Use(key); }")]
    public Task Refuses_where_no_object_is(string code) => Workshop.Refuses(code, "can be given an IAmazonS3");

    [Theory]
    [InlineData("public class Store(ILogger<Store> l) { public string Get(string key) => Probe.Use(key); public static Store Make() => new Store(null!); }", "Store is made by new in Test.cs")]
    [InlineData("public class Store(ILogger<Store> l) { public string Get(string key) => Probe.Use(key); public static Store Make() => new(null!); }", "Store is made by new in Test.cs")]
    [InlineData("public class Store { public string Get(string key) => Probe.Use(key); static object o = new Store(); public void Invoke(HttpContext c) { } }", "Store is made by new in Test.cs")]
    [InlineData("public class Store { public Store(ILogger<Store> l) { } public Store(IConfiguration l) { } public string Get(string key) => Probe.Use(key); }", "Store has several constructors that do not call each other")]
    [InlineData("public class Store { private Store(ILogger<Store> l) { } public string Get(string key) => Probe.Use(key); }", "Store has no public constructor")]
    [InlineData("public class Store { public string Get(string key) => Probe.Use(key); }", "Store is made by no container that could be found")]
    [InlineData("public class Store(ILogger<Store> l) { public string Get(string key) => Probe.Use(key); } class Other { readonly Store store = new(null!); }", "Store is made by new in Test.cs")]
    [InlineData("public class Store(ILogger<Store> l) { public string Get(string key) => Probe.Use(key); } class Other { Store? Store { get; } = new(null!); }", "Store is made by new in Test.cs")]
    [InlineData("using Shelf = Store; public class Store(ILogger<Store> l) { public string Get(string key) => Probe.Use(key); } class Other { object o = new Shelf(null!); }", "Store has another name in Test.cs")]
    [InlineData("public class Store(ILogger<Store> l) { public string Get(string key) => Probe.Use(key); } class Other { object o = new global::Store(null!); }", "Store is made by new in Test.cs")]
    public Task Refuses_where_a_new_argument_would_be_missed(string code, string reason) => Workshop.Refuses(code, "can be given an IAmazonS3: " + reason);

    [Fact]
    public Task Refuses_a_factory_that_calls_the_constructor() =>
        Workshop.Refuses("public class Store { public string Get(string key) => Probe.Use(key); }", "can be given an IAmazonS3: Store is made by new in Program.cs", "builder.Services.AddSingleton<Store>(_ => new Store());");

    [Theory]
    [InlineData("public class Shop : Microsoft.AspNetCore.Mvc.Controller")]
    [InlineData("public class Shop : Microsoft.AspNetCore.Mvc.RazorPages.PageModel")]
    [InlineData("public class Shop : Microsoft.AspNetCore.SignalR.Hub")]
    [InlineData("public class Shop : Microsoft.AspNetCore.Mvc.ViewComponent")]
    public Task The_framework_makes_its_own_kinds(string declaration) => Workshop.Gives(
        $$"""
        {{declaration}}
        {
            public string Get(string key) => Probe.Use(key);
        }
        """,
        $$"""
        using Amazon.S3;

        {{declaration}}
        {
            private readonly IAmazonS3 _s3;

            public Shop(IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """);

    [Fact]
    public Task Middleware_and_background_services_take_it_in_the_constructor() => Workshop.Gives(
        """
        public class Gate(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                Probe.Use("k");
                return next(context);
            }
        }

        public class Job : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken)
            {
                Probe.Read("k");
                return Task.CompletedTask;
            }
        }
        """,
        """
        using Amazon.S3;

        public class Gate(RequestDelegate next, IAmazonS3 s3)
        {
            public Task InvokeAsync(HttpContext context)
            {
                Probe.Used(s3, "k");
                return next(context);
            }
        }

        public class Job(IAmazonS3 s3) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Probe.ReadAsync(s3, "k", stoppingToken);
            }
        }
        """);

    [Fact]
    public Task Middleware_behind_the_next_delegate_and_that_of_a_factory_in_its_constructor() => Workshop.Gives(
        """
        public class Gate
        {
            private readonly RequestDelegate _next;

            public Gate(RequestDelegate next)
            {
                _next = next;
            }

            public Task Invoke(HttpContext context)
            {
                Probe.Use("k");
                return _next(context);
            }
        }

        public class Door : IMiddleware
        {
            public Task InvokeAsync(HttpContext context, RequestDelegate next)
            {
                Probe.Use("k");
                return next(context);
            }
        }
        """,
        """
        using Amazon.S3;

        public class Gate
        {
            private readonly RequestDelegate _next;
            private readonly IAmazonS3 _s3;

            public Gate(RequestDelegate next, IAmazonS3 s3)
            {
                _next = next;
                _s3 = s3;
            }

            public Task Invoke(HttpContext context)
            {
                Probe.Used(_s3, "k");
                return _next(context);
            }
        }

        public class Door : IMiddleware
        {
            private readonly IAmazonS3 _s3;

            public Door(IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public Task InvokeAsync(HttpContext context, RequestDelegate next)
            {
                Probe.Used(_s3, "k");
                return next(context);
            }
        }
        """,
        registers: "builder.Services.AddTransient<Door>();");

    [Theory]
    [InlineData("AddScoped<IStore, Store>()")]
    [InlineData("AddTransient(typeof(IStore), typeof(Store))")]
    [InlineData("AddHttpClient<Store>()")]
    public Task A_registration_in_any_spelling_says_that_the_container_makes_it(string registration) => Workshop.Gives(
        """
        public interface IStore { }

        public class Store : IStore
        {
            public string Get(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public interface IStore { }

        public class Store : IStore
        {
            private readonly IAmazonS3 _s3;

            public Store(IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """,
        registers: $"builder.Services.{registration};");
}
