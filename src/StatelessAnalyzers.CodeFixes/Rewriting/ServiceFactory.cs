using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>A <c>new</c> in code that the container calls with its provider, such as <c>provider => new Store(…)</c>.</summary>
/// <param name="Document">The document of the creation.</param>
/// <param name="Creation">What makes the object.</param>
/// <param name="Constructor">The constructor that it calls.</param>
/// <param name="Provider">The name of the provider there.</param>
internal sealed record ServiceFactory(DocumentId Document, ObjectCreationExpressionSyntax Creation, IMethodSymbol Constructor, string Provider)
{
    /// <summary>Null where no provider is at hand, or not every parameter is given by its place.</summary>
    public static ServiceFactory? Of(ObjectCreationExpressionSyntax creation, SemanticModel model, FixSession session)
    {
        if (model.GetSymbolInfo(creation).Symbol is not IMethodSymbol constructor || creation.ArgumentList is not { Arguments: { Count: > 0 } arguments }
            || arguments.Count != constructor.Parameters.Length || arguments.Any(a => a.NameColon is not null) || constructor.Parameters.Any(p => p.HasExplicitDefaultValue || p.IsParams || p.Type.Name == "CancellationToken"))
            return null;
        foreach (var function in creation.Ancestors().OfType<AnonymousFunctionExpressionSyntax>())
            if (model.GetSymbolInfo(function).Symbol is IMethodSymbol { Parameters: [var only] } && only.Type.ToDisplayString() == "System.IServiceProvider" && only.Name is not ("" or "_"))
                return session.DocumentOf(creation) is { } document ? new(document.Id, creation, constructor, Identifiers.Escape(only.Name)) : null;
        return null;
    }

    /// <summary>Adds the argument behind the others, those that fixes added in their order.</summary>
    public static SyntaxNode Add(SyntaxNode creation, AddServiceArgument intent, SyntaxNode original, SemanticModel model)
    {
        var made = (ObjectCreationExpressionSyntax)creation;
        var type = TypeReferences.Name(intent.Service.Namespace, intent.Service.Type, 0, original, model);
        var added = Argument(ParseExpression($"{intent.Provider}.GetRequiredService<{type}>()"));
        var arguments = made.ArgumentList!.Arguments;
        var index = arguments.Count;
        while (index > 0 && ServiceOrder.IsAfter(Asked(arguments[index - 1].Expression), type))
            index--;
        return made.WithArgumentList(ParameterLists.Insert(made.ArgumentList, added, arguments.Count - index));
    }

    static TypeSyntax? Asked(ExpressionSyntax argument) =>
        argument is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "GetRequiredService", TypeArgumentList.Arguments: [var type] } } } ? type : null;
}
