using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class ShareTokenCacheTests
{
    const string Redis = "builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString(\"Redis\"));";

    static FixTest<SignInStateInMemory, ShareTokenCache> Test(string before, string? after = null) => new()
    {
        References = [.. References.Everything, .. References.IdentityWeb],
        Code = before,
        Fixed = after,
    };

    static string Program(string registrations, string usings = "using Microsoft.Identity.Web;\n") => $"{usings}\nvar builder = WebApplication.CreateBuilder(args);\n{registrations}\nbuilder.Build().Run();\n";

    [Fact]
    public Task Tokens_go_to_the_distributed_cache() => Test(
        Program("builder.Services.AddAuthentication().AddMicrosoftIdentityWebApp(builder.Configuration)\n    .EnableTokenAcquisitionToCallDownstreamApi()\n    .{|SLS1005:AddInMemoryTokenCaches|}(); // tokens"),
        Program("builder.Services.AddAuthentication().AddMicrosoftIdentityWebApp(builder.Configuration)\n    .EnableTokenAcquisitionToCallDownstreamApi()\n    .AddDistributedTokenCaches(); // tokens\n" + Redis)).RunAsync();

    [Fact]
    public Task The_memory_cache_gives_way() => Test(
        Program("builder.Services.AddDistributedMemoryCache();\nbuilder.Services.{|SLS1005:AddInMemoryTokenCaches|}();", "using Microsoft.Identity.Web.TokenCacheProviders.InMemory;\n"),
        Program(Redis + "\nbuilder.Services.AddDistributedTokenCaches();", "using Microsoft.Identity.Web.TokenCacheProviders.Distributed;\nusing Microsoft.Identity.Web.TokenCacheProviders.InMemory;\n")).RunAsync();

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddMicrosoftIdentityWebApp(builder.Configuration).EnableTokenAcquisitionToCallDownstreamApi().{|SLS1005:AddInMemoryTokenCaches|}(o => o.AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1));")]
    public Task Options_of_the_memory_cache_refuse(string registration) => Test(Program(registration)).RunAsync();

    [Fact]
    public Task A_ticket_store_refuses() => Test("""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.Cookies;
        class {|SLS1005:Tickets|} : ITicketStore
        {
            readonly Dictionary<string, AuthenticationTicket> all = new();
            public Task RemoveAsync(string key) => Task.FromResult(all.Remove(key));
            public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;
            public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult<AuthenticationTicket?>(all[key]);
            public Task<string> StoreAsync(AuthenticationTicket ticket) => Task.FromResult("");
        }
        """).RunAsync();
}
