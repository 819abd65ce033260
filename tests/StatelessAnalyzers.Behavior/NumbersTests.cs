using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Records whose numbers are counted beside them and that hold lists: the fixes of SLS4003 and SLS3010 move the numbers to Redis, and the records to either database.</summary>
public class NumbersTests(PackedPackage package)
{
    const string Schema = """
        CREATE TABLE "Orders" (
            "Number" integer PRIMARY KEY, "Reference" text NOT NULL, "Customer" text NOT NULL, "PlacedAt" text NOT NULL, "Lines" text NOT NULL,
            "Address" text, "Within" text, "Channel" integer NOT NULL, "Note" text, "Status" text NOT NULL)
        """;

    [Fact]
    public async Task With_DynamoDB_numbers_are_given_out_once_and_no_change_of_a_caller_is_lost()
    {
        Installed.Require();
        var application = new Application(package, nameof(NumbersTests), "dynamodb", "", OrdersApplication.Program + OrdersApplication.ChangedByCallers);
        var expected = await application.AnswersBeforeAsync(OrdersApplication.AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3010", "SLS4003");

        await using var dynalite = new Dynalite(Path.Combine(package.Folder, "numbers-dynalite"));
        await dynalite.StartAsync(("Order", "Number", "N"));
        await using var redis = new Redis(Path.Combine(package.Folder, "numbers-redis"));
        await redis.StartAsync();
        await OrdersApplication.AssertSharedAsync(application, new Dictionary<string, string>(dynalite.Settings) { ["ConnectionStrings__Redis"] = redis.ConnectionString }, expected);
    }

    [Theory]
    [InlineData("Callers", OrdersApplication.ChangedByCallers)]
    [InlineData("Repository", OrdersApplication.ChangedByRepository)]
    public async Task With_PostgreSQL_numbers_are_given_out_once_and_no_change_is_lost(string by, string changed)
    {
        Installed.Require();
        var program = "using Microsoft.EntityFrameworkCore;\n" + OrdersApplication.Program.Replace(
            "builder.Services.AddHealthChecks();", "builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString(\"Shop\")));\nbuilder.Services.AddHealthChecks();", StringComparison.Ordinal);
        var application = new Application(
            package, "NumbersInPostgres" + by, "efcore", """<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.0" />""",
            program + changed + "public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);\n");
        var expected = await application.AnswersBeforeAsync(OrdersApplication.AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3010", "SLS4003");

        await using var postgres = new Postgres(Path.Combine(package.Folder, "numbers-postgres-" + by));
        await postgres.StartAsync(Schema);
        await using var redis = new Redis(Path.Combine(package.Folder, "numbers-redis-" + by));
        await redis.StartAsync();
        await OrdersApplication.AssertSharedAsync(application, new Dictionary<string, string> { ["ConnectionStrings__Shop"] = postgres.ConnectionString, ["ConnectionStrings__Redis"] = redis.ConnectionString }, expected);
    }
}
