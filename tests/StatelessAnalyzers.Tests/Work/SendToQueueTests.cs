using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

public class SendToQueueTests
{
    const string Start = """
        {0}using System.Threading.Channels;
        {2}
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Mails>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Mails>());
        {1}builder.Build().Run();

        public record Mail(string To, string Text);

        """;

    static string Program(string code) => (Start.Replace("{0}", "").Replace("{1}", "").Replace("{2}", "") + code).ReplaceLineEndings("\n");

    static string FixedProgram(string code) => (Start
        .Replace("{0}using System.Threading.Channels;", "using System.Text.Json;")
        .Replace("{2}", "using Amazon.SQS;\nusing Amazon.SQS.Model;\n")
        .Replace("{1}", "builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());\nbuilder.Services.AddAWSService<IAmazonSQS>();\n") + code).ReplaceLineEndings("\n");

    static Task Gives(string before, string after, string lineEnd = "\n") =>
        new FixTest<LongLivedState, SendToQueue> { Code = Program(before).ReplaceLineEndings(lineEnd), Fixed = FixedProgram(after).ReplaceLineEndings(lineEnd) }.RunAsync();

    static Task Refuses(string code) => new FixTest<LongLivedState, SendToQueue> { Code = Program(code) }.RunAsync();

    static string Service(string members, string loop = "await foreach (var mail in mails.Reader.ReadAllAsync(token)) { Console.WriteLine(mail); }") => $$"""
        public class Mails : BackgroundService
        {
            {{members}}
            protected override async Task ExecuteAsync(CancellationToken token) { {{loop}} }
        }
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Sends_and_receives_instead_of_writing_and_reading(string lineEnd) => Gives(
        """
        public class Mails : BackgroundService
        {
            private readonly Channel<Mail> {|SLS5001:_mails|} = Channel.CreateUnbounded<Mail>();

            // by the sign-up
            public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
            {
                await _mails.Writer.WriteAsync(mail, cancellationToken); // later
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                // one after the other
                await foreach (var mail in _mails.Reader.ReadAllAsync(stoppingToken))
                {
                    // by post
                    Console.WriteLine(mail.To);
                }
            }
        }

        """,
        """
        public class Mails : BackgroundService
        {
            private readonly IAmazonSQS _sqs;
            private readonly IConfiguration _configuration;

            public Mails(IAmazonSQS sqs, IConfiguration configuration)
            {
                _sqs = sqs;
                _configuration = configuration;
            }

            // by the sign-up
            public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
            {
                await _sqs.SendMessageAsync(
                    _configuration["Queues:Mails"],
                    JsonSerializer.Serialize(mail),
                    cancellationToken); // later
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                // one after the other
                while (!stoppingToken.IsCancellationRequested)
                {
                    var received = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = _configuration["Queues:Mails"], MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, stoppingToken);
                    foreach (var message in received.Messages ?? [])
                    {
                        var mail = JsonSerializer.Deserialize<Mail>(message.Body)!;
                        // by post
                        Console.WriteLine(mail.To);
                        await _sqs.DeleteMessageAsync(_configuration["Queues:Mails"], message.ReceiptHandle, stoppingToken);
                    }
                }
            }
        }

        """,
        lineEnd);

    [Fact]
    public Task What_fails_and_is_handled_is_not_deleted() => Gives(
        """
        public class Mails(ILogger<Mails> log) : BackgroundService
        {
            readonly Channel<Mail> {|SLS5001:mails|} = Channel.CreateBounded<Mail>(100);

            public ValueTask Send(string to) => mails.Writer.WriteAsync(new Mail(to, "Welcome"));

            protected override async Task ExecuteAsync(CancellationToken token)
            {
                await foreach (var mail in mails.Reader.ReadAllAsync(token).ConfigureAwait(false))
                {
                    try
                    {
                        log.LogInformation(mail.To);
                    }
                    catch (TimeoutException)
                    {
                    }
                }
            }

            public void Stop() { mails.Writer.Complete(); }
        }
        """,
        """
        public class Mails(ILogger<Mails> log, IAmazonSQS sqs, IConfiguration configuration) : BackgroundService
        {
            public async ValueTask Send(string to) => await sqs.SendMessageAsync(
                configuration["Queues:Mails"],
                JsonSerializer.Serialize(new Mail(to, "Welcome")));

            protected override async Task ExecuteAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = configuration["Queues:Mails"], MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, token);
                    foreach (var message in received.Messages ?? [])
                    {
                        var mail = JsonSerializer.Deserialize<Mail>(message.Body)!;
                        try
                        {
                            log.LogInformation(mail.To);
                            await sqs.DeleteMessageAsync(configuration["Queues:Mails"], message.ReceiptHandle, token);
                        }
                        catch (TimeoutException)
                        {
                        }
                    }
                }
            }

            public void Stop() { }
        }
        """);

    const string Lanes = """
        public class Mails : BackgroundService
        {
            private readonly Channel<Mail> _later = Channel.CreateUnbounded<Mail>();
            private readonly Channel<string> _urgent = Channel.CreateBounded<string>(100);

            public ValueTask SendAsync(Mail mail) => _later.Writer.WriteAsync(mail);

            public ValueTask AlarmAsync(string text, CancellationToken token) => _urgent.Writer.WriteAsync(text, token);

            protected override Task ExecuteAsync(CancellationToken token) => Task.WhenAll(LaterAsync(token), UrgentAsync(token));

            async Task LaterAsync(CancellationToken token)
            {
                await foreach (var mail in _later.Reader.ReadAllAsync(token))
                {
                    Console.WriteLine(mail.To);
                }
            }

            async Task UrgentAsync(CancellationToken token)
            {
                await foreach (var text in _urgent.Reader.ReadAllAsync(token))
                {
                    Console.WriteLine(text);
                }
            }
        }

        public record Mail(string To, string Text);
        """;

    [Fact]
    public async Task Each_queue_of_a_type_moves_to_one_of_its_own()
    {
        var workshop = new Workshop { References = References.Everything }.Web(Lanes.Insert(0, "using System.Threading.Channels;\n\n"), "builder.Services.AddSingleton<Mails>();");
        var result = await FixRun<LongLivedState, SendToQueue>.RunAsync(workshop);
        var text = result.Text("/0/Web/Test.cs");
        Assert.Empty(result.Refused);
        Assert.DoesNotContain("Channel<", text, StringComparison.Ordinal);
        // Sent to, received from and deleted in.
        Assert.Equal(3, text.Split("_configuration[\"Queues:Mails:Later\"]").Length - 1);
        Assert.Equal(3, text.Split("_configuration[\"Queues:Mails:Urgent\"]").Length - 1);
        Assert.Contains("JsonSerializer.Serialize(text)", text, StringComparison.Ordinal);
        Assert.Contains("QueueUrl = _configuration[\"Queues:Mails:Later\"]", text, StringComparison.Ordinal);
        Assert.Contains("QueueUrl = _configuration[\"Queues:Mails:Urgent\"]", text, StringComparison.Ordinal);
    }

    // One that stays would be read by a worker that has gone over to messages.
    [Theory]
    [InlineData("_urgent.Reader.ReadAllAsync(token)", "Read(_urgent.Reader, token)", "neither a write of one item nor a loop over all of them")]
    [InlineData("Channel<string> _urgent = Channel.CreateBounded<string>(100)", "Channel<object> _urgent = Channel.CreateBounded<object>(100)", "'object' is not known to serialise (the queue '_urgent' of the same type)")]
    [InlineData("private readonly Channel<string> _urgent", "internal readonly Channel<string> _urgent", "other types reach the field (the queue '_urgent' of the same type)")]
    [InlineData("await foreach (var text in _urgent.Reader.ReadAllAsync(token))", "foreach (var text in new[] { \"a\" })", "nothing reads the queue '_urgent' in a loop")]
    public async Task None_moves_where_one_cannot(string code, string by, string reason)
    {
        var lanes = Lanes.Replace(code, by, StringComparison.Ordinal).Replace("protected override", "static IAsyncEnumerable<string> Read(ChannelReader<string> reader, CancellationToken token) => reader.ReadAllAsync(token);\n\n    protected override", StringComparison.Ordinal);
        Assert.NotEqual(Lanes, lanes);
        await FixRun<LongLivedState, SendToQueue>.RefusesAsync("using System.Threading.Channels;\n\n" + lanes, reason, "builder.Services.AddSingleton<Mails>();");
    }

    [Theory]
    // Work that is code.
    [InlineData("readonly Channel<Func<Task>> {|SLS5001:mails|} = Channel.CreateUnbounded<Func<Task>>(); public ValueTask Send(Func<Task> mail) => mails.Writer.WriteAsync(mail);")]
    // Whether there was room is told to the caller.
    [InlineData("readonly Channel<Mail> {|SLS5001:mails|} = Channel.CreateBounded<Mail>(9); public bool Send(Mail mail) => mails.Writer.TryWrite(mail);")]
    // Others read it.
    [InlineData("internal readonly Channel<Mail> {|SLS5001:mails|} = Channel.CreateUnbounded<Mail>(); public ValueTask Send(Mail mail) => mails.Writer.WriteAsync(mail);")]
    [InlineData("readonly Channel<Mail> {|SLS5001:mails|} = Channel.CreateUnbounded<Mail>(); public ValueTask Send(Mail mail) => mails.Writer.WriteAsync(mail); public ChannelReader<Mail> Reader => mails.Reader;")]
    [InlineData("readonly Channel<Mail> {|SLS5001:mails|} = Channel.CreateUnbounded<Mail>(); public ValueTask Send(Mail mail) => mails.Writer.WriteAsync(mail); public int Waiting => mails.Reader.Count;")]
    [InlineData("readonly Channel<Mail> {|SLS5001:mails|} = Channel.CreateUnbounded<Mail>(); readonly Channel<Mail> other = Channel.CreateUnbounded<Mail>(); public ValueTask Send(Mail mail) => mails.Writer.WriteAsync(mail); object O => other;")]
    public Task Refuses_what_SQS_cannot_do(string members) => Refuses(Service(members));

    const string Queue = "readonly Channel<Mail> {|SLS5001:mails|} = Channel.CreateUnbounded<Mail>(); public ValueTask Send(Mail mail) => mails.Writer.WriteAsync(mail);";

    [Theory]
    // What is taken out one by one is gone before it is dealt with.
    [InlineData("while (!token.IsCancellationRequested) Console.WriteLine(await mails.Reader.ReadAsync(token));")]
    [InlineData("await foreach (var mail in mails.Reader.ReadAllAsync(token)) { if (mail.To == \"\") continue; Console.WriteLine(mail); }")]
    [InlineData("await foreach (var mail in mails.Reader.ReadAllAsync(token)) { if (mail.To == \"\") return; Console.WriteLine(mail); }")]
    [InlineData("await foreach (var mail in mails.Reader.ReadAllAsync(token)) Console.WriteLine(mail);")]
    public Task Refuses_a_reader_that_cannot_delete_after_the_work(string loop) => Refuses(Service(Queue, loop));

    [Fact]
    public Task Inner_loops_may_be_left() => Gives(
        """
        public class Mails : BackgroundService
        {
            private readonly Channel<Mail> {|SLS5001:mails|};

            public Mails(IConfiguration configuration)
            {
                mails = Channel.CreateUnbounded<Mail>();
            }

            public void Send(Mail mail)
            {
                mails.Writer.TryWrite(mail);
            }

            protected override async Task ExecuteAsync(CancellationToken token)
            {
                await foreach (var mail in mails.Reader.ReadAllAsync(token))
                {
                    foreach (var c in mail.Text)
                        if (c == ' ')
                            break;
                }
            }
        }
        """,
        """
        public class Mails : BackgroundService
        {
            private readonly IAmazonSQS sqs;
            private readonly IConfiguration configuration;

            public Mails(IAmazonSQS sqs, IConfiguration configuration)
            {
                this.sqs = sqs;
                this.configuration = configuration;
            }

            public async Task Send(Mail mail)
            {
                await sqs.SendMessageAsync(configuration["Queues:Mails"], JsonSerializer.Serialize(mail));
            }

            protected override async Task ExecuteAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = configuration["Queues:Mails"], MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, token);
                    foreach (var message in received.Messages ?? [])
                    {
                        var mail = JsonSerializer.Deserialize<Mail>(message.Body)!;
                        foreach (var c in mail.Text)
                            if (c == ' ')
                                break;
                        await sqs.DeleteMessageAsync(configuration["Queues:Mails"], message.ReceiptHandle, token);
                    }
                }
            }
        }
        """);
}
