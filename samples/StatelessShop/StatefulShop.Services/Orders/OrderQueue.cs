using System.Threading.Channels;

namespace StatefulShop.Services.Orders;

public sealed class OrderQueue
{
    private readonly Channel<OrderMessage> _channel = Channel.CreateBounded<OrderMessage>(500);

    public ValueTask EnqueueAsync(OrderMessage message, CancellationToken cancellationToken = default)
    {
        return _channel.Writer.WriteAsync(message, cancellationToken);
    }

    public IAsyncEnumerable<OrderMessage> ReadAllAsync(CancellationToken cancellationToken)
    {
        return _channel.Reader.ReadAllAsync(cancellationToken);
    }
}
