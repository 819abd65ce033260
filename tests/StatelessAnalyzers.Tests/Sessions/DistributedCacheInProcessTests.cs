using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class DistributedCacheInProcessTests
{
    [Fact]
    public Task Reports_in_top_level_statements() => RuleTest<DistributedCacheInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS1002:AddDistributedMemoryCache|}();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_in_the_development_arm() => RuleTest<DistributedCacheInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddDistributedMemoryCache();
        builder.Build().Run();
        """);
}
