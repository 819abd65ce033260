using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>Constructors that call another one hand it the service: those of the same type, and those of derived types.</summary>
public class ConstructorChainTests
{
    [Fact]
    public Task Constructors_that_call_another_one_hand_it_on() => Workshop.Gives(
        """
        public class Store
        {
            private readonly ILogger<Store> _logger;
            private readonly string _folder;

            // for the container
            public Store(ILogger<Store> logger) : this(logger, "files") // as ever
            {
            }

            public Store()
                : this(null!)
            {
            }

            internal Store(ILogger<Store> logger, string folder, int size = 3)
            {
                _logger = logger;
                _folder = folder;
            }

            private Store(int size) : this(logger: null!, folder: "", size: size) { }

            public string Get(string key) => Probe.Use(key + _folder);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly ILogger<Store> _logger;
            private readonly string _folder;
            private readonly IAmazonS3 _s3;

            // for the container
            public Store(ILogger<Store> logger, IAmazonS3 s3) : this(logger, "files", s3) // as ever
            {
            }

            public Store(IAmazonS3 s3)
                : this(null!, s3)
            {
            }

            internal Store(ILogger<Store> logger, string folder, IAmazonS3 s3, int size = 3)
            {
                _logger = logger;
                _folder = folder;
                _s3 = s3;
            }

            private Store(int size, IAmazonS3 s3) : this(logger: null!, folder: "", size: size, s3: s3) { }

            public string Get(string key) => Probe.Used(_s3, key + _folder);
        }
        """);

    [Fact]
    public Task Of_a_primary_constructor_too() => Workshop.Gives(
        """
        public class Store(ILogger<Store> logger, string folder)
        {
            [ActivatorUtilitiesConstructor]
            public Store(ILogger<Store> logger)
                : this(logger, "files") => logger.LogInformation("made");

            public string Get(string key) => Probe.Both(key + folder) + logger;
        }
        """,
        """
        using Amazon.S3;

        public class Store(ILogger<Store> logger, string folder, IAmazonS3 s3, IConfiguration configuration)
        {
            [ActivatorUtilitiesConstructor]
            public Store(ILogger<Store> logger, IAmazonS3 s3, IConfiguration configuration)
                : this(logger, "files", s3, configuration) => logger.LogInformation("made");

            public string Get(string key) => Probe.UsedBoth(s3, configuration, key + folder) + logger;
        }
        """);

    [Fact]
    public Task One_that_has_the_service_hands_it_on_and_one_whose_callee_has_it_stays() => Workshop.Gives(
        """
        using Amazon.S3;

        public class Store
        {
            private readonly string _folder;

            public Store(IAmazonS3 files) : this(files.ToString()!)
            {
            }

            public Store(string folder)
            {
                _folder = folder;
            }

            public string Get(string key) => Probe.Use(key + _folder);
        }

        public class Shelf
        {
            public Shelf(IConfiguration c) : this(c, null!)
            {
            }

            public Shelf(IConfiguration c, IAmazonS3 files)
            {
            }

            public string Get(string key) => Probe.Use(key);
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly string _folder;
            private readonly IAmazonS3 _s3;

            public Store(IAmazonS3 files) : this(files.ToString()!, files)
            {
            }

            public Store(string folder, IAmazonS3 s3)
            {
                _folder = folder;
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key + _folder);
        }

        public class Shelf
        {
            private readonly IAmazonS3 _s3;

            public Shelf(IConfiguration c) : this(c, null!)
            {
            }

            public Shelf(IConfiguration c, IAmazonS3 files)
            {
                _s3 = files;
            }

            public string Get(string key) => Probe.Used(_s3, key);
        }
        """,
        registers: "builder.Services.AddSingleton(typeof(Store));");

    [Fact]
    public Task A_factory_gives_it_to_the_constructor_that_it_calls() => Workshop.Gives(
        """
        public class Store
        {
            public Store(ILogger<Store> logger) : this(logger, "files")
            {
            }

            public Store(ILogger<Store> logger, string folder)
            {
            }

            public string Get(string key) => Probe.Use(key);

            public static void Add(IServiceCollection services) =>
                services.AddSingleton(provider => new Store(provider.GetRequiredService<ILogger<Store>>()));
        }
        """,
        """
        using Amazon.S3;

        public class Store
        {
            private readonly IAmazonS3 _s3;

            public Store(ILogger<Store> logger, IAmazonS3 s3) : this(logger, "files", s3)
            {
            }

            public Store(ILogger<Store> logger, string folder, IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public string Get(string key) => Probe.Used(_s3, key);

            public static void Add(IServiceCollection services) =>
                services.AddSingleton(provider => new Store(provider.GetRequiredService<ILogger<Store>>(), provider.GetRequiredService<IAmazonS3>()));
        }
        """);

    [Theory]
    [InlineData("public Store(ILogger<Store> l) { } public Store(ILogger<Store> l, string s) : this(l) { } [ActivatorUtilitiesConstructor] public Store(IConfiguration c) { }", "Store has several constructors that do not call each other")]
    [InlineData("public Store(ILogger<Store> l) { } protected Store() { }", "Store has several constructors that do not call each other")]
    [InlineData("public Store(ILogger<Store> l) { } public Store() : this(null!) { } static object o = new Store();", "Store is made by new in Test.cs")]
    public Task Refuses_constructors_that_would_miss_it(string constructors, string reason) =>
        Workshop.Refuses($"public class Store {{ {constructors} public string Get(string key) => Probe.Use(key); }}", "can be given an IAmazonS3: " + reason);
}
