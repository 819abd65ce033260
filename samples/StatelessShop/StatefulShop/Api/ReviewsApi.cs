namespace StatefulShop.Api;

public static class ReviewsApi
{
    public static void MapReviews(this IEndpointRouteBuilder endpoints)
    {
        var reviews = new List<Review>();
        var gate = new Lock();
        var group = endpoints.MapGroup("/api/products/{productId:int}/reviews");

        group.MapGet("/", (int productId) =>
        {
            lock (gate)
            {
                return reviews.Where(r => r.ProductId == productId).ToList();
            }
        });

        group.MapPost("/", (int productId, NewReview review) =>
        {
            if (review.Stars is < 1 or > 5)
            {
                return Results.BadRequest("One to five stars.");
            }

            lock (gate)
            {
                reviews.Add(new Review(productId, review.Author, review.Stars, review.Text));
            }

            return Results.Created();
        });
    }

    public sealed record NewReview(string Author, int Stars, string Text);

    public sealed record Review(int ProductId, string Author, int Stars, string Text);
}
