using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that are looked for by their place in a list.</summary>
public class KeepInTableByIndexTests
{
    [Fact]
    public Task The_record_is_looked_for_instead_of_its_place() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Tasks>();
            builder.Build().Run();

            public class TaskItem
            {
                public Guid Id { get; set; }

                public string Title { get; set; } = "";
            }

            public class Tasks
            {
                private readonly List<TaskItem> {|SLS4003:_tasks|} = new();

                public Task<IEnumerable<TaskItem>> GetAllAsync()
                    => Task.FromResult<IEnumerable<TaskItem>>(_tasks);

                public Task<TaskItem?> GetByIdAsync(Guid id)
                    => Task.FromResult(_tasks.FirstOrDefault(t => t.Id == id));

                public Task<TaskItem> AddAsync(TaskItem task)
                {
                    _tasks.Add(task);
                    return Task.FromResult(task);
                }

                public Task UpdateAsync(TaskItem task)
                {
                    var index = _tasks.FindIndex(t => t.Id == task.Id);
                    if (index >= 0)
                        _tasks[index] = task;
                    return Task.CompletedTask;
                }

                public string? Replace(Guid id, string title)
                {
                    int index = _tasks.FindIndex(t => t.Id == id);
                    if (index == -1)
                    {
                        return null;
                    }

                    var old = _tasks[index].Title;
                    _tasks[index] = new TaskItem { Id = id, Title = title };
                    return old;
                }

                public void Remove(Guid id)
                {
                    var index = _tasks.FindIndex(t => t.Id == id);
                    if (index != -1)
                        _tasks.RemoveAt(index);
                }
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Tasks>();
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            builder.Build().Run();

            [DynamoDBTable("TaskItem")]
            public class TaskItem
            {
                [DynamoDBHashKey]
                public Guid Id { get; set; }

                public string Title { get; set; } = "";
            }

            public class Tasks
            {
                private readonly IDynamoDBContext _dynamo;

                public Tasks(IDynamoDBContext dynamo)
                {
                    _dynamo = dynamo;
                }

                public async Task<IEnumerable<TaskItem>> GetAllAsync()
                    => await _dynamo.ScanAsync<TaskItem>([]).GetRemainingAsync();

                public async Task<TaskItem?> GetByIdAsync(Guid id)
                    => await _dynamo.LoadAsync<TaskItem>(id);

                public async Task<TaskItem> AddAsync(TaskItem task)
                {
                    await _dynamo.GetTargetTable<TaskItem>().PutItemAsync(
                        _dynamo.ToDocument(task),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                    return task;
                }

                public async Task UpdateAsync(TaskItem task)
                {
                    var existing = await _dynamo.LoadAsync<TaskItem>(task.Id);
                    if (existing is not null)
                        await _dynamo.GetTargetTable<TaskItem>().PutItemAsync(
                            _dynamo.ToDocument(task),
                            new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_exists(Id)" } });
                }

                public async Task<string?> Replace(Guid id, string title)
                {
                    var existing = await _dynamo.LoadAsync<TaskItem>(id);
                    if (existing is null)
                    {
                        return null;
                    }

                    var old = existing.Title;
                    await _dynamo.GetTargetTable<TaskItem>().PutItemAsync(
                        _dynamo.ToDocument(new TaskItem { Id = id, Title = title }),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_exists(Id)" } });
                    return old;
                }

                public async Task Remove(Guid id)
                {
                    var existing = await _dynamo.LoadAsync<TaskItem>(id);
                    if (existing is not null)
                        await _dynamo.DeleteAsync<TaskItem>(id);
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task The_context_replaces_the_values_of_the_row() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Tasks>();
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql("Host=localhost"));
            builder.Build().Run();

            public class TaskItem
            {
                public Guid Id { get; set; }

                public string Title { get; set; } = "";
            }

            public class Tasks
            {
                private readonly List<TaskItem> {|SLS4003:_tasks|} = new();

                public Task<IEnumerable<TaskItem>> GetAllAsync()
                    => Task.FromResult<IEnumerable<TaskItem>>(_tasks);

                public Task<TaskItem?> GetByIdAsync(Guid id)
                    => Task.FromResult(_tasks.FirstOrDefault(t => t.Id == id));

                public Task<TaskItem> AddAsync(TaskItem task)
                {
                    _tasks.Add(task);
                    return Task.FromResult(task);
                }

                public Task UpdateAsync(TaskItem task)
                {
                    var index = _tasks.FindIndex(t => t.Id == task.Id);
                    if (index >= 0)
                        _tasks[index] = task;
                    return Task.CompletedTask;
                }

                public string? Replace(Guid id, string title)
                {
                    int index = _tasks.FindIndex(t => t.Id == id);
                    if (index == -1)
                    {
                        return null;
                    }

                    var old = _tasks[index].Title;
                    _tasks[index] = new TaskItem { Id = id, Title = title };
                    return old;
                }

                public void Remove(Guid id)
                {
                    var index = _tasks.FindIndex(t => t.Id == id);
                    if (index != -1)
                        _tasks.RemoveAt(index);
                }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
        Fixed = """
            using System.ComponentModel.DataAnnotations.Schema;
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Tasks>();
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql("Host=localhost"));
            builder.Build().Run();

            public class TaskItem
            {
                [DatabaseGenerated(DatabaseGeneratedOption.None)]
                public Guid Id { get; set; }

                public string Title { get; set; } = "";
            }

            public class Tasks(IServiceScopeFactory scopes)
            {
                public async Task<IEnumerable<TaskItem>> GetAllAsync()
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.TaskItems.ToListAsync();
                }

                public async Task<TaskItem?> GetByIdAsync(Guid id)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.TaskItems.FirstOrDefaultAsync(t => t.Id == id);
                }

                public async Task<TaskItem> AddAsync(TaskItem task)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    db.TaskItems.Add(task);
                    await db.SaveChangesAsync();
                    return task;
                }

                public async Task UpdateAsync(TaskItem task)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    var existing = await db.TaskItems.FirstOrDefaultAsync(t => t.Id == task.Id);
                    if (existing is not null)
                    {
                        db.Entry(existing).CurrentValues.SetValues(task);
                        await db.SaveChangesAsync();
                    }
                }

                public async Task<string?> Replace(Guid id, string title)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    var existing = await db.TaskItems.FirstOrDefaultAsync(t => t.Id == id);
                    if (existing is null)
                    {
                        return null;
                    }

                    var old = existing.Title;
                    db.Entry(existing).CurrentValues.SetValues(new TaskItem { Id = id, Title = title });
                    await db.SaveChangesAsync();
                    return old;
                }

                public async Task Remove(Guid id)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    var existing = await db.TaskItems.FirstOrDefaultAsync(t => t.Id == id);
                    if (existing is not null)
                        await db.TaskItems.Where(t2 => t2.Id == id).ExecuteDeleteAsync();
                }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();

                public DbSet<TaskItem> TaskItems => Set<TaskItem>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("public int At(Guid id) { var index = _tasks.FindIndex(t => t.Id == id); return index; }", "'FindIndex'")]
    [InlineData("public void Swap(Guid id, Item other) { var index = _tasks.FindIndex(t => t.Id == id); if (index >= 0) _tasks[index] = other; }", "may have another key than the one that it replaces")]
    [InlineData("public void Swap(Item other) { _tasks[0] = other; }", "the indexer in Test.cs")]
    [InlineData("public void Drop() { _tasks.RemoveAt(0); }", "'RemoveAt' in Test.cs")]
    [InlineData("public void Rename(Guid id) { var index = _tasks.FindIndex(t => t.Id == id); if (index >= 0) _tasks[index].Title = \"\"; }", "the change of a record")]
    public Task A_place_that_means_more_is_refused(string member, string reason) => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        "public class Item\n{\n    public Guid Id { get; set; }\n\n    public string Title { get; set; } = \"\";\n}\n\npublic class Items\n{\n    readonly List<Item> _tasks = [];\n\n    public void Add(Item item) => _tasks.Add(item);\n\n    public int Count() => _tasks.Count;\n\n    " + member + "\n}\n",
        reason, "builder.Services.AddSingleton<Items>();");
}
