using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// All uses of a connection that a type holds. Each method can have one of its own where no method relies on what another one left in the session,
/// and nothing that works on the connection leaves the method.
/// </summary>
internal sealed class ConnectionUses(HeldConnection held, SemanticModel model, FixSession session)
{
    static readonly HashSet<string> Working = new(StringComparer.Ordinal) { "CreateCommand", "BeginTransaction", "BeginTransactionAsync" };

    static readonly string[] Handles = ["System.Data.IDbCommand", "System.Data.IDataReader", "System.Data.IDataAdapter", "System.Data.IDbTransaction", TypeNames.IDbConnection];

    readonly Dictionary<MethodDeclarationSyntax, List<ExpressionSyntax>> functions = [];
    readonly HashSet<SyntaxNode> leftovers = [];

    /// <summary>The methods that work on the connection, with its mentions there.</summary>
    public IReadOnlyDictionary<MethodDeclarationSyntax, List<ExpressionSyntax>> Functions => functions;

    /// <summary>What opens, closes and disposes of the connection: statements, and what makes up the whole of a method.</summary>
    public IReadOnlyCollection<SyntaxNode> Leftovers => leftovers;

    /// <summary>What needs one connection over several methods, or null.</summary>
    public async Task<string?> ObstacleAsync()
    {
        foreach (var use in await FieldUse.OfAsync(held.Field, session).ConfigureAwait(false))
        {
            if (use.IsDocumentation || held.Assignment is { } assignment && use.Expression?.Parent?.Parent == assignment)
                continue;
            if (use.Document.Id != held.Document.Id || use.Expression is null)
                return $"the connection is used in {use.Document.Name}, line {use.Line}, in another way than by code of its type";
            if (ConnectionLifecycle.Around(use.Expression, model) is { } leftover)
                leftovers.Add(leftover);
            else if (ObstacleOf(use.Expression) is { } obstacle)
                return $"{obstacle} ({use.Document.Name}, line {use.Line})";
        }
        if (functions.Count == 0)
            return "nothing uses the connection";
        if (held.Type.GetMembers().FirstOrDefault(m => m is IFieldSymbol other && !SymbolEqualityComparer.Default.Equals(other, held.Field) && IsHandle(other.Type)) is { } kept)
            return $"'{kept.Name}' holds what works on a connection";
        return functions.Keys.Select(f => ObstacleOf(f)).FirstOrDefault(o => o is not null);
    }

    string? ObstacleOf(ExpressionSyntax connection)
    {
        if (Rewriting.Functions.Around(connection) is not MethodDeclarationSyntax method)
            return "the connection is used outside the body of a method";
        switch (connection.Parent)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Parent: InvocationExpressionSyntax call } access when access.Expression == connection:
                if (Working.Contains(name))
                    break;
                if (!IsOfDapper(call, model) || name == "QueryUnbufferedAsync" || call.ArgumentList.Arguments.Any(a => a.NameColon?.Name.Identifier.ValueText == "buffered"))
                    return $"'{name}' needs the connection that is held";
                if (SessionSql.ObstacleOf(call.ArgumentList.Arguments[0].Expression, model, held.Provider) is { } ofQuery)
                    return ofQuery;
                break;
            case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } created } when model.GetTypeInfo(created).Type?.Name is { } user && (user == held.Provider.Command || user == held.Provider.DataAdapter):
                if (SessionSql.ObstacleOf(arguments[0].Expression, model, held.Provider) is { } ofCommand)
                    return ofCommand;
                break;
            // Its text is assigned beside it.
            case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Connection", Expression: var command }, Parent: ExpressionStatementSyntax } when model.GetSymbolInfo(command).Symbol is ILocalSymbol { Type: var local } && local.Name == held.Provider.Command:
                break;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Connection" }, Parent: InitializerExpressionSyntax { Parent: { } initialized } } when model.GetTypeInfo(initialized).Type?.Name == held.Provider.Command:
                break;
            default:
                return "the connection is handed on, or asked for something else";
        }
        if (!functions.TryGetValue(method, out var uses))
            functions.Add(method, uses = []);
        uses.Add(connection);
        return null;
    }

    string? ObstacleOf(MethodDeclarationSyntax method)
    {
        var name = method.Identifier.ValueText;
        if (method.DescendantNodes().Any(n => n is YieldStatementSyntax))
            return $"'{name}' may be left and entered again while the connection is open";
        if (model.GetDeclaredSymbol(method) is not { } symbol || IsHandle(symbol.ReturnType) || IsReadLater(symbol.ReturnType) && !functions[method].All(u => u.Parent?.Parent is InvocationExpressionSyntax call && IsOfDapper(call, model)))
            return $"'{name}' may return what is read later";
        foreach (var set in method.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            if (set.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText" } or IdentifierNameSyntax { Identifier.ValueText: "CommandText" })
            {
                if (SessionSql.ObstacleOf(set.Right, model, held.Provider) is { } left)
                    return $"in '{name}', {left}";
            }
            else if (model.GetTypeInfo(set.Right).Type is { } kept && IsHandle(kept) && model.GetSymbolInfo(set.Left).Symbol is var holder and not ILocalSymbol && !(holder is IPropertySymbol && holder.ContainingType.ContainingNamespace.ToDisplayString() == held.Provider.Namespace))
                return $"'{name}' keeps what works on the connection";
        var begins = functions[method].Any(u => u.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BeginTransaction" or "BeginTransactionAsync" });
        foreach (var call in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
            if (model.GetSymbolInfo(call).Symbol is IMethodSymbol other && (begins || call.ArgumentList.Arguments.Any(a => model.GetTypeInfo(a.Expression).Type is { } given && IsHandle(given)))
                && functions.Keys.Any(f => SymbolEqualityComparer.Default.Equals(model.GetDeclaredSymbol(f), other.OriginalDefinition)))
                return $"'{name}' and '{other.Name}' share a transaction or a command";
        return null;
    }

    /// <summary>Whether the call is one of Dapper's.</summary>
    public static bool IsOfDapper(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { Name: "SqlMapper", ContainingNamespace.Name: "Dapper" } };

    static bool IsReadLater(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } => IsReadLater(result),
        INamedTypeSymbol { Name: "IEnumerable" or "IQueryable" or "IAsyncEnumerable" or "IOrderedEnumerable" } => true,
        _ => type.SpecialType == SpecialType.System_Object,
    };

    bool IsHandle(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsHandle(array.ElementType),
        INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } when arguments.Any(IsHandle) => true,
        _ => KnownTypes.Of(model.Compilation).IsOrInheritsAny(type, Handles),
    };
}
