using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>Finds what names an instance among the parts of a value: its host, address, process or folder. Follows locals, members of the type's part, texts and hashes.</summary>
internal sealed class InstanceNames(KnownTypes types)
{
    const int Deepest = 10;

    static readonly string[] Variables = ["HOSTNAME", "COMPUTERNAME", "POD_NAME", "WEBSITE_INSTANCE_ID"];

    /// <summary>The part that names the instance, or null. A value that is unique anyway names nothing.</summary>
    public IOperation? In(IOperation value)
    {
        var isUnique = false;
        var found = In(value, 0, ref isUnique);
        return isUnique ? null : found;
    }

    IOperation? In(IOperation? value, int depth, ref bool isUnique)
    {
        if (value is null || ++depth > Deepest)
            return null;
        value = BodyLocals.Unwrap(value);
        switch (value)
        {
            case IPropertyReferenceOperation property:
                return IsName(property) ? value : In(property.Instance, depth, ref isUnique) ?? OfMember(property.Property, value, depth, ref isUnique);
            case IFieldReferenceOperation field:
                return OfMember(field.Field, value, depth, ref isUnique);
            case ILocalReferenceOperation local:
                return OfAll(BodyLocals.Of(local.Local, local), depth, ref isUnique);
            case IInvocationOperation call:
                if (types.Is(call.TargetMethod.ContainingType, TypeNames.Guid))
                {
                    isUnique |= call.TargetMethod.Name.StartsWith("New", StringComparison.Ordinal);
                    return null;
                }
                if (IsName(call))
                    return value;
                // What a call makes of a text or of bytes still says the same; of what others make nothing is known.
                return call.TargetMethod.Name == "ToString" || IsForm(call.TargetMethod.ContainingType) ? OfAll(call.ChildOperations, depth, ref isUnique) : null;
            case IObjectCreationOperation creation when types.Is(creation.Type, TypeNames.RedisKey) || types.Is(creation.Type, TypeNames.RedisValue):
            case IInterpolatedStringOperation or IInterpolationOperation or IBinaryOperation or ICoalesceOperation or IArgumentOperation or IArrayCreationOperation or IArrayInitializerOperation:
                return OfAll(value.ChildOperations, depth, ref isUnique);
            default:
                return null;
        }
    }

    IOperation? OfAll(IEnumerable<IOperation> parts, int depth, ref bool isUnique)
    {
        IOperation? found = null;
        foreach (var part in parts)
            found = In(part, depth, ref isUnique) ?? found;
        return found;
    }

    IOperation? OfMember(ISymbol member, IOperation use, int depth, ref bool isUnique) =>
        member.DeclaringSyntaxReferences is [var declared] && declared.SyntaxTree == use.Syntax.SyntaxTree && use.SemanticModel is { } model
        && declared.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && NamedValue.OfMember(type, member.Name) is { } value
            ? In(model.GetOperation(value), depth, ref isUnique)
            : null;

    bool IsName(IPropertyReferenceOperation reference) => reference.Property.Name switch
    {
        "MachineName" or "ProcessId" => types.Is(reference.Property.ContainingType, TypeNames.Environment),
        "Id" or "MachineName" => types.Is(reference.Property.ContainingType, TypeNames.Process),
        "LocalIpAddress" => types.Is(reference.Property.ContainingType, TypeNames.ConnectionInfo),
        "ContentRootPath" => types.Is(reference.Property.ContainingType, TypeNames.IHostEnvironment),
        "BaseDirectory" => types.Is(reference.Property.ContainingType, TypeNames.AppContext) || types.Is(reference.Property.ContainingType, TypeNames.AppDomain),
        _ => false,
    };

    bool IsName(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "GetHostName" => types.Is(call.TargetMethod.ContainingType, TypeNames.Dns),
        "GetEnvironmentVariable" => types.Is(call.TargetMethod.ContainingType, TypeNames.Environment)
            && call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string variable } }, ..] && Array.IndexOf(Variables, variable) >= 0,
        _ => false,
    };

    bool IsForm(INamedTypeSymbol type) =>
        type.SpecialType is not SpecialType.None || types.Is(type, TypeNames.Convert) || types.IsOrInherits(type, TypeNames.Encoding) || types.IsOrInherits(type, TypeNames.HashAlgorithm);
}
