using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>SQL that leaves something in the session of its connection, which a later statement would miss on another one.</summary>
internal static class SessionSql
{
    /// <summary>Why the statement cannot go to a connection of its own, or null.</summary>
    public static string? ObstacleOf(ExpressionSyntax sql, SemanticModel model, ConnectionProvider provider) =>
        TextOf(sql, model, 0) is not { } text ? "SQL is run that is not written in the same place"
            : provider.Session.Match(text) is { Success: true, Value: var found } ? $"the SQL '{found.Trim(' ', ';', '\r', '\n', '\t')}' is about the session of the connection"
            : null;

    // All that may be run, with a gap for each value that is put in.
    static string? TextOf(ExpressionSyntax sql, SemanticModel model, int depth)
    {
        if (depth > 20)
            return null;
        if (model.GetConstantValue(sql) is { HasValue: true, Value: string constant })
            return constant;
        switch (sql)
        {
            case InterpolatedStringExpressionSyntax interpolated:
                return string.Concat(interpolated.Contents.Select(c => c is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "?"));
            case BinaryExpressionSyntax both:
                return Joined(TextOf(both.Left, model, depth + 1), TextOf(both.Right, model, depth + 1));
            case ParenthesizedExpressionSyntax inner:
                return TextOf(inner.Expression, model, depth + 1);
            case ConditionalExpressionSyntax choice:
                return Joined(TextOf(choice.WhenTrue, model, depth + 1), TextOf(choice.WhenFalse, model, depth + 1));
            case SimpleNameSyntax when model.GetSymbolInfo(sql).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value } declarator && !IsChanged(declarator, model):
                return TextOf(value, model, depth + 1);
            case SimpleNameSyntax or MemberAccessExpressionSyntax when model.GetSymbolInfo(sql).Symbol is IFieldSymbol { IsReadOnly: true, IsStatic: true, DeclaringSyntaxReferences: [var declared] }
                && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax { Token.ValueText: var text } }:
                return text;
            default:
                return null;
        }
    }

    static string? Joined(string? first, string? second) => first is null || second is null ? null : first + " ; " + second;

    static bool IsChanged(VariableDeclaratorSyntax declarator, SemanticModel model) =>
        declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a.Left is IdentifierNameSyntax left && left.Identifier.ValueText == declarator.Identifier.ValueText && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(left).Symbol, model.GetDeclaredSymbol(declarator)));
}
