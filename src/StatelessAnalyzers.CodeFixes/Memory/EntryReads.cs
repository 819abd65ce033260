using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Asks <c>IDistributedCache</c> for an entry that nothing makes where it is missing.</summary>
internal static class EntryReads
{
    static readonly ImmutableArray<string> None = ImmutableArray<string>.Empty;
    static readonly ImmutableArray<string> Collections = ImmutableArray.Create("System.Collections.Generic");

    public static void Add(FixUnit unit, CacheAccess access, SharedCache cache, bool isAsync)
    {
        if (access.Action == CacheAction.Contains || access.Found is { } found && DictionaryAccess.IsDiscard(found) && access.Node.Parent is not ExpressionStatementSyntax)
        {
            var asked = Negated(access.Node);
            cache.Add(unit, access, asked, isAsync, (node, scope) => scope.Expression($"{Text(node, scope)} is {(IsForEntry(asked, access.Node) ? "not " : "")}null", node), None);
            return;
        }
        if (!EntryMembers.AddRead(unit, access, isAsync))
            return;
        if (access.Action == CacheAction.TryRead)
            AddTry(unit, access, cache, isAsync);
        else
            cache.Add(unit, access, access.Node, isAsync, (node, scope) => scope.Expression(Value(node, scope, NullableWhereMissing(access)) + Otherwise(node), node), access.Missing == Missing.Exception ? Collections : None);

        string Text(SyntaxNode node, RewriteScope scope) => $"{cache.Called(access, scope, "GetString", isAsync)}({cache.Key(access, node)}{(isAsync ? Token(scope) : "")})";

        string Value(SyntaxNode node, RewriteScope scope, bool nullable) => Entry(access, cache, isAsync, node, scope, nullable);

        string Otherwise(SyntaxNode node) => access.Missing switch
        {
            Missing.Exception => " ?? throw new KeyNotFoundException()",
            Missing.Given => " ?? " + CacheAccess.Operand(node, access.ValueAt).WithoutTrivia(),
            _ => "",
        };
    }

    static string Token(RewriteScope scope) => scope.Token is { Length: > 0 } token ? ", " + token : "";

    static bool NullableWhereMissing(CacheAccess access) => access.Missing != Missing.Default && access.Type!.IsValueType;

    static string Entry(CacheAccess access, SharedCache cache, bool isAsync, SyntaxNode node, RewriteScope scope, bool nullable)
    {
        var type = SharedCache.TypeOf(access with { Type = access.Type!.WithNullableAnnotation(NullableAnnotation.NotAnnotated) }, scope);
        if (nullable && access.Type is not { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
            type += "?";
        var entry = $"{cache.Name(access, scope)}, {cache.Key(access, node)}";
        return isAsync ? $"await {EntryMembers.ReadAsync}<{type}>({entry}{Token(scope)})" : $"{EntryMembers.Read}<{type}>({entry})";
    }

    static void AddTry(FixUnit unit, CacheAccess access, SharedCache cache, bool isAsync)
    {
        var isValue = access.Type!.IsValueType;
        var found = CacheAsides.Plain(access.Found)!;
        var name = access.FoundName ?? (found is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } ? single.Identifier.Text : (found as IdentifierNameSyntax)?.Identifier.Text);
        foreach (var cast in access.Casts)
            unit.Add(new RewriteNode(NodeKey.Of(access.Document.Id, Outer(cast)), "no cast", (node, _) => Inner((ExpressionSyntax)node, access.Node.Parent is ExpressionStatementSyntax).WithTriviaFrom(node)));
        if (name is null)
        {
            unit.Refuse($"'TryGetValue' in {access.Place} writes elsewhere than into a variable");
            return;
        }
        if (access.MayBeValue && access.Node.Parent is not ExpressionStatementSyntax)
        {
            unit.Refuse($"'{access.Type!.Name}' in {access.Place} may stand for a number, whose zero cannot be told from a missing entry");
            return;
        }
        var declares = found is DeclarationExpressionSyntax;
        if (access.Node.Parent is ExpressionStatementSyntax statement)
            cache.Add(unit, access, statement, isAsync, (node, scope) => RewriteScope.Statement($"{(declares ? "var " : "")}{name} = {Entry(access, cache, isAsync, node, scope, nullable: false)};").WithTriviaFrom(node), None);
        else if (declares && (isValue || !IsGivenAnother(access, name)))
        {
            // if (cache.TryGetValue(key, out var value)) is: if (… is { } value). A miss leaves the value to the code that makes one.
            var asked = Negated(access.Node);
            cache.Add(unit, access, asked, isAsync, (node, scope) => scope.Expression($"{Entry(access, cache, isAsync, node, scope, isValue)} is {(IsForEntry(asked, access.Node) ? "" : "not ")}{{ }} {name}", node), None);
        }
        else if (isValue)
            unit.Refuse($"the variable '{name}' in {access.Place} cannot be null");
        else if (declares)
        {
            var asked = Negated(access.Node);
            cache.Add(unit, access, asked, isAsync, (node, scope) =>
            {
                scope.Hoist($"var {name} = {Entry(access, cache, isAsync, node, scope, nullable: false)};");
                return scope.Expression($"{name} is {(IsForEntry(asked, access.Node) ? "not " : "")}null", node);
            }, None, hoists: true);
        }
        else
        {
            var asked = Negated(access.Node);
            cache.Add(unit, access, asked, isAsync, (node, scope) => scope.Expression($"({name} = {Entry(access, cache, isAsync, node, scope, nullable: false)}) is {(IsForEntry(asked, access.Node) ? "not " : "")}null", node), None);
        }
    }

    static ExpressionSyntax Outer(ExpressionSyntax cast) => cast.Parent is ParenthesizedExpressionSyntax parenthesized ? parenthesized : cast;

    static ExpressionSyntax Inner(ExpressionSyntax cast, bool mayBeNull) => cast switch
    {
        ParenthesizedExpressionSyntax parenthesized => Inner(parenthesized.Expression, mayBeNull),
        CastExpressionSyntax { Expression: var value } => mayBeNull ? value : CacheAsides.Plain(value)!,
        BinaryExpressionSyntax { Left: var value } => value,
        _ => cast,
    };

    // The question is answered the other way round instead of being negated, and includes that the value is not null.
    internal static ExpressionSyntax Negated(ExpressionSyntax asked)
    {
        var question = asked.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not ? (ExpressionSyntax)not : asked;
        return question.Parent is BinaryExpressionSyntax both && both.Left == question && CacheAsides.Asked(both, asked) is not null ? both : question;
    }

    // Whether what is asked is that there is an entry.
    internal static bool IsForEntry(ExpressionSyntax question, ExpressionSyntax asked) => CacheAsides.Asked(question, asked) is not { IsHit: false };

    internal static bool IsGivenAnother(CacheAccess access, string name)
    {
        var member = access.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? access.Node.SyntaxTree.GetRoot();
        return member.DescendantNodes().Any(n => CacheFactory.IsVariable(n, name) && (n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } || n.Parent is TupleExpressionSyntax));
    }
}
