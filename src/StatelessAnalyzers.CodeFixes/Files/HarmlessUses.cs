using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Files;

/// <summary>Uses of a path that a key serves as well: the last name of it is the same, and a log or a message may show either.</summary>
internal static class HarmlessUses
{
    static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "GetFileName", "GetExtension", "GetFileNameWithoutExtension", "HasExtension" };

    public static bool Includes(ExpressionSyntax use, SemanticModel model)
    {
        if (use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EndsWith", Parent: InvocationExpressionSyntax } access && access.Expression == use)
            return true;
        ExpressionSyntax shown = use.Parent is InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } ? text : use;
        return shown.Parent switch
        {
            ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax made } => model.GetTypeInfo(made).Type?.Name.EndsWith("Exception", StringComparison.Ordinal) == true,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } when model.GetSymbolInfo(call).Symbol is IMethodSymbol method =>
                (shown == use && method.ContainingType is { Name: "Path", ContainingNamespace.Name: "IO" } && Names.Contains(method.Name)) || method.ContainingType.Name == "LoggerExtensions",
            _ => false,
        };
    }

    /// <summary>The same for a list of paths.</summary>
    public static bool IncludesList(ExpressionSyntax list) =>
        list.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } access && access.Expression == list && called switch
        {
            "Length" => true,
            "Any" or "Count" => access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 },
            "Select" => access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var chosen }] } && Names.Contains(NameOf(chosen)),
            _ => false,
        };

    // Path.GetFileName, or a lambda that does no more.
    static string NameOf(ExpressionSyntax chosen) => chosen switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleLambdaExpressionSyntax { ExpressionBody: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax given }] }, Parameter.Identifier.ValueText: var parameter } when given.Identifier.ValueText == parameter => access.Name.Identifier.ValueText,
        _ => "",
    };
}
