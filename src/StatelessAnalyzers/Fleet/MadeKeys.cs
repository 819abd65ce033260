using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>Tells key material that is made on the spot from what is imported, by the method and the type's part around it.</summary>
internal sealed class MadeKeys(KnownTypes types)
{
    const int Deepest = 8;

    public bool Made(IOperation material) => Made(material, 0);

    bool Made(IOperation material, int depth)
    {
        if (++depth > Deepest)
            return false;
        material = BodyLocals.Unwrap(material);
        return material switch
        {
            IInvocationOperation call => MadeBy(call, depth),
            IObjectCreationOperation creation => types.IsOrInherits(creation.Type, TypeNames.AsymmetricAlgorithm) && TakesSizeOnly(creation.Arguments),
            ILocalReferenceOperation local => MadeIn(local, depth),
            IFieldReferenceOperation { Field: { IsImplicitlyDeclared: false } field } => MadeIn(field, material, depth),
            _ => false,
        };
    }

    bool MadeBy(IInvocationOperation call, int depth)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        if (types.IsOrInherits(type, TypeNames.AsymmetricAlgorithm))
            return method.IsStatic ? method.Name == "Create" && TakesSizeOnly(call.Arguments)
                : method.Name == "ExportParameters" && call.Instance is { } algorithm && Made(algorithm, depth);
        if (types.IsOrInherits(type, TypeNames.RandomNumberGenerator))
            return method.IsStatic && method.Name is "GetBytes" or "GetHexString" or "GetString";
        if (types.Is(type, TypeNames.Guid))
            return method.Name == "NewGuid" || (call.Instance is { } guid && Made(guid, depth));
        // Only gives the bytes another form.
        return (types.Is(type, TypeNames.Convert) || types.IsOrInherits(type, TypeNames.Encoding)) && call.Arguments is [{ Value: var content }, ..] && Made(content, depth);
    }

    // A curve or a size; parameters of a key that exists would be another type.
    static bool TakesSizeOnly(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.Type is not ({ SpecialType: SpecialType.System_Int32 } or { Name: "ECCurve" }))
                return false;
        return true;
    }

    bool MadeIn(ILocalReferenceOperation local, int depth)
    {
        var filled = false;
        foreach (var use in BodyLocals.Uses(local.Local, local))
            switch (use.Parent is IConversionOperation { Parent: var wrapping } ? wrapping : use.Parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "GetBytes" or "GetNonZeroBytes" or "Fill" } fill } } when types.IsOrInherits(fill.ContainingType, TypeNames.RandomNumberGenerator):
                    filled = true;
                    break;
                // Whoever else gets the key may fill it from elsewhere, or keep it.
                case IArgumentOperation { Parent: IInvocationOperation call } when !IsForm(call):
                    return false;
                case IInvocationOperation call when use != local && ChangesOrKeeps(call.TargetMethod.Name):
                    return false;
            }
        var given = BodyLocals.Of(local.Local, local);
        return given.Count > 0 && (filled || given.All(v => Made(v, depth)));
    }

    bool IsForm(IInvocationOperation call) => types.Is(call.TargetMethod.ContainingType, TypeNames.Convert) || types.IsOrInherits(call.TargetMethod.ContainingType, TypeNames.Encoding);

    bool MadeIn(IFieldSymbol field, IOperation use, int depth)
    {
        if (field.DeclaringSyntaxReferences is not [var declared] || declared.SyntaxTree != use.Syntax.SyntaxTree || use.SemanticModel is not { } model
            || declared.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || NamedValue.OfMember(type, field.Name) is not { } value || model.GetOperation(value) is not { } material)
            return false;
        foreach (var node in type.DescendantNodes())
            if (node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name.Identifier.ValueText: var called } && receiver.Identifier.ValueText == field.Name && ChangesOrKeeps(called))
                return false;
        return Made(material, depth);
    }

    static bool ChangesOrKeeps(string method) =>
        method.StartsWith("Import", StringComparison.Ordinal) || method.StartsWith("From", StringComparison.Ordinal) || method.StartsWith("Export", StringComparison.Ordinal)
        || method.StartsWith("ToXml", StringComparison.Ordinal) || method.StartsWith("Load", StringComparison.Ordinal);
}
