using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// How code reaches a context that lives for one unit of work: what is made per request is given one; what lives longer opens a scope in each function,
/// which also works where the context is registered in no other way.
/// </summary>
internal sealed class ContextAccess(FixUnit unit, FixSession session, SolutionContext context)
{
    static readonly Service Scopes = new("Microsoft.Extensions.DependencyInjection", "IServiceScopeFactory", "scopes", "Microsoft.Extensions.DependencyInjection.Abstractions", ImmutableArray<Registration>.Empty);

    readonly Service service = new(context.Type.ContainingNamespace.IsGlobalNamespace ? "" : context.Type.ContainingNamespace.ToDisplayString(), context.Type.Name, "db", null, ImmutableArray<Registration>.Empty);
    readonly Dictionary<SyntaxNode, ScopedContext> functions = [];

    /// <summary>How the context is reached at one place.</summary>
    /// <param name="Services">What the code has to be given.</param>
    /// <param name="Open">Gives the name of the context, and sees to it that there is one.</param>
    /// <param name="IsOwn">Whether the function opens the context for itself, so that nobody else sees what it tracks.</param>
    public sealed record Way(ImmutableArray<Service> Services, Func<RewriteScope, string> Open, bool IsOwn);

    /// <summary>The names within one function that opens a scope.</summary>
    sealed record ScopedContext(Document Document, SyntaxNode Function, string Scope, string Db)
    {
        /// <summary>Whether an expression body has to be turned into a block, which the first use does.</summary>
        public bool IsOpened { get; set; }
    }

    public async Task<Way> AtAsync(Document document, SyntaxNode site)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (await session.Handlers.AroundAsync(site, model).ConfigureAwait(false) is not null || await IsPerRequestAsync(site, model).ConfigureAwait(false))
            return new(ImmutableArray.Create(service), scope => scope.Service(service), IsOwn: false);

        var function = Functions.Around(site)!;
        if (!functions.TryGetValue(function, out var scoped))
        {
            functions.Add(function, scoped = new(document, function, Unused("scope", function), Unused("db", function)));
            if (BodyOf(function) is { } body)
                unit.Add(new RewriteNode(NodeKey.Of(document.Id, body), "scope", (node, scope) => With((BlockSyntax)node, Opening(scoped, scope)))
                {
                    Services = ImmutableArray.Create(Scopes),
                    Usings = Usings,
                });
        }
        return new(ImmutableArray.Create(Scopes), scope =>
        {
            if (BodyOf(function) is null && !scoped.IsOpened)
            {
                foreach (var statement in Opening(scoped, scope))
                    scope.Hoist(statement);
                scoped.IsOpened = true;
            }
            return scoped.Db;
        }, IsOwn: true);
    }

    ImmutableArray<string> Usings => service.Namespace.Length > 0 ? ImmutableArray.Create("Microsoft.Extensions.DependencyInjection", service.Namespace) : ImmutableArray.Create("Microsoft.Extensions.DependencyInjection");

    string[] Opening(ScopedContext scoped, RewriteScope scope) =>
    [
        $"await using var {scoped.Scope} = {scope.Service(Scopes)}.CreateAsyncScope();",
        $"var {scoped.Db} = {scoped.Scope}.ServiceProvider.GetRequiredService<{context.Type.Name}>();",
    ];

    /// <summary>The body with these statements at its start.</summary>
    public static BlockSyntax With(BlockSyntax body, string[] opening)
    {
        var indentation = body.Statements.Count > 0 ? Lowering.Indentation(body.Statements[0]) : default;
        var statements = opening.Select(o => RewriteScope.Statement(o).WithoutAnnotations(Formatter.Annotation).WithLeadingTrivia(indentation).WithTrailingTrivia(SyntaxFactory.LineFeed));
        return body.WithStatements(body.Statements.InsertRange(0, statements));
    }

    static BlockSyntax? BodyOf(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax local => local.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        _ => null,
    };

    static string Unused(string name, SyntaxNode function) =>
        Identifiers.Unused(name, Identifiers.In((function.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? function).DescendantTokens()));

    // The container makes one for each request, together with its context.
    async Task<bool> IsPerRequestAsync(SyntaxNode site, SemanticModel model)
    {
        if (site.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration || model.GetDeclaredSymbol(declaration) is not { } type)
            return false;
        var types = KnownTypes.Of(model.Compilation);
        if (types.IsOrInherits(type, TypeNames.ControllerBase) || types.IsOrInherits(type, TypeNames.PageModel) || types.IsOrInherits(type, TypeNames.ViewComponent))
            return true;
        var isShort = false;
        foreach (var project in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
        {
            var facts = CompositionFacts.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken);
            if (facts.LongLived.Any(l => l.Contains(type.Name)))
                return false;
            isShort |= facts.ShortLived.Contains(type.Name);
        }
        return isShort;
    }
}
