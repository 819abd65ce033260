using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Where a host registers services.</summary>
/// <param name="Document">The file.</param>
/// <param name="Anchor">The statement or block by which a registration is put.</param>
/// <param name="Placement">Where it goes, seen from the anchor.</param>
/// <param name="Services">The expression of the service collection there.</param>
/// <param name="Configuration">The expression of the configuration there, or null.</param>
internal sealed record CompositionRoot(DocumentId Document, SyntaxNode Anchor, Placement Placement, string Services, string? Configuration);

/// <summary>Finds the composition root of a project.</summary>
internal sealed class HostPrograms(FixSession session)
{
    // The most explicit shape first, wherever it stands.
    static readonly Func<DocumentId, SyntaxNode, SemanticModel, CompositionRoot?>[] Shapes = [OfBuilder, OfStartup, OfHostBuilder];

    public async Task<CompositionRoot?> FindAsync(Project project)
    {
        var compilation = await session.CompilationAsync(project.Id).ConfigureAwait(false);
        var types = KnownTypes.Of(compilation);
        if (!HostModel.Of(compilation, types, project.AnalyzerOptions).IsAnalyzed && !IsWorker(compilation, types))
            return null;

        var candidates = new List<(Document Document, SyntaxNode Root)>();
        foreach (var document in project.Documents.Where(FixSession.IsEditable).OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal))
        {
            var text = (await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString();
            if (text.Contains("Builder(") || text.Contains("ConfigureServices"))
                candidates.Add((session.Canonical(document), await session.RootAsync(session.Canonical(document).Id).ConfigureAwait(false)));
        }
        foreach (var shape in Shapes)
            foreach (var (document, root) in candidates)
                if (shape(document.Id, root, await session.ModelAsync(document.Id).ConfigureAwait(false)) is { } found)
                    return found;
        return null;
    }

    // A service without web parts is no host to the rules, but what it runs of a library must be registered there too.
    static bool IsWorker(Compilation compilation, KnownTypes types) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication && types.Has(TypeNames.IHostApplicationBuilder) && !HostModel.IsForeign(compilation, types);

    // var builder = WebApplication.CreateBuilder(args); … builder.Build()
    static CompositionRoot? OfBuilder(DocumentId document, SyntaxNode root, SemanticModel model)
    {
        var builders = new List<(LocalDeclarationStatementSyntax Declaration, ILocalSymbol Local)>();
        // To ask for the type of each local would bind most of the program.
        var used = new HashSet<string>(root.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(a => a is { Name.Identifier.ValueText: "Build" or "Services", Expression: IdentifierNameSyntax }).Select(a => a.Expression.ToString()), StringComparer.Ordinal);
        foreach (var declarator in root.DescendantNodes().OfType<VariableDeclaratorSyntax>())
            if (declarator is { Parent.Parent: LocalDeclarationStatementSyntax declared, Initializer.Value: var initial } && (used.Contains(declarator.Identifier.ValueText) || initial.ToString().Contains("Builder("))
                && LocalOf(declarator, model) is { } named && IsApplicationBuilder(named.Type, model.Compilation))
                builders.Add((declared, named));
        // Of several, some only prepare, such as one that migrates the database: the one that is run serves.
        var served = builders.Count > 1 ? builders.FindAll(b => IsRun(b.Declaration, b.Local.Name)) : builders;
        foreach (var (declaration, local) in served.Count == 1 ? served : [])
        {
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
            return new CompositionRoot(document, anchor, placement, name + ".Services", name + ".Configuration");
        }
        return null;
    }

    // Looked up, which binds its initial value alone: to ask for the declared symbol binds the whole program.
    static ILocalSymbol? LocalOf(VariableDeclaratorSyntax declarator, SemanticModel model)
    {
        foreach (var symbol in model.LookupSymbols(declarator.SpanStart, name: declarator.Identifier.ValueText))
            if (symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local && declared.Span == declarator.Span)
                return local;
        return null;
    }

    static bool IsRun(LocalDeclarationStatementSyntax declaration, string builder)
    {
        string? application = null;
        foreach (var statement in Following(declaration))
            foreach (var call in statement.DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called, Expression: var receiver })
                    continue;
                else if (called is "Run" or "RunAsync" && (receiver.ToString() == application || receiver.ToString() == builder + ".Build()"))
                    return true;
                else if (called == "Build" && receiver.ToString() == builder && call.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax built })
                    application = built.Identifier.ValueText;
        return false;
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
    static CompositionRoot? OfStartup(DocumentId document, SyntaxNode root, SemanticModel model)
    {
        foreach (var method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
            if (method is { Identifier.ValueText: "ConfigureServices", Body: { } body, ParameterList.Parameters: { Count: > 0 } parameters, Parent: ClassDeclarationSyntax }
                && ServicesOf(parameters, model) is { } services)
                return OfBlock(document, body, services, model);
        return null;
    }

    // Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => { … })
    static CompositionRoot? OfHostBuilder(DocumentId document, SyntaxNode root, SemanticModel model)
    {
        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureServices" }, ArgumentList.Arguments: [{ Expression: LambdaExpressionSyntax { Block: { } block } lambda }] })
                continue;
            var parameters = lambda switch
            {
                ParenthesizedLambdaExpressionSyntax parenthesized => parenthesized.ParameterList.Parameters,
                SimpleLambdaExpressionSyntax simple => [simple.Parameter],
                _ => default(IEnumerable<ParameterSyntax>),
            };
            if (ServicesOf(parameters ?? [], model) is { } services)
                return OfBlock(document, block, services, model);
        }
        return null;
    }

    static string? ServicesOf(IEnumerable<ParameterSyntax> parameters, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        foreach (var parameter in parameters)
            if (model.GetDeclaredSymbol(parameter) is IParameterSymbol symbol && types.Is(symbol.Type, TypeNames.IServiceCollection))
                return symbol.Name;
        return null;
    }

    static CompositionRoot OfBlock(DocumentId document, BlockSyntax body, string services, SemanticModel model)
    {
        var end = body.Statements.LastOrDefault();
        var (anchor, placement) = end is ReturnStatementSyntax ? ((SyntaxNode)end, Placement.Before) : (body, Placement.End);
        return new CompositionRoot(document, anchor, placement, services, ConfigurationAt(end ?? (SyntaxNode)body, model));
    }

    /// <summary>An expression of the application's configuration that is in scope at the node, or null. What is nearest is taken.</summary>
    public static string? ConfigurationAt(SyntaxNode node, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        // Inside a body the symbols of its own scope are seen; at its opening brace they are not.
        var position = node is BlockSyntax block ? block.OpenBraceToken.Span.End : node.SpanStart;
        var isStatic = node.AncestorsAndSelf().Any(Functions.IsStatic);
        var function = node.FirstAncestorOrSelf<LocalFunctionStatementSyntax>();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var symbol in model.LookupSymbols(position))
        {
            var (type, distance) = symbol switch
            {
                ILocalSymbol local when local.DeclaringSyntaxReferences is [var declared] && declared.Span.End < node.SpanStart => (local.Type, 0),
                IParameterSymbol parameter when !isStatic || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } => (parameter.Type, 1),
                IPropertySymbol { GetMethod: not null, IsIndexer: false } property when property.IsStatic || !isStatic => (property.Type, 2),
                IFieldSymbol { IsImplicitlyDeclared: false } field when field.IsStatic || !isStatic => (field.Type, 3),
                _ => (null, 0),
            };
            if (type is null)
                continue;
            // What a local function captures may have no value yet where it is called.
            var isCaptured = symbol is ILocalSymbol && function is not null && !function.Span.Contains(symbol.DeclaringSyntaxReferences[0].Span);
            if (types.IsOrInherits(type, TypeNames.IConfiguration))
                found.Add((isCaptured ? 5 : distance) + symbol.Name);
            else if (distance < 2 && type.GetMembers("Configuration").Concat(type.AllInterfaces.SelectMany(i => i.GetMembers("Configuration"))).Any(m => m is IPropertySymbol { DeclaredAccessibility: Accessibility.Public } p && types.IsOrInherits(p.Type, TypeNames.IConfiguration)))
                found.Add((isCaptured ? 6 : 4) + symbol.Name + ".Configuration");
        }
        return found.Count > 0 ? found.Min!.Substring(1) : null;
    }
}
