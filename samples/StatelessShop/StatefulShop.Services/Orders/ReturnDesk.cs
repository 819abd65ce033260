using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;

namespace StatefulShop.Services.Orders;

[DynamoDBTable("ReturnRequest")]
public sealed class ReturnRequest
{
    [DynamoDBHashKey]
    public Guid Id { get; set; }

    public int OrderNumber { get; set; }

    public string Reason { get; set; } = "";
}

/// <summary>What customers send back.</summary>
public sealed class ReturnDesk(IDynamoDBContext dynamo)
{
    public async Task Accept(ReturnRequest request) => await dynamo.SaveAsync(request);

    public async Task<ReturnRequest?> Find(Guid id) => await dynamo.LoadAsync<ReturnRequest>(id);

    public async Task<bool> Withdraw(Guid id) => await dynamo.GetTargetTable<ReturnRequest>().DeleteItemAsync(
        id,
        new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes }) is { Count: > 0 };
}
