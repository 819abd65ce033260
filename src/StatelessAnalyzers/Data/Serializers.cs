using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>The members that turn data into text or bytes, and back.</summary>
internal static class Serializers
{
    const int Deepest = 6;

    sealed record Format(string Type, string[] Writers, string[] Readers);

    static readonly Format[] Formats =
    [
        new(TypeNames.JsonSerializer, ["Serialize", "SerializeAsync", "SerializeToUtf8Bytes"], ["Deserialize", "DeserializeAsync", "DeserializeAsyncEnumerable"]),
        new(TypeNames.JsonNode, ["ToJsonString", "WriteTo"], ["Parse", "ParseAsync"]),
        new(TypeNames.NewtonsoftConvert, ["SerializeObject", "SerializeXmlNode", "SerializeXNode"], ["DeserializeObject", "DeserializeAnonymousType", "PopulateObject"]),
        new(TypeNames.NewtonsoftSerializer, ["Serialize"], ["Deserialize", "Populate"]),
        new(TypeNames.NewtonsoftToken, ["WriteTo", "WriteToAsync", "ToString"], ["Parse", "ReadFrom", "ReadFromAsync", "Load", "LoadAsync"]),
        new(TypeNames.XmlSerializer, ["Serialize"], ["Deserialize"]),
        new(TypeNames.XmlObjectSerializer, ["WriteObject"], ["ReadObject"]),
        new(TypeNames.XDocument, ["Save", "SaveAsync", "WriteTo", "ToString"], ["Load", "LoadAsync", "Parse"]),
        new(TypeNames.XElement, ["Save", "SaveAsync", "WriteTo", "ToString"], ["Load", "LoadAsync", "Parse"]),
        new(TypeNames.XmlDocument, ["Save", "WriteTo"], ["Load", "LoadXml"]),
        new(TypeNames.DataSet, ["WriteXml"], ["ReadXml"]),
        new(TypeNames.DataTable, ["WriteXml"], ["ReadXml"]),
        new(TypeNames.BinaryFormatter, ["Serialize"], ["Deserialize"]),
        new(TypeNames.Packages.JavaScriptSerializer, ["Serialize"], ["Deserialize", "DeserializeObject"]),
    ];

    static readonly HashSet<string> Readers = new(Formats.SelectMany(f => f.Readers), StringComparer.Ordinal);

    /// <summary>Whether something in the code makes data of what was serialised.</summary>
    public static bool AreReadIn(SyntaxNode code, SemanticModel model, KnownTypes types, CancellationToken cancellationToken)
    {
        foreach (var node in code.DescendantNodes())
            if (node is InvocationExpressionSyntax call && CalledName.Of(call) is { } name && Readers.Contains(name.Identifier.ValueText)
                && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && Is(method, types, format => format.Readers))
                return true;
        return false;
    }

    /// <summary>Whether what is written is serialised data.</summary>
    public static bool Fill(DiskUse write, KnownTypes types)
    {
        if (write.Operation is IInvocationOperation call && (IsWriter(call.TargetMethod, types) || types.Is(call.TargetMethod.ContainingType, TypeNames.XmlWriter)))
            return true;
        if (types.Is(write.Operation.Type, TypeNames.XmlTextWriter))
            return true;
        if (write.OpensStream)
            return IsFilled(write.Operation, types, 0);
        if (write.Operation is IInvocationOperation { Arguments: var arguments })
            foreach (var argument in arguments)
                if (argument.Parameter?.Name is "contents" or "bytes" && IsSerialised(argument.Value, types, 0))
                    return true;
        return false;
    }

    // The stream or writer is handed to a serialiser, at once or through what is put around it, or is given what one has made.
    static bool IsFilled(IOperation stream, KnownTypes types, int depth)
    {
        if (++depth > Deepest)
            return false;
        if (BodyLocals.Holding(stream) is { } local)
        {
            foreach (var use in BodyLocals.Uses(local, stream))
                if (IsFilled(use, types, depth))
                    return true;
            return false;
        }
        while (stream.Parent is IConversionOperation or IArgumentOperation)
            stream = stream.Parent;
        return stream.Parent switch
        {
            IInvocationOperation call when stream is not IArgumentOperation => call.TargetMethod.Name.StartsWith("Write", StringComparison.Ordinal) && call.Arguments.Any(a => IsSerialised(a.Value, types, depth)),
            IInvocationOperation { Instance: { } memory, TargetMethod.Name: "WriteTo" or "CopyTo" or "CopyToAsync" } => IsSerialised(memory, types, depth),
            IInvocationOperation call => IsWriter(call.TargetMethod, types) || (types.Is(call.TargetMethod.ContainingType, TypeNames.XmlWriter) && call.TargetMethod.IsStatic),
            IObjectCreationOperation wrapper => IsFilled(wrapper, types, depth),
            _ => false,
        };
    }

    static bool IsSerialised(IOperation value, KnownTypes types, int depth)
    {
        if (++depth > Deepest)
            return false;
        value = BodyLocals.Unwrap(value);
        switch (value)
        {
            case ILocalReferenceOperation { Local: var local }:
                foreach (var given in BodyLocals.Of(local, value))
                    if (IsSerialised(given, types, depth))
                        return true;
                // The text or memory that a serialiser writes to first.
                return IsFilledBefore(local, value, types);
            case IInvocationOperation call when IsWriter(call.TargetMethod, types):
                return true;
            // Encoding.UTF8.GetBytes(json), json.Trim(), memory.ToArray()
            case IInvocationOperation call:
                return (call.Instance is { } instance && IsSerialised(instance, types, depth)) || call.Arguments.Any(a => IsSerialised(a.Value, types, depth));
            case IPropertyReferenceOperation { Property.Name: "OuterXml" or "InnerXml" }:
                return true;
            case IBinaryOperation sum:
                return IsSerialised(sum.LeftOperand, types, depth) || IsSerialised(sum.RightOperand, types, depth);
            default:
                return false;
        }
    }

    static bool IsFilledBefore(ILocalSymbol local, IOperation near, KnownTypes types)
    {
        foreach (var use in BodyLocals.Uses(local, near))
        {
            IOperation argument = use;
            while (argument.Parent is IConversionOperation conversion)
                argument = conversion;
            if (use != near && argument.Parent is IArgumentOperation { Parent: IInvocationOperation call } && (IsWriter(call.TargetMethod, types) || types.Is(call.TargetMethod.ContainingType, TypeNames.XmlWriter) && call.TargetMethod.IsStatic))
                return true;
        }
        return false;
    }

    static bool IsWriter(IMethodSymbol method, KnownTypes types) => Is(method, types, format => format.Writers);

    static bool Is(IMethodSymbol method, KnownTypes types, Func<Format, string[]> members)
    {
        foreach (var format in Formats)
            if (Array.IndexOf(members(format), method.Name) >= 0 && types.IsOrInherits(method.ContainingType, format.Type))
                return true;
        return false;
    }
}
