using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// Records that a table of DynamoDB starts with. DynamoDB has no migrations, and a program that fills an empty table whenever it starts brings back what was deleted:
/// whoever makes the table runs the program once with the argument <c>seed</c>.
/// </summary>
internal sealed class DynamoSeeds(FixUnit unit, FixSession session, HeldTable table)
{
    const string Method = "SeedAsync";

    static readonly string[] Usings = ["System.Threading.Tasks", "Amazon.DynamoDBv2.DataModel", "Amazon.DynamoDBv2.DocumentModel", "Amazon.DynamoDBv2.Model"];

    /// <summary>Adds the method that puts the records in, and the argument that runs it, or refuses.</summary>
    /// <param name="seeds">The records.</param>
    /// <param name="isNew">The condition that a record's key is new.</param>
    public async Task AddAsync(IReadOnlyList<TableSeed> seeds, string isNew)
    {
        if (seeds.Count == 0)
            return;
        var declaration = await table.Entity.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(declaration) is not { } document || !table.Entity.GetMembers(Method).IsEmpty)
        {
            unit.Refuse($"'{table.Entity.Name}' has a member '{Method}' already");
            return;
        }
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        unit.Add(new AddMember(NodeKey.Of(document.Id, declaration), Method, Member(seeds, isNew, t => t.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(model, declaration.Span.End - 1))));
        foreach (var ns in (isNew.Contains("Dictionary<") ? Usings.Append("System.Collections.Generic") : Usings).Concat(SeedRange.Usings(seeds)))
            unit.Add(new AddUsing(document.Id, ns));
        await AddArgumentAsync().ConfigureAwait(false);
    }

    string Member(IReadOnlyList<TableSeed> seeds, string isNew, Func<ITypeSymbol, string> nameOf)
    {
        var lines = new List<string>();
        foreach (var text in seeds.Where(s => s.Range is null).Select(s => new SeedText(s, table.Key, nameOf)))
        {
            lines.AddRange(text.Above());
            var made = text.Lines().ToList();
            made[0] = "await AddAsync(" + made[0];
            made[made.Count - 1] += ");" + text.Behind();
            lines.AddRange(made);
        }
        foreach (var (range, seed) in SeedRange.In(seeds))
            lines.AddRange([$"foreach (var {range.Number} in {range.Numbers})", "{", .. $"await AddAsync({string.Join("\n", new SeedText(seed, table.Key, nameOf).Lines())});".Split('\n').Select(l => "    " + l), "}"]);
        var record = nameOf(table.Entity);
        return $$"""
            public static async Task {{Method}}(IDynamoDBContext dynamo)
            {
                // To run once, when the table is made: what was deleted since would come back.
                {{string.Join("\n    ", lines)}}

                async Task AddAsync({{record}} seed)
                {
                    var isNew = new Expression { {{isNew}} };
                    try
                    {
                        await dynamo.GetTargetTable<{{record}}>().PutItemAsync(dynamo.ToDocument(seed), new PutItemOperationConfig { ConditionalExpression = isNew });
                    }
                    catch (ConditionalCheckFailedException)
                    {
                        // What is there stays as it is.
                    }
                }
            }
            """;
    }

    // app.Run(); of each program that runs the code
    async Task AddArgumentAsync()
    {
        var hosts = await session.Composition.RunningAsync(table.Document.Project.Id).ConfigureAwait(false);
        foreach (var (host, root) in hosts)
        {
            if (!await IsSeenAsync(host).ConfigureAwait(false))
            {
                unit.Refuse($"the collection starts with content, and '{table.Entity.Name}' is not seen by the program that could put it in once");
                return;
            }
            var model = await session.ModelAsync(root.Document).ConfigureAwait(false);
            var run = (await session.RootAsync(root.Document).ConfigureAwait(false)).DescendantNodes().OfType<ExpressionStatementSyntax>().FirstOrDefault(s => IsRun(s, model));
            if (run is null || ArgumentsAt(run) is not { } arguments)
            {
                unit.Refuse("the collection starts with content, and the program has no application and no arguments at hand where it runs, to put it in once");
                return;
            }
            await session.Async.EnterAsync(unit, run).ConfigureAwait(false);
            Add(run, root.Document, arguments, model);
        }
    }

    async Task<bool> IsSeenAsync(Project host)
    {
        var compilation = await session.CompilationAsync(host.Id).ConfigureAwait(false);
        return compilation.IsSymbolAccessibleWithin(table.Entity, compilation.Assembly);
    }

    static bool IsRun(ExpressionStatementSyntax statement, SemanticModel model) =>
        Called(statement) is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "RunAsync", Expression: IdentifierNameSyntax application } }
        && statement.Parent is GlobalStatementSyntax or BlockSyntax { Parent: MethodDeclarationSyntax } && KnownTypes.Of(model.Compilation).IsOrInherits(model.GetTypeInfo(application).Type!, TypeNames.IHost);

    static InvocationExpressionSyntax? Called(ExpressionStatementSyntax statement) =>
        (statement.Expression is AwaitExpressionSyntax awaited ? awaited.Expression : statement.Expression) as InvocationExpressionSyntax;

    static string? ArgumentsAt(ExpressionStatementSyntax run) => run.Parent switch
    {
        GlobalStatementSyntax => "args",
        BlockSyntax { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Main", ParameterList.Parameters: [var only] } } => only.Identifier.ValueText,
        _ => null,
    };

    // One block for each table, in the order of their names and before the health checks of SLS6006, whichever comes first.
    void Add(ExpressionStatementSyntax run, DocumentId document, string arguments, SemanticModel model)
    {
        var record = table.Entity.Name;
        var start = run.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp11 } ? $"if ({arguments} is [\"seed\", nameof(" : $"if ({arguments}.Length == 2 && {arguments}[0] == \"seed\" && {arguments}[1] == nameof(";
        var asked = start + record + (start.Contains("[\"seed\"") ? ")])" : "))");
        var application = ((IdentifierNameSyntax)((MemberAccessExpressionSyntax)Called(run)!.Expression).Expression).Identifier.ValueText;
        var statement = $"{asked}\n{{\n    await {record}.{Method}({{services}}.Services.GetRequiredService<IDynamoDBContext>());\n    return;\n}}\n";
        StatementSyntax anchor = run;
        while (RegistrationOrder.Previous(anchor) is { } above && IsLater(above.ToString()))
            anchor = above;
        var usings = ImmutableArray.Create("Microsoft.Extensions.DependencyInjection", "Amazon.DynamoDBv2.DataModel");
        if (!table.Entity.ContainingNamespace.IsGlobalNamespace)
            usings = usings.Add(table.Entity.ContainingNamespace.ToDisplayString());
        unit.Add(new InsertRegistration(NodeKey.Of(document, anchor), Placement.Before, new(80, Method, record, statement, usings, null), application, null));
        foreach (var ns in usings)
            unit.Add(new AddUsing(document, ns));

        bool IsLater(string text) => text.StartsWith(start, StringComparison.Ordinal) && string.CompareOrdinal(text, asked) > 0 || text.StartsWith(application + ".MapHealthChecks(", StringComparison.Ordinal);
    }
}
