using Microsoft.Extensions.Logging;

namespace StatefulShop.Services.Orders;

public sealed class ConfirmationMailer(ILogger<ConfirmationMailer> logger)
{
    public async Task SendAsync(Order order)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        logger.LogInformation("Mail for order {Reference} sent to {Customer}", order.Reference, order.Customer);
    }
}
