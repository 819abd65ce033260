using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// A few statements that look for an entry, and load and store it where it is missing: together they are what <c>GetOrCreateAsync</c> does.
/// </summary>
/// <param name="Look">The use that looks for the entry.</param>
/// <param name="Store">The use that stores it.</param>
/// <param name="Block">The block that the statements stand in.</param>
/// <param name="At">The first of them.</param>
/// <param name="Count">How many there are.</param>
internal sealed record CacheAside(CacheAccess Look, CacheAccess Store, BlockSyntax Block, int At, int Count)
{
    /// <summary>Uses that read what is there by then.</summary>
    public IReadOnlyList<CacheAccess> Again { get; init; } = [];

    /// <summary>What the value is given to, such as <c>return </c>; null where it takes the place of a use that reads.</summary>
    public string? Head { get; init; }

    /// <summary>The statements that run where the entry is missing, out of the block.</summary>
    public Func<BlockSyntax, IReadOnlyList<StatementSyntax>> Miss { get; init; } = null!;

    public MissShape Shape { get; init; } = null!;

    public IEnumerable<CacheAccess> Uses => [Look, Store, .. Again];

    /// <summary>The block with one statement in the place of these.</summary>
    public BlockSyntax Apply(BlockSyntax current, SharedCache cache, RewriteScope scope)
    {
        var miss = Miss(current);
        if (current.Statements.Count != Block.Statements.Count || miss.Count != Miss(Block).Count)
            throw new InvalidOperationException("Another fix changes the same statements.");
        var key = cache.Keys.Of(Look.Key, Look.Model.GetTypeInfo(Look.Key).Type);
        var access = Look with { Lifetime = Store.Lifetime, Value = Store.Value };
        var call = cache.Create(access, Shape.Factory(miss, access, scope), isAsync: true, scope, key, Block.Statements[At]);

        var last = current.Statements[At + Count - 1];
        StatementSyntax made;
        if (Head is not null)
        {
            made = RewriteScope.Statement($"{Head}{call};");
        }
        else
        {
            var read = last.DescendantNodes().OfType<ExpressionSyntax>().First(e => SyntaxFactory.AreEquivalent(e, Again[0].Node));
            made = last.ReplaceNode(read, (Precedence.NeedsParentheses(SyntaxFactory.ParseExpression(call), Again[0].Node) ? SyntaxFactory.ParseExpression($"({call})") : SyntaxFactory.ParseExpression(call)).WithTriviaFrom(read))
                .WithAdditionalAnnotations(Microsoft.CodeAnalysis.Formatting.Formatter.Annotation);
        }
        var indentation = Lowering.Indentation(current.Statements[At]);
        var leading = current.Statements[At].GetLeadingTrivia();
        foreach (var comment in Shape.Comments(miss))
            leading = leading.Add(comment).Add(SyntaxFactory.LineFeed).AddRange(indentation);
        return current.WithStatements(SyntaxFactory.List(current.Statements.Take(At)
            .Append(made.WithLeadingTrivia(leading).WithTrailingTrivia(last.GetTrailingTrivia()))
            .Concat(current.Statements.Skip(At + Count))));
    }
}

/// <summary>Which of the statements after a miss make the value.</summary>
/// <param name="Dropped">Those that store it or hand it on.</param>
/// <param name="Value">The statement that holds the expression of the value.</param>
/// <param name="Variable">The variable that is given the value before it is stored, where more than that is done to it.</param>
/// <param name="Fresh">Whether the variable needs another name, since one of that name stays outside.</param>
internal sealed record MissShape(IReadOnlyCollection<int> Dropped, int Value, string? Variable, bool Fresh)
{
    public CacheFactory Factory(IReadOnlyList<StatementSyntax> miss, CacheAccess access, RewriteScope scope)
    {
        var isExact = SymbolEqualityComparer.Default.Equals(access.Model.GetTypeInfo(access.Value!).Type, access.Type);
        var kept = Enumerable.Range(0, miss.Count).Where(i => !Dropped.Contains(i) && (i != Value || Variable is not null)).ToList();
        if (Variable is null)
            return new CacheFactory([.. kept.Select(i => miss[i])], ValueOf(miss[Value], access), isExact);
        var declared = miss[Value] is LocalDeclarationStatementSyntax
            ? miss[Value]
            : RewriteScope.Statement($"{(isExact ? "var" : SharedCache.TypeOf(access, scope))} {Variable} = {ValueOf(miss[Value], access).WithoutTrivia()};").WithTriviaFrom(miss[Value]);
        var factory = new CacheFactory([.. kept.Select(i => i == Value ? declared : miss[i])], SyntaxFactory.IdentifierName(Variable), isExact);
        return Fresh ? factory.Declared(Variable, scope.Unused("loaded")) : factory;
    }

    // var x = …;  x = …;  cache[key] = …;  cache.Set(key, …);  return cache.Set(key, …);
    static ExpressionSyntax ValueOf(StatementSyntax statement, CacheAccess access)
    {
        var value = statement switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var initial }] } => initial,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax } assignment } => assignment.Right,
            ReturnStatementSyntax { Expression: { } returned } => CacheAccess.Operand(returned, access.ValueAt),
            _ => CacheAccess.Operand(statement, access.ValueAt),
        };
        return value is AssignmentExpressionSyntax { Left: IdentifierNameSyntax } inner ? inner.Right : value;
    }

    /// <summary>The comments of what is dropped. Those of the value stay by it where the factory has more statements.</summary>
    public IEnumerable<SyntaxTrivia> Comments(IReadOnlyList<StatementSyntax> miss)
    {
        var gone = Variable is not null ? Dropped : Enumerable.Range(0, miss.Count).Any(i => !Dropped.Contains(i) && i != Value) ? Dropped.Where(i => i != Value) : Dropped.Append(Value);
        foreach (var index in gone.Distinct().OrderBy(i => i))
            foreach (var comment in miss[index].GetLeadingTrivia())
                if (Lowering.IsComment(comment))
                    yield return comment;
    }
}
