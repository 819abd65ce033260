using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Adds a service to a list of parameters, in the layout that the list has.</summary>
internal static class ParameterLists
{
    public static ParameterSyntax Of(Service service, string name, SyntaxNode place, SemanticModel model) =>
        Parameter(Identifier(name)).WithType(TypeReferences.Name(service.Namespace, service.Type, 0, place, model).WithTrailingTrivia(Space));

    public static SyntaxNode Add(SyntaxNode function, AddServiceParameter intent, SyntaxNode original, SemanticModel model)
    {
        var parameter = Of(intent.Service, intent.Parameter, original, model);
        return function switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => lambda.WithParameterList(Insert(lambda.ParameterList, parameter)),
            LocalFunctionStatementSyntax local => local.WithParameterList(Insert(local.ParameterList, parameter)),
            MethodDeclarationSyntax method => method.WithParameterList(Insert(method.ParameterList, parameter)),
            _ => function,
        };
    }

    /// <summary>Inserts before optional parameters, params and tokens, which stay last, and before services that come later in their order.</summary>
    public static ParameterListSyntax Insert(ParameterListSyntax list, ParameterSyntax parameter)
    {
        if (list.ContainsDirectives)
            throw new InvalidOperationException("A list under a condition has several layouts.");
        var parameters = list.Parameters.ToList();
        if (parameters.Count == 0)
            return list.WithParameters(SingletonSeparatedList(parameter));

        var index = parameters.Count;
        while (index > 0 && (StaysLast(parameters[index - 1]) || ServiceOrder.IsAfter(parameters[index - 1].Type, parameter.Type)))
            index--;

        var commas = list.Parameters.GetSeparators().ToList();
        var comma = Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        if (LineEnd(list) is { } lineEnd)
        {
            comma = comma.WithTrailingTrivia(lineEnd);
            var last = parameters[parameters.Count - 1];
            var indentation = last.GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1).ToList();
            if (index > 0 || parameters[0].HasLeadingTrivia)
                parameter = parameter.WithLeadingTrivia(indentation);
            else
                parameters[0] = parameters[0].WithLeadingTrivia(indentation);
            // The comment behind the last parameter stays with it, and so does the line break before the parenthesis.
            if (index == parameters.Count && last.GetTrailingTrivia() is var trailing && trailing.Any(SyntaxKind.EndOfLineTrivia))
            {
                parameters[index - 1] = last.WithTrailingTrivia();
                comma = comma.WithTrailingTrivia(trailing);
                parameter = parameter.WithTrailingTrivia(lineEnd);
            }
        }

        commas.Insert(index == parameters.Count ? commas.Count : index, comma);
        parameters.Insert(index, parameter);
        return list.WithParameters(SeparatedList(parameters, commas));
    }

    /// <summary>Inserts an argument before the last ones, on a line of its own where each has one.</summary>
    public static ArgumentListSyntax Insert(ArgumentListSyntax list, ArgumentSyntax argument, int behind)
    {
        if (list.ContainsDirectives)
            throw new InvalidOperationException("A list under a condition has several layouts.");
        var arguments = list.Arguments.ToList();
        if (arguments.Count == 0)
            return list.WithArguments(SingletonSeparatedList(argument));
        var index = arguments.Count - behind;
        var commas = list.Arguments.GetSeparators().ToList();
        var comma = Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        if (commas.Count > 0 && commas.TrueForAll(c => c.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)))
        {
            comma = comma.WithTrailingTrivia(commas[0].TrailingTrivia.Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)));
            argument = argument.WithLeadingTrivia(arguments[arguments.Count - 1].GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
        }
        // The line break before the parenthesis stays there.
        if (index == arguments.Count && arguments[index - 1].GetTrailingTrivia() is var trailing && trailing.Any(SyntaxKind.EndOfLineTrivia))
        {
            arguments[index - 1] = arguments[index - 1].WithTrailingTrivia();
            comma = comma.WithTrailingTrivia(trailing);
            argument = argument.WithTrailingTrivia(trailing.Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)));
        }
        commas.Insert(Math.Min(index, commas.Count), comma);
        arguments.Insert(index, argument);
        return list.WithArguments(SeparatedList(arguments, commas));
    }

    /// <summary>The list with these in place of its parameters, without those that are null. Each comma goes with the parameter before it.</summary>
    public static ParameterListSyntax Keep(ParameterListSyntax list, IReadOnlyList<ParameterSyntax?> parameters) => list.WithParameters(Keep(list.Parameters, parameters));

    /// <inheritdoc cref="Keep(ParameterListSyntax, IReadOnlyList{ParameterSyntax})" />
    public static ArgumentListSyntax Keep(ArgumentListSyntax list, IReadOnlyList<ArgumentSyntax?> arguments) => list.WithArguments(Keep(list.Arguments, arguments));

    static SeparatedSyntaxList<T> Keep<T>(SeparatedSyntaxList<T> list, IReadOnlyList<T?> parameters) where T : SyntaxNode
    {
        var kept = new List<SyntaxNodeOrToken>();
        for (var i = 0; i < parameters.Count; i++)
            if (parameters[i] is { } parameter)
            {
                // What comes first stands where the first one stood.
                kept.Add(kept.Count == 0 && i > 0 ? parameter.WithLeadingTrivia(list[0].GetLeadingTrivia()) : parameter);
                if (i < parameters.Count - 1)
                    kept.Add(list.GetSeparator(i));
            }
        if (parameters.Count > 0 && parameters[parameters.Count - 1] is null && kept.Count > 0)
        {
            kept.RemoveAt(kept.Count - 1);
            kept[kept.Count - 1] = kept[kept.Count - 1].AsNode()!.WithTrailingTrivia(list.Last().GetTrailingTrivia());
        }
        return SeparatedList<T>(kept);
    }

    /// <summary>How many parameters the one of the service is put before.</summary>
    public static int Behind(ParameterListSyntax list, Service service) =>
        list.Parameters.Reverse().TakeWhile(p => StaysLast(p) || ServiceOrder.IsAfter(p.Type, IdentifierName(service.Type))).Count();

    static bool StaysLast(ParameterSyntax parameter) =>
        parameter.Default is not null || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword)
        || parameter.Type is IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" } or QualifiedNameSyntax { Right.Identifier.ValueText: "CancellationToken" };

    // The line break of a list that has a parameter a line.
    static SyntaxTrivia? LineEnd(ParameterListSyntax list)
    {
        var separators = list.Parameters.Count > 1 ? list.Parameters.GetSeparators() : [list.OpenParenToken];
        SyntaxTrivia? found = null;
        foreach (var separator in separators)
        {
            found = separator.TrailingTrivia.FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } lineEnd ? lineEnd : null;
            if (found is null)
                return null;
        }
        return found;
    }
}
