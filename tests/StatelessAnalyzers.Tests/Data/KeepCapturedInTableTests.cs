using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class KeepCapturedInTableTests
{
    [Fact]
    public Task A_to_do_list_that_endpoints_capture_moves_to_DynamoDB() => new FixTest<EndpointCaptures, KeepCapturedInTable>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();

            var {|SLS3004:todos|} = new List<Todo>();

            app.MapGet("/todos", () => todos);

            app.MapGet("/todos/{id}", (Guid id) => todos.FirstOrDefault(t => t.Id == id) is { } todo ? Results.Ok(todo) : Results.NotFound());

            app.MapPost("/todos", (Todo todo) =>
            {
                todo.Id = Guid.NewGuid();
                todos.Add(todo);
                return Results.Created($"/todos/{todo.Id}", todo);
            });

            app.MapPut("/todos/{id}", (Guid id, Todo input) =>
            {
                var todo = todos.Find(t => t.Id == id);
                if (todo is null)
                {
                    return Results.NotFound();
                }

                todo.Title = input.Title;
                todo.IsDone = input.IsDone;
                return Results.NoContent();
            });

            app.MapDelete("/todos/{id}", (Guid id) =>
            {
                var todo = todos.FirstOrDefault(t => t.Id == id);
                if (todo is null)
                    return Results.NotFound();
                todos.Remove(todo);
                return Results.NoContent();
            });

            app.Run();

            public class Todo
            {
                public Guid Id { get; set; }

                public string Title { get; set; } = "";

                public bool IsDone { get; set; }
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            var app = builder.Build();

            app.MapGet("/todos", async (IDynamoDBContext dynamo) => await dynamo.ScanAsync<Todo>([]).GetRemainingAsync());

            app.MapGet("/todos/{id}", async (Guid id, IDynamoDBContext dynamo) => await dynamo.LoadAsync<Todo>(id) is { } todo ? Results.Ok(todo) : Results.NotFound());

            app.MapPost("/todos", async (Todo todo, IDynamoDBContext dynamo) =>
            {
                todo.Id = Guid.NewGuid();
                await dynamo.GetTargetTable<Todo>().PutItemAsync(
                    dynamo.ToDocument(todo),
                    new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                return Results.Created($"/todos/{todo.Id}", todo);
            });

            app.MapPut("/todos/{id}", async (Guid id, Todo input, IDynamoDBContext dynamo) =>
            {
                var todo = await dynamo.LoadAsync<Todo>(id);
                if (todo is null)
                {
                    return Results.NotFound();
                }

                todo.Title = input.Title;
                todo.IsDone = input.IsDone;
                await dynamo.GetTargetTable<Todo>().PutItemAsync(
                    dynamo.ToDocument(todo),
                    new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_exists(Id)" } });
                return Results.NoContent();
            });

            app.MapDelete("/todos/{id}", async (Guid id, IDynamoDBContext dynamo) =>
            {
                var todo = await dynamo.LoadAsync<Todo>(id);
                if (todo is null)
                    return Results.NotFound();
                await dynamo.DeleteAsync<Todo>(todo.Id);
                return Results.NoContent();
            });

            app.Run();

            [DynamoDBTable("Todo")]
            public class Todo
            {
                [DynamoDBHashKey]
                public Guid Id { get; set; }

                public string Title { get; set; } = "";

                public bool IsDone { get; set; }
            }
            """,
        // The finding is made where a handler captures the local, and stands at the local.
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
    }.RunAsync();
}
