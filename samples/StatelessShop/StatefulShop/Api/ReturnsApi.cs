using StatefulShop.Services.Orders;

namespace StatefulShop.Api;

public static class ReturnsApi
{
    public static void MapReturns(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/returns");
        group.MapPost("/", async (NewReturn wanted, ReturnDesk desk) =>
        {
            var request = new ReturnRequest { Id = Guid.NewGuid(), OrderNumber = wanted.OrderNumber, Reason = wanted.Reason };
            await desk.Accept(request);
            return Results.Created($"/api/returns/{request.Id}", request);
        });
        group.MapGet("/{id:guid}", async (Guid id, ReturnDesk desk) =>
            await desk.Find(id) is { } request ? Results.Ok(request) : Results.NotFound());
        group.MapDelete("/{id:guid}", async (Guid id, ReturnDesk desk) =>
            await desk.Withdraw(id) ? Results.NoContent() : Results.NotFound());
    }

    public sealed record NewReturn(int OrderNumber, string Reason);
}
