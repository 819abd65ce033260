using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StatefulShop.Services.Marketing;

public sealed record WelcomeMail(string Email);

/// <summary>New subscribers are welcomed by mail, after the answer to their request.</summary>
public sealed class WelcomeMails(ILogger<WelcomeMails> logger, IAmazonSQS sqs, IConfiguration configuration) : BackgroundService
{
    public async ValueTask EnqueueAsync(WelcomeMail mail, CancellationToken cancellationToken = default)
    {
        await sqs.SendMessageAsync(
            configuration["Queues:WelcomeMails"],
            JsonSerializer.Serialize(mail),
            cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = configuration["Queues:WelcomeMails"], MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, stoppingToken);
            foreach (var message in received.Messages ?? [])
            {
                var mail = JsonSerializer.Deserialize<WelcomeMail>(message.Body)!;
                await Task.Delay(TimeSpan.FromMilliseconds(100), stoppingToken);
                logger.LogInformation("Welcome mail sent to {Email}", mail.Email);
                await sqs.DeleteMessageAsync(configuration["Queues:WelcomeMails"], message.ReceiptHandle, stoppingToken);
            }
        }
    }
}
