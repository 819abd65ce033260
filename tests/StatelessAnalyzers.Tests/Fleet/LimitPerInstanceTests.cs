using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class LimitPerInstanceTests
{
    static Task Options(string body) => RuleTest<LimitPerInstance>.Run($$"""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.RateLimiting;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRateLimiter(options => { {{body}} });
        builder.Build().Run();
        """);

    [Theory]
    [InlineData("options.{|SLS6004:AddFixedWindowLimiter|}(\"a\", o => o.PermitLimit = 10);")]
    [InlineData("options.{|SLS6004:AddSlidingWindowLimiter|}(\"a\", o => o.PermitLimit = 10);")]
    [InlineData("options.{|SLS6004:AddTokenBucketLimiter|}(\"a\", o => o.TokenLimit = 10);")]
    [InlineData("options.AddPolicy(\"a\", c => RateLimitPartition.{|SLS6004:GetFixedWindowLimiter|}(c.Connection.RemoteIpAddress, _ => new()));")]
    [InlineData("options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c => RateLimitPartition.{|SLS6004:GetTokenBucketLimiter|}(\"all\", _ => new()));")]
    [InlineData("options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c => { return RateLimitPartition.{|SLS6004:GetSlidingWindowLimiter|}(\"all\", _ => new()); });")]
    public Task A_limit_over_time_is_reported(string body) => Options(body);

    [Theory]
    [InlineData("options.AddConcurrencyLimiter(\"a\", o => o.PermitLimit = 10);")]
    [InlineData("options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c => RateLimitPartition.GetConcurrencyLimiter(\"all\", _ => new()));")]
    [InlineData("options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c => RateLimitPartition.GetNoLimiter(\"all\"));")]
    [InlineData("options.RejectionStatusCode = 429;")]
    public Task A_limit_of_what_runs_at_once_is_silent(string body) => Options(body);

    [Fact]
    public Task A_policy_class_is_reported() => RuleTest<LimitPerInstance>.Run("""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.RateLimiting;
        class PerUser(IConfiguration configuration) : IRateLimiterPolicy<string>
        {
            public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;
            public RateLimitPartition<string> GetPartition(HttpContext c) => RateLimitPartition.{|SLS6004:GetFixedWindowLimiter|}(configuration["x"]!, _ => new());
        }
        """);

    [Fact]
    public Task Development_is_silent() => RuleTest<LimitPerInstance>.Run("""
        using Microsoft.AspNetCore.RateLimiting;
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddRateLimiter(o => o.AddFixedWindowLimiter("a", _ => { }));
        builder.Build().Run();
        """);

    // What goes out to others is no limit that users are held to; where it is meant for a whole fleet, the caller knows.
    [Fact]
    public Task A_limiter_made_for_outgoing_calls_is_silent() => RuleTest<LimitPerInstance>.Run("""
        using System.Threading.RateLimiting;
        class Throttle : DelegatingHandler { readonly RateLimiter limiter = new FixedWindowRateLimiter(new() { PermitLimit = 5, Window = TimeSpan.FromSeconds(1) }); public object L => limiter; }
        """);

    const string AspNetCoreRateLimit = """
        using Microsoft.Extensions.DependencyInjection;
        namespace AspNetCoreRateLimit
        {
            public interface IRateLimitCounterStore { }
            public interface IIpPolicyStore { }
            public class MemoryCacheIpPolicyStore : IIpPolicyStore { }
            public class MemoryCacheRateLimitCounterStore : IRateLimitCounterStore { }
            public class DistributedCacheRateLimitCounterStore : IRateLimitCounterStore { }
            public static class StartupExtensions
            {
                public static IServiceCollection AddInMemoryRateLimiting(this IServiceCollection services) => services;
                public static IServiceCollection AddDistributedRateLimiting(this IServiceCollection services) => services;
            }
        }
        """;

    [Theory]
    [InlineData("builder.Services.{|SLS6004:AddInMemoryRateLimiting|}();")]
    [InlineData("builder.Services.{|SLS6004:AddSingleton<IRateLimitCounterStore, MemoryCacheRateLimitCounterStore>|}();")]
    [InlineData("builder.Services.AddDistributedRateLimiting();")]
    [InlineData("builder.Services.AddSingleton<IRateLimitCounterStore, DistributedCacheRateLimitCounterStore>();")]
    [InlineData("builder.Services.AddSingleton<IIpPolicyStore, MemoryCacheIpPolicyStore>();")]
    public Task Counters_of_AspNetCoreRateLimit(string registration) => new RuleTest<LimitPerInstance>
    {
        References = [.. References.AspNetCore, References.Compile("AspNetCoreRateLimit", AspNetCoreRateLimit, References.AspNetCore)],
        Code = "using AspNetCoreRateLimit; var builder = WebApplication.CreateBuilder(args); " + registration + " builder.Build().Run();",
    }.RunAsync();

    [Fact]
    public Task A_method_of_the_user_of_that_name_is_silent() => RuleTest<LimitPerInstance>.Run("class Own { void AddFixedWindowLimiter() { } void M() => AddFixedWindowLimiter(); }");

    [Fact]
    public Task Broken_code() => RuleTest<LimitPerInstance>.Survives("using Microsoft.AspNetCore.RateLimiting; class C { void M(RateLimiterOptions o) { o.AddFixedWindowLimiter(", References.AspNetCore);
}
