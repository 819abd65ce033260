using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The one <c>DbContext</c> of a solution, to which a table can be added.</summary>
/// <param name="Type">The context.</param>
/// <param name="Declaration">The part of it that gets the set.</param>
/// <param name="Document">Where that stands.</param>
/// <param name="Set">What the set is called.</param>
/// <param name="IsMySql">Whether it is on MySQL, which keeps less of a record than PostgreSQL does.</param>
internal sealed record SolutionContext(INamedTypeSymbol Type, ClassDeclarationSyntax Declaration, Document Document, string Set, bool IsMySql)
{
    /// <summary>The reason where it is open which context to take.</summary>
    public const string Several = "the solution has several DbContexts";

    static readonly string[] Registrations = ["AddDbContext", "AddDbContextPool", "AddPooledDbContextFactory", "AddDbContextFactory", "AddMySql", "AddNpgsql", "AddSqlite", "AddNpgsqlDbContext", "AddMySqlDbContext", "AddSqlServerDbContext"];

    /// <summary>The context that records of the collection can be kept in, or null with the reason; none of both where the solution has no context at all.</summary>
    public static async Task<(SolutionContext? Context, string? Reason)> ForAsync(HeldTable table, FixUnit unit, FixSession session)
    {
        var types = await session.TypesAsync(table.Document.Project.Id).ConfigureAwait(false);
        if (types[TypeNames.DbContext] is not { } root)
            return (null, null);
        var found = (await SymbolFinder.FindDerivedClassesAsync(root, session.Solution, cancellationToken: session.CancellationToken).ConfigureAwait(false))
            .Where(c => !c.IsAbstract && c.Locations.Any(l => l.IsInSource)).ToList();
        if (found is not [var type])
            return (null, found.Count == 0 ? null : Several);
        if (await type.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is not ClassDeclarationSyntax declaration || session.DocumentOf(declaration) is not { } document)
            return (null, $"'{type.Name}' is declared in generated code");
        if (!Sees(document.Project, table.Entity, session) || !Sees(table.Document.Project, type, session))
            return (null, $"'{type.Name}' and the records do not see each other");
        var (server, registration) = await ServerAsync(type, declaration, unit, session).ConfigureAwait(false);
        if (server is null)
            return (null, registration);
        if (type.GetMembers().OfType<IPropertySymbol>().Any(p => types.Is(p.Type, TypeNames.DbSet) && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)p.Type).TypeArguments[0], table.Entity)))
            return (null, $"'{type.Name}' has a set of '{table.Entity.Name}' already");
        var set = Plural(table.Entity.Name);
        return type.GetMembers(set).IsEmpty ? (new(type, declaration, document, set, server.IsMySql), "") : (null, $"'{type.Name}' has a member '{set}' already");
    }

    static bool Sees(Project project, INamedTypeSymbol type, FixSession session) =>
        type.Locations.Any(l => l.SourceTree is { } tree && session.Solution.GetDocument(tree)?.Project.Id is { } declaring
            && (declaring == project.Id || session.Solution.GetProjectDependencyGraph().GetProjectsThatThisProjectTransitivelyDependsOn(project.Id).Contains(declaring)));

    static async Task<(DatabaseServer? Server, string? Reason)> ServerAsync(INamedTypeSymbol type, ClassDeclarationSyntax declaration, FixUnit unit, FixSession session)
    {
        var (isRegistered, server) = (false, await MovesAsync(type, unit, session).ConfigureAwait(false));
        foreach (var project in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
        {
            var facts = CompositionFacts.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken);
            isRegistered |= Registrations.Any(r => facts.Calls(r).Any(c => c.Arm != DeploymentArm.Development && c.Types.Contains(type.Name)));
            if (facts.Registers("UseNpgsql") || facts.Registers("AddNpgsql") || facts.Registers("AddNpgsqlDbContext"))
                server ??= DatabaseServer.Postgres;
            else if ((facts.Registers("UseMySql") || facts.Registers("AddMySql")) && BinaryCollation.IsSetIn(declaration))
                server ??= DatabaseServer.MySql;
            if (facts.Registers("UseQueryTrackingBehavior"))
                return (null, $"'{type.Name}' may not track what it reads");
        }
        // Others compare texts in their own way, or cut numbers.
        return !isRegistered ? (null, $"'{type.Name}' is not registered") : (server, $"'{type.Name}' is not known to be on PostgreSQL, where records come back as they were");
    }

    // A database of one instance is no place for records: the fixes of SLS4001 and SLS4002 are a part of this one, whichever of them runs first.
    static async Task<DatabaseServer?> MovesAsync(INamedTypeSymbol type, FixUnit unit, FixSession session)
    {
        DatabaseServer? server = null;
        foreach (var document in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp).SelectMany(p => p.Documents).Where(FixSession.IsEditable))
        {
            var text = (await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString();
            if (!text.Contains("UseInMemoryDatabase(") && !text.Contains("Sqlite"))
                continue;
            var (canonical, model) = (session.Canonical(document), await session.ModelAsync(session.Canonical(document).Id).ConfigureAwait(false));
            foreach (var call in (await session.RootAsync(canonical.Id).ConfigureAwait(false)).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                var name = CalledName.Of(call)?.Identifier.ValueText;
                if (name is not ("UseInMemoryDatabase" or "UseSqlite" or "AddSqlite") || DeploymentArms.Of(call) == DeploymentArm.Development || HostModel.IsForeign(model.Compilation, KnownTypes.Of(model.Compilation))
                    || ConnectionStrings.ContextAt(call, model)?.ToDisplayString() != type.ToDisplayString())
                    continue;
                await (name == "UseInMemoryDatabase" ? UseDatabaseServer.PlanAsync(call, canonical, unit, session) : ReplaceSqlite.PlanAsync(call, canonical, unit, session)).ConfigureAwait(false);
                server = await DatabaseServer.ForAsync(canonical, session).ConfigureAwait(false);
            }
        }
        return server;
    }

    static string Plural(string name)
    {
        if (name.EndsWith("y", StringComparison.Ordinal) && name.Length > 1 && "aeiou".IndexOf(name[name.Length - 2]) < 0)
            return name.Substring(0, name.Length - 1) + "ies";
        foreach (var end in new[] { "s", "x", "z", "ch", "sh" })
            if (name.EndsWith(end, StringComparison.Ordinal))
                return name + "es";
        return name + "s";
    }
}
