using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class TableLocksTests
{
    const string Locked = """
        public class Order
        {
            public int Id { get; set; }

            public string Customer { get; set; } = "";
        }

        public class Orders
        {
            private readonly List<Order> _orders = new();
            private readonly object _gate = new();

            public void Add(Order order)
            {
                lock (_gate)
                {
                    _orders.Add(order);
                }
            }

            public Order? Find(int id)
            {
                lock (_gate)
                {
                    return _orders.FirstOrDefault(o => o.Id == id);
                }
            }
        }

        """;

    [Fact]
    public async Task A_lock_in_a_file_of_two_frameworks_is_one()
    {
        var workshop = new Workshop { References = References.Everything };
        foreach (var framework in new[] { "net8.0", "net10.0" })
            workshop = workshop.Project($"Web({framework})", [("/0/Web/Orders.cs", Locked), ("/0/Web/Program.cs", Workshop.Registered("builder.Services.AddSingleton<Orders>();"))], application: true, file: "/0/Web/Web.csproj");
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(workshop);
        Assert.Empty(result.Refused);
        Assert.DoesNotContain("lock", result.Text("/0/Web/Orders.cs"), StringComparison.Ordinal);
    }
}
