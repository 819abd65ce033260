using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Adds to a type what it is given and what its new code calls.</summary>
internal static class TypeLowering
{
    public static TypeDeclarationSyntax Inject(TypeDeclarationSyntax type, InjectService intent, SyntaxNode original, SemanticModel model)
    {
        var parameter = ParameterLists.Of(intent.Service, intent.Parameter, original, model);
        if (intent.Field is null)
            return type.ParameterList is { } list
                ? type.WithParameterList(ParameterLists.Insert(list, parameter))
                : WithPrimaryConstructor(type, parameter);

        type = WithField(type, (FieldDeclarationSyntax)Member($"private readonly {parameter.Type} {intent.Field};"));
        var assigned = intent.Field == intent.Parameter ? "this." + intent.Field : intent.Field;
        var assignment = RewriteScope.Statement($"{assigned} = {intent.Parameter};").WithTrailingTrivia(ElasticLineFeed);
        return Constructor(type) is { } constructor
            ? type.ReplaceNode(constructor, Extend(constructor, parameter, assignment))
            : WithConstructor(type, parameter, [assignment], model.GetDeclaredSymbol(original) is INamedTypeSymbol { IsAbstract: true });
    }

    /// <summary>The constructor of the type that calls no other one of it.</summary>
    public static ConstructorDeclarationSyntax? Constructor(TypeDeclarationSyntax type) =>
        type.Members.OfType<ConstructorDeclarationSyntax>().FirstOrDefault(c => !c.Modifiers.Any(SyntaxKind.StaticKeyword) && !ConstructorChain.CallsAnother(c));

    // Behind the fields that the type begins with, those of the instance first; else at the top.
    static TypeDeclarationSyntax WithField(TypeDeclarationSyntax type, FieldDeclarationSyntax field)
    {
        var fields = FieldsAtTop(type);
        var last = fields.FindLastIndex(f => !f.Modifiers.Any(SyntaxKind.StaticKeyword) && !f.Modifiers.Any(SyntaxKind.ConstKeyword));
        var after = last < 0 ? fields.Count : last + 1;
        while (after > 0 && ServiceOrder.IsAfter(fields[after - 1].Declaration.Type, field.Declaration.Type))
            after--;
        return type.WithMembers(type.Members.Insert(after, fields.Count == 0 && type.Members.Count > 0 ? WithEmptyLine(field) : field));
    }

    static List<FieldDeclarationSyntax> FieldsAtTop(TypeDeclarationSyntax type) => [.. type.Members.TakeWhile(m => m is FieldDeclarationSyntax).Cast<FieldDeclarationSyntax>()];

    /// <summary>Adds a constructor behind the fields at the top.</summary>
    public static TypeDeclarationSyntax WithConstructor(TypeDeclarationSyntax type, ParameterSyntax parameter, IEnumerable<StatementSyntax> statements, bool isAbstract)
    {
        type = WithBraces(type);
        var made = (ConstructorDeclarationSyntax)Member($"{(isAbstract ? "protected" : "public")} {type.Identifier.Text}({parameter}) {{ }}", emptyLineBefore: true);
        made = made.WithBody(Block(statements).WithTrailingTrivia(ElasticLineFeed));
        var after = FieldsAtTop(type).Count;
        // The next member may bring its own empty line.
        var separated = after == type.Members.Count || type.Members[after].GetLeadingTrivia().FirstOrDefault(t => !t.IsKind(SyntaxKind.WhitespaceTrivia)).IsKind(SyntaxKind.EndOfLineTrivia);
        return type.WithMembers(type.Members.Insert(after, separated ? made : WithEmptyLine(made)));
    }

    static MemberDeclarationSyntax WithEmptyLine(MemberDeclarationSyntax member) =>
        member.WithTrailingTrivia(LineFeed, LineFeed);

    static ConstructorDeclarationSyntax Extend(ConstructorDeclarationSyntax constructor, ParameterSyntax parameter, StatementSyntax assignment)
    {
        BlockSyntax body;
        if (constructor.Body is not { } block)
            body = Remade([ExpressionStatement(constructor.ExpressionBody!.Expression.WithoutTrivia()), assignment], constructor.SemicolonToken.TrailingTrivia);
        else if (IsOnOneLine(block))
            body = Remade([.. block.Statements.Select(s => s.WithoutTrivia()), assignment], block.GetTrailingTrivia());
        else
            body = block.WithStatements(block.Statements.Insert(
                PlaceOf(parameter, constructor.ParameterList, block),
                assignment.WithLeadingTrivia(Lowering.Indentation(block.Statements[0])).WithTrailingTrivia(LineFeed).WithoutAnnotations(Formatter.Annotation)));
        var isGiven = constructor.ParameterList.Parameters.Any(p => p.Identifier.ValueText == parameter.Identifier.ValueText);
        return constructor.WithParameterList(isGiven ? constructor.ParameterList : ParameterLists.Insert(constructor.ParameterList, parameter))
            .WithBody(body).WithExpressionBody(null).WithSemicolonToken(default)
            .WithAdditionalAnnotations(body == constructor.Body ? [] : constructor.Body is null || IsOnOneLine(constructor.Body) ? [Formatter.Annotation] : []);
    }

    // Right behind the other assignments, before code that may use it.
    static int PlaceOf(ParameterSyntax parameter, ParameterListSyntax list, BlockSyntax body)
    {
        var place = body.Statements.TakeWhile(IsPlainAssignment).Count();
        while (place > 0 && ServiceOrder.IsAfter(TypeOf(body.Statements[place - 1]), parameter.Type))
            place--;
        return place;

        TypeSyntax? TypeOf(StatementSyntax statement) =>
            list.Parameters.FirstOrDefault(p => ((ExpressionStatementSyntax)statement).Expression is AssignmentExpressionSyntax { Right: IdentifierNameSyntax right } && right.Identifier.ValueText == p.Identifier.ValueText)?.Type;
    }

    static BlockSyntax Remade(IEnumerable<StatementSyntax> statements, SyntaxTriviaList trailing) =>
        Block(statements.Select(s => s.WithTrailingTrivia(ElasticLineFeed))).WithTrailingTrivia(trailing);

    static bool IsOnOneLine(BlockSyntax block) =>
        !block.DescendantTrivia().Any(t => t.IsDirective || Lowering.IsComment(t))
        && (block.Statements.Count == 0 || block.OpenBraceToken.GetNextToken() is var first && !block.OpenBraceToken.TrailingTrivia.Concat(first.LeadingTrivia).Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia)));

    static bool IsPlainAssignment(StatementSyntax statement) => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: IdentifierNameSyntax } };

    /// <summary>Gives a type without constructor a primary one.</summary>
    public static TypeDeclarationSyntax WithPrimaryConstructor(TypeDeclarationSyntax type, ParameterSyntax parameter)
    {
        var before = (SyntaxToken)(type.TypeParameterList?.GetLastToken() ?? type.Identifier);
        var list = ParameterList(SingletonSeparatedList(parameter)).WithTrailingTrivia(before.TrailingTrivia);
        return type.ReplaceToken(before, before.WithTrailingTrivia()).WithParameterList(list);
    }

    /// <summary>Adds a member at the end of a type that has none like it, in any of its parts; methods for all parts by their names, whichever fix comes first.</summary>
    public static TypeDeclarationSyntax AddMember(TypeDeclarationSyntax type, AddMember intent, SyntaxNode original, SemanticModel model)
    {
        var member = Member(intent.Code, emptyLineBefore: type.Members.Count > 0);
        if (model.GetDeclaredSymbol(original) is INamedTypeSymbol symbol)
            foreach (var existing in symbol.GetMembers(intent.Name))
                foreach (var reference in existing.DeclaringSyntaxReferences)
                    if (AreEquivalent(reference.GetSyntax(), member, topLevel: false))
                        return type;
        type = WithBraces(type);
        return type.WithMembers(type.Members.Insert(intent.Namespaces.IsDefault ? type.Members.Count : Place(intent.Name, type.Members), member));
    }

    static int Place(string name, SyntaxList<MemberDeclarationSyntax> members)
    {
        var place = members.Count;
        while (place > 1 && members[place - 1] is MethodDeclarationSyntax last && IsAdded(last) && string.CompareOrdinal(last.Identifier.ValueText, name) > 0)
            place--;
        return place;
    }

    // What the code had stays before them.
    static bool IsAdded(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.PrivateKeyword) && method.Modifiers.Any(SyntaxKind.StaticKeyword)
        && method.ParameterList.Parameters is [{ Identifier.ValueText: "s3" or "cache" or "dynamo" or "db" or "json" }, ..];

    // class Shop(Options options) : Base(options);
    static TypeDeclarationSyntax WithBraces(TypeDeclarationSyntax type)
    {
        if (type.SemicolonToken.IsKind(SyntaxKind.None))
            return type;
        var before = type.SemicolonToken.GetPreviousToken();
        return type.ReplaceToken(before, before.WithTrailingTrivia(LineFeed)).WithSemicolonToken(default)
            .WithOpenBraceToken(Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(Lowering.Indentation(type)).WithTrailingTrivia(LineFeed))
            .WithCloseBraceToken(Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(Lowering.Indentation(type)).WithTrailingTrivia(type.SemicolonToken.TrailingTrivia));
    }

    static MemberDeclarationSyntax Member(string code, bool emptyLineBefore = false) =>
        ParseMemberDeclaration(code)!
            .WithLeadingTrivia(emptyLineBefore ? ElasticLineFeed : ElasticMarker).WithTrailingTrivia(ElasticLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
}
