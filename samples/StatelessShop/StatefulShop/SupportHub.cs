using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace StatefulShop;

public sealed class SupportHub : Hub
{
    private static readonly ConcurrentDictionary<string, string> Connections = new();

    public override async Task OnConnectedAsync()
    {
        Connections[Context.User?.Identity?.Name ?? Context.ConnectionId] = Context.ConnectionId;
        await Clients.All.SendAsync("online", Connections.Count);
        await base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        Connections.TryRemove(Context.User?.Identity?.Name ?? Context.ConnectionId, out _);
        await Clients.All.SendAsync("online", Connections.Count);
        await base.OnDisconnectedAsync(exception);
    }

    public async Task Write(string user, string text)
    {
        if (Connections.TryGetValue(user, out var connection))
        {
            await Clients.Client(connection).SendAsync("message", Context.User?.Identity?.Name, text);
        }
    }
}
