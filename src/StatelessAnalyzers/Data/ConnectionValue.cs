using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>What can be read of a connection string at its use: the constant parts of a text, and what a builder is given.</summary>
internal static class ConnectionValue
{
    const int Deepest = 8;

    public static string TextOf(IOperation value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    static void Append(StringBuilder text, IOperation value, int depth)
    {
        if (depth > Deepest)
            return;
        value = BodyLocals.Unwrap(value);
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: string constant } }:
                text.Append(constant);
                break;
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                    Append(text, part is IInterpolationOperation hole ? hole.Expression : part is IInterpolatedStringTextOperation { Text: var constant } ? constant : part, depth + 1);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                Append(text, sum.LeftOperand, depth + 1);
                Append(text, sum.RightOperand, depth + 1);
                break;
            case ICoalesceOperation coalesce:
                Append(text, coalesce.WhenNull, depth + 1);
                break;
            case ILocalReferenceOperation { Local: var local }:
                if (BodyLocals.Of(local, value) is [var given])
                    Append(text, given, depth + 1);
                foreach (var use in BodyLocals.Uses(local, value))
                    if (use.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property && assignment.Target == property)
                        AppendSetting(text, property.Property.Name, assignment.Value, depth);
                break;
            case IObjectCreationOperation creation:
                foreach (var argument in creation.Arguments)
                {
                    Append(text, argument.Value, depth + 1);
                    text.Append(';');
                }
                if (creation.Initializer is { Initializers: var settings })
                    foreach (var setting in settings)
                        if (setting is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment)
                            AppendSetting(text, target.Property.Name, assignment.Value, depth);
                break;
            // builder.ToString(), builder.ConnectionString
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } builder }:
                Append(text, builder, depth + 1);
                break;
            case IPropertyReferenceOperation { Property.Name: "ConnectionString", Instance: { } builder }:
                Append(text, builder, depth + 1);
                break;
        }
    }

    static void AppendSetting(StringBuilder text, string name, IOperation value, int depth)
    {
        text.Append(name).Append('=');
        if (BodyLocals.Unwrap(value) is IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, Name: var member } })
            text.Append(member);
        else if (value.ConstantValue is { HasValue: true, Value: bool flag })
            text.Append(flag);
        else if (name == "ConnectionString")
            text.Append(';');
        Append(text, value, depth + 1);
        text.Append(';');
    }
}
