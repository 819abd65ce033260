using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Platform;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Makes the declaration of a function async, and awaits what it returned.</summary>
internal static class AsyncLowering
{
    public static SyntaxNode MakeAsync(SyntaxNode function, MakeAsync intent, SyntaxNode original, SemanticModel model)
    {
        switch (function)
        {
            case MethodDeclarationSyntax method:
                var methodType = intent.ChangesType ? TaskOf(method.ReturnType, original, model) : method.ReturnType;
                if (!intent.HasBody)
                    return method.WithReturnType(methodType);
                var (methodModifiers, methodResult) = AsyncModifier(method.Modifiers, methodType);
                return method.WithModifiers(methodModifiers).WithReturnType(methodResult);
            case LocalFunctionStatementSyntax local:
                var (localModifiers, localResult) = AsyncModifier(local.Modifiers, intent.ChangesType ? TaskOf(local.ReturnType, original, model) : local.ReturnType);
                return local.WithModifiers(localModifiers).WithReturnType(localResult);
            case ParenthesizedLambdaExpressionSyntax { ReturnType: { } declared } typed:
                var (modifiers, type) = AsyncModifier(typed.Modifiers, intent.ChangesType ? TaskOf(declared, original, model) : declared);
                return typed.WithModifiers(modifiers).WithReturnType(type);
            case AnonymousFunctionExpressionSyntax lambda:
                var leading = lambda.GetLeadingTrivia();
                return lambda.WithLeadingTrivia().WithAsyncKeyword(Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space)).WithLeadingTrivia(leading);
            default:
                return function;
        }
    }

    static (SyntaxTokenList, TypeSyntax) AsyncModifier(SyntaxTokenList modifiers, TypeSyntax type)
    {
        var async = Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space);
        if (modifiers.Count == 0)
            return (TokenList(async.WithLeadingTrivia(type.GetLeadingTrivia())), type.WithLeadingTrivia());
        var partial = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        if (partial < 0)
            return (modifiers.Add(async), type);
        var leading = modifiers[partial].LeadingTrivia;
        return (modifiers.Replace(modifiers[partial], modifiers[partial].WithLeadingTrivia()).Insert(partial, async.WithLeadingTrivia(leading)), type);
    }

    static TypeSyntax TaskOf(TypeSyntax type, SyntaxNode place, SemanticModel model)
    {
        const string Tasks = "System.Threading.Tasks";
        if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword })
            return TypeReferences.Name(Tasks, "Task", 0, place, model).WithTriviaFrom(type);
        var arguments = TypeArgumentList(SingletonSeparatedList(type.WithoutTrivia()));
        TypeSyntax generic = TypeReferences.Name(Tasks, "Task", 1, place, model) is QualifiedNameSyntax qualified
            ? qualified.WithRight(GenericName(qualified.Right.Identifier, arguments))
            : GenericName(Identifier("Task"), arguments);
        return generic.WithTriviaFrom(type);
    }

    /// <summary>Whether what the function's expression body yields is its result, once the function is async.</summary>
    public static bool ReturnsValue(SyntaxNode function, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        return MethodOf(function, model) is { ReturnsVoid: false } method && !types.Is(method.ReturnType, TypeNames.Task) && !types.Is(method.ReturnType, TypeNames.ValueTask);
    }

    static IMethodSymbol? MethodOf(SyntaxNode function, SemanticModel model) =>
        (function is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(function).Symbol : model.GetDeclaredSymbol(function)) as IMethodSymbol;

    /// <summary>In a function that returned a task and now is async: what was returned is awaited. Null where nothing is left to do.</summary>
    public static StatementSyntax? AwaitReturned(ReturnStatementSyntax statement, ReturnStatementSyntax original, SyntaxNode function, SemanticModel model, List<StatementSyntax> before)
    {
        var isDefault = original.Expression!.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression && MethodOf(function, model) is { ReturnType.IsValueType: true };
        if (ReturnsValue(function, model))
            return isDefault && original.Expression is LiteralExpressionSyntax ? statement : statement.WithExpression(AwaitReturned(statement.Expression!, original.Expression!));

        var isLast = original.Parent is BlockSyntax { Parent: var parent } block && parent == function && block.Statements.Last() == original;
        if (isDefault || original.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" })
            return isLast && !HasText(original) ? null : ReturnStatement().WithTriviaFrom(statement);

        var wait = ExpressionStatement(AwaitReturned(statement.Expression!, original.Expression!).WithoutTrivia());
        if (isLast)
            return wait.WithTriviaFrom(statement);
        before.Add(wait.WithTrailingTrivia(LineFeed).WithAdditionalAnnotations(Formatter.Annotation));
        return ReturnStatement().WithTriviaFrom(statement);
    }

    static bool HasText(SyntaxNode node) =>
        node.GetLeadingTrivia().Concat(node.GetTrailingTrivia()).Any(t => t.Kind() is not (SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia));

    public static ExpressionSyntax AwaitReturned(ExpressionSyntax returned, ExpressionSyntax original)
    {
        if (returned is AwaitExpressionSyntax or ThrowExpressionSyntax)
            return returned;
        if (original is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult", Expression: SimpleNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } } }
            && returned is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var result }] })
            return result.WithTriviaFrom(returned);
        var operand = returned is InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or SimpleNameSyntax or ParenthesizedExpressionSyntax or BaseObjectCreationExpressionSyntax
            ? returned
            : ParenthesizedExpression(returned.WithoutTrivia()).WithTriviaFrom(returned);
        return Lowering.Await(operand, original);
    }
}
