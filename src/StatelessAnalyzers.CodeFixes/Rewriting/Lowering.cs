using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Platform;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Turns intents into syntax. Comments and line breaks of what was there stay.</summary>
internal static class Lowering
{
    public static ExpressionSyntax Await(ExpressionSyntax call, SyntaxNode original)
    {
        ExpressionSyntax awaited = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), call.WithoutTrivia());
        if (RewriteScope.NeedsParentheses(original))
            awaited = ParenthesizedExpression(awaited);
        return awaited.WithTriviaFrom(call);
    }

    /// <summary>The statement of a registration, indented like the statements around it.</summary>
    public static StatementSyntax Register(InsertRegistration intent, SyntaxTriviaList indentation) =>
        RewriteScope.Statement(intent.Registration.Statement.Replace("{services}", intent.Services).Replace("{configuration}", intent.Configuration ?? ""))
            .WithLeadingTrivia(indentation).WithTrailingTrivia(LineFeed).WithoutAnnotations(Formatter.Annotation);

    /// <summary>The white space before a statement, without its comments.</summary>
    public static SyntaxTriviaList Indentation(StatementSyntax statement)
    {
        var leading = statement.GetLeadingTrivia();
        return leading is [.., var last] && last.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(last) : TriviaList();
    }

    /// <summary>The member without the empty lines before it.</summary>
    public static MemberDeclarationSyntax WithoutBlankLines(MemberDeclarationSyntax member)
    {
        var leading = member.GetLeadingTrivia();
        var start = 0;
        for (var i = 0; i < leading.Count && leading[i].Kind() is SyntaxKind.EndOfLineTrivia or SyntaxKind.WhitespaceTrivia; i++)
            if (leading[i].IsKind(SyntaxKind.EndOfLineTrivia))
                start = i + 1;
        return member.WithLeadingTrivia(leading.Skip(start));
    }

    public static BlockSyntax Body(List<StatementSyntax> before, ExpressionSyntax last, bool returnsValue) =>
        Block(before.Append(returnsValue ? ReturnStatement(last.WithoutTrivia().WithLeadingTrivia(Space)) : ExpressionStatement(last.WithoutTrivia())))
            .WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>Whether what the function's expression body yields is its result, once the function is async.</summary>
    public static bool ReturnsValue(SyntaxNode function, SemanticModel model)
    {
        var method = function is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(function).Symbol as IMethodSymbol : model.GetDeclaredSymbol(function) as IMethodSymbol;
        var types = KnownTypes.Of(model.Compilation);
        return method is { ReturnsVoid: false } && !types.Is(method.ReturnType, TypeNames.Task) && !types.Is(method.ReturnType, TypeNames.ValueTask);
    }

    public static SyntaxNode AddParameter(SyntaxNode function, AddServiceParameter intent)
    {
        var parameter = Parameter(Identifier(intent.Parameter)).WithType(ParseTypeName(intent.Service.Type).WithTrailingTrivia(Space));
        return function switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => lambda.WithParameterList(Insert(lambda.ParameterList, parameter)),
            LocalFunctionStatementSyntax local => local.WithParameterList(Insert(local.ParameterList, parameter)),
            MethodDeclarationSyntax method => method.WithParameterList(Insert(method.ParameterList, parameter)),
            _ => function,
        };
    }

    // Before optional parameters, params and tokens, which stay last.
    static ParameterListSyntax Insert(ParameterListSyntax list, ParameterSyntax parameter)
    {
        var index = list.Parameters.Count;
        while (index > 0 && list.Parameters[index - 1] is var last
            && (last.Default is not null || last.Modifiers.Any(SyntaxKind.ParamsKeyword) || last.Type is IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" }))
            index--;

        // A list with a parameter a line keeps to that.
        if (list.Parameters.Count > 0 && index == list.Parameters.Count && list.Parameters.Last().GetLeadingTrivia() is var leading && leading.Any(SyntaxKind.WhitespaceTrivia)
            && list.Parameters.Last().GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            var lineEnd = list.Parameters.Last().GetFirstToken().GetPreviousToken().TrailingTrivia;
            var separators = list.Parameters.GetSeparators().ToList();
            var trailing = list.Parameters.Last().GetTrailingTrivia();
            var parameters = list.Parameters.Replace(list.Parameters.Last(), list.Parameters.Last().WithTrailingTrivia());
            separators.Add(Token(SyntaxKind.CommaToken).WithTrailingTrivia(lineEnd));
            return list.WithParameters(SeparatedList([.. parameters, parameter.WithLeadingTrivia(leading).WithTrailingTrivia(trailing)], separators));
        }

        var nodes = list.Parameters.ToList();
        var commas = list.Parameters.GetSeparators().ToList();
        if (index < nodes.Count)
        {
            parameter = parameter.WithLeadingTrivia(nodes[index].GetLeadingTrivia());
            nodes[index] = nodes[index].WithLeadingTrivia();
            commas.Insert(index, Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space));
        }
        else if (nodes.Count > 0)
        {
            commas.Add(Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space));
        }
        nodes.Insert(index, parameter);
        return list.WithParameters(SeparatedList(nodes, commas));
    }

    public static SyntaxNode MakeAsync(SyntaxNode function, MakeAsync intent, SyntaxNode original, SemanticModel model)
    {
        switch (function)
        {
            case MethodDeclarationSyntax method:
                var methodType = intent.ChangesType ? TaskOf(method.ReturnType) : method.ReturnType;
                if (!intent.HasBody)
                    return method.WithReturnType(methodType);
                var (methodModifiers, methodResult) = AsyncModifier(method.Modifiers, methodType);
                return method.WithModifiers(methodModifiers).WithReturnType(methodResult);
            case LocalFunctionStatementSyntax local:
                var (localModifiers, localResult) = AsyncModifier(local.Modifiers, intent.ChangesType ? TaskOf(local.ReturnType) : local.ReturnType);
                return local.WithModifiers(localModifiers).WithReturnType(localResult);
            case AnonymousFunctionExpressionSyntax lambda:
                if (lambda is ParenthesizedLambdaExpressionSyntax { ReturnType: { } declared } typed && intent.ChangesType)
                    lambda = typed.WithReturnType(TaskOf(declared));
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
        return (partial < 0 ? modifiers.Add(async) : modifiers.Insert(partial, async), type);
    }

    static TypeSyntax TaskOf(TypeSyntax type) =>
        (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            ? IdentifierName("Task")
            : (TypeSyntax)GenericName("Task").AddTypeArgumentListArguments(type.WithoutTrivia())).WithTriviaFrom(type);

    /// <summary>In a function that returned a task and now is async: what was returned is awaited.</summary>
    public static StatementSyntax AwaitReturned(ReturnStatementSyntax statement, ReturnStatementSyntax original, SyntaxNode function, SemanticModel model, List<StatementSyntax> before)
    {
        var awaited = AwaitReturned(statement.Expression!, original.Expression!);
        if (ReturnsValue(function, model))
            return statement.WithExpression(awaited);

        var isLast = original.Parent is BlockSyntax { Parent: var parent } block && parent == function && block.Statements.Last() == original;
        if (IsCompletedTask(original.Expression!))
            return isLast && before.Count > 0 ? EmptyStatement().WithTriviaFrom(statement) : ReturnStatement().WithTriviaFrom(statement);
        var wait = ExpressionStatement(awaited.WithoutTrivia()).WithTriviaFrom(statement);
        if (isLast)
            return wait;
        before.Add(wait.WithoutTrivia().WithTrailingTrivia(ElasticCarriageReturnLineFeed).WithAdditionalAnnotations(Formatter.Annotation));
        return ReturnStatement().WithTriviaFrom(statement);
    }

    public static ExpressionSyntax AwaitReturned(ExpressionSyntax returned, ExpressionSyntax original) =>
        original is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult", Expression: SimpleNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } } }
            && returned is InvocationExpressionSyntax { ArgumentList.Arguments: [var only] }
            ? only.Expression.WithTriviaFrom(returned)
            : returned is AwaitExpressionSyntax ? returned : Await(returned is BinaryExpressionSyntax or ConditionalExpressionSyntax ? ParenthesizedExpression(returned) : returned, original);

    static bool IsCompletedTask(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" };

    public static TypeDeclarationSyntax Inject(TypeDeclarationSyntax type, InjectService intent, SemanticModel model, SyntaxNode original)
    {
        var parameter = Parameter(Identifier(intent.Parameter)).WithType(ParseTypeName(intent.Service.Type).WithTrailingTrivia(Space));
        if (intent.Field is null)
            return type.ParameterList is { } list
                ? type.WithParameterList(Insert(list, parameter))
                : WithPrimaryConstructor((ClassDeclarationSyntax)type, parameter);

        var field = Member($"private readonly {intent.Service.Type} {intent.Field};");
        var constructor = type.Members.OfType<ConstructorDeclarationSyntax>().FirstOrDefault(c => !c.Modifiers.Any(SyntaxKind.StaticKeyword));
        var assigned = intent.Field == intent.Parameter ? "this." + intent.Field : intent.Field;
        var assignment = RewriteScope.Statement($"{assigned} = {intent.Parameter};");
        if (constructor is null)
        {
            constructor = (ConstructorDeclarationSyntax)Member($"public {type.Identifier.Text}({intent.Service.Type} {intent.Parameter}) {{ }}");
            var after = type.Members.ToList().FindLastIndex(m => m is FieldDeclarationSyntax) + 1;
            type = type.WithMembers(type.Members.Insert(after, constructor.WithBody(Block(assignment)).WithAdditionalAnnotations(Formatter.Annotation)));
        }
        else
        {
            var body = constructor.Body ?? Block(ExpressionStatement(constructor.ExpressionBody!.Expression));
            // Before code that may use it.
            var index = body.Statements.ToList().FindLastIndex(s => s is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: IdentifierNameSyntax } }) + 1;
            if (constructor.Body is not null && body.Statements.Count > 0)
                assignment = assignment.WithLeadingTrivia(Indentation(body.Statements[0])).WithTrailingTrivia(LineFeed).WithoutAnnotations(Formatter.Annotation);
            type = type.ReplaceNode(constructor, constructor
                .WithParameterList(Insert(constructor.ParameterList, parameter))
                .WithBody(body.WithStatements(body.Statements.Insert(index, assignment)))
                .WithExpressionBody(null).WithSemicolonToken(default)
                .WithAdditionalAnnotations(constructor.Body is null ? [Formatter.Annotation] : []));
        }

        var last = type.Members.ToList().FindLastIndex(m => m is FieldDeclarationSyntax f && !f.Modifiers.Any(SyntaxKind.StaticKeyword) && !f.Modifiers.Any(SyntaxKind.ConstKeyword));
        return type.WithMembers(type.Members.Insert(last + 1, field));
    }

    static ClassDeclarationSyntax WithPrimaryConstructor(ClassDeclarationSyntax type, ParameterSyntax parameter)
    {
        var before = (SyntaxToken)(type.TypeParameterList?.GetLastToken() ?? type.Identifier);
        var list = ParameterList(SingletonSeparatedList(parameter)).WithTrailingTrivia(before.TrailingTrivia);
        return type.ReplaceToken(before, before.WithTrailingTrivia()).WithParameterList(list);
    }

    public static TypeDeclarationSyntax AddMember(TypeDeclarationSyntax type, AddMember intent) =>
        type.AddMembers(Member(intent.Code).WithLeadingTrivia(ElasticCarriageReturnLineFeed));

    static MemberDeclarationSyntax Member(string code) =>
        ParseMemberDeclaration(code)!.WithLeadingTrivia(ElasticMarker).WithTrailingTrivia(ElasticCarriageReturnLineFeed).WithAdditionalAnnotations(Formatter.Annotation);
}
