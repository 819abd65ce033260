using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Recognises a file that is opened to be read.</summary>
internal static class OpenedStream
{
    // Methods that read from front to end what they are given.
    static readonly HashSet<string> Sequential = new(StringComparer.Ordinal)
    {
        "CopyTo", "CopyToAsync", "Deserialize", "DeserializeAsync", "DeserializeAsyncEnumerable", "Load", "LoadAsync", "Read", "ReadAsync", "ReadByte", "ReadExactly", "ReadExactlyAsync",
        "Dispose", "DisposeAsync", "ConfigureAwait", "Close", "File", "Stream", "StreamReader", "XmlReader", "Create", "Parse", "ParseAsync",
    };

    public static FileOperation? Of(ExpressionSyntax path, ExpressionSyntax call, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        switch (call)
        {
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } creation when model.GetTypeInfo(creation).Type is { } type:
                if (types.Is(type, TypeNames.StreamReader))
                    return arguments.Skip(1).All(a => FileCalls.IsUtf8(a.Expression)) ? new(FileAction.OpenText, call, path) : null;
                return types.Is(type, TypeNames.FileStream) && IsReading(arguments) ? Make() : null;
            case InvocationExpressionSyntax { ArgumentList.Arguments: var given } when model.GetSymbolInfo(call).Symbol is IMethodSymbol method && types.Is(method.ContainingType, TypeNames.File):
                return method.Name switch
                {
                    "OpenText" => new(FileAction.OpenText, call, path),
                    "OpenRead" => Make(),
                    "Open" when IsReading(given) => Make(),
                    _ => null,
                };
            default:
                return null;
        }

        FileOperation Make() => new(FileAction.OpenRead, call, path) { Seeks = !IsSequential(call, model) };
    }

    static bool IsReading(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments is [_, { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Open" } }, { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Read" } }, ..]
        && !arguments.Any(a => a.Expression.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "DeleteOnClose" }));

    /// <summary>Whether a stream is read from front to end: in its one use, or in all uses of the local that it is kept in.</summary>
    public static bool IsSequential(ExpressionSyntax stream, SemanticModel model)
    {
        if (PathCarrier.Taking(stream, model) is { Symbol: ILocalSymbol } local)
            return local.Uses(model).All(u => IsRead(u, model));
        return IsRead(stream, model);
    }

    static bool IsRead(ExpressionSyntax stream, SemanticModel model)
    {
        var called = stream.Parent switch
        {
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => model.GetSymbolInfo(call).Symbol,
            ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } => model.GetTypeInfo(creation).Type,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access when access.Expression == stream => model.GetSymbolInfo(access).Symbol,
            UsingStatementSyntax => model.GetTypeInfo(stream).Type,
            _ => null,
        };
        // Other libraries may look at the length, or read twice.
        return called is not null && (called is ITypeSymbol { Name: "FileStream" } || Sequential.Contains(called.Name))
            && (called.ContainingNamespace.ToDisplayString() is var ns && (ns.StartsWith("System", StringComparison.Ordinal) || ns.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)));
    }
}
