using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>The session of System.Web: what writes to it, and where web.config keeps it.</summary>
internal static class ClassicSession
{
    public const string Section = "system.web/sessionState";

    /// <summary>The value that the operation puts into a session, or null where it puts none.</summary>
    public static IOperation? WrittenBy(IOperation operation, KnownTypes types)
    {
        var value = operation switch
        {
            IPropertyReferenceOperation { Property: { IsIndexer: true } indexer, Parent: IAssignmentOperation assignment } when assignment.Target == operation && IsSession(indexer.ContainingType, types) => assignment.Value,
            IInvocationOperation { TargetMethod: { Name: "Add", Parameters.Length: 2 } add } call when IsSession(add.ContainingType, types) => call.Arguments[1].Value,
            IInvalidOperation { Syntax: ElementAccessExpressionSyntax { Expression: var receiver }, Parent: IAssignmentOperation assignment } when assignment.Target == operation && IsUnknownSession(receiver, operation.SemanticModel) => assignment.Value,
            _ => null,
        };
        while (value is IConversionOperation { OperatorMethod: null, Operand: var operand })
            value = operand;
        return value;
    }

    // Session["a"] in a controller whose package is not restored yet: the name means nothing else there.
    static bool IsUnknownSession(ExpressionSyntax receiver, SemanticModel? model) =>
        (receiver is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax { Identifier.ValueText: "HttpContext" }, Name: var member } ? member : receiver) is IdentifierNameSyntax { Identifier.ValueText: "Session" } name
        && model is not null && model.GetSymbolInfo(name) is { Symbol: null, CandidateSymbols.IsEmpty: true }
        && receiver.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration && model.GetDeclaredSymbol(declaration) is INamedTypeSymbol type && HasUnknownBase(type);

    static bool HasUnknownBase(INamedTypeSymbol type)
    {
        var root = type;
        while (root.BaseType is { } next && root.TypeKind != TypeKind.Error)
            root = next;
        return root.TypeKind == TypeKind.Error;
    }

    /// <summary>Whether sessions of that deployment are kept by one process. What another file says cannot be known.</summary>
    public static bool IsInProcess(ConfigurationElement deployment) =>
        deployment.Section(Section) is not { } state || IsInProcessElement(state);

    /// <summary>Whether the element keeps sessions in one process.</summary>
    public static bool IsInProcessElement(ConfigurationElement state) =>
        state["configSource"] is null && state.Child("EncryptedData") is null
        && (state["mode"] is null || state.Has("mode", "InProc") || state.Has("mode", "StateServer"));

    /// <summary>Whether the known type is the session, or its wrapper.</summary>
    static bool IsSession(INamedTypeSymbol type, KnownTypes types) =>
        types.Is(type, TypeNames.HttpSessionState) || types.IsOrInherits(type, TypeNames.HttpSessionStateBase);
}
