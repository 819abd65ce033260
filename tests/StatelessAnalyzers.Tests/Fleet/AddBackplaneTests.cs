using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class AddBackplaneTests
{
    const string Chat = "class Chat : Microsoft.AspNetCore.SignalR.Hub { public object M() => Clients.All; }";
    const string Redis = ".AddStackExchangeRedis(builder.Configuration.GetConnectionString(\"Redis\")!)";

    static string Program(string registration) => $"var builder = WebApplication.CreateBuilder(args);\n{registration}\nvar app = builder.Build();\napp.MapHub<Chat>(\"/chat\");\napp.Run();\n{Chat}\n";

    [Theory]
    [InlineData("builder.Services.{|SLS6003:AddSignalR|}();", "builder.Services.AddSignalR()" + Redis + ";")]
    [InlineData("builder.Services.{|SLS6003:AddSignalR|}(o => o.EnableDetailedErrors = true)\n    .AddJsonProtocol(); // hubs", "builder.Services.AddSignalR(o => o.EnableDetailedErrors = true)" + Redis + "\n    .AddJsonProtocol(); // hubs")]
    [InlineData("builder.Services\n    .AddRouting()\n    // hubs\n    .{|SLS6003:AddSignalR|}();", "builder.Services\n    .AddRouting()\n    // hubs\n    .AddSignalR()" + Redis + ";")]
    [InlineData("var signalR = builder.Services.{|SLS6003:AddSignalR|}();", "var signalR = builder.Services.AddSignalR()" + Redis + ";")]
    public Task The_chain_gets_a_link(string before, string after) => new FixTest<HubWithoutBackplane, AddBackplane> { Code = Program(before), Fixed = Program(after) }.RunAsync();

    [Fact]
    public Task Windows_line_ends_stay() => new FixTest<HubWithoutBackplane, AddBackplane>
    {
        Code = Program("builder.Services.{|SLS6003:AddSignalR|}()\n    .AddJsonProtocol();").ReplaceLineEndings("\r\n"),
        Fixed = Program($"builder.Services.AddSignalR(){Redis}\n    .AddJsonProtocol();").ReplaceLineEndings("\r\n"),
    }.RunAsync();

    [Fact]
    public Task A_local_function_takes_the_configuration_of_its_parameter() => new FixTest<HubWithoutBackplane, AddBackplane>
    {
        Code = Prepared("web.Services.{|SLS6003:AddSignalR|}();"),
        Fixed = Prepared("web.Services.AddSignalR()" + Redis.Replace("builder.", "web.", StringComparison.Ordinal) + ";"),
    }.RunAsync();

    // What it captures has no value yet where it is called.
    static string Prepared(string registration) =>
        $"var builder = WebApplication.CreateBuilder(args);\nPrepare(builder);\nvar app = builder.Build();\napp.MapHub<Chat>(\"/chat\");\napp.Run();\n\nvoid Prepare(WebApplicationBuilder web)\n{{\n    {registration}\n}}\n\n{Chat}\n";

    [Fact]
    public Task No_configuration_refuses() => new FixTest<HubWithoutBackplane, AddBackplane>
    {
        Code = "class Startup { public void ConfigureServices(IServiceCollection services) => services.{|SLS6003:AddSignalR|}(); public void Configure(IApplicationBuilder app) => app.UseEndpoints(e => e.MapHub<Chat>(\"/c\")); }" + Chat,
    }.RunAsync();
}
