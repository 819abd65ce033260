using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Fleet;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;
using StatelessAnalyzers.Sessions;
using StatelessAnalyzers.Work;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>A small application that a fix mends whole.</summary>
/// <param name="Fix">The fix.</param>
/// <param name="Registers">What the program says before it is built.</param>
/// <param name="Code">Types that a library may hold as well, without namespace and using directives.</param>
internal sealed record FixCase(StatelessFix Fix, string Registers, string Code = "")
{
    public string Name => Fix.GetType().Name;

    /// <summary>What the program says once it is built.</summary>
    public string Maps { get; init; } = "";

    /// <summary>Namespaces that both files use.</summary>
    public string Usings { get; init; } = "";

    /// <summary>Assemblies that the code needs before it is fixed.</summary>
    public ImmutableArray<MetadataReference> Needs { get; init; } = [];

    public string Program => $"{Usings}{(Code.Length > 0 ? "using Shop;\n" : "")}\nvar builder = WebApplication.CreateBuilder(args);\n{Registers}\nvar app = builder.Build();\n{Maps}app.Run();\n".TrimStart('\n');

    /// <summary>The file of the types, in a namespace. Each has files of its own.</summary>
    public string TypesIn(string space) => $"{Usings}\nnamespace {space};\n\n{Code.Replace("$space", space, StringComparison.Ordinal)}\n".TrimStart('\n');

    public static IReadOnlyList<FixCase> All { get; } =
    [
        new(new ShareSessionCache(), "builder.Services.AddSession();") { Maps = "app.UseSession();\n" },
        new(new ShareDistributedCache(), "builder.Services.AddDistributedMemoryCache();"),
        new(new ShareSignInState(), "builder.Services.AddAuthentication().AddMicrosoftIdentityWebApp(builder.Configuration).EnableTokenAcquisitionToCallDownstreamApi().AddInMemoryTokenCaches();") { Usings = "using Microsoft.Identity.Web;\n", Needs = References.IdentityWeb },
        new(new ShareUserState(), "builder.Services.AddSignalR();", """
            public class ChatHub : Hub
            {
                private static readonly ConcurrentDictionary<string, string> Names = new();

                public void Join(string name) => Names[Context.ConnectionId] = name; // seen by all
            }
            """) { Usings = "using System.Collections.Concurrent;\nusing Microsoft.AspNetCore.SignalR;\n", Maps = "app.MapHub<ChatHub>(\"/chat\");\n" },
        new(new KeepFileInS3(), "builder.Services.AddSingleton<Reports>();", """
            public class Reports(IWebHostEnvironment environment)
            {
                // One each.
                public void Save(string name, string text) => File.WriteAllText(Path.Combine(environment.ContentRootPath, "reports", name), text); // whole
            }
            """),
        new(new KeepUploadInS3(), "builder.Services.AddSingleton<Uploads>();", """
            public class Uploads(IWebHostEnvironment environment)
            {
                public async Task Receive(IFormFile file, string name)
                {
                    // One each.
                    await using var stream = File.Create(Path.Combine(environment.ContentRootPath, "uploads", name));
                    await file.CopyToAsync(stream);
                }
            }
            """),
        new(new KeepFolderInS3(), "builder.Services.AddSingleton<Drafts>();", """
            public class Drafts(IWebHostEnvironment environment)
            {
                public void Save(string customer, string text) => File.WriteAllText(Path.Combine(environment.ContentRootPath, "drafts", customer, "draft.txt"), text);

                // All of them.
                public void Clear(string customer)
                {
                    Directory.Delete(Path.Combine(environment.ContentRootPath, "drafts", customer), true);
                }
            }
            """),
        new(new KeepReadInS3(), "builder.Services.AddSingleton<Exports>();", """
            public class Exports(IWebHostEnvironment environment)
            {
                public void Save(string name, string text) => File.WriteAllText(Path.Combine(environment.ContentRootPath, "exports", name), text);

                // As it was saved.
                public string Load(string name) => File.ReadAllText(Path.Combine(environment.ContentRootPath, "exports", name));
            }
            """),
        new(new ShareCache(), "builder.Services.AddScoped<Prices>();", """
            public class Prices
            {
                private static readonly ConcurrentDictionary<int, decimal> Cache = new();

                // Asked for often.
                public decimal Of(int id) => Cache.GetOrAdd(id, key => Load(key));

                private static decimal Load(int id) => id * 2m;
            }
            """) { Usings = "using System.Collections.Concurrent;\n" },
        new(new KeepCapturedInTable(), "builder.Services.AddRouting();", """
            public class Visitor
            {
                public required string Id { get; init; }

                public string Name { get; set; } = "";
            }
            """) { Maps = "var visitors = new List<Visitor>();\napp.MapGet(\"/visitors\", () => visitors); // all\napp.MapPost(\"/visitors\", (Visitor visitor) => visitors.Add(visitor));\n" },
        new(new ShareMemoryCache(), "builder.Services.AddScoped<Rates>();", """
            public class Rates(IMemoryCache cache)
            {
                // For an hour.
                public decimal Of(string country) => cache.GetOrCreate("rate:" + country, entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1);
                    return country.Length * 2m;
                });
            }
            """) { Usings = "using Microsoft.Extensions.Caching.Memory;\n" },
        new(new ShareHybridCache(), "builder.Services.AddHybridCache();") { Needs = References.HybridCache },
        new(new ShareOutputCache(), "builder.Services.AddOutputCache();") { Maps = "app.UseOutputCache();\n" },
        new(new CountInRedis(), "builder.Services.AddScoped<Visits>();", """
            public class Visits
            {
                private static long count;

                // All of them.
                public long Next() => Interlocked.Increment(ref count);
            }
            """),
        new(new UseDatabaseServer(), "builder.Services.AddDbContext<Goods>(options => options.UseInMemoryDatabase(\"goods\"));", "public class Goods(DbContextOptions<Goods> options) : DbContext(options);") { Usings = "using Microsoft.EntityFrameworkCore;\n", Needs = References.Databases },
        new(new ReplaceSqlite(), "builder.Services.AddDbContext<Goods>(options => options.UseSqlite(\"Data Source=goods.db\"));", "public class Goods(DbContextOptions<Goods> options) : DbContext(options);") { Usings = "using Microsoft.EntityFrameworkCore;\n", Needs = References.Databases },
        new(new KeepInTable(), "builder.Services.AddNotes();", """
            public static class Registration
            {
                public static void AddNotes(this IServiceCollection services) => services.AddSingleton<Notes>();
            }

            public class Note
            {
                public required string Id { get; init; }

                public string Text { get; set; } = "";
            }

            public class Notes
            {
                private readonly List<Note> notes = new();

                // By its key.
                public Note? Find(string id) => notes.Find(n => n.Id == id);

                public void Add(Note note) => notes.Add(note);
            }
            """),
        new(new KeepFileInTable(), "builder.Services.AddSingleton<Coupons>();", """
            public class Coupon
            {
                public required string Id { get; init; }

                public string Text { get; set; } = "";
            }

            public class Coupons(IHostEnvironment environment)
            {
                private readonly string path = Path.Combine(environment.ContentRootPath, "$space.json");

                // All of them.
                public List<Coupon> All() => Load();

                public void Add(Coupon coupon)
                {
                    var coupons = Load();
                    coupons.Add(coupon);
                    Save(coupons);
                }

                private List<Coupon> Load() => File.Exists(path) ? JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(path))! : [];

                private void Save(List<Coupon> coupons) => File.WriteAllText(path, JsonSerializer.Serialize(coupons));
            }
            """) { Usings = "using System.Text.Json;\n" },
        new(new OpenContextPerOperation(), "builder.Services.AddStock();", """
            public static class Registration
            {
                public static void AddStock(this IServiceCollection services) => services.AddSingleton<Stock>();
            }

            public class Stock(IConfiguration configuration)
            {
                private readonly NpgsqlConnection connection = new(configuration.GetConnectionString("Shop"));

                public int Of(int id)
                {
                    // One of them.
                    using var command = new NpgsqlCommand("SELECT stock FROM products WHERE id = $1", connection);
                    command.Parameters.AddWithValue(id);
                    return (int)command.ExecuteScalar()!;
                }
            }
            """) { Usings = "using Npgsql;\n", Needs = References.Postgres },
        new(new KeepJobsInPostgres(), "builder.Services.AddHangfire(hangfire => hangfire.UseInMemoryStorage());", """
            public static class Jobs
            {
                public static void AddHangfire(this IServiceCollection services, Action<IGlobalConfiguration> set) { }
            }
            """) { Usings = "using Hangfire;\n", Needs = [.. References.Messaging] },
        new(new SendToQueue(), "builder.Services.AddHostedService<Mails>();", """
            public record Mail(string To, string Text);

            public class Mails : BackgroundService
            {
                private readonly Channel<Mail> mails = Channel.CreateUnbounded<Mail>();

                public async Task SendAsync(Mail mail, CancellationToken cancellationToken) => await mails.Writer.WriteAsync(mail, cancellationToken); // later

                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    await foreach (var mail in mails.Reader.ReadAllAsync(stoppingToken))
                    {
                        // by post
                        Console.WriteLine(mail.To);
                    }
                }
            }
            """) { Usings = "using System.Threading.Channels;\n" },
        new(new TakeTurns(), "builder.Services.AddHostedService<Reminders>();", """
            public class Reminders(System.Net.Mail.SmtpClient mail) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        // those of today
                        await mail.SendMailAsync("a", "b", "c", "d", stoppingToken);
                        await Task.Delay(TimeSpan.FromMinutes(5), stoppingToken);
                    }
                }
            }
            """),
        new(new ShareKeys(), "builder.Services.AddAuthentication().AddCookie();\nbuilder.Services.AddDataProtection();"),
        new(new AddBackplane(), "builder.Services.AddSignalR(); // hubs", "public class News : Microsoft.AspNetCore.SignalR.Hub\n{\n    public object All() => Clients.All;\n}") { Maps = "app.MapHub<News>(\"/news\");\n" },
        new(new LogToConsole(), "Log.Logger = new LoggerConfiguration().WriteTo.File(\"shop.log\").CreateLogger(); // all of it") { Usings = "using Serilog;\n", Needs = References.Logging },
        new(new MapHealthEndpoints(), "builder.Services.AddControllers();") { Maps = "app.MapControllers();\n" },
    ];
}
