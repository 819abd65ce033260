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
    public static ParameterListSyntax Insert(ParameterListSyntax list, ParameterSyntax parameter) =>
        list.WithParameters(Insert(list, list.Parameters, parameter, list.Parameters.Count - Behind(list, parameter.Type), LineEnd(list.Parameters.Count > 1 ? list.Parameters.GetSeparators() : [list.OpenParenToken])));

    /// <summary>Inserts an argument before the last ones, on a line of its own where each has one.</summary>
    public static ArgumentListSyntax Insert(ArgumentListSyntax list, ArgumentSyntax argument, int behind) =>
        list.WithArguments(Insert(list, list.Arguments, argument, list.Arguments.Count - behind, LineEnd(list.Arguments.GetSeparators())));

    /// <summary>Inserts what a parameter is given in its place, or by its name where others have theirs.</summary>
    public static ArgumentListSyntax Insert(ArgumentListSyntax list, string parameter, string value, int behind)
    {
        var isNamed = list.Arguments.Any(a => a.NameColon is not null);
        return Insert(list, ParseArgumentList($"({(isNamed ? parameter + ": " : "")}{value})").Arguments[0], isNamed ? 0 : behind);
    }

    static SeparatedSyntaxList<T> Insert<T>(SyntaxNode list, SeparatedSyntaxList<T> nodes, T added, int index, SyntaxTrivia? lineEnd) where T : SyntaxNode
    {
        if (list.ContainsDirectives)
            throw new InvalidOperationException("A list under a condition has several layouts.");
        var all = nodes.ToList();
        if (all.Count == 0)
            return SingletonSeparatedList(added);

        var commas = nodes.GetSeparators().ToList();
        var comma = Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        var last = all[all.Count - 1];
        if (lineEnd is { } end)
        {
            comma = comma.WithTrailingTrivia(end);
            var indentation = last.GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1).ToList();
            if (index > 0 || all[0].HasLeadingTrivia)
                added = added.WithLeadingTrivia(indentation);
            else
                all[0] = all[0].WithLeadingTrivia(indentation);
        }
        // The comment behind the last one stays with it, and so does the line break before the parenthesis.
        if (index == all.Count && last.GetTrailingTrivia() is var trailing && trailing.Any(SyntaxKind.EndOfLineTrivia))
        {
            all[index - 1] = last.WithTrailingTrivia();
            comma = comma.WithTrailingTrivia(trailing);
            added = added.WithTrailingTrivia(trailing.Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)));
        }
        commas.Insert(Math.Min(index, commas.Count), comma);
        all.Insert(index, added);
        return SeparatedList(all, commas);
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
    public static int Behind(ParameterListSyntax list, Service service) => Behind(list, IdentifierName(service.Type));

    static int Behind(ParameterListSyntax list, TypeSyntax? service) => list.Parameters.Reverse().TakeWhile(p => StaysLast(p) || ServiceOrder.IsAfter(p.Type, service)).Count();

    static bool StaysLast(ParameterSyntax parameter) =>
        parameter.Default is not null || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword)
        || parameter.Type is IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" } or QualifiedNameSyntax { Right.Identifier.ValueText: "CancellationToken" };

    // The line break of a list that has one of them a line.
    static SyntaxTrivia? LineEnd(IEnumerable<SyntaxToken> separators)
    {
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
