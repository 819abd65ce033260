using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Platform;

/// <summary>Where the parts of a value come from.</summary>
[Flags]
internal enum Origin
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>Written in the code.</summary>
    Constant = 1,

    /// <summary>Made up on the spot and never again: a new id, a random number.</summary>
    Made = 2,

    /// <summary>From a generator of random numbers.</summary>
    Random = 4,

    /// <summary>Computed from numbers.</summary>
    Arithmetic = 8,

    /// <summary>Given by the caller of the member.</summary>
    Parameter = 16,

    /// <summary>Taken from the current request.</summary>
    Request = 32,

    /// <summary>Says who the user is.</summary>
    Identity = 64,

    /// <summary>Got from somewhere, so that it can be got again.</summary>
    Loaded = 128,

    /// <summary>The current time.</summary>
    Clock = 256,
}

/// <summary>Follows a value to its origins within one body: through locals, conversions, texts and the members of principals and requests.</summary>
internal sealed class Origins(LocalValues locals, KnownTypes types)
{
    const int Deepest = 12;

    static readonly string[] Identities =
    [
        TypeNames.ClaimsPrincipal, TypeNames.IIdentity, TypeNames.Claim, TypeNames.AuthenticationTicket, TypeNames.IdentityUser, TypeNames.SignInManager,
    ];

    static readonly string[] Requests =
    [
        TypeNames.HttpContext, TypeNames.HttpRequest, TypeNames.ConnectionInfo, TypeNames.ClassicHttpContext, TypeNames.ClassicHttpContextBase,
        TypeNames.ClassicHttpRequest, TypeNames.ClassicHttpRequestBase,
    ];

    public Origin Of(IOperation? value) => Of(value, 0);

    Origin Of(IOperation? value, int depth)
    {
        if (value is null || depth > Deepest)
            return Origin.Loaded;
        if (IsAny(value.Type, Identities))
            return Origin.Identity;
        if (IsAny(value.Type, Requests))
            return Origin.Request;

        switch (value)
        {
            case IConversionOperation conversion:
                return Of(conversion.Operand, depth);
            case IParenthesizedOperation parenthesized:
                return Of(parenthesized.Operand, depth);
            case IAwaitOperation awaited:
                return Of(awaited.Operation, depth + 1);
            case { ConstantValue: { HasValue: true, Value: var constant } }:
                return constant is null ? Origin.Loaded : Origin.Constant;
            case IParameterReferenceOperation:
                return Origin.Parameter;
            case ILocalReferenceOperation local:
                return OfAll(locals.Given(local.Local), depth);
            case IInterpolatedStringOperation text:
                return OfAll(text.Parts, depth);
            case IInterpolatedStringTextOperation:
                return Origin.Constant;
            case IInterpolationOperation hole:
                return Of(hole.Expression, depth + 1);
            case IBinaryOperation binary:
                return Of(binary.LeftOperand, depth + 1) | Of(binary.RightOperand, depth + 1) | (IsNumber(binary.Type) ? Origin.Arithmetic : Origin.None);
            case IUnaryOperation unary:
                return Of(unary.Operand, depth + 1);
            case IIncrementOrDecrementOperation:
                return Origin.Arithmetic;
            case ICoalesceOperation coalesce:
                return Of(coalesce.Value, depth + 1) | Of(coalesce.WhenNull, depth + 1);
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                return Of(conditional.WhenTrue, depth + 1) | Of(otherwise, depth + 1);
            case IConditionalAccessOperation access:
                return Of(access.Operation, depth + 1) is var whole && (whole & (Origin.Identity | Origin.Request)) != 0 ? whole : Of(access.WhenNotNull, depth + 1);
            case IObjectCreationOperation or IAnonymousObjectCreationOperation or ITupleOperation or IArrayCreationOperation:
                return OfParts(value, depth);
            case IPropertyReferenceOperation property:
                return IsClock(property.Property) ? Origin.Clock : OfMember(property.Instance, property.Arguments.Length == 0 ? Origin.Loaded : Origin.None, depth);
            case IFieldReferenceOperation field:
                return OfMember(field.Instance, Origin.Loaded, depth);
            case IInvocationOperation call:
                return OfCall(call, depth);
            default:
                return Origin.Loaded;
        }
    }

    Origin OfCall(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        if (types.Is(method.ContainingType, TypeNames.Guid) && method.Name.StartsWith("New", StringComparison.Ordinal))
            return Origin.Made;
        if (types.Is(method.ContainingType, TypeNames.TimeProvider))
            return Origin.Clock;
        if (types.IsOrInherits(method.ContainingType, TypeNames.Random) || types.IsOrInherits(method.ContainingType, TypeNames.RandomNumberGenerator))
            return Origin.Made | Origin.Random;

        var parts = call.Instance is null ? Origin.None : Of(call.Instance, depth + 1);
        foreach (var argument in call.Arguments)
            if (argument.ArgumentKind == ArgumentKind.Explicit || argument == call.Arguments[0])
                parts |= Of(argument.Value, depth + 1);
        if (IsText(method.ContainingType))
            return parts;

        // What is taken out of a principal or a request came with the request; what is got for a user came from elsewhere.
        var receiver = call.Instance ?? (method.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
        return receiver is not null && (Of(receiver, depth + 1) & (Origin.Identity | Origin.Request)) is var own && own != 0
            ? own
            : (parts & (Origin.Identity | Origin.Request | Origin.Made | Origin.Random)) | Origin.Loaded;
    }

    Origin OfMember(IOperation? instance, Origin indexer, int depth)
    {
        var whole = instance is null or IInstanceReferenceOperation ? Origin.Loaded : Of(instance, depth + 1);
        return whole == Origin.None ? indexer : whole;
    }

    // A new object is as original as what it is made of; an empty one is filled later, from wherever.
    Origin OfParts(IOperation creation, int depth)
    {
        var parts = Origin.None;
        foreach (var child in creation.ChildOperations)
            parts |= child switch
            {
                IArgumentOperation argument => Of(argument.Value, depth + 1),
                IObjectOrCollectionInitializerOperation initializer => OfInitializer(initializer, depth),
                ISimpleAssignmentOperation assignment => Of(assignment.Value, depth + 1),
                IArrayInitializerOperation elements => OfAll(elements.ElementValues, depth),
                _ => creation is ITupleOperation ? Of(child, depth + 1) : Origin.None,
            };
        return parts is Origin.None or Origin.Constant ? Origin.Loaded : parts;
    }

    Origin OfInitializer(IObjectOrCollectionInitializerOperation initializer, int depth)
    {
        var parts = Origin.None;
        foreach (var part in initializer.Initializers)
            parts |= part is ISimpleAssignmentOperation assignment ? Of(assignment.Value, depth + 1) : Origin.Loaded;
        return parts;
    }

    Origin OfAll(IEnumerable<IOperation> values, int depth)
    {
        var all = Origin.None;
        foreach (var value in values)
            all |= Of(value, depth + 1);
        return all == Origin.None ? Origin.Loaded : all;
    }

    bool IsClock(IPropertySymbol property) =>
        property.Name is "Now" or "UtcNow" or "Today" && (property.ContainingType.SpecialType == SpecialType.System_DateTime || types.Is(property.ContainingType, TypeNames.DateTimeOffset));

    // Members of texts and numbers only give the value another form.
    bool IsText(INamedTypeSymbol type) =>
        type.SpecialType is not SpecialType.None || types.Is(type, TypeNames.Convert) || types.Is(type, TypeNames.Guid) || types.Is(type, TypeNames.DateTimeOffset);

    static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    bool IsAny(ITypeSymbol? type, string[] names)
    {
        if (type is null || type.SpecialType != SpecialType.None)
            return false;
        foreach (var name in names)
            if (types.IsOrInherits(type, name))
                return true;
        return false;
    }
}
