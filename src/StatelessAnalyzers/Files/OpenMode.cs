using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Whether a stream is opened to change its file, as far as constants tell.</summary>
internal static class OpenMode
{
    const int Open = 3, OpenOrCreate = 4, Write = 2, DeleteOnClose = 0x4000000;

    public static bool Writes(ImmutableArray<IArgumentOperation> arguments, IOperation opening, KnownTypes types)
    {
        var (mode, access) = (default(IOperation), default(IOperation));
        foreach (var argument in arguments)
            switch (argument.Parameter?.Type.Name)
            {
                case "FileMode":
                    mode = argument.Value;
                    break;
                case "FileAccess":
                    access = argument.Value;
                    break;
                case "ZipArchiveMode":
                    return Constant(argument.Value) is not (null or 0);
                case "FileStreamOptions":
                    // Without Access, options mean reading.
                    return Option(argument.Value, "Access") is { } chosen && Constant(chosen) is { } value && (value & Write) != 0;
            }

        if (access is not null && Constant(access) is { } given)
            return (given & Write) != 0;
        if (mode is null || Constant(mode) is not { } constant)
            return false;
        return constant switch
        {
            // Its default access is both, but most who write FileMode.Open mean to read.
            Open => access is null && IsWritten(opening, types),
            OpenOrCreate => access is null,
            _ => true,
        };
    }

    /// <summary>The same by names alone.</summary>
    public static bool MayWrite(ArgumentListSyntax arguments)
    {
        var (mode, access) = (default(string), default(string));
        foreach (var node in arguments.DescendantNodes())
            if (node is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax, Name.Identifier.ValueText: var value } member)
                switch (member.Expression.ToString())
                {
                    case "FileMode" or "ZipArchiveMode":
                        mode = value;
                        break;
                    case "FileAccess":
                        access = value;
                        break;
                }
        return access is not null ? access != "Read" : mode is "Create" or "CreateNew" or "Append" or "Truncate" or "OpenOrCreate" or "Update";
    }

    /// <summary>Whether closing the stream takes the file away.</summary>
    public static bool IsDeletedOnClose(IOperation opening)
    {
        var arguments = (opening as IInvocationOperation)?.Arguments ?? (opening as IObjectCreationOperation)?.Arguments ?? ImmutableArray<IArgumentOperation>.Empty;
        foreach (var argument in arguments)
            if ((argument.Parameter?.Type.Name == "FileOptions" && Constant(argument.Value) is { } options && (options & DeleteOnClose) != 0)
                || (argument.Parameter?.Type.Name == "FileStreamOptions" && Option(argument.Value, "Options") is { } inner && Constant(inner) is { } set && (set & DeleteOnClose) != 0))
                return true;
        return false;
    }

    static int? Constant(IOperation value) => value.ConstantValue is { HasValue: true, Value: int number } ? number : null;

    static IOperation? Option(IOperation options, string property)
    {
        options = BodyLocals.Unwrap(options);
        if (options is ILocalReferenceOperation { Local: var local })
            options = BodyLocals.Of(local, options) is [var value] ? BodyLocals.Unwrap(value) : options;
        if (options is IObjectCreationOperation { Initializer: { } initializer })
            foreach (var set in initializer.Initializers)
                if (set is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } assignment && name == property)
                    return assignment.Value;
        return null;
    }

    static bool IsWritten(IOperation opening, KnownTypes types)
    {
        if (IsWriting(opening))
            return true;
        if (BodyLocals.Holding(opening) is { } local)
            foreach (var use in BodyLocals.Uses(local, opening))
                if (IsWriting(use))
                    return true;
        return false;

        bool IsWriting(IOperation stream)
        {
            while (stream.Parent is IConversionOperation conversion)
                stream = conversion;
            return stream.Parent switch
            {
                IInvocationOperation call when call.Instance == stream =>
                    types.IsOrInherits(call.TargetMethod.ContainingType, TypeNames.Stream)
                    && (call.TargetMethod.Name.StartsWith("Write", StringComparison.Ordinal) || call.TargetMethod.Name == "SetLength"),
                IArgumentOperation { Parent: IInvocationOperation call } =>
                    call.TargetMethod.Name.StartsWith("CopyTo", StringComparison.Ordinal) || call.TargetMethod.Name.StartsWith("Serialize", StringComparison.Ordinal),
                IArgumentOperation { Parent: IObjectCreationOperation creation } => types.Is(creation.Type, TypeNames.StreamWriter),
                _ => false,
            };
        }
    }
}
