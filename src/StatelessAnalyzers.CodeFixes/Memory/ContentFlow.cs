using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Follows a list through the code that has it, to where it is changed or out of sight. What is not known to read it is taken for a change.</summary>
/// <param name="session">The solution.</param>
/// <param name="stored">What is stored in the cache itself, which does not change it.</param>
internal sealed class ContentFlow(FixSession session, IReadOnlyList<ExpressionSyntax> stored)
{
    const int Methods = 2;

    // Those that are looked at: a variable may be given itself.
    readonly HashSet<ISymbol> open = new(SymbolEqualityComparer.Default);

    static readonly HashSet<string> Reads = new(StringComparer.Ordinal)
    {
        "Count", "Length", "LongLength", "Capacity", "IsReadOnly", "Contains", "IndexOf", "LastIndexOf", "Find", "FindAll", "FindIndex", "FindLast", "Exists", "TrueForAll", "ForEach",
        "ConvertAll", "GetRange", "ToArray", "BinarySearch", "GetEnumerator", "CopyTo", "GetLength", "Equals", "GetType", "ToString", "GetHashCode", "GetAwaiter",
    };

    public static string At(SyntaxNode node) => $"{System.IO.Path.GetFileName(node.SyntaxTree.FilePath)}, line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>The place where a list that was got is changed or given to who may change it; null where nobody does.</summary>
    /// <param name="value">The expression that gives the list, or a task of it.</param>
    /// <param name="model">The model of its tree.</param>
    /// <param name="depth">Through how many methods it has come.</param>
    public async Task<string?> AfterReadAsync(ExpressionSyntax value, SemanticModel model, int depth)
    {
        while (true)
        {
            if (IsReadOnly(model.GetTypeInfo(value).ConvertedType))
                return null;
            if (Around(value) is not { } around)
                break;
            value = around;
        }
        switch (value.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == value:
                return IsRead(access.Name, access, model) ? null : At(value);
            case ConditionalAccessExpressionSyntax conditional when conditional.Expression == value:
                var bound = conditional.WhenNotNull.DescendantNodesAndSelf().First(n => n is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax);
                return bound is ElementBindingExpressionSyntax || bound is MemberBindingExpressionSyntax member && IsRead(member.Name, member, model) ? null : At(value);
            case ElementAccessExpressionSyntax element when element.Expression == value:
                return element.Parent is AssignmentExpressionSyntax written && written.Left == element || element.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } or RefExpressionSyntax ? At(value) : null;
            case CommonForEachStatementSyntax or IsPatternExpressionSyntax or InterpolationSyntax or SpreadElementSyntax or ExpressionStatementSyntax:
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.IsExpression }:
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } }:
                return null;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } when model.GetDeclaredSymbol(declarator) is ILocalSymbol local:
                return await AfterReadAsync(local, declarator, model, depth, _ => false).ConfigureAwait(false);
            case AssignmentExpressionSyntax assignment when assignment.Right == value && model.GetSymbolInfo(assignment.Left).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local:
                return await AfterReadAsync(local, await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false), model, depth, _ => false).ConfigureAwait(false);
            // What a handler returns is written out.
            case ReturnStatementSyntax or LambdaExpressionSyntax when Functions.Around(value) is LambdaExpressionSyntax handler && EndpointHandlers.TakesAnyResult(handler, model):
                return null;
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax when model.GetEnclosingSymbol(value.SpanStart) is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && depth < Methods:
                return await InCallersAsync(method, depth).ConfigureAwait(false);
            case ArgumentSyntax { Parent.Parent: { } call, RefKindKeyword.RawKind: 0 } argument when call is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax:
                return await InMethodAsync(argument, call, model, depth).ConfigureAwait(false);
            default:
                return At(value);
        }
    }

    /// <summary>The same for a variable that holds the list.</summary>
    public async Task<string?> AfterReadAsync(ISymbol variable, SyntaxNode declaration, SemanticModel model, int depth, Func<IdentifierNameSyntax, bool> isBefore)
    {
        if (!open.Add(variable))
            return null;
        string? first = null;
        foreach (var mention in FreshObject.MentionsOf(variable, declaration, model))
            if (first is null && !(mention.Parent is AssignmentExpressionSyntax given && given.Left == mention || mention.Parent is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } || isBefore(mention) || stored.Contains(mention)))
                first = await AfterReadAsync(mention, model, depth).ConfigureAwait(false);
        open.Remove(variable);
        return first;
    }

    /// <summary>The place where a list is changed after it was stored, or kept by somebody else; null where nobody does.</summary>
    public async Task<string?> AfterPutAsync(ExpressionSyntax value, SyntaxNode put, SemanticModel model, int depth)
    {
        while (Within(value) is { } within)
            value = within;
        switch (model.GetSymbolInfo(value).Symbol)
        {
            case ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local:
                var declaration = await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
                foreach (var mention in FreshObject.MentionsOf(local, declaration, model))
                    if (mention != value && (IsAfter(mention, put, declaration) ? await AfterReadAsync(local, declaration, model, depth, m => !IsAfter(m, put, declaration)).ConfigureAwait(false) : IsKept(mention, model) ? At(mention) : null) is { } change)
                        return change;
                return declaration is VariableDeclaratorSyntax { Initializer.Value: var initial } ? await AfterPutAsync(initial, put, model, depth).ConfigureAwait(false) : null;
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method } parameter when depth < Methods:
                foreach (var (call, caller) in await CallsAsync(method).ConfigureAwait(false))
                    if (call?.ArgumentList.Arguments is not { } arguments || arguments.Any(a => a.NameColon is not null) || arguments.Count <= parameter.Ordinal
                        || await AfterPutAsync(arguments[parameter.Ordinal].Expression, call, caller, depth + 1).ConfigureAwait(false) is not null)
                        return At(value);
                return null;
            case IParameterSymbol or IFieldSymbol or IPropertySymbol:
                return At(value);
            default:
                return null;
        }
    }

    /// <summary>Whether a mention of a variable may run after its value was put somewhere.</summary>
    public static bool IsAfter(SyntaxNode mention, SyntaxNode put, SyntaxNode declaration) =>
        mention.SpanStart > put.SpanStart || FreshObject.LastRun(put, declaration) is var end && end > put.SpanStart && mention.SpanStart < end && mention.SpanStart >= (put.Ancestors().Last(a => a.Span.End == end).SpanStart);

    static bool IsKept(IdentifierNameSyntax mention, SemanticModel model) => mention.Parent is AssignmentExpressionSyntax assignment && assignment.Right == mention && model.GetSymbolInfo(assignment.Left).Symbol is not ILocalSymbol;

    static bool IsRead(SimpleNameSyntax name, ExpressionSyntax access, SemanticModel model) =>
        Reads.Contains(name.Identifier.ValueText) || model.GetSymbolInfo(access).Symbol is IMethodSymbol { ContainingType: { Name: "Enumerable" or "AsyncEnumerable" or "ImmutableArray" or "ImmutableList", ContainingNamespace: var space } } && space.ToDisplayString().StartsWith("System.", StringComparison.Ordinal);

    /// <summary>Whether nothing can be changed through the type.</summary>
    static bool IsReadOnly(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition: var definition } && definition.ToDisplayString() is "System.Collections.Generic.IEnumerable<T>" or "System.Collections.Generic.IReadOnlyCollection<T>" or "System.Collections.Generic.IReadOnlyList<T>" or "System.Collections.IEnumerable" or "System.ReadOnlySpan<T>";

    /// <summary>The expression around it that gives the same value.</summary>
    public static ExpressionSyntax? Around(ExpressionSyntax value) => value.Parent switch
    {
        ParenthesizedExpressionSyntax or AwaitExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } => (ExpressionSyntax)value.Parent,
        ConditionalExpressionSyntax conditional when conditional.Condition != value => conditional,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AsExpression } either => either,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } => configured,
        _ => null,
    };

    /// <summary>The expression within it that gives the same value.</summary>
    public static ExpressionSyntax? Within(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax inner => inner.Expression,
        AwaitExpressionSyntax awaited => awaited.Expression,
        CastExpressionSyntax cast => cast.Expression,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => sure.Operand,
        _ => null,
    };

    async Task<string?> InMethodAsync(ArgumentSyntax argument, SyntaxNode call, SemanticModel model, int depth)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return At(argument);
        // Ok(list), View(list), Json(list): what is sent is not changed.
        if (method.ContainingAssembly.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || method.ContainingType.ToDisplayString() is "System.Text.Json.JsonSerializer" or "string")
            return null;
        var at = argument.Parent is BaseArgumentListSyntax { Arguments: var arguments } ? arguments.IndexOf(argument) : -1;
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        at += method.ReducedFrom is null ? 0 : 1;
        if (depth >= Methods || argument.NameColon is not null || at < 0 || at >= definition.Parameters.Length || definition.Parameters[at] is not { IsParams: false, DeclaringSyntaxReferences: [var reference] } parameter || definition.IsVirtual || definition.IsOverride || definition.IsAbstract)
            return At(argument);
        var declaration = await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        return session.DocumentOf(declaration) is { } document ? await AfterReadAsync(parameter, declaration.Parent!.Parent!, await session.ModelAsync(document.Id).ConfigureAwait(false), depth + 1, _ => false).ConfigureAwait(false) : At(argument);
    }

    async Task<string?> InCallersAsync(IMethodSymbol method, int depth)
    {
        foreach (var (call, model) in await CallsAsync(method).ConfigureAwait(false))
            if (call is null)
                return $"a caller of '{method.Name}'";
            else if (!IsOther(call, method, model) && await AfterReadAsync(call, model, depth + 1).ConfigureAwait(false) is { } change)
                return change;
        return null;
    }

    // Of a generic method, only some calls give a list.
    static bool IsOther(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        if (!method.IsGenericMethod || model.GetTypeInfo(call).Type is not INamedTypeSymbol type)
            return false;
        var given = type is { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;
        return given.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Enum && given.SpecialType != SpecialType.System_Object && ContentChanges.ElementOf(given) is null;
    }

    // A null is a mention that is no call.
    async Task<List<(InvocationExpressionSyntax? Call, SemanticModel Model)>> CallsAsync(IMethodSymbol method)
    {
        var calls = new List<(InvocationExpressionSyntax?, SemanticModel)>();
        foreach (var reference in await References.OfAsync(method, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var document = session.Canonical(location.Document).Id;
                var node = (await session.RootAsync(document).ConfigureAwait(false)).FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (node.IsPartOfStructuredTrivia() || Identifiers.IsInNameof(node))
                    continue;
                var name = node.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? node.Parent : node;
                calls.Add((name.Parent is InvocationExpressionSyntax call && call.Expression == name ? call : null, await session.ModelAsync(document).ConfigureAwait(false)));
            }
        return calls;
    }
}
