using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Finds where the hosts of a project register services, and registers there what is not registered yet.</summary>
internal sealed class CompositionRoots(FixSession session)
{
    sealed record Root(DocumentId Document, SyntaxNode Anchor, Placement Placement, string Services, string? Configuration);

    readonly Dictionary<ProjectId, Root?> roots = [];

    /// <summary>Registers in every host that runs code of the project.</summary>
    public async Task RegisterAsync(FixUnit unit, ProjectId consumer, Registration registration)
    {
        var hosts = 0;
        foreach (var project in Hosts(consumer))
            if (await RootAsync(project).ConfigureAwait(false) is { } root)
            {
                hosts++;
                await RegisterAsync(unit, project, root, registration).ConfigureAwait(false);
            }
        if (hosts == 0)
            unit.Refuse("no composition root in the solution runs this project");
    }

    /// <summary>Sets a key in the settings of every host that runs code of the project.</summary>
    public async Task ConfigureAsync(FixUnit unit, ProjectId consumer, string key, string value)
    {
        foreach (var project in Hosts(consumer))
            if (await RootAsync(project).ConfigureAwait(false) is not null)
                unit.Add(new SetConfiguration(project.Id, key, value));
    }

    async Task<Root?> RootAsync(Project project)
    {
        if (!roots.TryGetValue(project.Id, out var root))
            roots[project.Id] = root = await FindAsync(project).ConfigureAwait(false);
        return root;
    }

    // The project itself and all that reference it; of several target frameworks one stands for its project file.
    IEnumerable<Project> Hosts(ProjectId consumer)
    {
        var dependents = session.Solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(consumer);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var project in session.Solution.Projects)
            if ((project.Id == consumer || dependents.Contains(project.Id)) && project.Language == LanguageNames.CSharp && seen.Add(project.FilePath ?? project.Id.Id.ToString()))
                yield return project;
    }

    async Task RegisterAsync(FixUnit unit, Project host, Root root, Registration registration)
    {
        var compilation = await session.CompilationAsync(host.Id).ConfigureAwait(false);
        var facts = CompositionFacts.Of(compilation, session.CancellationToken);
        if (facts.Calls(registration.Method).Any(c => c.Arm != DeploymentArm.Development && (registration.TypeArgument is null || c.Types.Contains(registration.TypeArgument))))
            return;
        if (registration.Replaces is { } twin && await ReplaceAsync(unit, host, registration, twin).ConfigureAwait(false))
            return;

        var needsConfiguration = registration.Statement.Contains("{configuration}");
        if (needsConfiguration && root.Configuration is null)
        {
            unit.Refuse("the composition root has no configuration at hand");
            return;
        }
        unit.Add(new InsertRegistration(NodeKey.Of(root.Document, root.Anchor), root.Placement, registration, root.Services, needsConfiguration ? root.Configuration : null));
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
            var root = await document.GetSyntaxRootAsync(session.CancellationToken).ConfigureAwait(false);
            foreach (var call in root!.DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == twin
                    && DeploymentArms.Of(call) != DeploymentArm.Development
                    && await ReplaceAsync(unit, session.Canonical(document), call, registration).ConfigureAwait(false))
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
        if (ConfigurationAt(twin, model) is not { } configuration)
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

    async Task<Root?> FindAsync(Project project)
    {
        var compilation = await session.CompilationAsync(project.Id).ConfigureAwait(false);
        if (!HostModel.Of(compilation, KnownTypes.Of(compilation), project.AnalyzerOptions).IsAnalyzed)
            return null;
        foreach (var document in project.Documents.OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal))
        {
            var root = await document.GetSyntaxRootAsync(session.CancellationToken).ConfigureAwait(false);
            var text = root!.GetText().ToString();
            if (!text.Contains("Builder(") && !text.Contains("ConfigureServices"))
                continue;
            var model = await session.ModelAsync(session.Canonical(document).Id).ConfigureAwait(false);
            var canonical = session.Canonical(document);
            root = await session.RootAsync(canonical.Id).ConfigureAwait(false);
            if (OfBuilder(canonical.Id, root, model) is { } program)
                return program;
            if (OfStartup(canonical.Id, root, model) is { } startup)
                return startup;
        }
        return null;
    }

    // var builder = WebApplication.CreateBuilder(args); … builder.Build()
    static Root? OfBuilder(DocumentId document, SyntaxNode root, SemanticModel model)
    {
        foreach (var declarator in root.DescendantNodes().OfType<VariableDeclaratorSyntax>())
        {
            if (declarator.Parent?.Parent is not LocalDeclarationStatementSyntax declaration || declarator.Initializer is null
                || model.GetDeclaredSymbol(declarator) is not ILocalSymbol local || !IsApplicationBuilder(local.Type, model.Compilation))
                continue;

            var name = local.Name;
            StatementSyntax anchor = declaration;
            var placement = Placement.After;
            foreach (var statement in Following(declaration))
            {
                if (statement.DescendantNodes().Any(n => n is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build", Expression: IdentifierNameSyntax { Identifier.ValueText: var built } } } && built == name))
                {
                    if (anchor == declaration)
                        (anchor, placement) = (statement, Placement.Before);
                    break;
                }
                if (statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax && statement.ToString().Contains(name + ".Services"))
                    anchor = statement;
            }
            return new Root(document, anchor, placement, name + ".Services", name + ".Configuration");
        }
        return null;
    }

    static bool IsApplicationBuilder(ITypeSymbol type, Compilation compilation) =>
        KnownTypes.Of(compilation) is var types
        && (types.IsOrInherits(type, TypeNames.IHostApplicationBuilder) || types.Is(type, TypeNames.WebApplicationBuilder));

    static IEnumerable<StatementSyntax> Following(LocalDeclarationStatementSyntax declaration)
    {
        var statements = declaration.Parent switch
        {
            BlockSyntax block => block.Statements,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement),
            _ => [],
        };
        return statements.SkipWhile(s => s != declaration).Skip(1);
    }

    // public void ConfigureServices(IServiceCollection services)
    static Root? OfStartup(DocumentId document, SyntaxNode root, SemanticModel model)
    {
        foreach (var method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (method is not { Identifier.ValueText: "ConfigureServices", Body: { } body, ParameterList.Parameters: [var first, ..] } || method.Parent is not ClassDeclarationSyntax
                || model.GetDeclaredSymbol(first) is not IParameterSymbol parameter || !KnownTypes.Of(model.Compilation).Is(parameter.Type, TypeNames.IServiceCollection))
                continue;

            var end = body.Statements.LastOrDefault();
            var (anchor, placement) = end is ReturnStatementSyntax ? ((SyntaxNode)end, Placement.Before) : (body, Placement.End);
            return new Root(document, anchor, placement, parameter.Name, ConfigurationAt(end ?? (SyntaxNode)body, model));
        }
        return null;
    }

    /// <summary>An expression of the application's configuration that is in scope at the node, or null.</summary>
    static string? ConfigurationAt(SyntaxNode node, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        // Inside a body the symbols of its own scope are seen; at its opening brace they are not.
        var position = node is BlockSyntax block ? block.OpenBraceToken.Span.End : node.SpanStart;
        string? through = null;
        foreach (var symbol in model.LookupSymbols(position))
        {
            var type = symbol switch
            {
                ILocalSymbol local when local.DeclaringSyntaxReferences is [var declared] && declared.Span.End < node.SpanStart => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol { IsImplicitlyDeclared: false } field => field.Type,
                IPropertySymbol { GetMethod: not null, IsIndexer: false } property => property.Type,
                _ => null,
            };
            if (type is null || symbol.IsStatic && symbol is not IFieldSymbol and not IPropertySymbol)
                continue;
            if (types.IsOrInherits(type, TypeNames.IConfiguration))
                return symbol.Name;
            if (symbol is ILocalSymbol or IParameterSymbol
                && type.GetMembers("Configuration").Concat(type.AllInterfaces.SelectMany(i => i.GetMembers("Configuration"))).Any(m => m is IPropertySymbol { DeclaredAccessibility: Accessibility.Public } p && types.IsOrInherits(p.Type, TypeNames.IConfiguration)))
                through ??= symbol.Name + ".Configuration";
        }
        return through;
    }
}
