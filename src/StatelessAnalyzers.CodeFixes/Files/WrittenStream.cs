using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>How what is written to a file's stream gets into the store.</summary>
internal enum StreamForm
{
    /// <summary>An upload that is copied, and nothing else: it is put as it is.</summary>
    Upload,

    /// <summary>A stream that is copied, and nothing else: it is sent on without being held in memory.</summary>
    Transfer,

    /// <summary>Written in memory, and put from there.</summary>
    Memory,

    /// <summary>The same, where something that wraps the stream closes it.</summary>
    ClosedMemory,

    /// <summary>Text that is written by the writer itself.</summary>
    Text,

    /// <summary>Anything that a writer of its own turns into bytes, complete when it is disposed of.</summary>
    Wrapped,
}

/// <summary>A new file that is opened, written to and disposed of in one block.</summary>
/// <param name="Form">How it gets into the store.</param>
/// <param name="Variable">The local that holds the stream or writer.</param>
/// <param name="Opening">The call or constructor that opens the file.</param>
/// <param name="Holder">The using statement, or the declaration where that stands apart.</param>
/// <param name="Last">The using statement, or the last statement of the block that uses the stream.</param>
/// <param name="Body">The body of the using statement, or null where the block goes on.</param>
/// <param name="Source">The upload or stream that is copied.</param>
internal sealed record WrittenStream(StreamForm Form, VariableDeclaratorSyntax Variable, ExpressionSyntax Opening, StatementSyntax Holder, StatementSyntax Last, StatementSyntax? Body, ExpressionSyntax? Source)
{
    /// <summary>The last statement that the stream is there for.</summary>
    public StatementSyntax End => Body is BlockSyntax block ? block.Statements.Last() : Body ?? Last;

    /// <summary>The operation of a path that a file is opened on to write it anew, or null.</summary>
    public static FileOperation? Of(ExpressionSyntax path, ExpressionSyntax opening, SemanticModel model)
    {
        if (FileOpening.Of(opening, model) is not { } kind)
            return null;
        var wrapper = opening.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax outer } argument && outer.ArgumentList!.Arguments[0] == argument ? outer : null;
        var value = (ExpressionSyntax?)wrapper ?? opening;
        if (value.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } variable })
            return null;
        var uses = StreamUses.Of(variable, declaration, model);
        if (uses is null or { Body: BlockSyntax { Statements: [] } })
            return null;

        var isText = kind == OpenedAs.Text;
        var form = wrapper is not null || kind == OpenedAs.Xml || (isText && uses.IsHandedOn) ? StreamForm.Wrapped
            : isText ? StreamForm.Text
            : uses.Copied is { } source ? SourceForm(source, model)
            : uses.IsClosed ? StreamForm.ClosedMemory : StreamForm.Memory;
        // What a wrapper holds back is written when it is disposed of, which is the end of a using statement, but not of a block that goes on.
        if (form == StreamForm.Wrapped ? uses.Holder is not UsingStatementSyntax { Declaration: not null, Parent: BlockSyntax } : uses.HasOpenWrapper)
            return null;
        var stream = new WrittenStream(form, variable, opening, uses.Holder, uses.Last, uses.Body, form == StreamForm.Upload ? UploadOf(uses.Copied!, model) : uses.Copied);
        return new(FileAction.WriteStream, uses.Holder, path) { Stream = stream, MustBeNew = FileOpening.MustBeNew(opening) };
    }

    static StreamForm SourceForm(ExpressionSyntax source, SemanticModel model) =>
        UploadOf(source, model) is not null ? StreamForm.Upload
        : KnownTypes.Of(model.Compilation).IsOrInherits(model.GetTypeInfo(source).Type, TypeNames.Stream) ? StreamForm.Transfer : StreamForm.Memory;

    // upload.CopyTo(stream), or upload.OpenReadStream().CopyTo(stream).
    static ExpressionSyntax? UploadOf(ExpressionSyntax source, SemanticModel model)
    {
        var upload = source is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OpenReadStream", Expression: var opened } } ? opened : source;
        return KnownTypes.Of(model.Compilation).IsOrInherits(model.GetTypeInfo(upload).Type, TypeNames.IFormFile) ? upload : null;
    }
}

/// <summary>What a file is opened as to be written.</summary>
internal enum OpenedAs
{
    Stream,
    Text,
    Xml,
}

/// <summary>Calls and constructors that open a new file, or empty the one that is there.</summary>
internal static class FileOpening
{
    public static OpenedAs? Of(ExpressionSyntax opening, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        if (opening.DescendantNodes().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "DeleteOnClose" }))
            return null;
        switch (opening)
        {
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } creation when model.GetTypeInfo(creation).Type is { } type:
                return types.Is(type, TypeNames.FileStream) ? IsNew(arguments) ? OpenedAs.Stream : null
                    : types.Is(type, TypeNames.StreamWriter) ? IsPlain(arguments) ? OpenedAs.Text : null
                    : types.Is(type, TypeNames.XmlTextWriter) ? OpenedAs.Xml : null;
            case InvocationExpressionSyntax { ArgumentList.Arguments: var given } when model.GetSymbolInfo(opening).Symbol is IMethodSymbol method:
                if (types.Is(method.ContainingType, TypeNames.XmlWriter))
                    return method.Name == "Create" && method.Parameters[0].Type.SpecialType == SpecialType.System_String ? OpenedAs.Xml : null;
                return !types.Is(method.ContainingType, TypeNames.File) ? null : method.Name switch
                {
                    "Create" or "OpenWrite" => OpenedAs.Stream,
                    "CreateText" => OpenedAs.Text,
                    "Open" when IsNew(given) => OpenedAs.Stream,
                    _ => null,
                };
            default:
                return null;
        }
    }

    public static bool MustBeNew(ExpressionSyntax opening) => opening.ChildNodes().OfType<ArgumentListSyntax>().Any(l => l.Arguments is [_, { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateNew" } }, ..]);

    static bool IsNew(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments is [_, { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" or "CreateNew", Expression: var mode } }, ..] && mode.ToString().EndsWith("FileMode", StringComparison.Ordinal)
        && !arguments.Any(a => a.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Read", Expression: var access } && access.ToString().EndsWith("FileAccess", StringComparison.Ordinal));

    // Not appended to, and in the encoding of the store; a second argument may be either.
    static bool IsPlain(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.Skip(1).All(a => a.Expression.IsKind(SyntaxKind.FalseLiteralExpression) || FileCalls.IsUtf8(a.Expression));
}
