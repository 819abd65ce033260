using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class ShareOutputCacheTests
{
    static string Program(string registrations, string use = "app.UseOutputCache();") => $"var builder = WebApplication.CreateBuilder(args);\n{registrations}\nvar app = builder.Build();\n{use}\napp.Run();\n";

    [Fact]
    public Task The_store_in_Redis_is_registered() => new FixTest<ResponseCachePrivateToInstance, ShareOutputCache>
    {
        Code = Program("builder.Services.{|SLS3007:AddOutputCache|}(o => o.DefaultExpirationTimeSpan = TimeSpan.FromMinutes(1)); // pages"),
        Fixed = Program("builder.Services.AddOutputCache(o => o.DefaultExpirationTimeSpan = TimeSpan.FromMinutes(1)); // pages\nbuilder.Services.AddStackExchangeRedisOutputCache(options => options.Configuration = builder.Configuration.GetConnectionString(\"Redis\"));"),
    }.RunAsync();

    [Fact]
    public Task Response_caching_refuses() => new FixTest<ResponseCachePrivateToInstance, ShareOutputCache>
    {
        Code = Program("builder.Services.{|SLS3007:AddResponseCaching|}();", "app.UseResponseCaching();"),
    }.RunAsync();
}
