using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>A connection that a type makes for itself and holds.</summary>
/// <param name="Provider">Whose connection it is.</param>
/// <param name="Type">The type that holds it.</param>
/// <param name="Document">Where the type is.</param>
/// <param name="Field">The field that holds it.</param>
/// <param name="Declarator">Its declaration.</param>
/// <param name="Assignment">The statement of the constructor that makes the connection, or null where the declaration does.</param>
/// <param name="Argument">The connection string that it is made with.</param>
internal sealed record HeldConnection(ConnectionProvider Provider, INamedTypeSymbol Type, Document Document, IFieldSymbol Field, VariableDeclaratorSyntax Declarator, ExpressionStatementSyntax? Assignment, ConnectionArgument Argument)
{
    /// <summary>Whether the finding is about a connection, and not about a context.</summary>
    public static async Task<IFieldSymbol?> FieldAtAsync(Finding finding, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(finding.Document.Id).ConfigureAwait(false);
        var types = KnownTypes.Of(model.Compilation);
        return root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { } declarator
            && model.GetDeclaredSymbol(declarator, session.CancellationToken) is IFieldSymbol field && types.IsOrInherits(field.Type, TypeNames.IDbConnection) ? field : null;
    }

    public static async Task<(HeldConnection? Held, string Reason)> OfAsync(IFieldSymbol field, Document document, FixSession session)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var types = KnownTypes.Of(model.Compilation);
        var declarator = (VariableDeclaratorSyntax)await field.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax declaration || field.ContainingType.DeclaringSyntaxReferences.Length > 1 || field.DeclaredAccessibility != Accessibility.Private)
            return (null, $"other code reaches the connection of '{field.ContainingType.Name}'");
        ExpressionStatementSyntax? assignment = null;
        var made = declarator.Initializer?.Value;
        foreach (var candidate in declaration.Members.OfType<ConstructorDeclarationSyntax>().SelectMany(c => c.Body?.Statements ?? []).OfType<ExpressionStatementSyntax>())
            if (candidate.Expression is AssignmentExpressionSyntax { Left: var left } set && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(left).Symbol, field))
                (assignment, made) = (candidate, made is null ? set.Right : null);
        if (made is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments, Initializer: null } || ConnectionProvider.All.FirstOrDefault(p => types.Is(model.GetTypeInfo(made).Type, p.Connection)) is not { } provider)
            return (null, $"it is not a connection of {string.Join(" or ", ConnectionProvider.All.Select(p => p.Namespace))} that the type makes once");
        if (!types.Has($"{provider.Namespace}.{provider.DataSource}"))
            return (null, $"only connections of {provider.Since} or later are opened from a data source");
        return arguments is [{ Expression: var given }] && ConnectionArgument.Of(given, model) is { Name: not null, Text: null } argument
            ? (new(provider, field.ContainingType, document, field, declarator, assignment, argument), "")
            : (null, "the connection string is not one of the configuration");
    }

    /// <summary>The data source that gives a connection to each operation, registered with the same connection string.</summary>
    public Service DataSource => Provider.ServiceOf(Argument.Name!);

    /// <summary>What makes the connection goes, and with it a parameter of the constructor that was there for it alone.</summary>
    public async Task RemoveAsync(FixUnit unit, SemanticModel model, FixSession session)
    {
        FieldRemoval.Add(unit, Document.Id, Declarator);
        if (Assignment is not null)
            unit.Add(new RewriteNode(NodeKey.Of(Document.Id, Assignment), "no connection", (_, _) => null));
        await LeftoverParameters.DropAsync(unit, Document, [Assignment ?? (SyntaxNode)Declarator.Initializer!.Value], model, session).ConfigureAwait(false);
    }
}
