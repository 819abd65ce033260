using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Single calls that work on a whole file or folder.</summary>
internal static class FileCalls
{
    static readonly ImmutableArray<string> XmlReaders = ImmutableArray.Create(TypeNames.XDocument, TypeNames.XElement, TypeNames.XmlDocument);
    static readonly ImmutableArray<string> Savers = XmlReaders.Add(TypeNames.DataSet).Add(TypeNames.XStreamingElement);

    public static FileOperation? Of(ExpressionSyntax path, ExpressionSyntax call, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        if (call is BaseObjectCreationExpressionSyntax creation)
            return types.Is(model.GetTypeInfo(creation).Type, TypeNames.FileInfo) ? OfFileInfo(path, creation, model) : ServedStatically.Of(path, creation, model);
        if (call is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } invocation || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return null;
        if (types.Is(method.ContainingType, TypeNames.File))
            return OfFile(path, invocation, arguments, method, model);
        if (types.Is(method.ContainingType, TypeNames.Directory))
            return FolderCalls.Of(path, invocation, method, model);
        if (method.Name == "Load" && XmlReaders.Any(t => types.Is(method.ContainingType, t)) && method.Parameters[0].Type.SpecialType == SpecialType.System_String)
            return new(FileAction.LoadXml, call, path);
        return method.Name is "Save" or "WriteXml" && method.Parameters is [{ Type.SpecialType: SpecialType.System_String }, ..] && Savers.Any(t => types.Is(method.ContainingType, t)) && call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement
            ? new(FileAction.Save, statement, path)
            : null;
    }

    // new FileInfo(path).Length, and no more of it; or a local that is asked several things.
    static FileOperation? OfFileInfo(ExpressionSyntax path, BaseObjectCreationExpressionSyntax creation, SemanticModel model) => creation.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } length => new(FileAction.Length, length, path),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exists" } exists => new(FileAction.Exists, exists, path),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delete", Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } delete } => new(FileAction.Delete, delete, path),
        _ => FileInfoLocal.Of(path, creation, model) is { } info ? new(FileAction.Describe, info.Declaration, path) { Info = info } : null,
    };

    static FileOperation? OfFile(ExpressionSyntax path, InvocationExpressionSyntax call, SeparatedSyntaxList<ArgumentSyntax> arguments, IMethodSymbol method, SemanticModel model)
    {
        FileAction? action = method.Name switch
        {
            "WriteAllText" or "WriteAllTextAsync" when method.Parameters[1].Type.SpecialType == SpecialType.System_String => FileAction.WriteText,
            "WriteAllBytes" or "WriteAllBytesAsync" when method.Parameters[1].Type is IArrayTypeSymbol => FileAction.WriteBytes,
            "WriteAllLines" or "WriteAllLinesAsync" => FileAction.WriteLines,
            "ReadAllText" or "ReadAllTextAsync" => FileAction.ReadText,
            "ReadAllBytes" or "ReadAllBytesAsync" => FileAction.ReadBytes,
            "ReadAllLines" or "ReadAllLinesAsync" => FileAction.ReadLines,
            "Delete" => FileAction.Delete,
            "Exists" => FileAction.Exists,
            "Copy" => FileAction.Copy,
            "Move" => FileAction.Move,
            _ => null,
        };
        if (action is null || NodeOf(call, method) is not { } node)
            return null;
        if (action is FileAction.Copy or FileAction.Move)
            return call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement && arguments.All(a => a.NameColon is null or { Name.Identifier.ValueText: "overwrite" })
                ? new(action.Value, statement, path) { Target = arguments[1].Expression, MustBeNew = arguments.Count < 3 || arguments[2].Expression.IsKind(SyntaxKind.FalseLiteralExpression) }
                : null;
        var content = action is FileAction.WriteText or FileAction.WriteBytes or FileAction.WriteLines ? arguments[1].Expression : null;
        return HasOnlyKnownArguments(arguments, method, model) ? new(action.Value, node, path, content) : null;
    }

    // Path and content, a token, and UTF-8, in which the store keeps text anyway.
    static bool HasOnlyKnownArguments(SeparatedSyntaxList<ArgumentSyntax> arguments, IMethodSymbol method, SemanticModel model)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            if (arguments[i].NameColon is not null)
                return false;
            var isContent = i == 1 && method.Parameters[1].Name is "contents" or "bytes";
            var isToken = KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(arguments[i].Expression).ConvertedType, TypeNames.CancellationToken);
            if (!isContent && !isToken && !IsUtf8(arguments[i].Expression))
                return false;
        }
        return true;
    }

    /// <summary>Whether the expression is the encoding in which the store keeps text.</summary>
    public static bool IsUtf8(ExpressionSyntax encoding) => encoding is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UTF8" };

    // An asynchronous call is replaced together with its await; where it is handed on as a task, only a return can take the await.
    static SyntaxNode? NodeOf(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        if (!method.Name.EndsWith("Async", StringComparison.Ordinal))
            return call;
        return call.Parent switch
        {
            AwaitExpressionSyntax awaited => awaited,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax awaited } } => awaited,
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => call,
            _ => null,
        };
    }

    /// <summary>The folder of a list of files, where the expression is such a list.</summary>
    public static ExpressionSyntax? ListedFolder(ExpressionSyntax files, SemanticModel model) => files switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var folder }, ..] } call => FolderCalls.IsList(call, model) ? folder : null,
        IdentifierNameSyntax when model.GetSymbolInfo(files).Symbol is ILocalSymbol local && PathCarrier.Of(local, files, model) is { } carrier && carrier.Values(model) is [InvocationExpressionSyntax only] => ListedFolder(only, model),
        _ => null,
    };
}
