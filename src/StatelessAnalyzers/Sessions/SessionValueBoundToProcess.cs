using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1007: values of classic sessions that no session state outside the process can store.</summary>
internal sealed class SessionValueBoundToProcess() : Rule(Rules.SLS1007_SessionValueBoundToProcess)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        if (!types.Has(TypeNames.HttpSessionState))
            return;

        context.OnProperty(
            (operation, indexer) =>
            {
                if (indexer.Parent is ISimpleAssignmentOperation set && set.Target == indexer && IsSession(indexer.Property))
                    Judge(operation, set.Value, types);
            },
            RuleContext.Indexer);
        context.OnCall(
            (operation, call) =>
            {
                if (call.Arguments.Length == 2 && IsSession(call.TargetMethod))
                    Judge(operation, call.Arguments[1].Value, types);
            },
            "Add");

        bool IsSession(ISymbol member) =>
            types.Is(member.ContainingType, TypeNames.HttpSessionState) || types.IsOrInherits(member.ContainingType, TypeNames.HttpSessionStateBase);
    }

    static void Judge(OperationAnalysisContext operation, IOperation value, KnownTypes types)
    {
        while (value is IConversionOperation { OperatorMethod: null, Operand: var operand })
            value = operand;
        if (Unserializable(value.Type, types) is { } culprit)
            operation.ReportDiagnostic(Diagnostic.Create(
                Rules.SLS1007_SessionValueBoundToProcess, value.Syntax.GetLocation(), value.Syntax.ToString(), culprit.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
    }

    /// <summary>The part of the type that a serialiser refuses, or null. What a variable of an open type holds cannot be known.</summary>
    static ITypeSymbol? Unserializable(ITypeSymbol? type, KnownTypes types)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Unserializable(array.ElementType, types);
            case INamedTypeSymbol { IsAnonymousType: true } or INamedTypeSymbol { TypeKind: TypeKind.Delegate, IsSerializable: false }:
                return type;
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None, IsStatic: false } named:
                if (!named.IsSerializable)
                    return named.IsAbstract ? null : named;
                for (var parent = named.BaseType; parent is { SpecialType: SpecialType.None } && !types.IsOrInherits(named, TypeNames.ISerializable); parent = parent.BaseType)
                    if (!parent.IsSerializable)
                        return named;
                foreach (var argument in named.TypeArguments)
                    if (Unserializable(argument, types) is { } culprit)
                        return culprit;
                return null;
            default:
                return null;
        }
    }
}
