using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>What one use of a cache does to the entry of one key.</summary>
internal enum CacheAction
{
    /// <summary>Gives the value.</summary>
    Read,

    /// <summary>Says whether there is an entry, and gives its value.</summary>
    TryRead,

    /// <summary>Says whether there is an entry.</summary>
    Contains,

    /// <summary>Gives the value, and makes it where it is missing.</summary>
    Create,

    Store,

    /// <summary>Stores where there is none, and says whether.</summary>
    Add,

    Remove,

    /// <summary>Says whether there is an entry, gives its value and takes it out.</summary>
    Take,
}

/// <summary>What reading gives where there is no entry.</summary>
internal enum Missing
{
    Default,
    Given,
    Exception,
}

/// <summary>How long an entry is kept, as code; null where the code does not say.</summary>
internal sealed record EntryLifetime(string? Absolute, string? Sliding)
{
    public static EntryLifetime Unsaid { get; } = new(null, null);
}

/// <summary>One use of a cache that a shared cache can do as well.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Node">The expression that is replaced, with the await or the cast that belongs to it.</param>
/// <param name="Key">The key of the entry.</param>
/// <param name="Type">The type of the entry's value; null where the use does not say it.</param>
internal sealed record CacheAccess(CacheAction Action, ExpressionSyntax Node, ExpressionSyntax Key, ITypeSymbol? Type)
{
    public Document Document { get; init; } = null!;

    public SemanticModel Model { get; init; } = null!;

    /// <summary>The cache, as the code calls it; null where it is a collection, of which nothing stays.</summary>
    public ExpressionSyntax? Receiver { get; init; }

    /// <summary>What is stored, what makes the value, or what is given where it is missing.</summary>
    public ExpressionSyntax? Value { get; init; }

    /// <summary>Where among the operands the value stands.</summary>
    public int ValueAt { get; init; } = 1;

    /// <summary>The out argument that takes the value.</summary>
    public ExpressionSyntax? Found { get; init; }

    /// <summary>The variable that a pattern after the question gives the value, and that alone goes on with it.</summary>
    public string? FoundName { get; init; }

    /// <summary>The casts that a value read as an object needs, and that one read as what it is does not.</summary>
    public IReadOnlyList<ExpressionSyntax> Casts { get; init; } = [];

    public Missing Missing { get; init; }

    public EntryLifetime Lifetime { get; init; } = EntryLifetime.Unsaid;

    /// <summary>Whether the code goes on with what storing gives.</summary>
    public bool IsUsed { get; init; }

    /// <summary>Whether only a missing entry is stored.</summary>
    public bool KeepsPresent { get; init; }

    /// <summary>The variable that holds the settings of the entry, which nothing needs once they are told.</summary>
    public ISymbol? Settings { get; init; }

    /// <summary>What the parameters of the factory stand for, by their place; a null is an entry, which is only set up.</summary>
    public IReadOnlyList<ExpressionSyntax?> FactoryArguments { get; init; } = [];

    /// <summary>Whether the value is made by a Lazy within the factory.</summary>
    public bool IsLazy { get; init; }

    /// <summary>Whether the factory gives a task of the value.</summary>
    public bool IsTask { get; init; }

    /// <summary>Whether the code goes on with the task of the value before it awaits it.</summary>
    public bool KeepsTask { get; init; }

    /// <summary>The lock around the use, which goes away.</summary>
    public LockStatementSyntax? Lock { get; init; }

    /// <summary>Where the new code awaits.</summary>
    public SyntaxNode Site => (SyntaxNode?)Lock ?? Node;

    /// <summary>Whether the type parameter that is the type may stand for one whose default is a value, as that of a number is.</summary>
    public bool MayBeValue { get; init; }

    /// <summary>Whether the type parameter that is the type stands for one with a null; null where that is not said.</summary>
    public bool? MayBeNull { get; init; }

    public int Line => Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    public string Place => $"{System.IO.Path.GetFileName(Document.Name)}, line {Line}";

    /// <summary>The operand of a use with its inner edits done: the arguments of a call, or the key and the value of an assignment.</summary>
    public static ExpressionSyntax Operand(SyntaxNode current, int index) => Bare(current) switch
    {
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } assignment => index == 0 ? element.ArgumentList.Arguments[0].Expression : assignment.Right,
        ElementAccessExpressionSyntax element => element.ArgumentList.Arguments[index].Expression,
        InvocationExpressionSyntax call => call.ArgumentList.Arguments[index].Expression,
        _ => throw new InvalidOperationException("The use has another shape than it was planned for."),
    };

    // Without what else is replaced with the call.
    static SyntaxNode Bare(SyntaxNode node) => node switch
    {
        ExpressionStatementSyntax statement => Bare(statement.Expression),
        AwaitExpressionSyntax awaited => Bare(awaited.Expression),
        ParenthesizedExpressionSyntax inner => Bare(inner.Expression),
        CastExpressionSyntax cast => Bare(cast.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } cast => Bare(cast.Left),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Bare(not.Operand),
        ConditionalExpressionSyntax asked => Bare(asked.Condition),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } asked => Bare(asked.Left),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } lazy => Bare(lazy.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } } => Bare(configured),
        _ => node,
    };

    /// <summary>Whether nothing is done with what the call gives.</summary>
    public static bool IsAlone(ExpressionSyntax call, SemanticModel model) => call.Parent switch
    {
        ExpressionStatementSyntax => true,
        ArrowExpressionClauseSyntax { Parent: { } member } => model.GetDeclaredSymbol(member) is IMethodSymbol { ReturnsVoid: true },
        LambdaExpressionSyntax lambda when lambda.Body == call => model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { ReturnsVoid: true },
        _ => false,
    };

    /// <summary>The expression that a call of a task is replaced with: the await around it, or itself where the task is returned; null where the task is used otherwise.</summary>
    public static ExpressionSyntax? AwaitedAt(ExpressionSyntax task) => task.Parent switch
    {
        AwaitExpressionSyntax awaited => awaited,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax awaited } } => awaited,
        ReturnStatementSyntax or ArrowExpressionClauseSyntax => task,
        AnonymousFunctionExpressionSyntax lambda when lambda.Body == task => task,
        _ => null,
    };

    /// <summary>Whether what a method makes of the task is awaited where it stands: <c>await task.WaitAsync(…)</c>.</summary>
    public static bool IsChained(ExpressionSyntax task) =>
        task.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not ("Result" or "GetAwaiter") } access && access.Expression == task && access.Parent is InvocationExpressionSyntax { Parent: AwaitExpressionSyntax };
}
