using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StatefulShop.Services.Marketing;

public sealed record WelcomeMail(string Email);

/// <summary>New subscribers are welcomed by mail, after the answer to their request.</summary>
public sealed class WelcomeMails(ILogger<WelcomeMails> logger) : BackgroundService
{
    private readonly Channel<WelcomeMail> _mails = Channel.CreateUnbounded<WelcomeMail>();

    public ValueTask EnqueueAsync(WelcomeMail mail, CancellationToken cancellationToken = default)
    {
        return _mails.Writer.WriteAsync(mail, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var mail in _mails.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), stoppingToken);
            logger.LogInformation("Welcome mail sent to {Email}", mail.Email);
        }
    }
}
