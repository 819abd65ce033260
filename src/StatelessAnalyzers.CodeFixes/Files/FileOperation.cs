using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>What a call does to a file, as far as an object store can do the same.</summary>
internal enum FileAction
{
    WriteText,
    WriteBytes,
    ReadText,
    ReadBytes,
    OpenRead,
    Delete,
    Exists,
    SaveUpload,
    List,
    MakeFolder,
    FolderExists,
}

/// <summary>A call, or a few statements, that work on a file or folder and have an equivalent on an object store.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Node">What is replaced: the call, the await around it, or the using statement of an upload.</param>
/// <param name="Path">The expression of the path.</param>
/// <param name="Content">What is written: the expression of the text, the bytes or the upload.</param>
internal sealed record FileOperation(FileAction Action, SyntaxNode Node, ExpressionSyntax Path, ExpressionSyntax? Content)
{
    /// <summary>For an upload whose stream is declared apart: the key, as the declaration goes.</summary>
    public string? Key { get; init; }

    /// <summary>For an upload into a new file only.</summary>
    public bool MustBeNew { get; init; }

    /// <summary>The operation whose path is that argument, or null where an object store has none such.</summary>
    public static FileOperation? OfPath(ExpressionSyntax path, SemanticModel model)
    {
        if (path.Parent is not ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Arguments: var arguments, Parent: { } creationOrCall } } argument || arguments[0] != argument)
            return null;
        if (Upload.Of(path, creationOrCall, model) is { } upload)
            return upload;
        if (creationOrCall is not InvocationExpressionSyntax call || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return null;

        var types = KnownTypes.Of(model.Compilation);
        if (types.Is(method.ContainingType, TypeNames.File) && OfFile(method) is { } action)
        {
            var content = action is FileAction.WriteText or FileAction.WriteBytes ? arguments[1].Expression : null;
            return HasOnlyKnownArguments(arguments, method, model) && NodeOf(call, method) is { } node ? new FileOperation(action, node, path, content) : null;
        }
        if (types.Is(method.ContainingType, TypeNames.Directory))
            return (method.Name, arguments.Count) switch
            {
                ("CreateDirectory", 1) when call.Parent is ExpressionStatementSyntax => new FileOperation(FileAction.MakeFolder, FolderStatement(call), path, null),
                ("Exists", 1) when FolderQuestion(call) is { } question => new FileOperation(FileAction.FolderExists, question, path, null),
                ("GetFiles", 1) => new FileOperation(FileAction.List, call, path, null),
                _ => null,
            };
        return null;
    }

    static FileAction? OfFile(IMethodSymbol method) => method.Name switch
    {
        "WriteAllText" or "WriteAllTextAsync" when method.Parameters[1].Type.SpecialType == SpecialType.System_String => FileAction.WriteText,
        "WriteAllBytes" or "WriteAllBytesAsync" when method.Parameters[1].Type is IArrayTypeSymbol => FileAction.WriteBytes,
        "ReadAllText" or "ReadAllTextAsync" => FileAction.ReadText,
        "ReadAllBytes" or "ReadAllBytesAsync" => FileAction.ReadBytes,
        "OpenRead" => FileAction.OpenRead,
        "Delete" => FileAction.Delete,
        "Exists" => FileAction.Exists,
        _ => null,
    };

    // Path and content, a token, and UTF-8, in which the store keeps text anyway.
    static bool HasOnlyKnownArguments(SeparatedSyntaxList<ArgumentSyntax> arguments, IMethodSymbol method, SemanticModel model)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            if (arguments[i].NameColon is not null)
                return false;
            var isContent = i == 1 && method.Parameters[1].Name is "contents" or "bytes";
            var isToken = KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(arguments[i].Expression).ConvertedType, TypeNames.CancellationToken);
            var isUtf8 = arguments[i].Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UTF8" };
            if (!isContent && !isToken && !isUtf8)
                return false;
        }
        return true;
    }

    // An asynchronous call is replaced together with its await; where it is handed on as a task, only a return can take the await.
    static SyntaxNode? NodeOf(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var isAsync = method.Name.EndsWith("Async", StringComparison.Ordinal);
        if (!isAsync)
            return call.Parent is AnonymousFunctionExpressionSyntax && method.ReturnsVoid ? null : call;
        return call.Parent switch
        {
            AwaitExpressionSyntax awaited => awaited,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax awaited } } => awaited,
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => call,
            _ => null,
        };
    }

    // if (!Directory.Exists(folder)) Directory.CreateDirectory(folder);
    static SyntaxNode FolderStatement(InvocationExpressionSyntax call)
    {
        var statement = (SyntaxNode)call.Parent!;
        var guard = statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block.Parent : statement.Parent;
        return guard is IfStatementSyntax { Else: null, Condition: var condition } @if && IsFolderMissing(condition) ? @if : statement;
    }

    static bool IsFolderMissing(ExpressionSyntax condition) =>
        condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exists", Expression: var directory } } }
        && directory.ToString().EndsWith("Directory", StringComparison.Ordinal);

    // The question is dropped with what depends on it: the statement that makes the folder, or the other branch of `Exists ? files : none`.
    static SyntaxNode? FolderQuestion(InvocationExpressionSyntax call) => call.Parent switch
    {
        ConditionalExpressionSyntax conditional when conditional.Condition == call => conditional,
        PrefixUnaryExpressionSyntax { Parent: IfStatementSyntax { Else: null, Statement: var then } @if } when (then is BlockSyntax { Statements: [var only] } ? only : then) is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateDirectory" } } } => @if,
        _ => null,
    };
}

/// <summary>Recognises an upload that is copied into a new file stream.</summary>
file static class Upload
{
    public static FileOperation? Of(ExpressionSyntax path, SyntaxNode creation, SemanticModel model)
    {
        var mode = ModeOf(creation, model);
        if (mode is null || creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } variable })
            return null;

        var name = variable.Identifier.ValueText;
        return declaration.Parent switch
        {
            UsingStatementSyntax { Statement: var body } statement when Single(body) is { } only && CopyTo(only, name, model) is { } copy => Make(statement, copy),
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, Parent: BlockSyntax block } local when UsedOnce(block, local, name) is { } use && CopyTo(use, name, model) is { } copy => Make(use, copy),
            _ => null,
        };

        FileOperation Make(SyntaxNode node, InvocationExpressionSyntax copy) =>
            new(FileAction.SaveUpload, node, path, ((MemberAccessExpressionSyntax)copy.Expression).Expression) 
            {
                Key = PathExpression.KeyOf(path, model),
                MustBeNew = mode == "CreateNew",
            };
    }

    // new FileStream(path, FileMode.Create), File.Create(path)
    static string? ModeOf(SyntaxNode creation, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        if (creation is InvocationExpressionSyntax call)
            return model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Create" } method && types.Is(method.ContainingType, TypeNames.File) ? "Create" : null;
        return creation is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [_, var mode, ..] } && types.Is(model.GetTypeInfo(creation).Type, TypeNames.FileStream)
            && model.GetSymbolInfo(mode.Expression).Symbol is IFieldSymbol { Name: "Create" or "CreateNew", ContainingType.Name: "FileMode" } field ? field.Name : null;
    }

    static StatementSyntax? Single(StatementSyntax body) => body is not BlockSyntax block ? body : block.Statements is [var only] ? only : null;

    static StatementSyntax? UsedOnce(BlockSyntax block, StatementSyntax declaration, string name)
    {
        var users = block.Statements.Where(s => s != declaration && s.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name)).ToList();
        return users is [var only] ? only : null;
    }

    // await upload.CopyToAsync(stream); alone, so that nothing else is written.
    static InvocationExpressionSyntax? CopyTo(StatementSyntax statement, string stream, SemanticModel model)
    {
        var expression = (statement as ExpressionStatementSyntax)?.Expression;
        var call = (expression is AwaitExpressionSyntax { Expression: var awaited } ? awaited : expression) as InvocationExpressionSyntax;
        if (call?.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: InvocationExpressionSyntax configured })
            call = configured;
        return call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CopyTo" or "CopyToAsync", Expression: var source }, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var target } }, ..] }
            && target == stream && KnownTypes.Of(model.Compilation).IsOrInherits(model.GetTypeInfo(source).Type, TypeNames.IFormFile) ? call : null;
    }
}
