using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class CancellationTokensTests
{
    static Task Gives(string kind, string before, string after) => Workshop.Gives($"public class Store{kind}\n{{\n    {before}\n}}\n", $"public class Store{kind}\n{{\n    {after}\n}}\n");

    [Theory]
    [InlineData("async Task F(CancellationToken stop) => Probe.Save(\"k\");", "async Task F(CancellationToken stop) => await Probe.SaveAsync(\"k\", stop);")]
    [InlineData("async Task F(HttpContext context) => Probe.Save(\"k\");", "async Task F(HttpContext context) => await Probe.SaveAsync(\"k\", context.RequestAborted);")]
    [InlineData("async Task F(HttpContext context, CancellationToken stop) => Probe.Save(\"k\");", "async Task F(HttpContext context, CancellationToken stop) => await Probe.SaveAsync(\"k\", stop);")]
    [InlineData("async Task F(CancellationToken stop) { try { } finally { Probe.Save(\"k\"); } }", "async Task F(CancellationToken stop) { try { } finally { await Probe.SaveAsync(\"k\"); } }")]
    [InlineData("Func<Task> F(CancellationToken stop) => async () => Probe.Save(\"k\");", "Func<Task> F(CancellationToken stop) => async () => await Probe.SaveAsync(\"k\", stop);")]
    [InlineData("Func<CancellationToken, Task> F(CancellationToken stop) => async inner => Probe.Save(\"k\");", "Func<CancellationToken, Task> F(CancellationToken stop) => async inner => await Probe.SaveAsync(\"k\", inner);")]
    [InlineData("Func<Task> F(CancellationToken stop) => static async () => Probe.Save(\"k\");", "Func<Task> F(CancellationToken stop) => static async () => await Probe.SaveAsync(\"k\");")]
    [InlineData("void F(CancellationToken stop) => _ = Task.Run(async () => Probe.Save(\"k\"));", "void F(CancellationToken stop) => _ = Task.Run(async () => await Probe.SaveAsync(\"k\"));")]
    [InlineData("async Task F(CancellationToken _) => Probe.Save(\"k\");", "async Task F(CancellationToken _) => await Probe.SaveAsync(\"k\");")]
    [InlineData("async Task F(CancellationToken stop) { await G(); async Task G() => Probe.Save(\"k\"); }", "async Task F(CancellationToken stop) { await G(); async Task G() => await Probe.SaveAsync(\"k\", stop); }")]
    [InlineData("async Task F(CancellationToken @for) => Probe.Save(\"k\");", "async Task F(CancellationToken @for) => await Probe.SaveAsync(\"k\", @for);")]
    public Task A_token_of_the_function_or_of_one_around_it_is_passed(string before, string after) => Gives("", before, after);

    [Theory]
    [InlineData(" : Microsoft.AspNetCore.Mvc.ControllerBase", "HttpContext.RequestAborted")]
    [InlineData(" : Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "HttpContext.RequestAborted")]
    [InlineData(" : Microsoft.AspNetCore.SignalR.Hub", "Context.ConnectionAborted")]
    public Task A_request_has_its_own(string kind, string token) =>
        Gives(kind, "async Task F() => Probe.Save(\"k\");", $"async Task F() => await Probe.SaveAsync(\"k\", {token});");

    [Fact]
    public Task A_static_member_of_a_controller_has_none() =>
        Gives(" : Microsoft.AspNetCore.Mvc.ControllerBase", "static async Task F() => Probe.Save(\"k\");", "static async Task F() => await Probe.SaveAsync(\"k\");");
}
