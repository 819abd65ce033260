using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>Judges what a condition would be in production, by syntax alone. Null is "cannot be known here".</summary>
internal static class EnvironmentCondition
{
    // Long chains and names that are defined by each other end here.
    const int MaxDepth = 40;

    static readonly HashSet<string> DevelopmentNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "Development", "Dev", "Local", "LocalDevelopment", "Test", "Testing", "Tests", "Debug", "IntegrationTest", "IntegrationTests", "UnitTest", "UnitTests",
    };

    static readonly HashSet<string> ProductionNames = new(StringComparer.OrdinalIgnoreCase) { "Production", "Prod" };

    /// <summary>Whether the name is that of an environment for development or tests.</summary>
    public static bool IsDevelopment(string environment) => DevelopmentNames.Contains(environment);

    public static bool? InProduction(ExpressionSyntax condition) => Judge(condition, 0);

    /// <summary>Whether the arm is the one taken.</summary>
    public static bool? InProduction(SwitchExpressionArmSyntax arm)
    {
        if (arm.Parent is not SwitchExpressionSyntax all)
            return null;
        bool? earlier = false;
        foreach (var other in all.Arms)
        {
            var taken = Kleene.And(Matches(other.Pattern, all.GoverningExpression, 0), When(other.WhenClause));
            if (other == arm)
                return Kleene.And(Kleene.Not(earlier), taken);
            earlier = Kleene.Or(earlier, taken);
        }
        return null;
    }

    /// <summary>Whether one of the section's labels is the one taken.</summary>
    public static bool? InProduction(SwitchSectionSyntax section)
    {
        if (section.Parent is not SwitchStatementSyntax all)
            return null;
        bool? reached = false;
        foreach (var label in section.Labels)
            reached = Kleene.Or(reached, label is DefaultSwitchLabelSyntax ? Kleene.Not(AnyCase(all)) : Taken(label, all.Expression));
        return reached;
    }

    static bool? AnyCase(SwitchStatementSyntax all)
    {
        bool? any = false;
        foreach (var section in all.Sections)
            foreach (var label in section.Labels)
                if (label is not DefaultSwitchLabelSyntax)
                    any = Kleene.Or(any, Taken(label, all.Expression));
        return any;
    }

    static bool? Taken(SwitchLabelSyntax label, ExpressionSyntax governing) => label switch
    {
        CaseSwitchLabelSyntax constant => Equal(constant.Value, governing, 0),
        CasePatternSwitchLabelSyntax pattern => Kleene.And(Matches(pattern.Pattern, governing, 0), When(pattern.WhenClause)),
        _ => null,
    };

    static bool? When(WhenClauseSyntax? when) => when is null ? true : Judge(when.Condition, 0);

    static bool? Judge(ExpressionSyntax condition, int depth)
    {
        if (++depth > MaxDepth)
            return null;
        switch (condition)
        {
            case ParenthesizedExpressionSyntax p:
                return Judge(p.Expression, depth);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return Kleene.Not(Judge(not.Operand, depth));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and:
                return Kleene.And(Judge(and.Left, depth), Judge(and.Right, depth));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or:
                return Kleene.Or(Judge(or.Left, depth), Judge(or.Right, depth));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equals:
                return Equal(equals.Left, equals.Right, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } differs:
                return Kleene.Not(Equal(differs.Left, differs.Right, depth));
            case IsPatternExpressionSyntax pattern:
                return Matches(pattern.Pattern, pattern.Expression, depth);
            case ConditionalAccessExpressionSyntax access:
                return Judge(access.WhenNotNull, depth);
            case InvocationExpressionSyntax call:
                return Judge(call, depth);
            case LiteralExpressionSyntax literal:
                return Literal(literal);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsAttached" } attached:
                return attached.Expression.ToString().EndsWith("Debugger", StringComparison.Ordinal) ? false : null;
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax own }:
                return Named(own, depth);
            case MemberAccessExpressionSyntax member:
                return ByName(member.Name.Identifier.ValueText);
            case IdentifierNameSyntax name:
                return Named(name, depth);
            default:
                return null;
        }
    }

    static bool? Judge(InvocationExpressionSyntax call, int depth)
    {
        var (receiver, name) = call.Expression switch
        {
            MemberAccessExpressionSyntax member => (member.Expression, member.Name.Identifier.ValueText),
            MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } } binding => (access.Expression, binding.Name.Identifier.ValueText),
            IdentifierNameSyntax identifier => ((ExpressionSyntax?)null, identifier.Identifier.ValueText),
            _ => (null, ""),
        };
        var arguments = call.ArgumentList.Arguments;
        switch (name)
        {
            case "IsDevelopment":
                return false;
            case "IsProduction":
                return true;
            case "IsEnvironment" when arguments.Count > 0:
                return EnvironmentName(arguments.Last().Expression, depth) is { } environment ? IsProduction(environment) : null;
            case "Equals" when arguments.Count >= 1 && receiver is not null:
                return Equal(receiver, arguments[0].Expression, depth) ?? (arguments.Count >= 2 ? Equal(arguments[0].Expression, arguments[1].Expression, depth) : null);
            default:
                return receiver is null || MentionsEnvironment(receiver, depth) ? ByName(name) : null;
        }
    }

    static bool? Matches(PatternSyntax pattern, ExpressionSyntax governing, int depth)
    {
        if (++depth > MaxDepth)
            return null;
        return pattern switch
        {
            ParenthesizedPatternSyntax p => Matches(p.Pattern, governing, depth),
            ConstantPatternSyntax constant => Equal(constant.Expression, governing, depth),
            UnaryPatternSyntax not => Kleene.Not(Matches(not.Pattern, governing, depth)),
            BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } or => Kleene.Or(Matches(or.Left, governing, depth), Matches(or.Right, governing, depth)),
            BinaryPatternSyntax and => Kleene.And(Matches(and.Left, governing, depth), Matches(and.Right, governing, depth)),
            DiscardPatternSyntax or VarPatternSyntax => true,
            _ => null,
        };
    }

    static bool? Equal(ExpressionSyntax left, ExpressionSyntax right, int depth)
    {
        if (Constant(right) is { } expected)
            return expected ? Judge(left, depth) : Kleene.Not(Judge(left, depth));
        if (Constant(left) is { } value)
            return value ? Judge(right, depth) : Kleene.Not(Judge(right, depth));
        return Compared(left, right, depth) ?? Compared(right, left, depth);

        static bool? Constant(ExpressionSyntax e) => e is LiteralExpressionSyntax literal ? Literal(literal) : null;
    }

    // A name alone is not enough: "Local" and "Test" are values of many things. The other side has to be the environment's name.
    static bool? Compared(ExpressionSyntax name, ExpressionSyntax other, int depth) =>
        EnvironmentName(name, depth) is { } environment && (IsEnvironmentsMember(name) || MentionsEnvironment(other, depth)) ? IsProduction(environment) : null;

    static bool? IsProduction(string environment) =>
        ProductionNames.Contains(environment) ? true : DevelopmentNames.Contains(environment) ? false : null;

    static string? EnvironmentName(ExpressionSyntax expression, int depth) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        IdentifierNameSyntax name when depth < MaxDepth && NamedValue.Of(name) is LiteralExpressionSyntax { Token.Value: string text } => text,
        _ => null,
    };

    // Environments.Development, and EnvironmentName.Development of older versions.
    static bool IsEnvironmentsMember(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Expression: var owner }
        && (owner is MemberAccessExpressionSyntax qualified ? qualified.Name : owner) is IdentifierNameSyntax { Identifier.ValueText: "Environments" or "EnvironmentName" };

    static bool MentionsEnvironment(ExpressionSyntax expression, int depth) =>
        expression.ToString().IndexOf("env", StringComparison.OrdinalIgnoreCase) >= 0
        || (expression is IdentifierNameSyntax name && depth < MaxDepth && NamedValue.Of(name) is { } value && MentionsEnvironment(value, MaxDepth));

    static bool? Literal(LiteralExpressionSyntax literal) =>
        literal.IsKind(SyntaxKind.TrueLiteralExpression) ? true : literal.IsKind(SyntaxKind.FalseLiteralExpression) ? false : null;

    static bool? Named(IdentifierNameSyntax name, int depth) =>
        (NamedValue.Of(name) is { } value ? Judge(value, depth) : null) ?? ByName(name.Identifier.ValueText);

    // What a parameter or a member of another type is called, such as isDevelopment.
    static bool? ByName(string name)
    {
        var bare = name.TrimStart('_');
        return bare.StartsWith("is", StringComparison.OrdinalIgnoreCase) ? IsProduction(bare.Substring(2)) : null;
    }
}
