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

    /// <summary>The names of the methods that copy a stream.</summary>
    public static string[] Copies { get; } = ["CopyTo", "CopyToAsync"];

    /// <summary>The upload that the call copies into the stream which is its first argument.</summary>
    public static IOperation? CopiedBy(IInvocationOperation call, KnownTypes types)
    {
        if (Array.IndexOf(Copies, call.TargetMethod.Name) < 0 || call.Instance is not { } source || call.Arguments.IsEmpty)
            return null;
        return types.IsOrInherits(call.TargetMethod.ContainingType, TypeNames.IFormFile) ? source : SourceOf(source, types);
    }

    /// <summary>The opened files that a stream stands for.</summary>
    public static IEnumerable<DiskWrite> Files(IOperation stream, KnownTypes types) => Files(stream, types, new(SymbolEqualityComparer.Default));

    /// <summary>Whether an upload is saved by this write, which is then another rule's finding.</summary>
    public static bool Fill(DiskWrite write, KnownTypes types)
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
                IArgumentOperation { Parent: IObjectCreationOperation wrapper } => types.IsOrInherits(wrapper.Type, TypeNames.Stream) && IsFilled(wrapper, seen),
                IPropertyReferenceOperation { Property.Name: "BaseStream" } inner => IsFilled(inner, seen),
                _ => false,
            };
        }
    }

    /// <summary>The upload whose bytes the write saves.</summary>
    public static IOperation? SavedBy(DiskWrite write, KnownTypes types)
    {
        if (write is not { Operation: IInvocationOperation call })
            return null;
        if (write.Api.Effect == FileEffect.SavesUpload)
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

    static IEnumerable<DiskWrite> Files(IOperation stream, KnownTypes types, HashSet<ISymbol> seen)
    {
        stream = BodyLocals.Unwrap(stream);
        if (DiskWrite.Read(stream, types) is { OpensStream: true } opened)
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
