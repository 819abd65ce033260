using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class KeepFileInTableTests
{
    [Fact]
    public Task A_list_that_each_method_loads_and_saves_becomes_a_table() => new FixTest<LocalFileUsedAsDatabase, KeepFileInTable>
    {
        Code = """
            using System.Text.Json;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Coupons>();
            builder.Build().Run();

            public class Coupon
            {
                public required string Id { get; init; }

                public string Text { get; set; } = "";

                public bool IsUsed { get; set; }
            }

            public class Coupons
            {
                private readonly object _gate = new();
                private readonly string _path;
                private readonly JsonSerializerOptions _options = new() { WriteIndented = true };
                private readonly ILogger<Coupons> _logger;

                public Coupons(IHostEnvironment environment, ILogger<Coupons> logger)
                {
                    var folder = Path.Combine(environment.ContentRootPath, "App_Data");
                    if (!Directory.Exists(folder))
                    {
                        Directory.CreateDirectory(folder);
                    }

                    _path = Path.Combine(folder, "coupons.json");
                    _logger = logger;
                }

                public List<Coupon> All() => Load();

                public Coupon? Find(string id) => Load().FirstOrDefault(c => c.Id == id);

                // Each coupon is new.
                public void Add(Coupon coupon)
                {
                    lock (_gate)
                    {
                        var coupons = Load();
                        coupons.Add(coupon);
                        Save(coupons);
                    }
                    _logger.LogInformation("Added {Id}", coupon.Id);
                }

                public bool Use(string id)
                {
                    var coupons = Load();
                    var coupon = coupons.Find(c => c.Id == id);
                    if (coupon is null)
                        return false;
                    coupon.IsUsed = true;
                    Save(coupons);
                    return true;
                }

                public bool Remove(string id)
                {
                    var coupons = Load();
                    if (coupons.RemoveAll(c => c.Id == id) == 0)
                        return false;
                    Save(coupons);
                    return true;
                }

                private List<Coupon> Load()
                {
                    if (!File.Exists(_path))
                        return new List<Coupon>();
                    var json = File.ReadAllText(_path);
                    return JsonSerializer.Deserialize<List<Coupon>>(json, _options) ?? new List<Coupon>();
                }

                private void Save(List<Coupon> coupons)
                {
                    var json = JsonSerializer.Serialize(coupons, _options);
                    File.{|SLS4004:WriteAllText|}(_path, json);
                }
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;
            using Amazon.DynamoDBv2.Model;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Coupons>();
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            builder.Build().Run();

            [DynamoDBTable("Coupon")]
            public class Coupon
            {
                [DynamoDBHashKey]
                public required string Id { get; init; }

                public string Text { get; set; } = "";

                public bool IsUsed { get; set; }
            }

            public class Coupons
            {
                private readonly ILogger<Coupons> _logger;
                private readonly IDynamoDBContext _dynamo;

                public Coupons(ILogger<Coupons> logger, IDynamoDBContext dynamo)
                {
                    _logger = logger;
                    _dynamo = dynamo;
                }

                public async Task<List<Coupon>> All() => await _dynamo.ScanAsync<Coupon>([]).GetRemainingAsync();

                public async Task<Coupon?> Find(string id) => await _dynamo.LoadAsync<Coupon>(id);

                // Each coupon is new.
                public async Task Add(Coupon coupon)
                {
                    await _dynamo.GetTargetTable<Coupon>().PutItemAsync(
                        _dynamo.ToDocument(coupon),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                    _logger.LogInformation("Added {Id}", coupon.Id);
                }

                public async Task<bool> Use(string id)
                {
                    var coupon = await _dynamo.LoadAsync<Coupon>(id);
                    if (coupon is null)
                        return false;
                    coupon.IsUsed = true;
                    await UpdateItemAsync(_dynamo, coupon, nameof(Coupon.Id), nameof(Coupon.IsUsed));
                    return true;
                }

                public async Task<bool> Remove(string id)
                {
                    if ((await _dynamo.GetTargetTable<Coupon>().DeleteItemAsync(
                        id,
                        new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes }) is { Count: > 0 } ? 1 : 0) == 0)
                        return false;
                    return true;
                }

                private static async Task UpdateItemAsync<T>(IDynamoDBContext dynamo, T item, string key, params string[] changed)
                {
                    var document = dynamo.ToDocument(item);
                    var update = new Document { [key] = document[key] };
                    foreach (var name in changed)
                    {
                        update[name] = document.TryGetValue(name, out var value) ? value : DynamoDBNull.Null;
                    }

                    var exists = new Expression { ExpressionStatement = "attribute_exists(#key)", ExpressionAttributeNames = new Dictionary<string, string> { ["#key"] = key } };
                    try
                    {
                        await dynamo.GetTargetTable<T>().UpdateItemAsync(update, new UpdateItemOperationConfig { ConditionalExpression = exists });
                    }
                    catch (ConditionalCheckFailedException)
                    {
                        // Deleted meanwhile, it stays so.
                    }
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_file_that_is_loaded_asynchronously_behind_a_semaphore_becomes_a_table_of_the_context() => new FixTest<LocalFileUsedAsDatabase, KeepFileInTable>
    {
        Options = "stateless.data_store = efcore",
        Code = """
            using System.Text.Json;
            using Microsoft.EntityFrameworkCore;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            builder.Services.AddSingleton<Notes>();
            builder.Build().Run();

            public class Shop(DbContextOptions<Shop> options) : DbContext(options);

            public class Note
            {
                public int Id { get; set; }

                public string Text { get; set; } = "";
            }

            public class Notes(IWebHostEnvironment environment)
            {
                private const string FileName = "notes.json";
                private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

                private readonly SemaphoreSlim gate = new(1, 1);
                private readonly string file = Path.Combine(environment.ContentRootPath, FileName);

                public async Task<IReadOnlyList<Note>> AllAsync() => await LoadAsync();

                public Task<List<Note>> ListAsync() => LoadAsync();

                public async Task<Note?> FindAsync(int id) => (await LoadAsync()).SingleOrDefault(n => n.Id == id);

                public async Task<int> CountAsync(string text)
                {
                    var notes = await LoadAsync();
                    return notes.Count(n => n.Text == text);
                }

                public async Task AddAsync(Note note)
                {
                    await gate.WaitAsync();
                    try
                    {
                        var notes = await LoadAsync();
                        note.Id = notes.Count == 0 ? 1 : notes.Max(n => n.Id) + 1;
                        notes.Add(note);
                        await SaveAsync(notes);
                    }
                    finally
                    {
                        gate.Release();
                    }
                }

                public async Task<bool> ReplaceAsync(Note note)
                {
                    var notes = await LoadAsync();
                    var index = notes.FindIndex(n => n.Id == note.Id);
                    if (index < 0)
                        return false;
                    notes[index] = note;
                    await SaveAsync(notes);
                    return true;
                }

                private async Task<List<Note>> LoadAsync()
                {
                    if (!File.Exists(file))
                        return [];
                    await using var stream = File.OpenRead(file);
                    return await JsonSerializer.DeserializeAsync<List<Note>>(stream, Options) ?? [];
                }

                private async Task SaveAsync(List<Note> notes)
                {
                    await using var stream = File.{|SLS4004:Create|}(file);
                    await JsonSerializer.SerializeAsync(stream, notes, Options);
                }
            }
            """,
        Fixed = """
            using Microsoft.EntityFrameworkCore;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            builder.Services.AddSingleton<Notes>();
            builder.Build().Run();

            public class Shop(DbContextOptions<Shop> options) : DbContext(options)
            {
                public DbSet<Note> Notes => Set<Note>();
            }

            public class Note
            {
                public int Id { get; set; }

                public string Text { get; set; } = "";
            }

            public class Notes(IServiceScopeFactory scopes)
            {
                public async Task<IReadOnlyList<Note>> AllAsync()
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<Shop>();
                    return await db.Notes.ToListAsync();
                }

                public async Task<List<Note>> ListAsync()
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<Shop>();
                    return await db.Notes.ToListAsync();
                }

                public async Task<Note?> FindAsync(int id)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<Shop>();
                    return await db.Notes.FirstOrDefaultAsync(n => n.Id == id);
                }

                public async Task<int> CountAsync(string text)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<Shop>();
                    return await db.Notes.CountAsync(n => n.Text == text);
                }

                public async Task AddAsync(Note note)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<Shop>();
                    note.Id = 0;
                    db.Notes.Add(note);
                    await db.SaveChangesAsync();
                }

                public async Task<bool> ReplaceAsync(Note note)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<Shop>();
                    var existing = await db.Notes.FirstOrDefaultAsync(n => n.Id == note.Id);
                    if (existing is null)
                        return false;
                    db.Entry(existing).CurrentValues.SetValues(note);
                    await db.SaveChangesAsync();
                    return true;
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task An_empty_file_that_the_constructor_makes_goes_too() => new FixTest<LocalFileUsedAsDatabase, KeepFileInTable>
    {
        References = [.. References.Everything, .. References.NewtonsoftJson],
        Code = """
            using Newtonsoft.Json;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Carts>();
            builder.Services.AddSingleton<Wishes>();
            builder.Build().Run();

            public class Cart
            {
                public required string Id { get; init; }
            }

            public class Wish
            {
                public required Guid Id { get; init; }
            }

            public class Carts
            {
                private readonly string _path;

                public Carts(IHostEnvironment environment)
                {
                    _path = Path.Combine(environment.ContentRootPath, "carts.json");
                    if (!File.Exists(_path))
                    {
                        File.{|SLS4004:WriteAllText|}(_path, "[]");
                    }
                }

                public void Add(Cart cart)
                {
                    var carts = this.Read();
                    carts.Add(cart);
                    this.Write(carts);
                }

                private List<Cart> Read() => JsonConvert.DeserializeObject<List<Cart>>(File.ReadAllText(_path))!;

                private void Write(List<Cart> carts) => File.{|SLS4004:WriteAllText|}(_path, JsonConvert.SerializeObject(carts, Formatting.Indented));
            }

            public class Wishes(IHostEnvironment environment)
            {
                private List<Wish> Read() => JsonConvert.DeserializeObject<List<Wish>>(File.ReadAllText(Place)) ?? new List<Wish>();

                private void Write(List<Wish> wishes) => File.{|SLS4004:WriteAllText|}(Place, JsonConvert.SerializeObject(wishes));

                // Where they are.
                private string Place => Path.Combine(environment.ContentRootPath, "wishes.json");

                public void Add(Wish wish)
                {
                    var wishes = Read();
                    wishes.Add(wish);
                    Write(wishes);
                }
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Carts>();
            builder.Services.AddSingleton<Wishes>();
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            builder.Build().Run();

            [DynamoDBTable("Cart")]
            public class Cart
            {
                [DynamoDBHashKey]
                public required string Id { get; init; }
            }

            [DynamoDBTable("Wish")]
            public class Wish
            {
                [DynamoDBHashKey]
                public required Guid Id { get; init; }
            }

            public class Carts
            {
                private readonly IDynamoDBContext _dynamo;

                public Carts(IDynamoDBContext dynamo)
                {
                    _dynamo = dynamo;
                }

                public async Task Add(Cart cart)
                {
                    await _dynamo.GetTargetTable<Cart>().PutItemAsync(
                        _dynamo.ToDocument(cart),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                }
            }

            public class Wishes(IDynamoDBContext dynamo)
            {
                public async Task Add(Wish wish)
                {
                    await dynamo.GetTargetTable<Wish>().PutItemAsync(
                        dynamo.ToDocument(wish),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_folder_that_other_files_are_put_in_is_still_made() => new FixTest<LocalFileUsedAsDatabase, KeepFileInTable>
    {
        Code = """
            using System.Text.Json;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Carts>();
            builder.Build().Run();

            public class Cart
            {
                public required string Id { get; init; }
            }

            public class Carts
            {
                private readonly string _path;

                public Carts(IHostEnvironment environment)
                {
                    var data = Path.Combine(environment.ContentRootPath, "data");
                    var uploads = Path.Combine(environment.ContentRootPath, "uploads");
                    Directory.CreateDirectory(data);
                    Directory.CreateDirectory(uploads);
                    _path = Path.Combine(data, "carts.json");
                }

                public void Add(Cart cart)
                {
                    var carts = Load();
                    carts.Add(cart);
                    Save(carts);
                }

                private List<Cart> Load() => JsonSerializer.Deserialize<List<Cart>>(File.ReadAllText(_path))!;

                private void Save(List<Cart> carts) => File.{|SLS4004:WriteAllText|}(_path, JsonSerializer.Serialize(carts));
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Carts>();
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            builder.Build().Run();

            [DynamoDBTable("Cart")]
            public class Cart
            {
                [DynamoDBHashKey]
                public required string Id { get; init; }
            }

            public class Carts
            {
                private readonly IDynamoDBContext _dynamo;

                public Carts(IHostEnvironment environment, IDynamoDBContext dynamo)
                {
                    _dynamo = dynamo;
                    var uploads = Path.Combine(environment.ContentRootPath, "uploads");
                    Directory.CreateDirectory(uploads);
                }

                public async Task Add(Cart cart)
                {
                    await _dynamo.GetTargetTable<Cart>().PutItemAsync(
                        _dynamo.ToDocument(cart),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    // A field that is loaded once and saved with each change.
    const string Carts = """
        using System.Text.Json;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Carts>();
        builder.Build().Run();

        public class Cart
        {
            public required string Id { get; init; }

            public int Items { get; set; }
        }

        public class Carts
        {
            private readonly string _path = Path.Combine(AppContext.BaseDirectory, "carts.json");
            private Dictionary<string, Cart> _carts = new();

            public Carts()
            {
                Load();
            }

            public Cart? Find(string id) => _carts.GetValueOrDefault(id);

            public void Put(Cart cart)
            {
                _carts[cart.Id] = cart;
                Save();
            }

            public void Empty(string id)
            {
                if (!_carts.TryGetValue(id, out var cart))
                    return;
                cart.Items = 0;
                Save();
            }

            private void Load()
            {
                try
                {
                    if (File.Exists(_path))
                        _carts = JsonSerializer.Deserialize<Dictionary<string, Cart>>(File.ReadAllText(_path)) ?? new();
                }
                catch (JsonException)
                {
                    _carts = new();
                }
            }

            private void Save() => File.WriteAllText(_path, JsonSerializer.Serialize(_carts));
        }
        """;

    const string FixedCarts = """
        using Amazon.DynamoDBv2;
        using Amazon.DynamoDBv2.DataModel;
        using Amazon.DynamoDBv2.DocumentModel;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Carts>();
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonDynamoDB>();
        builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
        builder.Build().Run();

        [DynamoDBTable("Cart")]
        public class Cart
        {
            [DynamoDBHashKey]
            public required string Id { get; init; }

            public int Items { get; set; }
        }

        public class Carts
        {
            private readonly IDynamoDBContext _dynamo;

            public Carts(IDynamoDBContext dynamo)
            {
                _dynamo = dynamo;
            }

            public async Task<Cart?> Find(string id) => await _dynamo.LoadAsync<Cart>(id);

            public async Task Put(Cart cart)
            {
                await _dynamo.SaveAsync(cart);
            }

            public async Task Empty(string id)
            {
                if (await _dynamo.LoadAsync<Cart>(id) is not { } cart)
                    return;
                cart.Items = 0;
                await _dynamo.GetTargetTable<Cart>().PutItemAsync(
                    _dynamo.ToDocument(cart),
                    new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_exists(Id)" } });
            }
        }
        """;

    [Fact]
    public Task A_field_that_is_loaded_once_and_saved_with_each_change_becomes_a_table() => new FixTest<LocalFileUsedAsDatabase, KeepFileInTable>
    {
        Code = Carts.Replace("File.WriteAllText", "File.{|SLS4004:WriteAllText|}", StringComparison.Ordinal),
        Fixed = FixedCarts,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("Directory.CreateDirectory(Path.GetDirectoryName(_path)!);")]
    [InlineData("if (!Directory.Exists(Path.GetDirectoryName(_path))) { Directory.CreateDirectory(Path.GetDirectoryName(_path)!); }")]
    [InlineData("var folder = Path.GetDirectoryName(_path)!; Directory.CreateDirectory(folder);")]
    public Task The_folder_that_the_path_names_goes_with_the_file(string made) => new FixTest<LocalFileUsedAsDatabase, KeepFileInTable>
    {
        Code = Carts.Replace("File.WriteAllText", "File.{|SLS4004:WriteAllText|}", StringComparison.Ordinal)
            .Replace("_path = Path.Combine(AppContext.BaseDirectory, \"carts.json\");", "_path;", StringComparison.Ordinal)
            .Replace("        Load();\n    }", "        _path = Path.Combine(AppContext.BaseDirectory, \"App_Data\", \"carts.json\");\n        " + made + "\n        Load();\n    }", StringComparison.Ordinal),
        Fixed = FixedCarts,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task The_finding_at_the_field_itself_does_the_same() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = Carts.Replace("Cart> _carts = new()", "Cart> {|SLS4003:_carts|} = new()", StringComparison.Ordinal),
        Fixed = FixedCarts,
    }.RunAsync(TestContext.Current.CancellationToken);
}
