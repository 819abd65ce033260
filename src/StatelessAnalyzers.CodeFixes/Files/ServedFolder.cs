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
    /// <summary>The namespaces that an endpoint needs.</summary>
    public static ImmutableArray<string> Usings { get; } = ImmutableArray.Create(
        "System.Net", "System.Threading", "Amazon.S3", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.StaticFiles", "Microsoft.Extensions.Configuration");

    static readonly HashSet<FileAction> Writes = [FileAction.WriteText, FileAction.WriteBytes, FileAction.WriteLines, FileAction.WriteStream, FileAction.Save, FileAction.Copy, FileAction.Move];

    public async Task KeepAsync(Project project, PathUses uses)
    {
        var written = uses.Operations.Where(o => Writes.Contains(o.Operation.Action)).Select(o => reader.Of(o.Operation.Target ?? o.Operation.Path, o.Model)).Where(p => p?.Root == PathExpression.WebRoot)
            .Select(p => (Key: p!.IsConstant ? p.Folder : p.FolderOfName, IsFile: p.IsConstant)).Distinct().ToList();
        // An endpoint in the place of middleware answers at its address already.
        var addresses = uses.Operations.Where(o => o.Operation.Action == FileAction.Serve).Select(o => ServedStatically.AddressOf(o.Operation, o.Model)).ToList();
        written.RemoveAll(w => addresses.Contains("/" + w.Key));
        if (written.Count == 0)
            return;
        foreach (var host in session.Composition.Hosts(project.Id))
            if (!await ServesWebRootAsync(host).ConfigureAwait(false))
                continue;
            else if (written.Exists(w => w.Key.Length == 0))
                unit.Refuse("the web root itself is served, and an endpoint for it would answer for all of the application");
            else if (await PlaceAsync(host).ConfigureAwait(false) is not var (document, anchor, placement, endpoints))
                unit.Refuse("the files are served from the web root, and there is no place for an endpoint that serves them instead");
            else
                foreach (var (key, isFile) in written)
                    await MapAsync(document, NodeKey.Of(document.Id, anchor), placement, endpoints, key, isFile).ConfigureAwait(false);
    }

    async Task<bool> ServesWebRootAsync(Project host)
    {
        foreach (var project in await RunByAsync(host).ConfigureAwait(false))
            foreach (var call in await session.CallsAsync(project, "UseStaticFiles").ConfigureAwait(false))
                if (!call.Node.ToString().Contains("FileProvider") && DeploymentArms.Of(call.Node) != DeploymentArm.Development)
                    return true;
        return false;
    }

    // A web application runs the middleware of libraries as well, which several hosts may share.
    async Task<IEnumerable<Project>> RunByAsync(Project host)
    {
        if (host.CompilationOptions?.OutputKind is OutputKind.DynamicallyLinkedLibrary || (await session.NamingAsync(host, "WebApplication").ConfigureAwait(false)).Count == 0)
            return [host];
        return session.Solution.GetProjectDependencyGraph().GetProjectsThatThisProjectTransitivelyDependsOn(host.Id).Select(id => session.Solution.GetProject(id)!).Where(p => p.Language == LanguageNames.CSharp).Prepend(host);
    }

    // Where the application maps its endpoints: at the end of UseEndpoints, or before it runs.
    async Task<(Document Document, SyntaxNode Anchor, Placement Placement, string Endpoints)?> PlaceAsync(Project host)
    {
        if (!(await session.TypesAsync(host.Id).ConfigureAwait(false)).Has("Microsoft.AspNetCore.Http.Results"))
            return null;
        foreach (var name in new[] { "UseEndpoints", "Run", "RunAsync" })
            foreach (var (document, model, call) in await session.CallsAsync(host, name).ConfigureAwait(false))
                if (EndpointsAt(call, model) is var (anchor, placement, endpoints))
                    return (document, anchor, placement, endpoints);
        return null;
    }

    async Task MapAsync(Document document, NodeKey anchor, Placement placement, string endpoints, string key, bool isFile)
    {
        var route = isFile ? $"/{key}" : $"/{key}/{{**name}}";
        if ((await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString().Contains($"MapGet(\"{route}\""))
            return;
        unit.Add(new InsertRegistration(anchor, placement, Endpoint(route, key, isFile), endpoints, null));
        foreach (var ns in Usings)
            unit.Add(new AddUsing(document.Id, ns));
    }

    static (SyntaxNode Anchor, Placement Placement, string Endpoints)? EndpointsAt(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (CalledName.Of(call) is { Identifier.ValueText: "UseEndpoints" })
            return MappedEndpoints.Within(call);
        if (call is not { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax application } } || !KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(application).Type, TypeNames.WebApplication)
            || call.FirstAncestorOrSelf<StatementSyntax>() is not ({ Parent: BlockSyntax or GlobalStatementSyntax } and ExpressionStatementSyntax statement))
            return null;
        return (MappedEndpoints.Before(statement), Placement.Before, application.Identifier.Text);
    }

    // As the middleware did, it takes no account and answers for known types of content only.
    static Registration Endpoint(string route, string key, bool isFile)
    {
        var (parameter, name, named) = isFile ? ("", $"\"{key}\"", $"\"{key}\"") : ("string name, ", "name", $"$\"{key}/{{name}}\"");
        return new(80, "MapGet", null, Code("{services}", $"\"{route}\"", parameter, name, named), Usings, null);
    }

    /// <summary>The statement that maps an endpoint.</summary>
    /// <param name="endpoints">What endpoints are mapped on.</param>
    /// <param name="route">The expression of the route.</param>
    /// <param name="parameter">The parameter that the route fills, with a comma, or nothing.</param>
    /// <param name="name">The expression of the file's name.</param>
    /// <param name="key">The expression of the object's key.</param>
    public static string Code(string endpoints, string route, string parameter, string name, string key) => $$"""
        {{endpoints}}.MapGet({{route}}, async ({{parameter}}IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken) =>
        {
            if (!new FileExtensionContentTypeProvider().TryGetContentType({{name}}, out var contentType))
            {
                return Results.NotFound();
            }

            try
            {
                var found = await s3.GetObjectAsync(configuration["Storage:Bucket"], {{key}}, cancellationToken);
                return Results.Stream(found.ResponseStream, contentType);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                return Results.NotFound();
            }
        }).AllowAnonymous();
        """.Replace("\r\n", "\n");
}
