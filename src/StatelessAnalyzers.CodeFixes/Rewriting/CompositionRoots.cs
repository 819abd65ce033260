using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Registers in the hosts of a project what is not registered yet.</summary>
internal sealed class CompositionRoots(FixSession session)
{
    readonly HostPrograms programs = new(session);
    readonly Dictionary<ProjectId, CompositionRoot?> roots = [];

    /// <summary>Registers in every host that runs code of the project.</summary>
    public async Task RegisterAsync(FixUnit unit, ProjectId consumer, Registration registration)
    {
        var hosts = await RunningAsync(consumer).ConfigureAwait(false);
        foreach (var (project, root) in hosts)
            await RegisterAsync(unit, project, root, registration).ConfigureAwait(false);
        if (hosts.Count == 0)
            unit.Refuse("no composition root in the solution runs this project");
    }

    /// <summary>Sets a key in the settings of every host that runs code of the project.</summary>
    public async Task ConfigureAsync(FixUnit unit, ProjectId consumer, string key, string value)
    {
        foreach (var (project, _) in await RunningAsync(consumer).ConfigureAwait(false))
            unit.Add(new SetConfiguration(project.Id, key, value));
    }

    /// <summary>The hosts that run code of the project, each with the place where it registers.</summary>
    public async Task<IReadOnlyList<(Project Project, CompositionRoot Root)>> RunningAsync(ProjectId consumer)
    {
        // A module of an application that loads it by name registers for itself; other modules that refer to it are no hosts of it.
        var all = new List<(Project Project, CompositionRoot Root)>();
        foreach (var project in Hosts(consumer))
            if (await RootAsync(project).ConfigureAwait(false) is { } root)
                all.Add((project, root));
        return all.FindAll(host => host.Project.CompilationOptions?.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication) is { Count: > 0 } applications ? applications
            : all.FindAll(host => session.Frameworks(consumer).Any(f => f.Id == host.Project.Id)) is { Count: > 0 } own ? own
            : all;
    }

    async Task<CompositionRoot?> RootAsync(Project project)
    {
        if (!roots.TryGetValue(project.Id, out var root))
            roots[project.Id] = root = await programs.FindAsync(project).ConfigureAwait(false);
        return root;
    }

    /// <summary>The project itself and all that reference it; of several target frameworks one stands for its project file.</summary>
    public IEnumerable<Project> Hosts(ProjectId consumer)
    {
        var graph = session.Solution.GetProjectDependencyGraph();
        var reached = new HashSet<ProjectId>(session.Frameworks(consumer).SelectMany(f => graph.GetProjectsThatTransitivelyDependOnThisProject(f.Id).Append(f.Id)));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var project in session.Solution.Projects)
            if (reached.Contains(project.Id) && project.Language == LanguageNames.CSharp && seen.Add(project.FilePath ?? project.Id.Id.ToString()))
                yield return project;
    }

    async Task RegisterAsync(FixUnit unit, Project host, CompositionRoot root, Registration registration)
    {
        var compilation = await session.CompilationAsync(host.Id).ConfigureAwait(false);
        var facts = CompositionFacts.Of(compilation, session.CancellationToken);
        if (facts.Calls(registration.Method).Any(c => c.Arm != DeploymentArm.Development && (registration.TypeArgument is null || c.Types.Contains(registration.TypeArgument)))
            || (registration.Twin is { } other && facts.Registers(other)))
            return;
        if (registration.Replaces is { } twin && await ReplaceAsync(unit, host, registration, twin).ConfigureAwait(false))
            return;

        var needsConfiguration = registration.Statement.Contains("{configuration}");
        if (needsConfiguration && root.Configuration is null)
        {
            if (registration.IsFoundByProvider)
                return;
            if (registration.FromProvider is not { } late)
            {
                unit.Refuse("the composition root has no configuration at hand");
                return;
            }
            (registration, needsConfiguration) = (registration with { Statement = late.Statement, Usings = registration.Usings.AddRange(late.Usings) }, false);
        }
        var (anchor, placement) = RegistrationOrder.PlaceOf(registration, root);
        unit.Add(new InsertRegistration(NodeKey.Of(root.Document, anchor), placement, registration, root.Services, needsConfiguration ? root.Configuration : null));
        Complete(unit, host.Id, root.Document, registration);
    }

    static void Complete(FixUnit unit, ProjectId host, DocumentId document, Registration registration)
    {
        foreach (var ns in registration.Usings)
            unit.Add(new AddUsing(document, ns));
        if (registration.Package is { } package)
            unit.Add(new AddPackage(host, package));
        if (registration is { Key: { } key, Placeholder: { } value })
            unit.Add(new SetConfiguration(host, key, value));
    }

    // The memory twin gives way to the shared one where it stands, so that nothing dead is left behind.
    async Task<bool> ReplaceAsync(FixUnit unit, Project host, Registration registration, string twin)
    {
        foreach (var document in host.Documents)
        {
            var text = await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false);
            if (!FixSession.IsEditable(document) || text.ToString().IndexOf(twin, StringComparison.Ordinal) < 0)
                continue;
            var canonical = session.Canonical(document);
            foreach (var call in (await session.RootAsync(canonical.Id).ConfigureAwait(false)).DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == twin
                    && DeploymentArms.Of(call) != DeploymentArm.Development
                    && await ReplaceAsync(unit, canonical, call, registration).ConfigureAwait(false))
                    return true;
        }
        return false;
    }

    /// <summary>Replaces a registration over process memory by the shared one, where the configuration is at hand.</summary>
    public async Task<bool> ReplaceAsync(FixUnit unit, Document document, InvocationExpressionSyntax twin, Registration registration)
    {
        if (twin.Expression is not MemberAccessExpressionSyntax)
            return false;
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (HostPrograms.ConfigurationAt(twin, model) is not { } configuration)
            return false;

        unit.Add(new RewriteNode(NodeKey.Of(document.Id, twin), registration.Method, (node, _) =>
        {
            var call = (InvocationExpressionSyntax)node;
            var services = ((MemberAccessExpressionSyntax)call.Expression).Expression.WithoutTrivia().ToString();
            var text = registration.Statement.TrimEnd(';').Replace("{services}", services).Replace("{configuration}", configuration);
            // The receiver keeps its comments and line breaks: only the call's own part is new.
            var made = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression(text);
            var access = (MemberAccessExpressionSyntax)call.Expression;
            return call.WithExpression(access.WithName(((MemberAccessExpressionSyntax)made.Expression).Name.WithTriviaFrom(access.Name)))
                .WithArgumentList(made.ArgumentList.WithTriviaFrom(call.ArgumentList));
        }));
        Complete(unit, document.Project.Id, document.Id, registration);
        return true;
    }

    /// <summary>Adds a link behind a call of a chain, such as <c>AddSignalR()</c>, where the configuration is at hand.</summary>
    public async Task<bool> ExtendAsync(FixUnit unit, Document document, InvocationExpressionSyntax call, Registration link)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (HostPrograms.ConfigurationAt(call, model) is not { } configuration)
            return false;
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, call), link.Method, (node, _) =>
        {
            var made = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression("_" + link.Statement.Replace("{configuration}", configuration));
            var access = (MemberAccessExpressionSyntax)made.Expression;
            return made.WithExpression(access.WithExpression(((InvocationExpressionSyntax)node).WithoutTrailingTrivia())).WithTrailingTrivia(node.GetTrailingTrivia());
        }));
        Complete(unit, document.Project.Id, document.Id, link);
        return true;
    }

    /// <summary>Takes a link out of a chain. False where nothing would be left that can stand alone.</summary>
    public static bool Drop(FixUnit unit, Document document, InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: var before } || (call.Parent is ExpressionStatementSyntax && before is not InvocationExpressionSyntax))
            return false;
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, call), "no link", (node, _) =>
            ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)node).Expression).Expression.WithTrailingTrivia(node.GetTrailingTrivia())));
        return true;
    }
}
