using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The variables that name a record which was found: by the function itself, or by a method that it calls and that does nothing but hand the record on.</summary>
internal sealed class FoundRecords
{
    readonly FixSession session;
    readonly HashSet<SyntaxNode> finds = [];
    readonly HashSet<ISymbol> own = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> handedOn = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> finders = new(SymbolEqualityComparer.Default);

    FoundRecords(FixSession session) => this.session = session;

    public static async Task<FoundRecords> OfAsync(IReadOnlyList<TableUse> uses, FixSession session)
    {
        var found = new FoundRecords(session);
        var open = new Queue<(SyntaxNode Find, Document Document, SemanticModel Model)>();
        foreach (var use in uses)
        {
            if (FoundRecord.SymbolOf(use) is { } variable)
                found.own.Add(variable);
            if (use is { Action: TableAction.Find or TableAction.Again or TableAction.TryFind } and not { Action: TableAction.Find, Index: not null })
            {
                if (use.Action != TableAction.TryFind)
                    found.finds.Add(use.Node);
                open.Enqueue((use.Node, use.Document, use.Model));
            }
        }
        while (open.Count > 0)
        {
            var (find, _, model) = open.Dequeue();
            if (Functions.Around(find) is MethodDeclarationSyntax method && model.GetDeclaredSymbol(method, session.CancellationToken) is { } symbol && found.HandsOn(method, model) && found.finders.Add(symbol))
                foreach (var call in await found.CallsAsync(symbol).ConfigureAwait(false))
                    open.Enqueue(call);
        }
        return found;
    }

    /// <summary>Whether the variable names a record that was found.</summary>
    public bool Contains(ISymbol variable) => own.Contains(variable) || IsHandedOn(variable);

    /// <summary>Whether a called method found the record.</summary>
    public bool IsHandedOn(ISymbol variable) => handedOn.Contains(variable);

    // All that it returns is a record that was found, or none.
    bool HandsOn(MethodDeclarationSyntax method, SemanticModel model)
    {
        List<ExpressionSyntax?> returned = method.ExpressionBody is { } arrow
            ? [arrow.Expression]
            : [.. method.DescendantNodes().OfType<ReturnStatementSyntax>().Where(r => Functions.Around(r) == method).Select(r => r.Expression)];
        return returned.Count > 0 && returned.All(r => r is not null && IsFound(r, model)) && returned.Any(r => !IsNothing(r!));
    }

    static bool IsNothing(ExpressionSyntax expression) => expression.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression or SyntaxKind.ThrowExpression;

    bool IsFound(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        _ when IsNothing(expression) || finds.Contains(expression) => true,
        ParenthesizedExpressionSyntax inner => IsFound(inner.Expression, model),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => IsFound(sure.Operand, model),
        AwaitExpressionSyntax awaited => IsFound(awaited.Expression, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => IsFound(either.Left, model) && IsFound(either.Right, model),
        ConditionalExpressionSyntax either => IsFound(either.WhenTrue, model) && IsFound(either.WhenFalse, model),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }, Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: [{ Expression: var result }] } => IsFound(result, model),
        IdentifierNameSyntax => model.GetSymbolInfo(expression).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local && Contains(local) && !RecordOrigin.IsGivenAgain(local.Name, declared.GetSyntax()),
        _ => false,
    };

    // Through an interface as well, where nothing else stands behind it.
    async Task<List<(SyntaxNode Find, Document Document, SemanticModel Model)>> CallsAsync(IMethodSymbol finder)
    {
        var calls = new List<(SyntaxNode, Document, SemanticModel)>();
        var members = (await References.OfAsync(finder, session.Solution, session.CancellationToken).ConfigureAwait(false)).ToList();
        if (members.Any(m => m.Definition is not IMethodSymbol { IsAbstract: true } && !finders.Contains(m.Definition)))
            return calls;
        foreach (var location in members.SelectMany(m => m.Locations))
        {
            var document = session.Canonical(location.Document);
            var root = await session.RootAsync(document.Id).ConfigureAwait(false);
            var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
            if (root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true) is not SimpleNameSyntax name || FieldUse.Qualified(name) is not { Parent: InvocationExpressionSyntax call } called || call.Expression != called)
                continue;
            finds.Add(call);
            if (FoundRecord.SymbolOf(call, model) is { } variable)
                handedOn.Add(variable);
            calls.Add((call, document, model));
        }
        return calls;
    }
}
