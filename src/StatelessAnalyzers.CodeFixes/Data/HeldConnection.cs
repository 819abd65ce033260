using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
/// <param name="Assignment">The statement that makes the connection, of a constructor or of what sets a static field up; null where the declaration does.</param>
/// <param name="Creation">What makes it.</param>
/// <param name="Given">The connection string that it is made with.</param>
internal sealed record HeldConnection(
    ConnectionProvider Provider, INamedTypeSymbol Type, Document Document, IFieldSymbol Field, VariableDeclaratorSyntax Declarator, ExpressionStatementSyntax? Assignment, BaseObjectCreationExpressionSyntax Creation, ExpressionSyntax Given)
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
        if (declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax declaration || !TypeParts.OnlyThisNames(field.ContainingType, declaration, field.Name) || field.DeclaredAccessibility != Accessibility.Private)
            return (null, $"other code reaches the connection of '{field.ContainingType.Name}'");
        ExpressionStatementSyntax? assignment = null;
        var made = declarator.Initializer?.Value is { RawKind: not (int)SyntaxKind.NullLiteralExpression and not (int)SyntaxKind.SuppressNullableWarningExpression } initial ? initial : null;
        foreach (var candidate in declaration.Members.OfType<BaseMethodDeclarationSyntax>().Where(m => m is ConstructorDeclarationSyntax || field.IsStatic).SelectMany(m => m.Body?.Statements ?? []).OfType<ExpressionStatementSyntax>())
            if (candidate.Expression is AssignmentExpressionSyntax { Left: var left } set && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(left).Symbol, field))
                (assignment, made) = (candidate, made is null && assignment is null ? set.Right : null);
        return made is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var given }], Initializer: null } creation && ConnectionProvider.All.FirstOrDefault(p => types.Is(model.GetTypeInfo(made).Type, p.Connection)) is { } provider
            ? (new(provider, field.ContainingType, document, field, declarator, assignment, creation, given), "")
            : (null, $"it is not a connection of {string.Join(" or ", ConnectionProvider.All.Select(p => p.Namespace))} that the type makes once, of a connection string alone");
    }

    /// <summary>Where each of the methods gets a connection instead: from a data source where the configuration names the connection string and the container can give one.</summary>
    public async Task<(ConnectionSource? Source, string Reason)> SourceAsync(IEnumerable<MethodDeclarationSyntax> functions, SemanticModel model, FixSession session)
    {
        if (Provider.Make is not null && KnownTypes.Of(model.Compilation).Has($"{Provider.Namespace}.{Provider.DataSource}") && !Type.IsStatic && !functions.Any(f => f.Modifiers.Any(SyntaxKind.StaticKeyword))
            && ConnectionArgument.Of(Given, model) is { Name: { } name, Text: null })
            return await new DataSources(Provider, session).ObstacleAsync(name).ConfigureAwait(false) is { } obstacle ? (null, obstacle) : (new RegisteredDataSource(Provider.ServiceOf(name)), "");
        return KeptConnectionString.Of(this, functions, model);
    }

    /// <summary>What makes the connection goes, and with it a parameter of the constructor that was there for it alone.</summary>
    public async Task RemoveAsync(FixUnit unit, ConnectionSource source, SemanticModel model, FixSession session)
    {
        FieldRemoval.Add(unit, Document.Id, Declarator);
        if (Assignment is not null)
            unit.Add(new RewriteNode(NodeKey.Of(Document.Id, Assignment), "no connection", (_, _) => null));
        if (source is not KeptConnectionString)
            await LeftoverParameters.DropAsync(unit, Document, [Assignment ?? (SyntaxNode)Declarator.Initializer!.Value], model, session).ConfigureAwait(false);
    }
}
