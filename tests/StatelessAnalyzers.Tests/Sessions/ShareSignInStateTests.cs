using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Sessions;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class ShareSignInStateTests
{
    const string Redis = "builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString(\"Redis\"));";

    static FixTest<SignInStateInMemory, ShareSignInState> Test(string before, string? after = null) => new()
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
        Program(Redis + "\nbuilder.Services.AddDistributedTokenCaches();", "using Microsoft.Identity.Web.TokenCacheProviders.Distributed;\n")).RunAsync();

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

    const string Revoking = """
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.Extensions.Caching.Memory;
        namespace Shop;

        public class Revoked(IMemoryCache cache) : CookieAuthenticationEvents
        {
            public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
            {
                if (cache.TryGetValue(Key(context.HttpContext), out var keys)) // signed out elsewhere
                {
                    context.RejectPrincipal();
                    await context.HttpContext.SignOutAsync();
                }
            }

            public static string Key(HttpContext context) => $"{context.User.Identity!.Name}:{context.Request.Cookies["id"]}";
        }
        """;

    const string SigningOut = """
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Caching.Memory;
        namespace Shop;

        public class Account : ControllerBase
        {
            private readonly IMemoryCache _cache;

            public Account(IMemoryCache cache)
            {
                _cache = cache;
            }

            public async Task<IActionResult> Logout()
            {
                await HttpContext.SignOutAsync();
                _cache.Set(Revoked.Key(HttpContext), Request.Cookies["id"], new MemoryCacheEntryOptions
                {
                    AbsoluteExpiration = DateTime.Now.AddMinutes(60)
                });
                return Ok();
            }
        }
        """;

    static Workshop Shop(string signingOut, string revoking = Revoking, bool asLibrary = false)
    {
        var workshop = new Workshop { References = References.Everything };
        var program = ("Program.cs", Workshop.Registered("builder.Services.AddScoped<Shop.Revoked>(); builder.Services.AddControllers();"));
        return asLibrary
            ? workshop.Project("Library", [("Revoked.cs", revoking)]).Project("Web", [("Account.cs", signingOut), program], application: true, uses: ["Library"])
            : workshop.Project("Web", [("Revoked.cs", revoking), ("Account.cs", signingOut), program], application: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_revoked_is_revoked_everywhere(bool asLibrary)
    {
        var result = await FixRun<CachePrivateToInstance, ShareSignInState>.RunAsync(Shop(SigningOut, asLibrary: asLibrary), hasPackages: !asLibrary);
        Assert.Empty(result.Refused);
        var revoked = result.Text(asLibrary ? "/0/Library/Revoked.cs" : "/0/Web/Revoked.cs");
        Assert.Contains("public class Revoked(IDistributedCache cache) : CookieAuthenticationEvents", revoked, StringComparison.Ordinal);
        Assert.Contains("        if (await cache.GetStringAsync(Key(context.HttpContext)) is not null) // signed out elsewhere\n", revoked, StringComparison.Ordinal);
        var account = result.Text("/0/Web/Account.cs");
        Assert.Contains("    public Account(IDistributedCache cache)", account, StringComparison.Ordinal);
        Assert.Contains("JsonSerializer.Serialize(Request.Cookies[\"id\"]),\n            new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(60) }", account, StringComparison.Ordinal);
        Assert.DoesNotContain("IMemoryCache", revoked + account, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_stay()
    {
        var result = await FixRun<CachePrivateToInstance, ShareSignInState>.RunAsync(Shop(SigningOut.ReplaceLineEndings("\r\n"), Revoking.ReplaceLineEndings("\r\n")));
        Assert.Empty(result.Refused);
        foreach (var file in new[] { "/0/Web/Revoked.cs", "/0/Web/Account.cs" })
            Assert.Equal(result.Text(file).Split('\n').Length, result.Text(file).Split("\r\n").Length);
    }

    // The same entries are moved in the same way whichever of their findings is fixed first.
    [Fact]
    public async Task The_fix_of_the_cache_moves_it_as_well()
    {
        var code = SigningOut.Replace("return Ok();\n    }", "return Ok();\n    }\n\n    public void Forget(string key) => _cache.Remove(key);", StringComparison.Ordinal);
        var bySignIn = await FixRun<CachePrivateToInstance, ShareSignInState>.RunAsync(Shop(code));
        var byCache = await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(Shop(code));
        Assert.Empty(bySignIn.Refused.Concat(byCache.Refused));
        foreach (var file in new[] { "/0/Web/Revoked.cs", "/0/Web/Account.cs" })
            Assert.Equal(bySignIn.Text(file), byCache.Text(file));
    }

    [Theory]
    [InlineData("\n        {\n            AbsoluteExpiration = DateTime.Now.AddMinutes(60)\n        });", "());", "how long the entry in Account.cs, line 18 has to hold is not said")]
    [InlineData("AbsoluteExpiration = DateTime.Now.AddMinutes(60)", "Priority = CacheItemPriority.NeverRemove", "'Priority' has no counterpart in a shared cache (Account.cs, line 18)")]
    [InlineData("_cache = cache;", "_cache = new MemoryCache(new MemoryCacheOptions());", "the cache is not injected")]
    public async Task What_is_not_known_to_hold_refuses(string part, string by, string reason)
    {
        var code = SigningOut.Replace(part, by, StringComparison.Ordinal);
        Assert.NotEqual(SigningOut, code);
        var result = await FixRun<CachePrivateToInstance, ShareSignInState>.RunAsync(Shop(code));
        Assert.Equal(0, result.Applied);
        Assert.Contains(reason, result.Refused);
    }
}
