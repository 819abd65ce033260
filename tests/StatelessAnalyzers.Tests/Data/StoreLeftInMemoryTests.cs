using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class StoreLeftInMemoryTests
{
    static Task Run(string code, params IEnumerable<MetadataReference> libraries) => Run(code, application: true, libraries);

    static Task Run(string code, bool application, params IEnumerable<MetadataReference> libraries) => new RuleTest<StoreLeftInMemory>
    {
        References = [.. References.AspNetCore, .. libraries],
        IsApplication = application,
        Beside = [new StoreInMemory()],
        Code = code,
    }.RunAsync();

    [Fact]
    public Task Reports_Quartz_without_a_store() => Run("""
        using Quartz;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS4006:AddQuartz|}(quartz => quartz.UseDefaultThreadPool(4));
        builder.Services.AddQuartzHostedService();
        builder.Build().Run();
        """, References.Messaging);

    [Fact]
    public Task Reports_Quartz_3_in_a_Startup_class() => Run("""
        using Quartz;
        public partial class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.{|SLS4006:AddQuartz|}(q => { q.SetProperty("quartz.threadPool.maxConcurrency", "4"); });
        }
        """, LibraryStubs.Quartz3);

    [Fact]
    public Task Reports_the_factory_of_schedulers() => Run("""
        using System.Collections.Specialized; using Quartz.Impl;
        public class Scheduler
        {
            object Plain() => {|info SLS4006:new StdSchedulerFactory()|};
            object WithProperties() => {|SLS4006:new StdSchedulerFactory(new NameValueCollection { ["quartz.serializer.type"] = "json" })|};
            object Persistent() => new StdSchedulerFactory(new NameValueCollection { ["quartz.jobStore.type"] = "Quartz.Impl.AdoJobStore.JobStoreTX, Quartz" });
            object Given(NameValueCollection properties) => new StdSchedulerFactory(properties);
        }
        """, LibraryStubs.Quartz3);

    [Fact]
    public Task Reports_the_factory_of_schedulers_in_a_library() => Run("""
        using System.Collections.Specialized; using Quartz; using Quartz.Impl;
        public static class Scheduler
        {
            public static object Plain() => {|info SLS4006:new StdSchedulerFactory()|};
            public static object Persistent() => new StdSchedulerFactory(new NameValueCollection { ["quartz.jobStore.type"] = "Quartz.Impl.AdoJobStore.JobStoreTX, Quartz" });
            public static void Register(IServiceCollection services) => services.AddQuartz(q => q.SetProperty("quartz.threadPool.maxConcurrency", "4"));
        }
        """, application: false, LibraryStubs.Quartz3);

    [Fact]
    public Task Reports_a_store_in_memory_once() => Run("""
        using Quartz;
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddQuartz(q => q.{|SLS4006:UseInMemoryStore|}());
        }
        """, LibraryStubs.Quartz3);

    [Fact]
    public Task Silent_for_Quartz_with_a_store() => Run("""
        using Quartz;
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddQuartz(q => q.UsePersistentStore(_ => { }));
        }
        """, LibraryStubs.Quartz3);

    [Theory]
    [InlineData("services.AddQuartz(new System.Collections.Specialized.NameValueCollection { [\"quartz.jobStore.type\"] = \"x\" });")]
    [InlineData("services.AddQuartz(q => q.SetProperty(\"quartz.jobStore.type\", \"x\"));")]
    [InlineData("services.AddQuartz(Setup);")]
    [InlineData("services.Configure<QuartzOptions>(Configuration.GetSection(\"Quartz\")); services.AddQuartz();")]
    [InlineData("if (Env.IsDevelopment()) services.AddQuartz();")]
    public Task Silent_where_a_store_may_be_set_or_nobody_deploys(string body) => Run($$"""
        using Quartz;
        public class Startup(IConfiguration configuration, IWebHostEnvironment env)
        {
            IConfiguration Configuration => configuration;
            IWebHostEnvironment Env => env;
            void Setup(IServiceCollectionQuartzConfigurator quartz) { }
            public void ConfigureServices(IServiceCollection services)
            {
                {{body}}
            }
        }
        """, LibraryStubs.Quartz3);

    [Fact]
    public Task Silent_for_Quartz_that_configuration_describes() => Run("""
        using Quartz;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddQuartz(builder.Configuration.GetSection("Quartz"));
        """, References.Messaging);

    [Fact]
    public Task Reports_an_identity_server_without_an_operational_store() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS4006:AddIdentityServer|}(options => { })
            .AddInMemoryClients().AddInMemoryApiScopes().AddInMemoryIdentityResources();
        builder.Build().Run();
        """, LibraryStubs.IdentityServer);

    [Theory]
    [InlineData("services.AddIdentityServer().AddOperationalStore(_ => { });")]
    [InlineData("services.AddIdentityServer().AddPersistedGrantStore<GrantStore>();")]
    [InlineData("services.AddIdentityServer(); services.AddSingleton<Duende.IdentityServer.Stores.IPersistedGrantStore, GrantStore>();")]
    [InlineData("services.AddSingleton<Duende.IdentityServer.Stores.IPersistedGrantStore>(provider => new GrantStore()); services.AddIdentityServer();")]
    public Task Silent_for_an_identity_server_with_a_store(string body) => Run($$"""
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                {{body}}
            }
        }
        public class GrantStore : Duende.IdentityServer.Stores.IPersistedGrantStore { }
        """, LibraryStubs.IdentityServer, LibraryStubs.IdentityServerStores);

    [Fact]
    public Task Silent_where_another_project_may_add_the_store()
    {
        var shared = References.Compile("Shop.Identity", """
            using Microsoft.Extensions.DependencyInjection;
            public static class Setup { public static void AddGrantStore(this IServiceCollection services) => services.AddIdentityServer().AddOperationalStore(); }
            """, [.. References.AspNetCore, LibraryStubs.IdentityServer, LibraryStubs.IdentityServerStores]);
        return Run("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddIdentityServer();
            builder.Services.AddGrantStore();
            """, LibraryStubs.IdentityServer, LibraryStubs.IdentityServerStores, shared);
    }

    [Fact]
    public Task Silent_in_a_library_whose_host_may_add_the_store() => Run("""
        public static class Setup { public static void AddShop(this IServiceCollection services) => services.AddIdentityServer(); }
        """, application: false, LibraryStubs.IdentityServer);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => RuleTest<StoreLeftInMemory>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddQuartz();
        builder.Services.AddIdentityServer();
        public static class Own { public static void AddQuartz(this IServiceCollection services) { } public static void AddIdentityServer(this IServiceCollection services) { } }
        """);

    // Until the package is restored its calls mean nothing to the compiler.
    static Task RunUnrestored(string code, params IEnumerable<MetadataReference> libraries) => new RuleTest<StoreLeftInMemory>
    {
        References = [.. References.AspNetCore, .. libraries],
        CompilerDiagnostics = CompilerDiagnostics.None,
        Code = code,
    }.RunAsync();

    [Theory]
    [InlineData("builder.Services.{|SLS4006:AddIdentityServer|}(options => { options.Events.RaiseErrorEvents = true; }).AddInMemoryClients(Clients.All).AddDeveloperSigningCredential();")]
    [InlineData("var server = builder.Services.{|SLS4006:AddIdentityServer|}();")]
    [InlineData("if (args.Length > 0) builder.Services.{|info SLS4006:AddIdentityServer|}();")]
    [InlineData("builder.Services.AddIdentityServer().AddOperationalStore(o => { });")]
    [InlineData("builder.Services.AddIdentityServer(builder.Configuration.GetSection(\"Identity\"));")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddIdentityServer();")]
    [InlineData("Own.AddIdentityServer(); builder.AddIdentityServer();")]
    public Task A_library_that_is_not_restored_is_known_by_its_name(string registration) => RunUnrestored($"""
        using Duende.IdentityServer;
        var builder = WebApplication.CreateBuilder(args);
        {registration}
        static class Own;
        """);

    [Fact]
    public Task Silent_for_a_call_that_means_nothing_where_no_file_imports_the_library() => RunUnrestored("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddIdentityServer();
        builder.Services.AddQuartz();
        """);

    [Fact]
    public Task Silent_for_a_call_that_is_half_typed_where_the_library_is_there() => RunUnrestored("""
        using Quartz;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddQuartz(q => q.NoSuchMember(), 1);
        """, LibraryStubs.Quartz3);

    [Theory]
    [InlineData("using Quartz; var b = WebApplication.CreateBuilder(args); b.Services.AddQuartz( ; b.Services.AddQuartz(q => ; new Quartz.Impl.StdSchedulerFactory(")]
    [InlineData("class S { void M(IServiceCollection s) => s.AddQuartz(x, y, z); }")]
    public Task Broken_code_is_read_without_an_exception(string code) =>
        RuleTest<StoreLeftInMemory>.Survives(code, [.. References.AspNetCore, LibraryStubs.Quartz3, LibraryStubs.IdentityServer]);
}
