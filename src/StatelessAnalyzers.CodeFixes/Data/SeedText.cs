using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Writes what makes a record for another place: types by the names that they have there, constants and locals as what they are.</summary>
/// <param name="seed">The record.</param>
/// <param name="key">Its key.</param>
/// <param name="nameOf">What a type is called there.</param>
internal sealed class SeedText(TableSeed seed, IPropertySymbol key, Func<ITypeSymbol, string> nameOf) : CSharpSyntaxRewriter
{
    /// <summary>The lines that make the record.</summary>
    public IEnumerable<string> Lines()
    {
        var creation = seed.Creation!;
        var made = Explicit((BaseObjectCreationExpressionSyntax)Visit(creation)!);
        if (seed.MadeKey is not null && !creation.Span.Contains(seed.KeyValue!.Value.Expression.Span))
            made = WithKey(made);
        var line = creation.SyntaxTree.GetText().Lines.GetLineFromPosition(creation.SpanStart).ToString();
        var indentation = line.Length - line.TrimStart().Length;
        return made.WithoutTrivia().ToString().Replace("\r\n", "\n").Split('\n').Select((l, i) => i == 0 ? l : l.Substring(Math.Min(indentation, l.Length - l.TrimStart().Length)).TrimEnd());
    }

    // new() { … } is of no type where it stands among arguments.
    ObjectCreationExpressionSyntax Explicit(BaseObjectCreationExpressionSyntax made)
    {
        if (made is ObjectCreationExpressionSyntax already)
            return already;
        var (type, list) = (SyntaxFactory.ParseTypeName(nameOf(key.ContainingType)), made.ArgumentList!);
        if (list.Arguments.Count == 0 && made.Initializer is not null)
            return SyntaxFactory.ObjectCreationExpression(made.NewKeyword.WithTrailingTrivia(SyntaxFactory.Space), type.WithTrailingTrivia(list.CloseParenToken.TrailingTrivia), null, made.Initializer);
        return SyntaxFactory.ObjectCreationExpression(made.NewKeyword.WithTrailingTrivia(SyntaxFactory.Space), type, list, made.Initializer);
    }

    // The record makes its key itself.
    ObjectCreationExpressionSyntax WithKey(ObjectCreationExpressionSyntax made)
    {
        var set = $"{key.Name} = {KeyText}";
        if (made.Initializer is not { Expressions: [var first, ..] } initializer)
            return (ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"{made.WithInitializer(null).ToString().TrimEnd()} {{ {set} }}");
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(initializer.OpenBraceToken.TrailingTrivia);
        var expressions = initializer.Expressions.GetWithSeparators().Insert(0, comma).Insert(0, SyntaxFactory.ParseExpression(set).WithLeadingTrivia(first.GetLeadingTrivia()));
        return made.WithInitializer(initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(expressions)));
    }

    string KeyText => $"new {nameOf(key.Type)}(\"{seed.MadeKey}\")";

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is not ExpressionSyntax expression)
            return base.Visit(node);
        if (seed.MadeKey is not null && node == seed.KeyValue!.Value.Expression)
            return SyntaxFactory.ParseExpression(KeyText).WithTriviaFrom(node);
        if (seed is { Number: not null, Range: null } && node == seed.KeyValue!.Value.Expression)
            return SyntaxFactory.ParseExpression(seed.KeyText!).WithTriviaFrom(node);
        if (node is not (NameSyntax or MemberAccessExpressionSyntax) || node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == node)
            return base.Visit(node);
        switch (seed.Model.GetSymbolInfo(node).Symbol)
        {
            case INamedTypeSymbol type when node.Parent is not NameSyntax:
                return SyntaxFactory.ParseExpression(nameOf(type)).WithTriviaFrom(node) is var name && node.Parent is ObjectCreationExpressionSyntax or ArrayTypeSyntax or CastExpressionSyntax or TypeArgumentListSyntax
                    ? SyntaxFactory.ParseTypeName(nameOf(type)).WithTriviaFrom(node) : name;
            case IFieldSymbol { IsConst: true, ContainingType.TypeKind: not TypeKind.Enum } or ILocalSymbol { IsConst: true } when seed.Model.GetConstantValue(expression) is { HasValue: true, Value: var constant }:
                return SyntaxFactory.ParseExpression(Literal(constant)).WithTriviaFrom(node);
            case IParameterSymbol parameter when seed.Arguments.TryGetValue(parameter, out var argument):
                return Visit(argument.Expression)!.WithTriviaFrom(node);
            case ILocalSymbol when RecordOrigin.InitialOf(expression, seed.Model) is { } initial:
                return Visit(initial)!.WithTriviaFrom(node);
            default:
                return node is MemberAccessExpressionSyntax access ? access.WithExpression((ExpressionSyntax)Visit(access.Expression)!) : node;
        }
    }

    static string Literal(object? constant) => constant switch
    {
        decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "m",
        _ => SymbolDisplay.FormatPrimitive(constant!, quoteStrings: true, useHexadecimalNumbers: false) ?? "null",
    };

    /// <summary>The comments above the record.</summary>
    public IEnumerable<string> Above()
    {
        var made = seed.Value is IdentifierNameSyntax ? seed.Creation!.FirstAncestorOrSelf<StatementSyntax>()?.GetLeadingTrivia() ?? default : default;
        return made.Concat(seed.Entry.GetLeadingTrivia()).Where(Lowering.IsComment).Select(t => t.ToString());
    }

    /// <summary>The comment behind the record, or nothing.</summary>
    public string Behind()
    {
        var last = seed.Entry.GetLastToken();
        var token = last.GetNextToken() is var next && next.IsKind(SyntaxKind.CommaToken) ? next : last;
        return string.Concat(token.TrailingTrivia.Where(Lowering.IsComment).Select(t => " " + t));
    }
}
