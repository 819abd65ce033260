using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>
/// Keeps the addresses of files below the web root. Static-file middleware answered them from the disk; after the move an endpoint does from the bucket.
/// </summary>
internal sealed class ServedFolder(FixSession session, FixUnit unit, PathReader reader)
{
    static readonly ImmutableArray<string> Usings = ImmutableArray.Create(
        "System.Net", "System.Threading", "Amazon.S3", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.StaticFiles", "Microsoft.Extensions.Configuration");

    static readonly HashSet<FileAction> Writes = [FileAction.WriteText, FileAction.WriteBytes, FileAction.WriteLines, FileAction.WriteStream, FileAction.Save, FileAction.Copy, FileAction.Move];

    public async Task KeepAsync(Project project, PathUses uses)
    {
        var written = uses.Operations.Where(o => Writes.Contains(o.Operation.Action)).Select(o => reader.Of(o.Operation.Target ?? o.Operation.Path, o.Model)).ToList();
        if (written.Count == 0 || written.TrueForAll(p => p?.Root != PathExpression.WebRoot))
            return;
        foreach (var host in session.Composition.Hosts(project.Id))
        {
            if (!await ServesWebRootAsync(host).ConfigureAwait(false))
                continue;
            var isPlaced = false;
            foreach (var path in written)
                if (path?.Root == PathExpression.WebRoot)
                    if (path is { IsConstant: false, FolderOfName.Length: 0 })
                        unit.Refuse("the web root itself is served, and an endpoint for it would answer for all of the application");
                    else
                        isPlaced |= await MapAsync(host, path.IsConstant ? path.Folder : path.FolderOfName, path.IsConstant).ConfigureAwait(false);
            if (!isPlaced)
                unit.Refuse("the files are served from the web root, and there is no place for an endpoint that serves them instead");
        }
    }

    async Task<bool> ServesWebRootAsync(Project host)
    {
        foreach (var call in await CallsAsync(host, "UseStaticFiles").ConfigureAwait(false))
            if (!call.Node.ToString().Contains("FileProvider") && DeploymentArms.Of(call.Node) != DeploymentArm.Development)
                return true;
        return false;
    }

    // Where the application maps its endpoints: before it runs, or at the end of UseEndpoints.
    async Task<bool> MapAsync(Project host, string key, bool isFile)
    {
        var route = isFile ? $"/{key}" : $"/{key}/{{**name}}";
        if (!(await session.TypesAsync(host.Id).ConfigureAwait(false)).Has("Microsoft.AspNetCore.Http.Results"))
            return false;
        foreach (var (document, model, call) in (await CallsAsync(host, "UseEndpoints").ConfigureAwait(false)).Concat(await CallsAsync(host, "Run").ConfigureAwait(false)).Concat(await CallsAsync(host, "RunAsync").ConfigureAwait(false)))
        {
            if (EndpointsAt(call, model) is not var (anchor, placement, endpoints))
                continue;
            if ((await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString().Contains($"MapGet(\"{route}\""))
                return true;
            unit.Add(new InsertRegistration(NodeKey.Of(document.Id, anchor), placement, Endpoint(route, key, isFile), endpoints, null));
            foreach (var ns in Usings)
                unit.Add(new AddUsing(document.Id, ns));
            return true;
        }
        return false;
    }

    static (SyntaxNode Anchor, Placement Placement, string Endpoints)? EndpointsAt(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.ArgumentList.Arguments is [{ Expression: SimpleLambdaExpressionSyntax { Block: { } block, Parameter: var endpoints } }])
            return (block, Placement.End, endpoints.Identifier.Text);
        if (call is not { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax application } } || !KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(application).Type, TypeNames.WebApplication)
            || call.FirstAncestorOrSelf<StatementSyntax>() is not ({ Parent: BlockSyntax or GlobalStatementSyntax } and ExpressionStatementSyntax statement))
            return null;
        // Health checks come last, whichever fix is first.
        StatementSyntax anchor = statement;
        while (Previous(anchor) is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax mapping } above && mapping.DescendantNodesAndSelf().Any(n => n is InvocationExpressionSyntax i && CalledName.Of(i) is { Identifier.ValueText: "MapHealthChecks" }))
            anchor = above;
        return (anchor, Placement.Before, application.Identifier.Text);
    }

    static StatementSyntax? Previous(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.TakeWhile(s => s != statement).LastOrDefault(),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax top } global => (top.Members.TakeWhile(m => m != global).LastOrDefault() as GlobalStatementSyntax)?.Statement,
        _ => null,
    };

    // As the middleware did, it takes no account and answers for known types of content only.
    static Registration Endpoint(string route, string key, bool isFile)
    {
        var (parameter, name, named) = isFile ? ("", $"\"{key}\"", $"\"{key}\"") : ("string name, ", "name", $"$\"{key}/{{name}}\"");
        return new(80, "MapGet", null, $$"""
            {services}.MapGet("{{route}}", async ({{parameter}}IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken) =>
            {
                if (!new FileExtensionContentTypeProvider().TryGetContentType({{name}}, out var contentType))
                {
                    return Results.NotFound();
                }

                try
                {
                    var found = await s3.GetObjectAsync(configuration["Storage:Bucket"], {{named}}, cancellationToken);
                    return Results.Stream(found.ResponseStream, contentType);
                }
                catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
                {
                    return Results.NotFound();
                }
            }).AllowAnonymous();
            """.Replace("\r\n", "\n"), Usings, null);
    }

    async Task<List<(Document Document, SemanticModel Model, InvocationExpressionSyntax Node)>> CallsAsync(Project host, string name)
    {
        var calls = new List<(Document, SemanticModel, InvocationExpressionSyntax)>();
        foreach (var document in host.Documents.Where(FixSession.IsEditable).OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal))
            if ((await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString().Contains(name + "("))
            {
                var canonical = session.Canonical(document);
                var model = await session.ModelAsync(canonical.Id).ConfigureAwait(false);
                foreach (var node in (await session.RootAsync(canonical.Id).ConfigureAwait(false)).DescendantNodes())
                    if (CalledName.Of(node)?.Identifier.ValueText == name)
                        calls.Add((canonical, model, (InvocationExpressionSyntax)node));
            }
        return calls;
    }
}
