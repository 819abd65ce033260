using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Calls that work on a folder. Making one, and asking for one before it is made, has no counterpart in an object store: it is dropped.</summary>
internal static class FolderCalls
{
    public static FileOperation? Of(ExpressionSyntax path, InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        switch (method.Name)
        {
            case "CreateDirectory" when StatementOf(call) is { } made:
                return new(FileAction.MakeFolder, Guarded(made), path);
            case "Exists" when Question(call) is { } question:
                return new(FileAction.FolderExists, question, path) { Keeps = question is IfStatementSyntax @if && !IsOfFoldersOnly(@if) };
            case "Exists" when FolderGuard.Of(call, model) is { } guard:
                return new(FileAction.FolderExists, guard.Statement, path) { Keeps = guard.Statement.Condition == call, OfFixed = guard.OfFixed };
            // Without true it deletes an empty folder only.
            case "Delete" when StatementOf(call) is { } deleted:
                return call.ArgumentList.Arguments is [_, { Expression: var recursive }]
                    ? recursive.IsKind(SyntaxKind.TrueLiteralExpression) ? new(FileAction.DeleteFolder, call, path) : null
                    : new(FileAction.MakeFolder, Guarded(deleted), path);
            case "GetFiles" or "EnumerateFiles" when IsList(call, model):
                return new(FileAction.List, call, path) { Extension = ExtensionOf(call, model) };
            // Whether an empty folder can be deleted.
            case "EnumerateFiles" or "EnumerateFileSystemEntries" or "GetFiles" when call.FirstAncestorOrSelf<IfStatementSyntax>() is { } question && question.Condition.Contains(call) && IsOfFoldersOnly(question):
                return new(FileAction.FolderExists, question, path);
            default:
                return null;
        }
    }

    /// <summary>Whether the call lists the files of one folder, all or those of one extension.</summary>
    public static bool IsList(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Name: "GetFiles" or "EnumerateFiles" } method || !KnownTypes.Of(model.Compilation).Is(method.ContainingType, TypeNames.Directory))
            return false;
        if (call.FirstAncestorOrSelf<IfStatementSyntax>() is { } question && question.Condition.Contains(call) && IsOfFoldersOnly(question))
            return false;
        return call.ArgumentList.Arguments switch
        {
            [_] => true,
            [_, { Expression: var pattern }] => IsSimple(pattern, model),
            [_, { Expression: var pattern }, { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TopDirectoryOnly" } }] => IsSimple(pattern, model),
            _ => false,
        };
    }

    static bool IsSimple(ExpressionSyntax pattern, SemanticModel model) =>
        model.GetConstantValue(pattern) is { HasValue: true, Value: string text } && (text is "*" or "*.*" || (text.StartsWith("*.", StringComparison.Ordinal) && text.LastIndexOfAny(['*', '?', '.']) == 1));

    static string? ExtensionOf(InvocationExpressionSyntax call, SemanticModel model) =>
        call.ArgumentList.Arguments is [_, { Expression: var pattern }, ..] && model.GetConstantValue(pattern).Value is string text && text is not ("*" or "*.*") ? text.Substring(1) : null;

    // Also as a discard.
    static StatementSyntax? StatementOf(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax discard } => discard,
        _ => null,
    };

    /// <summary>The statement, with the if around it that only asks whether the folder is there.</summary>
    static SyntaxNode Guarded(StatementSyntax statement)
    {
        var guard = statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block.Parent : statement.Parent;
        return guard is IfStatementSyntax { Else: null, Condition: var condition } && IsOfFolders(condition) ? guard : statement;
    }

    static bool IsOfFoldersOnly(IfStatementSyntax @if) =>
        @if.Else is null && IsOfFolders(@if.Condition) && Only(@if.Statement) is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: var called, ArgumentList.Arguments.Count: 1 } }
        && called is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateDirectory" or "Delete", Expression: var directory } && IsDirectory(directory);

    /// <summary>The one statement of a block.</summary>
    public static StatementSyntax Only(StatementSyntax statement) => statement is BlockSyntax { Statements: [var only] } ? only : statement;

    static bool IsDirectory(ExpressionSyntax type) => type.ToString().Split('.').Last() == "Directory";

    // Whether it exists, holds anything, or has a name at all.
    static bool IsOfFolders(ExpressionSyntax condition) => condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => IsOfFolders(both.Left) && IsOfFolders(both.Right),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Left: IdentifierNameSyntax, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } => true,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => IsOfFolders(not.Operand),
        ParenthesizedExpressionSyntax inner => IsOfFolders(inner.Expression),
        IsPatternExpressionSyntax { Expression: IdentifierNameSyntax, Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Any", Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var listed } } } } => IsDirectory(listed),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exists", Expression: var asked } } => IsDirectory(asked),
        _ => false,
    };

    // What depends on the question: the statement that makes or deletes the folder, or the other branch of `Exists ? files : none`.
    static SyntaxNode? Question(InvocationExpressionSyntax call)
    {
        if (call.Parent is ConditionalExpressionSyntax conditional && conditional.Condition == call)
            return conditional;
        if (call.FirstAncestorOrSelf<IfStatementSyntax>() is not { Else: null } @if || !@if.Condition.Contains(call))
            return null;
        return IsOfFoldersOnly(@if) || (@if.Condition == call && Only(@if.Statement) is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delete", Expression: var deleted } } } && IsDirectory(deleted)) ? @if : null;
    }
}
