using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
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

        // SLS4005 says more of a connection.
        var isConnectionJudged = ConnectionInSession.IsJudged(context);
        context.OnProperty((operation, _) => Judge(operation, types, isConnectionJudged), RuleContext.Indexer);
        context.OnCall((operation, _) => Judge(operation, types, isConnectionJudged), "Add");
    }

    static void Judge(OperationAnalysisContext operation, KnownTypes types, bool isConnectionJudged)
    {
        if (ClassicSession.WrittenBy(operation.Operation, types) is { } value && Unserializable(value.Type, types) is { } culprit && !(isConnectionJudged && HeldConnections.IsConnection(value.Type!, types)))
            operation.ReportDiagnostic(Diagnostic.Create(
                Rules.SLS1007_SessionValueBoundToProcess, value.Syntax.GetLocation(), value.Syntax.ToString(), culprit.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
    }

    /// <summary>The part of the type that a serialiser refuses, or null. What a variable of an open type holds cannot be known.</summary>
    public static ITypeSymbol? Unserializable(ITypeSymbol? type, KnownTypes types)
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
