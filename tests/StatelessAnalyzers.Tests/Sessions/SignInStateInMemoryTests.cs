using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class SignInStateInMemoryTests
{
    static Task Run(string code) => new RuleTest<SignInStateInMemory>
    {
        References = [.. References.AspNetCore, .. References.IdentityWeb],
        Code = """
            using System.Collections.Concurrent; using Microsoft.AspNetCore.Authentication; using Microsoft.AspNetCore.Authentication.Cookies;
            using Microsoft.Identity.Client; using Microsoft.Identity.Web; using Microsoft.Identity.Web.TokenCacheProviders.InMemory; using Microsoft.Identity.Web.TokenCacheProviders.Distributed;

            """ + code,
    }.RunAsync();

    [Fact]
    public Task Reports_the_token_cache_of_an_application_that_calls_apis() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(builder.Configuration)
            .EnableTokenAcquisitionToCallDownstreamApi()
            .{|SLS1005:AddInMemoryTokenCaches|}();
        builder.Build().Run();
        """);

    [Fact]
    public Task Reports_the_token_cache_of_a_Startup_class() => Run("""
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.{|SLS1005:AddInMemoryTokenCaches|}();
        }
        """);

    [Fact]
    public Task Reports_the_token_cache_of_a_confidential_client() => Run("""
        public static class Clients
        {
            public static void Prepare(IConfidentialClientApplication client) => client.{|SLS1005:AddInMemoryTokenCache|}();
        }
        """);

    [Fact]
    public Task Reports_a_ticket_store_over_a_dictionary() => Run("""
        public class {|SLS1005:Tickets|} : ITicketStore
        {
            readonly ConcurrentDictionary<string, AuthenticationTicket> tickets = new();
            public Task<string> StoreAsync(AuthenticationTicket ticket) { var key = Guid.NewGuid().ToString(); tickets[key] = ticket; return Task.FromResult(key); }
            public Task RenewAsync(string key, AuthenticationTicket ticket) { tickets[key] = ticket; return Task.CompletedTask; }
            public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(tickets.GetValueOrDefault(key));
            public Task RemoveAsync(string key) { tickets.TryRemove(key, out _); return Task.CompletedTask; }
        }
        """);

    [Fact]
    public Task Silent_for_distributed_token_caches() => Run("""
        public class Startup { public void ConfigureServices(IServiceCollection services) => services.AddDistributedTokenCaches(); }
        """);

    [Fact]
    public Task Silent_in_the_development_arm() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddInMemoryTokenCaches();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_for_a_ticket_store_over_a_shared_cache() => Run("""
        public class Tickets(Microsoft.Extensions.Caching.Distributed.IDistributedCache cache) : ITicketStore
        {
            static readonly Dictionary<string, string> Names = new() { ["a"] = "b" };
            public async Task<string> StoreAsync(AuthenticationTicket ticket) { await RenewAsync("k", ticket); return "k"; }
            public Task RenewAsync(string key, AuthenticationTicket ticket) => cache.SetAsync(key, TicketSerializer.Default.Serialize(ticket), new());
            public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(TicketSerializer.Default.Deserialize(cache.Get(key)!));
            public Task RemoveAsync(string key) => cache.RemoveAsync(key);
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => RuleTest<SignInStateInMemory>.Run("""
        public interface ITicketStore { }
        public class Tickets : ITicketStore { readonly Dictionary<string, Microsoft.AspNetCore.Authentication.AuthenticationTicket> tickets = new(); }
        public static class Own { public static void AddInMemoryTokenCaches(this IServiceCollection services) { } }
        public class Startup { public void ConfigureServices(IServiceCollection services) => services.AddInMemoryTokenCaches(); }
        """);

    [Theory]
    [InlineData("class T : Microsoft.AspNetCore.Authentication.Cookies.ITicketStore { Dictionary<string, > x; Dictionary< y; }")]
    [InlineData("class T : Microsoft.AspNetCore.Authentication.Cookies.ITicketStore { void M() { services.AddInMemoryTokenCaches( }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<SignInStateInMemory>.Survives(code, References.AspNetCore);
}
