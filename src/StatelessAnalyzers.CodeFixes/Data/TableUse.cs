using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;

namespace StatelessAnalyzers.Data;

/// <summary>What one use of a collection of records does.</summary>
internal enum TableAction
{
    /// <summary>Adds a record whose key is new.</summary>
    Insert,

    /// <summary>Adds a record where its key is new, and says whether it was.</summary>
    TryInsert,

    /// <summary>Adds a record or takes the place of the one with its key.</summary>
    Put,

    /// <summary>Takes the place of the record with its key where that is still as it was read, and says whether it did.</summary>
    TryReplace,

    /// <summary>Gives the record of a key.</summary>
    Find,

    /// <summary>Gives the record that was found before.</summary>
    Again,

    /// <summary>Says whether there is a record, and gives it.</summary>
    TryFind,

    /// <summary>Says whether there is a record.</summary>
    Contains,

    /// <summary>Takes out the record of a key.</summary>
    Delete,

    /// <summary>Takes out the record of a key, and gives it.</summary>
    TakeOut,

    /// <summary>Takes out the records that fulfil a condition.</summary>
    DeleteWhere,

    /// <summary>Takes out all records.</summary>
    Clear,

    /// <summary>Gives all records.</summary>
    All,

    /// <summary>Looks at the records to make a key.</summary>
    NewKey,
}

/// <summary>What is done with the answer of a removal.</summary>
internal enum Removed
{
    Nothing,

    /// <summary>Whether there was a record.</summary>
    Whether,

    /// <summary>How many there were.</summary>
    Count,
}

/// <summary>One use of a collection of records that a table has a counterpart of.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Node">The expression that is replaced.</param>
internal sealed record TableUse(TableAction Action, ExpressionSyntax Node)
{
    public Document Document { get; init; } = null!;

    public SemanticModel Model { get; init; } = null!;

    /// <summary>The key, as it was written; null where all records are meant, or the key is that of the value.</summary>
    public ExpressionSyntax? Key { get; init; }

    /// <summary>The condition by which the record is looked for; null where the collection has keys.</summary>
    public LambdaExpressionSyntax? Predicate { get; init; }

    /// <summary>The record that is put in.</summary>
    public ExpressionSyntax? Value { get; init; }

    /// <summary>Where among the operands the record stands.</summary>
    public int ValueAt { get; init; }

    /// <summary>The record as it was read, which stands last among the operands.</summary>
    public ExpressionSyntax? Read { get; init; }

    /// <summary>The variable that takes what is found.</summary>
    public SyntaxToken Found { get; init; }

    /// <summary>The place in the list that the use asks for or goes by.</summary>
    public IndexedRecord? Index { get; init; }

    /// <summary>What is thrown where there is no record, or null.</summary>
    public string? Missing { get; init; }

    public Removed Removed { get; init; }

    /// <summary>Whether all keys are meant, and not the records.</summary>
    public bool IsOfKeys { get; init; }

    /// <summary>Whether the code goes on with the record that is put in.</summary>
    public bool GivesValue { get; init; }

    /// <summary>What the order of the records decides; null where it decides nothing.</summary>
    public string? Ordered { get; init; }

    /// <summary>The lock or the guarded block around the use, which falls away.</summary>
    public StatementSyntax? Lock { get; init; }

    public string Place => $"{System.IO.Path.GetFileName(Document.Name)}, line {Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>Whether the key is what the collection is asked for, and stands first among the operands.</summary>
    public bool KeyIsOperand { get; init; }

    /// <summary>The key as it is after inner edits.</summary>
    public ExpressionSyntax KeyIn(SyntaxNode current) => (KeyIsOperand ? CacheAccess.Operand(current, 0) : Key!).WithoutTrivia();

    /// <summary>The question that the use answers: itself, or its negation where it is negated.</summary>
    public ExpressionSyntax Question(out bool isFor)
    {
        isFor = Node.Parent is not PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
        return isFor ? Node : (ExpressionSyntax)Node.Parent!;
    }

    /// <summary>What a question asks, without its negation.</summary>
    public static SyntaxNode Asked(SyntaxNode question) => question is PrefixUnaryExpressionSyntax not ? not.Operand : question;

    /// <summary>The record that is put in, as it is after inner edits.</summary>
    public ExpressionSyntax ValueIn(SyntaxNode current) => CacheAccess.Operand(current, ValueAt).WithoutTrivia();

    /// <summary>The record as it was read, as it is after inner edits.</summary>
    public static ExpressionSyntax ReadIn(SyntaxNode current) => CacheAccess.Operand(current, 2).WithoutTrivia();
}
