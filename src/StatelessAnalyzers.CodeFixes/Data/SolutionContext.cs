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
internal sealed record SolutionContext(INamedTypeSymbol Type, ClassDeclarationSyntax Declaration, Document Document, string Set)
{
    /// <summary>The reason where it is open which context to take.</summary>
    public const string Several = "the solution has several DbContexts";

    static readonly string[] Registrations = ["AddDbContext", "AddDbContextPool", "AddPooledDbContextFactory", "AddDbContextFactory", "AddNpgsqlDbContext", "AddMySqlDbContext", "AddSqlServerDbContext"];

    /// <summary>The context that records of the collection can be kept in, or null with the reason; none of both where the solution has no context at all.</summary>
    public static async Task<(SolutionContext? Context, string? Reason)> ForAsync(HeldTable table, FixSession session)
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
        if (await RegistrationObstacleAsync(type, session).ConfigureAwait(false) is { } registration)
            return (null, registration);
        if (type.GetMembers().OfType<IPropertySymbol>().Any(p => types.Is(p.Type, TypeNames.DbSet) && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)p.Type).TypeArguments[0], table.Entity)))
            return (null, $"'{type.Name}' has a set of '{table.Entity.Name}' already");
        var set = Plural(table.Entity.Name);
        return type.GetMembers(set).IsEmpty ? (new(type, declaration, document, set), "") : (null, $"'{type.Name}' has a member '{set}' already");
    }

    static bool Sees(Project project, INamedTypeSymbol type, FixSession session) =>
        type.Locations.Any(l => l.SourceTree is { } tree && session.Solution.GetDocument(tree)?.Project.Id is { } declaring
            && (declaring == project.Id || session.Solution.GetProjectDependencyGraph().GetProjectsThatThisProjectTransitivelyDependsOn(project.Id).Contains(declaring)));

    static async Task<string?> RegistrationObstacleAsync(INamedTypeSymbol type, FixSession session)
    {
        var (isRegistered, isPostgres) = (false, false);
        foreach (var project in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
        {
            var facts = CompositionFacts.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken);
            isRegistered |= Registrations.Any(r => facts.Calls(r).Any(c => c.Arm != DeploymentArm.Development && c.Types.Contains(type.Name)));
            isPostgres |= facts.Registers("UseNpgsql") || facts.Registers("AddNpgsqlDbContext");
            if (facts.Registers("UseInMemoryDatabase"))
                return $"'{type.Name}' may keep its own data in memory: apply the fix of SLS4001 first";
            if (facts.Registers("UseQueryTrackingBehavior"))
                return $"'{type.Name}' may not track what it reads";
        }
        // Others compare texts in their own way, or cut numbers.
        return !isRegistered ? $"'{type.Name}' is not registered" : isPostgres ? null : $"'{type.Name}' is not known to be on PostgreSQL, where records come back as they were";
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
