using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Whether a number in memory becomes the key of records, also by way of locals and of methods that do nothing but count.</summary>
internal sealed class RecordNumbers(HeldTable table, FixSession session)
{
    readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);

    public async Task<bool> AreKeysAsync(IFieldSymbol number)
    {
        foreach (var use in await FieldUse.OfAsync(number, session).ConfigureAwait(false))
            if (use.Expression is { } mention && CounterUse.Of(mention, use.Model, out _) is { Method: CounterUse.Increment or CounterUse.Get, Node: var node } && await IsKeyAsync(node, use.Model).ConfigureAwait(false))
                return true;
        return false;
    }

    async Task<bool> IsKeyAsync(SyntaxNode value, SemanticModel model)
    {
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax || IsResult(value.Parent))
            value = IsResult(value.Parent) ? value.Parent!.Parent!.Parent! : value.Parent!;
        switch (value.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Right == value:
                return IsKey(model.GetSymbolInfo(assignment.Left).Symbol) || model.GetSymbolInfo(assignment.Left).Symbol is ILocalSymbol given && await IsKeyAsync(given, assignment, model).ConfigureAwait(false);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                return model.GetDeclaredSymbol(declarator) is ILocalSymbol local && await IsKeyAsync(local, declarator, model).ConfigureAwait(false);
            // new Order(next++, …), orders[next++] = order, orders.TryAdd(next++, order)
            case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax made }:
                return SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(made).Type?.OriginalDefinition, table.Entity);
            case ArgumentSyntax { Parent.Parent: ElementAccessExpressionSyntax { Expression: var indexed } }:
                return table.IsByKey && table.IsNamedBy(model.GetSymbolInfo(indexed).Symbol);
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var called } } }:
                return table.IsByKey && table.IsNamedBy(model.GetSymbolInfo(called).Symbol);
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return Functions.Around(value) is MethodDeclarationSyntax method && model.GetDeclaredSymbol(method, session.CancellationToken) is { } counting && await IsKeyAsync(counting).ConfigureAwait(false);
            default:
                return false;
        }
    }

    // Task.FromResult(next++)
    static bool IsResult(SyntaxNode? argument) => argument is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" } } };

    bool IsKey(ISymbol? property) =>
        property is IPropertySymbol { Type: var type } && SymbolEqualityComparer.Default.Equals(property.ContainingType, table.Entity)
        && (table.IsByKey ? SymbolEqualityComparer.Default.Equals(type, HeldTable.KeyTypeOf(HeldTable.TypeOf(table.Symbol))) : SymbolEqualityComparer.Default.Equals(property, RecordKeys.ByName(table.Entity)));

    async Task<bool> IsKeyAsync(ILocalSymbol local, SyntaxNode declared, SemanticModel model)
    {
        if (!seen.Add(local))
            return false;
        foreach (var mention in (Functions.Around(declared) ?? declared.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>())
            if (mention.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(mention).Symbol, local) && await IsKeyAsync(mention, model).ConfigureAwait(false))
                return true;
        return false;
    }

    async Task<bool> IsKeyAsync(IMethodSymbol method)
    {
        if (!seen.Add(method))
            return false;
        foreach (var use in await FieldUse.OfAsync(method, session).ConfigureAwait(false))
            if (use.Expression is { Parent: InvocationExpressionSyntax call } && await IsKeyAsync(call, use.Model).ConfigureAwait(false))
                return true;
        return false;
    }
}
