using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Follows the content of an upload to the file that it is saved in, within one method.</summary>
internal static class Uploads
{
    // Members that give the content of an upload.
    static readonly ILookup<string, string> Contents = new (string Type, string Member)[]
    {
        (TypeNames.IFormFile, "OpenReadStream"),
        (TypeNames.IBrowserFile, "OpenReadStream"),
        (TypeNames.HttpRequest, "Body"),
        (TypeNames.HttpRequest, "BodyReader"),
        (TypeNames.MultipartSection, "Body"),
        (TypeNames.FileMultipartSection, "FileStream"),
        (TypeNames.ClassicHttpPostedFile, "InputStream"),
        (TypeNames.ClassicHttpPostedFileBase, "InputStream"),
    }.ToLookup(c => c.Member, c => c.Type, StringComparer.Ordinal);

    /// <summary>The methods that may save an upload.</summary>
    public static string[] Savers { get; } = ["CopyTo", "CopyToAsync", "Write", "WriteAsync", "WriteAllBytes", "WriteAllBytesAsync", "SaveAs"];

    /// <summary>The upload that the call copies, as a whole or piece by piece, and the stream that it copies it to.</summary>
    public static (IOperation Upload, IOperation Target)? CopiedBy(IInvocationOperation call, KnownTypes types)
    {
        if (call.Instance is not { } instance || call.Arguments.IsEmpty)
            return null;
        var (name, declaring) = (call.TargetMethod.Name, call.TargetMethod.ContainingType);
        if (name.StartsWith("CopyTo", StringComparison.Ordinal))
            return (types.IsOrInherits(declaring, TypeNames.IFormFile) ? instance : SourceOf(instance, types)) is { } whole ? (whole, call.Arguments[0].Value) : null;
        if (name is not ("Write" or "WriteAsync") || !types.IsOrInherits(declaring, TypeNames.Stream))
            return null;
        var content = call.Arguments[0].Value;
        return (SourceOf(content, types) ?? (Buffer(content) is { } buffer ? ReadInto(buffer, call, types) : null)) is { } piece ? (piece, instance) : null;
    }

    // The array behind buffer, buffer.AsMemory(0, n), new ReadOnlyMemory<byte>(buffer) and the like.
    static ILocalSymbol? Buffer(IOperation content)
    {
        for (var depth = 0; depth < 4; depth++)
        {
            content = BodyLocals.Unwrap(content);
            switch (content)
            {
                case ILocalReferenceOperation { Local: var local }:
                    return local;
                case IInvocationOperation { Instance: { } receiver }:
                    content = receiver;
                    break;
                case IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [{ Value: var first }, ..] }:
                    content = first;
                    break;
                case IObjectCreationOperation { Arguments: [{ Value: var wrapped }, ..] }:
                    content = wrapped;
                    break;
                default:
                    return null;
            }
        }
        return null;
    }

    static IOperation? ReadInto(ILocalSymbol buffer, IOperation near, KnownTypes types)
    {
        foreach (var use in BodyLocals.Uses(buffer, near))
            for (IOperation? outer = use.Parent; outer is not null and not IExpressionStatementOperation; outer = outer.Parent)
                if (outer is IInvocationOperation { Instance: { } source } read && read.TargetMethod.Name.StartsWith("Read", StringComparison.Ordinal))
                    return SourceOf(source, types);
        return null;
    }

    /// <summary>The opened files that a stream stands for.</summary>
    public static IEnumerable<DiskUse> Files(IOperation stream, KnownTypes types) => Files(stream, types, new(SymbolEqualityComparer.Default));

    /// <summary>Whether an upload is saved by this write, which is then another rule's finding.</summary>
    public static bool Fill(DiskUse write, KnownTypes types)
    {
        return write.OpensStream ? IsFilled(write.Operation, new(SymbolEqualityComparer.Default)) : SavedBy(write, types) is not null;

        bool IsFilled(IOperation stream, HashSet<ISymbol> seen)
        {
            if (BodyLocals.Holding(stream) is { } local)
                return seen.Add(local) && BodyLocals.Uses(local, stream).Any(use => IsFilled(use, seen));
            while (stream.Parent is IConversionOperation conversion)
                stream = conversion;
            return stream.Parent switch
            {
                IArgumentOperation { Parent: IInvocationOperation call } => CopiedBy(call, types) is not null,
                IInvocationOperation write when write.Instance == stream => CopiedBy(write, types) is { } copied && copied.Target == stream,
                IArgumentOperation { Parent: IObjectCreationOperation wrapper } => types.IsOrInherits(wrapper.Type, TypeNames.Stream) && IsFilled(wrapper, seen),
                IPropertyReferenceOperation { Property.Name: "BaseStream" } inner => IsFilled(inner, seen),
                _ => false,
            };
        }
    }

    /// <summary>The upload whose bytes the write saves.</summary>
    public static IOperation? SavedBy(DiskUse write, KnownTypes types)
    {
        if (write is not { Operation: IInvocationOperation call })
            return null;
        if (write.Effect == FileEffect.SavesUpload)
            return call.Instance;
        if (write.Api.Member.StartsWith("WriteAllBytes", StringComparison.Ordinal))
            foreach (var argument in call.Arguments)
                if (argument.Parameter?.Name == "bytes")
                    return SourceOf(argument.Value, types);
        return null;
    }

    static IOperation? SourceOf(IOperation content, KnownTypes types) => SourceOf(content, types, new(SymbolEqualityComparer.Default));

    static IOperation? SourceOf(IOperation content, KnownTypes types, HashSet<ISymbol> seen)
    {
        content = BodyLocals.Unwrap(content);
        while (content is IInvocationOperation call)
        {
            if (IsContent(call.TargetMethod))
                return call.Instance;
            var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod && !call.Arguments.IsEmpty ? call.Arguments[0].Value : null);
            if (receiver is null)
                return null;
            content = BodyLocals.Unwrap(receiver);
        }
        switch (content)
        {
            case IPropertyReferenceOperation property:
                return IsContent(property.Property) ? property : null;
            case IObjectCreationOperation creation:
                foreach (var argument in creation.Arguments)
                    if (SourceOf(argument.Value, types, seen) is { } wrapped)
                        return wrapped;
                return null;
            case ILocalReferenceOperation { Local: var local } when seen.Add(local):
                foreach (var value in BodyLocals.Of(local, content))
                    if (SourceOf(value, types, seen) is { } assigned)
                        return assigned;
                return CopiedInto(local);
            default:
                return null;
        }

        bool IsContent(ISymbol member)
        {
            if (Contents.Contains(member.Name))
                foreach (var type in Contents[member.Name])
                    if (types.IsOrInherits(member.ContainingType, type))
                        return true;
            return false;
        }

        // The memory that an upload is copied to first.
        IOperation? CopiedInto(ILocalSymbol local)
        {
            foreach (var use in BodyLocals.Uses(local, content))
            {
                IOperation argument = use;
                while (argument.Parent is IConversionOperation)
                    argument = argument.Parent;
                if (argument.Parent is IArgumentOperation { Parent: IInvocationOperation call } && call.TargetMethod.Name.StartsWith("CopyTo", StringComparison.Ordinal) && call.Instance is { } source)
                    return types.IsOrInherits(call.TargetMethod.ContainingType, TypeNames.IFormFile) ? source : SourceOf(source, types, seen);
            }
            return null;
        }
    }

    static IEnumerable<DiskUse> Files(IOperation stream, KnownTypes types, HashSet<ISymbol> seen)
    {
        stream = BodyLocals.Unwrap(stream);
        if (DiskUse.Write(stream, types) is { OpensStream: true } opened)
            return [opened];
        return stream switch
        {
            ILocalReferenceOperation { Local: var local } when seen.Add(local) => BodyLocals.Of(local, stream).SelectMany(value => Files(value, types, seen)),
            IObjectCreationOperation { Arguments: [{ Value: var inner }, ..] } creation when types.IsOrInherits(creation.Type, TypeNames.Stream) => Files(inner, types, seen),
            IPropertyReferenceOperation { Property.Name: "BaseStream", Instance: { } writer } => Files(writer, types, seen),
            IConditionalOperation { WhenFalse: { } whenFalse } choice => Files(choice.WhenTrue, types, seen).Concat(Files(whenFalse, types, seen)),
            ICoalesceOperation coalesce => Files(coalesce.Value, types, seen).Concat(Files(coalesce.WhenNull, types, seen)),
            _ => [],
        };
    }
}
