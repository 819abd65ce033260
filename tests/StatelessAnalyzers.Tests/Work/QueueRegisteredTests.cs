using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

public class QueueRegisteredTests
{
    static Task Run(string registration, string types = "") => new RuleTest<QueueRegistered>
    {
        Beside = [new LongLivedState()],
        Code = $$"""
            using System.Collections.Concurrent; using System.Threading.Channels; using Microsoft.Extensions.DependencyInjection.Extensions;
            var builder = WebApplication.CreateBuilder(args);
            var services = builder.Services;
            {{registration}}
            builder.Build().Run();
            public record Mail(string To);
            {{types}}
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("services.{|SLS5001:AddSingleton|}(Channel.CreateUnbounded<Mail>());")]
    [InlineData("services.{|SLS5001:TryAddSingleton|}(Channel.CreateBounded<Mail>(5));")]
    [InlineData("services.{|SLS5001:AddSingleton<Channel<Mail>>|}(_ => Channel.CreateUnbounded<Mail>()); services.AddSingleton(p => p.GetRequiredService<Channel<Mail>>().Reader);")]
    [InlineData("services.{|SLS5001:AddSingleton|}(new BlockingCollection<Mail>());")]
    [InlineData("services.{|SLS5001:AddKeyedSingleton|}(\"mails\", new ConcurrentQueue<Mail>());")]
    [InlineData("var mails = Channel.CreateUnbounded<Mail>(); services.{|SLS5001:AddSingleton|}(mails); services.AddSingleton<object>(mails);")]
    public Task Reports_a_queue_that_the_container_keeps(string registration) => Run(registration, "public class MailController(Channel<Mail> mails) : Microsoft.AspNetCore.Mvc.ControllerBase { public ValueTask Send(Mail m) => mails.Writer.WriteAsync(m); }");

    [Fact]
    public Task Reports_a_queue_once_where_a_singleton_fills_it() => Run(
        "services.AddSingleton(Channel.CreateUnbounded<Mail>()); services.AddSingleton<Mails>();",
        "public class Mails(Channel<Mail> {|SLS5001:mails|}) { public ValueTask Send(Mail m) => mails.Writer.WriteAsync(m); }");

    [Fact]
    public Task Reports_a_queue_that_a_hosted_service_empties() => Run(
        "services.{|SLS5001:AddSingleton|}(Channel.CreateUnbounded<Mail>()); services.AddHostedService<Sender>();",
        "public class Sender(Channel<Mail> mails) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { await foreach (var m in mails.Reader.ReadAllAsync(token)) Console.WriteLine(m); } }");

    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment()) services.AddSingleton(Channel.CreateUnbounded<Mail>());")]
    [InlineData("services.AddScoped(_ => Channel.CreateUnbounded<Mail>());")]
    [InlineData("services.AddSingleton(new Queue<Mail>());")]
    [InlineData("services.AddSingleton(new Mail(\"a\")); Own.AddSingleton(Channel.CreateUnbounded<Mail>());")]
    public Task Silent_for_others(string registration) => Run(registration, "public static class Own { public static void AddSingleton(object o) { } }");

    [Theory]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.AddSingleton(Channel.CreateUnbounded<>( ; b.Services.AddSingleton(; b.Services.AddSingleton(_ => ")]
    public Task Survives_broken_code(string code) => RuleTest<QueueRegistered>.Survives("using System.Threading.Channels; " + code, References.AspNetCore);
}
