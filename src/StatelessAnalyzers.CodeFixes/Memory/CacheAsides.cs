using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>Finds the statements that look for an entry and make it where it is missing. What is not exactly that is none.</summary>
/// <param name="all">All uses of the cache.</param>
internal sealed class CacheAsides(IReadOnlyList<CacheAccess> all)
{
    public CacheAside? Of(CacheAccess look)
    {
        if (look.Node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement)
            return null;
        var at = block.Statements.IndexOf(statement);
        if (look.Action is CacheAction.TryRead or CacheAction.Contains && statement is IfStatementSyntax question && Asked(question.Condition, look.Node) is { } asked)
            return Of(look, block, at, question, at, VariableOf(look), asked);
        // var value = cache.Get<T>(key); if (value is null) …
        if (look is { Action: CacheAction.Read, Missing: Missing.Default } && look.Type is { IsReferenceType: true } && at + 1 < block.Statements.Count
            && statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var read, Identifier.Text: var name }] } && read == look.Node
            && block.Statements[at + 1] is IfStatementSyntax test && IsNullTest(test.Condition, name) is { } isHit)
            return Of(look, block, at, test, at + 1, name, (isHit, true));
        return null;
    }

    CacheAside? Of(CacheAccess look, BlockSyntax block, int at, IfStatementSyntax question, int index, string? variable, (bool IsHit, bool NeverNull) asked)
    {
        if (question.Else is not null)
            return null;
        CacheAside? aside;
        if (asked.IsHit)
        {
            if (Single(question.Statement) is not ReturnStatementSyntax { Expression: { } found } || !IsFound(found, look, variable, out var again))
                return null;
            aside = Returning(look, block, at, block.Statements.Count - at, b => [.. b.Statements.Skip(index + 1)], variable, again);
        }
        else
        {
            IReadOnlyList<StatementSyntax> Then(BlockSyntax b) => ((IfStatementSyntax)b.Statements[index]).Statement is var then && then is BlockSyntax inner ? inner.Statements : SyntaxFactory.SingletonList(then);
            var next = index + 1 < block.Statements.Count ? block.Statements[index + 1] : null;
            if (Then(block) is [.., ReturnStatementSyntax])
                aside = next is ReturnStatementSyntax { Expression: { } found } && IsFound(found, look, variable, out var again) ? Returning(look, block, at, index + 2 - at, Then, variable, again) : null;
            else
                aside = variable is null ? Reading(look, block, at, next, Then) : Giving(look, block, at, index + 1 - at, Then, variable);
        }
        return aside is not null && (!asked.NeverNull || IsNeverNull(aside.Store)) && IsSelfContained(aside) ? aside : null;
    }

    // value, or cache[key]
    bool IsFound(ExpressionSyntax found, CacheAccess look, string? variable, out CacheAccess? again)
    {
        again = all.FirstOrDefault(a => a.Action == CacheAction.Read && a.Node == found && IsSameEntry(a, look));
        if (look.Casts.Contains(found))
            found = found is CastExpressionSyntax cast ? Plain(cast.Expression)! : ((BinaryExpressionSyntax)found).Left;
        return again is not null || variable is not null && found is IdentifierNameSyntax { Identifier.Text: var name } && name == variable;
    }

    // … cache[key] = value; return value;
    CacheAside? Returning(CacheAccess look, BlockSyntax block, int at, int count, Func<BlockSyntax, IReadOnlyList<StatementSyntax>> miss, string? variable, CacheAccess? again)
    {
        var statements = miss(block);
        if (statements is not [.., ReturnStatementSyntax { Expression: { } returned }] || StoreIn(statements, look, out var stored) is not { } store)
            return null;
        var last = statements.Count - 1;
        var aside = new CacheAside(look, store, block, at, count) { Head = "return ", Again = again is null ? [] : [again], Miss = miss, Shape = new([], 0, null, false) };
        if (returned == store.Node)
            return aside with { Shape = new([], last, null, false) };
        if (store.Value is not IdentifierNameSyntax { Identifier.Text: var name })
            return stored == last - 1 && all.FirstOrDefault(a => a.Action == CacheAction.Read && a.Node == returned && IsSameEntry(a, look)) is { } read
                ? aside with { Again = [.. aside.Again, read], Shape = new([last], stored, null, false) } : null;
        if (returned is not IdentifierNameSyntax { Identifier.Text: var result } || result != name || Given(statements, name) is not { } given || given >= stored)
            return null;
        if (statements[given] is ExpressionStatementSyntax && (name != variable || look.Found is not DeclarationExpressionSyntax && look.Action != CacheAction.Read))
            return null;
        return aside with { Shape = new([stored, last], given, given == stored - 1 && stored == last - 1 ? null : name, false) };
    }

    // if (!cache.TryGetValue(key, out var value)) { value = …; cache[key] = value; }
    CacheAside? Giving(CacheAccess look, BlockSyntax block, int at, int count, Func<BlockSyntax, IReadOnlyList<StatementSyntax>> miss, string variable)
    {
        var statements = miss(block);
        if (StoreIn(statements, look, out var stored) is not { } store)
            return null;
        var last = statements.Count - 1;
        var head = look.Found is DeclarationExpressionSyntax declaration ? $"{declaration.Type} {variable} = "
            : look.Action == CacheAction.Read ? $"{((LocalDeclarationStatementSyntax)block.Statements[at]).Declaration.Type} {variable} = " : $"{variable} = ";
        var aside = new CacheAside(look, store, block, at, count) { Head = head, Miss = miss, Shape = new([], 0, null, false) };
        switch (store.Value)
        {
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.Text: var target } } when target == variable && stored == last:
                return aside with { Shape = new([], stored, null, false) };
            case IdentifierNameSyntax { Identifier.Text: var name } when name == variable && Given(statements, name) is { } given && given < stored:
                return aside with { Shape = new([stored], given, given == stored - 1 && stored == last ? null : name, Fresh: true) };
            case IdentifierNameSyntax { Identifier.Text: var name } when Given(statements, name) is { } given && given < stored && statements[given] is LocalDeclarationStatementSyntax && HandedOn(statements, variable, name) is { } handed:
                return aside with { Shape = new([stored, handed], given, given == last - 2 ? null : name, false) };
            default:
                return null;
        }
    }

    // if (!cache.ContainsKey(key)) { cache[key] = …; } return cache[key];
    CacheAside? Reading(CacheAccess look, BlockSyntax block, int at, StatementSyntax? next, Func<BlockSyntax, IReadOnlyList<StatementSyntax>> miss)
    {
        var statements = miss(block);
        if (next is not (ReturnStatementSyntax or LocalDeclarationStatementSyntax or ExpressionStatementSyntax) || StoreIn(statements, look, out var stored) is not { } store || stored != statements.Count - 1)
            return null;
        var reads = all.Where(a => next.Span.Contains(a.Node.Span)).ToList();
        if (reads is not [{ Action: CacheAction.Read } read] || !IsSameEntry(read, look) || !CacheFactory.Own(next).Contains(read.Node))
            return null;
        var isLast = store.Value is IdentifierNameSyntax { Identifier.Text: var name } && Given(statements, name) == stored - 1 && statements[stored - 1] is LocalDeclarationStatementSyntax;
        return new CacheAside(look, store, block, at, 2) { Again = [read], Miss = miss, Shape = isLast ? new([stored], stored - 1, null, false) : new([], stored, null, false) };
    }

    // The one use within the statements, but for a last one that reads.
    CacheAccess? StoreIn(IReadOnlyList<StatementSyntax> statements, CacheAccess look, out int index)
    {
        index = -1;
        if (statements.Count == 0)
            return null;
        var within = all.Where(a => a.Node.SpanStart >= statements[0].SpanStart && a.Node.Span.End <= statements[statements.Count - 1].Span.End && a.Node.SyntaxTree == look.Node.SyntaxTree && a != look).ToList();
        var store = within.FirstOrDefault(a => a.Action == CacheAction.Store);
        if (store is null || !IsSameEntry(store, look) || within.Any(a => a != store && !(a.Action == CacheAction.Read && a.Node.Parent == statements[statements.Count - 1])))
            return null;
        index = IndexOf(statements, s => (s is ExpressionStatementSyntax { Expression: var done } ? done : (s as ReturnStatementSyntax)?.Expression) == store.Node) ?? -1;
        return index < 0 ? null : store;
    }

    // The one statement that gives the variable its value.
    static int? Given(IReadOnlyList<StatementSyntax> statements, string name)
    {
        var given = Enumerable.Range(0, statements.Count).Where(i => statements[i] switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Identifier.Text: var declared, Initializer: not null }] } => declared == name,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.Text: var assigned } } } => assigned == name,
            _ => false,
        }).ToList();
        var written = statements.SelectMany(s => s.DescendantNodes()).Count(n => CacheFactory.IsVariable(n, name) && (n.Parent is AssignmentExpressionSyntax a && a.Left == n || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }));
        return given is [var only] && written <= (statements[only] is ExpressionStatementSyntax ? 1 : 0) ? only : null;
    }

    // value = loaded;
    static int? HandedOn(IReadOnlyList<StatementSyntax> statements, string variable, string name) =>
        IndexOf(statements, s => s is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: var to }, Right: IdentifierNameSyntax { Identifier.Text: var from } } } && to == variable && from == name);

    static int? IndexOf(IReadOnlyList<StatementSyntax> statements, Func<StatementSyntax, bool> isIt)
    {
        for (var i = 0; i < statements.Count; i++)
            if (isIt(statements[i]))
                return i;
        return null;
    }

    /// <summary>Whether both are of the entry of one key.</summary>
    public static bool IsSameEntry(CacheAccess one, CacheAccess other) =>
        SyntaxFactory.AreEquivalent(one.Key, other.Key) && CacheKeys.IsStable(one.Key, one.Model) && (one.Receiver is null || SyntaxFactory.AreEquivalent(one.Receiver, other.Receiver));

    // Nothing leaves early, and nothing is changed that only the caller who loads would see changed.
    static bool IsSelfContained(CacheAside aside)
    {
        var miss = aside.Miss(aside.Block);
        var own = miss.SelectMany(CacheFactory.Own).ToList();
        if (own.Any(n => n is YieldStatementSyntax or GotoStatementSyntax || n is ReturnStatementSyntax && n != miss[miss.Count - 1] || n is BreakStatementSyntax or ContinueStatementSyntax && !IsWithin(n, miss)))
            return false;
        var flow = miss.Count == 1 ? aside.Look.Model.AnalyzeDataFlow(miss[0]) : aside.Look.Model.AnalyzeDataFlow(miss[0], miss[miss.Count - 1]);
        return flow is { Succeeded: true } && flow.WrittenInside.All(s => flow.VariablesDeclared.Contains(s) || s.Name == VariableOf(aside.Look) || aside.Look.Action == CacheAction.Read && s is ILocalSymbol && aside.Head?.EndsWith($" {s.Name} = ", StringComparison.Ordinal) != false);
    }

    static bool IsWithin(SyntaxNode jump, IReadOnlyList<StatementSyntax> statements) =>
        jump.Ancestors().TakeWhile(a => a.SpanStart >= statements[0].SpanStart).Any(a => a is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax || a is SwitchStatementSyntax && jump is BreakStatementSyntax);

    /// <summary>Whether a stored value is certainly not null, so that a missing entry is the same as one that is null.</summary>
    public static bool IsNeverNull(CacheAccess store) =>
        store.Model.GetTypeInfo(store.Value!).Nullability.FlowState == NullableFlowState.NotNull || store is { Type: ITypeParameterSymbol, MayBeNull: false } && !CachePlan.IsMaybeNullOfT(store) || store.Value is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray" or "ToDictionary" } };

    /// <summary>The variable that the value is read into.</summary>
    public static string? VariableOf(CacheAccess look) => look.FoundName ?? (Plain(look.Found) is null && look.Node.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declared } ? declared.Identifier.Text : Plain(look.Found) switch
    {
        DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } => single.Identifier.Text,
        IdentifierNameSyntax { Identifier.Text: not "_" and var name } => name,
        _ => null,
    });

    /// <summary>Without the mark that says it is not null.</summary>
    public static ExpressionSyntax? Plain(ExpressionSyntax? expression) =>
        expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed ? suppressed.Operand : expression;

    static StatementSyntax? Single(StatementSyntax statement) => statement is not BlockSyntax block ? statement : block.Statements is [var only] ? only : null;

    /// <summary>Whether a condition is that there is an entry or that there is none, and whether null counts as none: found, !found, found and value is not null, not found or value is null.</summary>
    public static (bool IsHit, bool NeverNull)? Asked(ExpressionSyntax condition, ExpressionSyntax look) => condition switch
    {
        _ when condition == look => (true, false),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not when not.Operand == look => (false, false),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when both.Left == look && look is InvocationExpressionSyntax call && (IsNullTest(both.Right, FoundIn(call)) ?? ObjectRead.IsTypeTest(both.Right, call)) == true => (true, true),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression, Left: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } missed } either when missed.Operand == look && look is InvocationExpressionSyntax call && (IsNullTest(either.Right, FoundIn(call)) ?? ObjectRead.IsTypeTest(either.Right, call)) == false => (false, true),
        _ => null,
    };

    static string? FoundIn(InvocationExpressionSyntax call) =>
        Plain(call.ArgumentList.Arguments.LastOrDefault()?.Expression) switch
        {
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } => single.Identifier.Text,
            IdentifierNameSyntax name => name.Identifier.Text,
            _ => null,
        };

    // True for: value is not null; false for: value is null; null for anything else.
    static bool? IsNullTest(ExpressionSyntax condition, string? name) => condition switch
    {
        BinaryExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: var tested }, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } test when tested == name =>
            test.IsKind(SyntaxKind.NotEqualsExpression) ? true : test.IsKind(SyntaxKind.EqualsExpression) ? false : null,
        IsPatternExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var tested }, Pattern: var pattern } when tested == name =>
            pattern is UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } ? true
            : pattern is ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } ? false : null,
        _ => null,
    };
}
