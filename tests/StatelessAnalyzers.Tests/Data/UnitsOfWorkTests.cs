using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Where the fix of SLS4003 saves several records at once.</summary>
public class UnitsOfWorkTests
{
    static Task<string> FixAsync(string body) => FixRun<LongLivedState, KeepInTable>.FixAsync($$"""
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Bookings>();
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        builder.Build().Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public record Booking(Guid Id, decimal Amount);

        public class Bookings
        {
            private readonly List<Booking> _bookings = new();

            public List<Booking> All() => _bookings.ToList();

            public void Move(Booking first, Booking second)
            {
        {{body}}
            }
        }
        """);

    static async Task SavesAsync(int times, string body) => Assert.Equal(times, (await FixAsync(body)).Split("SaveChangesAsync").Length - 1);

    [Fact]
    public async Task Records_that_are_added_right_behind_each_other_are_saved_at_once() => Assert.Contains("""
                // Both or none.
                db.Bookings.Add(first);
                db.Bookings.Add(second);
                await db.SaveChangesAsync(); // the other
                Console.WriteLine("Moved");
        """, (await FixAsync("""
                // Both or none.
                _bookings.Add(first);
                _bookings.Add(second); // the other
                Console.WriteLine("Moved");
        """)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "_bookings.Add(first); _bookings.Add(second); _bookings.Add(new Booking(Guid.Empty, 0));")]
    [InlineData(2, "_bookings.Add(first); Console.WriteLine(\"One\"); _bookings.Add(second);")]
    [InlineData(2, "_bookings.Add(first); if (second.Amount > 0) _bookings.Add(second);")]
    [InlineData(2, "_bookings.Add(first); _bookings.Add(first with { Amount = 0 });")]
    [InlineData(2, "_bookings.Add(first); _bookings.Add(new Booking(Guid.NewGuid(), 0));")]
    public Task What_lies_between_them_keeps_them_apart(int saves, string body) => SavesAsync(saves, body);
}
