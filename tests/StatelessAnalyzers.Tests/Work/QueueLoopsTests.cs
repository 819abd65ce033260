using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

/// <summary>The ways to read a channel, and what receives from SQS in their place.</summary>
public class QueueLoopsTests
{
    const string Receive = "var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = configuration[\"Queues:Mails\"], MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, token);";
    const string Delete = "await sqs.DeleteMessageAsync(configuration[\"Queues:Mails\"], message.ReceiptHandle, token);";
    const string Registered = "builder.Services.AddSingleton<Mails>(); builder.Services.AddHostedService(provider => provider.GetRequiredService<Mails>());";

    static string Code(string loop, string more = "") => $$"""
        using System.Threading.Channels;

        public record Mail(string To, string Text);

        public class Mails : BackgroundService
        {
            readonly Channel<Mail> mails = Channel.CreateUnbounded<Mail>();

            public ValueTask Send(Mail mail) => mails.Writer.WriteAsync(mail);{{more}}

            protected override async Task ExecuteAsync(CancellationToken token)
            {
        {{string.Join('\n', loop.ReplaceLineEndings("\n").Split('\n').Select(l => "        " + l))}}
            }
        }
        """.ReplaceLineEndings("\n");

    static async Task Becomes(string loop, string received)
    {
        var text = await FixRun<LongLivedState, SendToQueue>.FixAsync(Code(loop), Registered);
        Assert.Contains(string.Join('\n', received.ReplaceLineEndings("\n").Replace("RECEIVE", Receive).Replace("DELETE", Delete).Split('\n').Select(l => "        " + l)) + "\n", text, StringComparison.Ordinal);
    }

    static Task Refuses(string loop, string more = "") =>
        FixRun<LongLivedState, SendToQueue>.RefusesAsync(Code(loop, more), "is neither a write of one item nor a loop over all of them", Registered);

    [Theory]
    [InlineData("")]
    [InlineData(".ConfigureAwait(false)")]
    public Task A_loop_that_waits_around_one_that_takes(string configured) => Becomes(
        $$"""
        // by post
        while (await mails.Reader.WaitToReadAsync(token){{configured}})
        {
            while (mails.Reader.TryRead(out var mail))
            {
                // one after the other
                Console.WriteLine(mail.To);
            }
        }
        """,
        """
        // by post
        while (!token.IsCancellationRequested)
        {
            RECEIVE
            foreach (var message in received.Messages ?? [])
            {
                var mail = JsonSerializer.Deserialize<Mail>(message.Body)!;
                // one after the other
                Console.WriteLine(mail.To);
                DELETE
            }
        }
        """);

    [Fact]
    public Task A_loop_that_takes_one_in_each_turn() => Becomes(
        """
        while (!token.IsCancellationRequested)
        {
            Console.WriteLine("waiting");
            var mail = await mails.Reader.ReadAsync(token); // the next one
            Console.WriteLine(mail.To);
        }
        """,
        """
        while (!token.IsCancellationRequested)
        {
            Console.WriteLine("waiting");
            RECEIVE
            foreach (var message in received.Messages ?? [])
            {
                var mail = JsonSerializer.Deserialize<Mail>(message.Body)!;
                Console.WriteLine(mail.To);
                DELETE
            }
        }
        """);

    [Fact]
    public async Task Where_failures_are_handled_around_it_one_comes_at_a_time()
    {
        var text = await FixRun<LongLivedState, SendToQueue>.FixAsync(Code("""
            while (true)
            {
                try
                {
                    var mail = await mails.Reader.ReadAsync(token);
                    Console.WriteLine(mail.To);
                }
                catch (OperationCanceledException)
                {
                    break;
                }
                catch (Exception e)
                {
                    Console.WriteLine(e); // goes on
                }
            }
            """), Registered);
        Assert.Contains("""
                    try
                    {
                        var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = configuration["Queues:Mails"], MaxNumberOfMessages = 1, WaitTimeSeconds = 20 }, token);
                        foreach (var message in received.Messages ?? [])
                        {
                            var mail = JsonSerializer.Deserialize<Mail>(message.Body)!;
                            Console.WriteLine(mail.To);
                            await sqs.DeleteMessageAsync(configuration["Queues:Mails"], message.ReceiptHandle, token);
                        }
                    }
                    catch (OperationCanceledException)
                    {
                        break;
                    }
                    catch (Exception e)
                    {
                        Console.WriteLine(e); // goes on
                    }
        """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_gives_all_deletes_one_when_it_is_asked_for_the_next()
    {
        var text = await FixRun<LongLivedState, SendToQueue>.FixAsync("""
            using System.Threading.Channels;

            public record Mail(string To, string Text);

            public interface IMails
            {
                ValueTask Send(Mail mail);

                IAsyncEnumerable<Mail> All(CancellationToken token);
            }

            public class Mails : IMails
            {
                private readonly Channel<Mail> _mails = Channel.CreateUnbounded<Mail>();

                public ValueTask Send(Mail mail) => _mails.Writer.WriteAsync(mail);

                // as they come
                public IAsyncEnumerable<Mail> All(CancellationToken token = default) => _mails.Reader.ReadAllAsync(token);
            }

            public class Post(IMails mails) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    await foreach (var mail in mails.All(stoppingToken))
                        Console.WriteLine(mail.To);
                }
            }
            """, "builder.Services.AddSingleton<IMails, Mails>(); builder.Services.AddHostedService<Post>();");
        Assert.Contains("""
                // as they come
                public async IAsyncEnumerable<Mail> All([EnumeratorCancellation] CancellationToken token = default)
                {
                    while (!token.IsCancellationRequested)
                    {
                        var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = configuration["Queues:Mails"], MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, token);
                        foreach (var message in received.Messages ?? [])
                        {
                            yield return JsonSerializer.Deserialize<Mail>(message.Body)!;
                            await sqs.DeleteMessageAsync(configuration["Queues:Mails"], message.ReceiptHandle, token);
                        }
                    }
                }
            }
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains("using System.Runtime.CompilerServices;\n", text, StringComparison.Ordinal);
        Assert.Contains("await foreach (var mail in mails.All(stoppingToken))\n            Console.WriteLine(mail.To);", text, StringComparison.Ordinal);
    }

    [Theory]
    // More than one is dealt with at once.
    [InlineData("while (await mails.Reader.WaitToReadAsync(token)) { var batch = new List<Mail>(); while (mails.Reader.TryRead(out var mail)) { batch.Add(mail); } Console.WriteLine(batch.Count); }")]
    [InlineData("while (await mails.Reader.WaitToReadAsync(token)) { while (mails.Reader.TryRead(out var mail)) { if (mail.To == \"\") continue; Console.WriteLine(mail); } }")]
    [InlineData("while (await mails.Reader.WaitToReadAsync(token)) { var mail = await mails.Reader.ReadAsync(token); Console.WriteLine(mail); }")]
    [InlineData("while (!token.IsCancellationRequested) { var mail = await mails.Reader.ReadAsync(token); if (mail.To == \"\") break; Console.WriteLine(mail); }")]
    [InlineData("while (!token.IsCancellationRequested) { try { var mail = await mails.Reader.ReadAsync(token); Console.WriteLine(mail); } finally { Console.WriteLine(); } }")]
    [InlineData("var mail = await mails.Reader.ReadAsync(token); Console.WriteLine(mail);")]
    public Task Refuses_a_loop_in_which_a_message_could_not_be_deleted_after_its_work(string loop) => Refuses(loop);

    [Theory]
    // The work is done by whoever asked, who cannot say that it is done.
    [InlineData("\n\n    public ValueTask<Mail> Next(CancellationToken cancellationToken) => mails.Reader.ReadAsync(cancellationToken);")]
    [InlineData("\n\n    public IAsyncEnumerable<Mail> All() => mails.Reader.ReadAllAsync();")]
    public Task Refuses_a_method_that_cannot_tell_when_the_work_is_done(string more) => Refuses("await foreach (var mail in mails.Reader.ReadAllAsync(token)) { Console.WriteLine(mail); }", more);
}
