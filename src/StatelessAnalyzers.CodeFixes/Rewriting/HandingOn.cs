using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Lets constructors take a service and hand it on to those that they call.</summary>
internal static class HandingOn
{
    public static SyntaxNode Add(SyntaxNode current, HandServiceOn intent, SyntaxNode original, SemanticModel model)
    {
        var parameter = ParameterLists.Of(intent.Service, intent.Parameter, original, model);
        switch (current)
        {
            case ConstructorDeclarationSyntax constructor:
                return Extend(constructor, intent, parameter);
            case TypeDeclarationSyntax { ParameterList: { } list } type:
                return WithArgument(type.WithParameterList(With(list, intent, parameter)), intent);
            case TypeDeclarationSyntax type when intent.IsPrimary:
                return WithArgument(TypeLowering.WithPrimaryConstructor(type, parameter), intent);
            default:
                // Another service may have brought one already.
                var of = (TypeDeclarationSyntax)current;
                if (TypeLowering.Constructor(of) is null)
                    of = TypeLowering.WithConstructor(of, parameter, [], model.GetDeclaredSymbol(original) is INamedTypeSymbol { IsAbstract: true });
                var made = TypeLowering.Constructor(of)!;
                return of.ReplaceNode(made, Extend(made, intent, parameter));
        }
    }

    static ConstructorDeclarationSyntax Extend(ConstructorDeclarationSyntax constructor, HandServiceOn intent, ParameterSyntax parameter)
    {
        constructor = constructor.WithParameterList(With(constructor.ParameterList, intent, parameter));
        if (constructor.Initializer is { } initializer)
            return constructor.WithInitializer(initializer.WithArgumentList(ParameterLists.Insert(initializer.ArgumentList, intent.Taker, intent.Parameter, intent.Behind)));
        var end = constructor.ParameterList.GetTrailingTrivia();
        return constructor.WithParameterList(constructor.ParameterList.WithTrailingTrivia())
            .WithInitializer(ConstructorInitializer(SyntaxKind.BaseConstructorInitializer, Token(SyntaxKind.ColonToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space), Token(SyntaxKind.BaseKeyword), Arguments(intent)).WithTrailingTrivia(end));
    }

    static TypeDeclarationSyntax WithArgument(TypeDeclarationSyntax type, HandServiceOn intent)
    {
        var based = type.BaseList?.Types[0] ?? throw new InvalidOperationException("Another part names the base class.");
        return type.ReplaceNode(based, based is PrimaryConstructorBaseTypeSyntax given
            ? given.WithArgumentList(ParameterLists.Insert(given.ArgumentList, intent.Taker, intent.Parameter, intent.Behind))
            : PrimaryConstructorBaseType(based.Type.WithoutTrailingTrivia(), Arguments(intent)).WithTrailingTrivia(based.GetTrailingTrivia()));
    }

    static ParameterListSyntax With(ParameterListSyntax list, HandServiceOn intent, ParameterSyntax parameter) =>
        list.Parameters.Any(p => p.Identifier.Text == intent.Parameter) ? list : ParameterLists.Insert(list, parameter);

    static ArgumentListSyntax Arguments(HandServiceOn intent) => ParseArgumentList($"({intent.Parameter})");
}
