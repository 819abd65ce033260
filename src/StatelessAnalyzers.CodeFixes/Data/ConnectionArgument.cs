using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The connection string that a call is given: one of the configuration, a text, or the one with the other where it has no value.</summary>
/// <param name="Expression">What says so: the argument, or what the local is given that is the argument.</param>
/// <param name="Lookup">The part that reads the configuration, or null.</param>
/// <param name="Name">What the configuration calls it, or null.</param>
/// <param name="Text">The text, or null.</param>
internal sealed record ConnectionArgument(ExpressionSyntax Expression, ExpressionSyntax? Lookup, string? Name, string? Text)
{
    const string Section = "ConnectionStrings:";

    public static ConnectionArgument? Of(ExpressionSyntax argument, SemanticModel model)
    {
        var expression = ValueOf(argument, model);
        var (first, second) = expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either ? (either.Left, either.Right) : (expression, null);
        if (second is null && TextOf(first, model) is { } text)
            return new(expression, null, null, text);
        return NameOf(first, model) is not { } name ? null
            : second is null or ThrowExpressionSyntax ? new(expression, first, name, null)
            : TextOf(second, model) is { } fallback ? new(expression, first, name, fallback) : null;
    }

    // A local that is there for this call alone.
    static ExpressionSyntax ValueOf(ExpressionSyntax argument, SemanticModel model) =>
        argument is IdentifierNameSyntax name && model.GetSymbolInfo(name).Symbol is ILocalSymbol { IsConst: false, DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value, Parent: VariableDeclarationSyntax { Type.IsVar: true } }
        && (Functions.Around(name) ?? name.SyntaxTree.GetRoot()) is var around && (around.Contains(value) ? around : name.SyntaxTree.GetRoot()).DescendantNodes().Count(n => n is IdentifierNameSyntax other && other.Identifier.ValueText == name.Identifier.ValueText) == 1
            ? value : argument;

    static string? TextOf(ExpressionSyntax expression, SemanticModel model) => model.GetConstantValue(expression).Value as string;

    // configuration.GetConnectionString("Shop"), configuration["ConnectionStrings:Shop"]
    static string? NameOf(ExpressionSyntax expression, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        switch (expression)
        {
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                return NameOf(sure.Operand, model);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetConnectionString", Expression: var owner }, ArgumentList.Arguments: [{ Expression: var name }] }:
                return types.IsOrInherits(model.GetTypeInfo(owner).Type, TypeNames.IConfiguration) ? TextOf(name, model) : null;
            case ElementAccessExpressionSyntax { Expression: var owner, ArgumentList.Arguments: [{ Expression: var key }] }:
                return types.IsOrInherits(model.GetTypeInfo(owner).Type, TypeNames.IConfiguration) && TextOf(key, model) is { } full && full.StartsWith(Section, StringComparison.OrdinalIgnoreCase) ? full.Substring(Section.Length) : null;
            default:
                return null;
        }
    }
}
