using System.Collections.Concurrent;

namespace StatefulShop.Services.Orders;

public sealed class ReturnRequest
{
    public Guid Id { get; set; }

    public int OrderNumber { get; set; }

    public string Reason { get; set; } = "";
}

/// <summary>What customers send back.</summary>
public sealed class ReturnDesk
{
    private readonly ConcurrentDictionary<Guid, ReturnRequest> _requests = new();

    public void Accept(ReturnRequest request) => _requests[request.Id] = request;

    public ReturnRequest? Find(Guid id) => _requests.GetValueOrDefault(id);

    public bool Withdraw(Guid id) => _requests.TryRemove(id, out _);
}
