using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>In which deployments a piece of start-up code runs.</summary>
internal enum DeploymentArm
{
    /// <summary>In every deployment.</summary>
    Always,

    /// <summary>Only where a condition holds that cannot be judged here, such as a configuration value.</summary>
    Conditional,

    /// <summary>Only on a developer's machine, in tests or in a debug build.</summary>
    Development,
}

/// <summary>Judges conditions by what they would be in production, by syntax alone.</summary>
internal static class DeploymentArms
{
    /// <summary>The arm in which the node stands within its member.</summary>
    public static DeploymentArm Of(SyntaxNode node)
    {
        var arm = InDebugRegion(node) ? DeploymentArm.Development : DeploymentArm.Always;
        for (var (child, parent) = (node, node.Parent); parent is not null and not BaseTypeDeclarationSyntax; (child, parent) = (parent, parent.Parent))
        {
            var reached = parent switch
            {
                IfStatementSyntax i when child == i.Statement => InProduction(i.Condition),
                IfStatementSyntax i when child == i.Else => Not(InProduction(i.Condition)),
                ConditionalExpressionSyntax c when child == c.WhenTrue => InProduction(c.Condition),
                ConditionalExpressionSyntax c when child == c.WhenFalse => Not(InProduction(c.Condition)),
                SwitchSectionSyntax s when child is StatementSyntax => InProduction(s),
                _ => true,
            };
            if (reached == false)
                return DeploymentArm.Development;
            if (reached is null && arm == DeploymentArm.Always)
                arm = DeploymentArm.Conditional;
        }
        return arm;
    }

    static bool? Not(bool? value) => value is { } known ? !known : null;

    // Kleene logic: null is "cannot be known here".
    static bool? InProduction(ExpressionSyntax condition)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax p:
                return InProduction(p.Expression);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return Not(InProduction(not.Operand));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and:
                var (l, r) = (InProduction(and.Left), InProduction(and.Right));
                return l == false || r == false ? false : l == true && r == true ? true : null;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or:
                (l, r) = (InProduction(or.Left), InProduction(or.Right));
                return l == true || r == true ? true : l == false && r == false ? false : null;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equals:
                return EnvironmentIs(equals.Left) ?? EnvironmentIs(equals.Right);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } differs:
                return Not(EnvironmentIs(differs.Left) ?? EnvironmentIs(differs.Right));
            case InvocationExpressionSyntax call:
                return InProduction(call);
            case LiteralExpressionSyntax literal:
                return literal.IsKind(SyntaxKind.TrueLiteralExpression) ? true : literal.IsKind(SyntaxKind.FalseLiteralExpression) ? false : null;
            case IdentifierNameSyntax name:
                return Initializer(name) is { } value ? InProduction(value) : null;
            default:
                return null;
        }
    }

    static bool? InProduction(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            _ => null,
        };
        return name switch
        {
            "IsDevelopment" => false,
            "IsProduction" => true,
            "IsEnvironment" or "Equals" when call.ArgumentList.Arguments is [var first, ..] =>
                EnvironmentIs(first.Expression) ?? (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } ? EnvironmentIs(receiver) : null),
            _ => null,
        };
    }

    // A comparison with a name of an environment: true in production, false elsewhere, null for a name that is no environment's.
    static bool? EnvironmentIs(ExpressionSyntax expression) => NameOf(expression) switch
    {
        "Production" or "Prod" => true,
        "Development" or "Dev" or "Local" or "Test" or "Testing" or "Debug" or "IntegrationTests" => false,
        _ => null,
    };

    static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    static bool? InProduction(SwitchSectionSyntax section)
    {
        bool? reached = false;
        foreach (var label in section.Labels)
        {
            var value = label is CaseSwitchLabelSyntax c ? EnvironmentIs(c.Value) : null;
            if (value == true)
                return true;
            if (value is null)
                reached = null;
        }
        return reached;
    }

    // A local or field of the same file that holds the condition.
    static ExpressionSyntax? Initializer(IdentifierNameSyntax name)
    {
        for (var scope = name.Parent; scope is not null; scope = scope.Parent)
        {
            if (scope is not (BlockSyntax or CompilationUnitSyntax))
                continue;
            foreach (var statement in scope is BlockSyntax block ? block.Statements : GlobalStatements((CompilationUnitSyntax)scope))
                if (statement is LocalDeclarationStatementSyntax local)
                    foreach (var variable in local.Declaration.Variables)
                        if (variable.Identifier.ValueText == name.Identifier.ValueText && variable.Initializer is { Value: var value } && !value.Contains(name))
                            return value;
        }
        return null;
    }

    static IEnumerable<StatementSyntax> GlobalStatements(CompilationUnitSyntax unit)
    {
        foreach (var member in unit.Members)
            if (member is GlobalStatementSyntax global)
                yield return global.Statement;
    }

    static bool InDebugRegion(SyntaxNode node)
    {
        var root = node.SyntaxTree.GetRoot();
        if (!root.ContainsDirectives)
            return false;

        var open = new Stack<bool>();
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < node.SpanStart; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax i:
                    open.Push(i.Condition is IdentifierNameSyntax { Identifier.ValueText: "DEBUG" });
                    break;
                case ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    open.Push(false);
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    break;
            }
        }
        return open.Contains(true);
    }
}
