using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>In which deployments a piece of code runs.</summary>
internal enum DeploymentArm
{
    /// <summary>In every deployment.</summary>
    Always,

    /// <summary>Only where a condition holds that cannot be judged here, such as a configuration value.</summary>
    Conditional,

    /// <summary>Only on a developer's machine, in tests or in a debug build.</summary>
    Development,
}

/// <summary>Finds the environment checks and build symbols that a piece of code stands under, by syntax alone.</summary>
internal static class DeploymentArms
{
    // Read once per block: asked again for each of its statements, a long one would take quadratic time.
    static readonly ConditionalWeakTable<SyntaxNode, StrongBox<int>> Exits = new();

    /// <summary>The arm in which the node stands within its member.</summary>
    public static DeploymentArm Of(SyntaxNode node)
    {
        var production = BuildRegions.Of(node.SyntaxTree).InRelease(node.SpanStart);
        for (var (child, parent) = (node, node.Parent); production != false && parent is not null and not BaseTypeDeclarationSyntax; (child, parent) = (parent, parent.Parent))
            production = Kleene.And(production, Reached(child, parent));
        return production switch
        {
            true => DeploymentArm.Always,
            null => DeploymentArm.Conditional,
            false => DeploymentArm.Development,
        };
    }

    // Whether control gets to the child in production, given that it gets to the parent.
    static bool? Reached(SyntaxNode child, SyntaxNode parent) => parent switch
    {
        IfStatementSyntax i when child == i.Statement => EnvironmentCondition.InProduction(i.Condition),
        IfStatementSyntax i when child == i.Else => Kleene.Not(EnvironmentCondition.InProduction(i.Condition)),
        ConditionalExpressionSyntax c when child == c.WhenTrue => EnvironmentCondition.InProduction(c.Condition),
        ConditionalExpressionSyntax c when child == c.WhenFalse => Kleene.Not(EnvironmentCondition.InProduction(c.Condition)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when child == both.Right => EnvironmentCondition.InProduction(both.Left),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either when child == either.Right => Kleene.Not(EnvironmentCondition.InProduction(either.Left)),
        SwitchExpressionArmSyntax arm when child == arm.Expression => EnvironmentCondition.InProduction(arm),
        SwitchSectionSyntax section when child is StatementSyntax =>
            Kleene.And(EnvironmentCondition.InProduction(section), LeftBefore(child, section.Statements) ? false : true),
        BlockSyntax block => !LeftBefore(child, block.Statements),
        CompilationUnitSyntax unit when child is GlobalStatementSyntax => !LeftBefore(child, unit.Members),
        MethodDeclarationSyntax method => !IsDevelopmentStartup(method.Identifier.ValueText),
        _ => true,
    };

    // "if (!env.IsDevelopment()) return;" leaves the rest of the block to development, but for functions that are called before it.
    static bool LeftBefore<T>(SyntaxNode child, SyntaxList<T> siblings) where T : SyntaxNode =>
        child is not (LocalFunctionStatementSyntax or GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax })
        && child.SpanStart >= Exits.GetValue(child.Parent!, _ => new(ExitOf(siblings))).Value;

    // Where the first statement ends after which production is gone.
    static int ExitOf<T>(SyntaxList<T> statements) where T : SyntaxNode
    {
        foreach (var statement in statements)
        {
            if ((statement is GlobalStatementSyntax global ? global.Statement : (SyntaxNode)statement) is not IfStatementSyntax branch)
                continue;
            var (whenTrue, whenFalse) = (Leaves(branch.Statement), Leaves(branch.Else?.Statement));
            if ((whenTrue || whenFalse) && EnvironmentCondition.InProduction(branch.Condition) is { } taken && (taken ? whenTrue : whenFalse))
                return branch.Span.End;
        }
        return int.MaxValue;
    }

    static bool Leaves(StatementSyntax? statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement } => true,
        BlockSyntax { Statements: { Count: > 0 } statements } => Leaves(statements.Last()),
        _ => false,
    };

    // The host calls Startup.Configure<Environment>Services in that environment only.
    static bool IsDevelopmentStartup(string method) =>
        method.StartsWith("ConfigureDevelopment", StringComparison.Ordinal) || method is "ConfigureTesting" or "ConfigureTestingServices" or "ConfigureLocal" or "ConfigureLocalServices";
}

/// <summary>Three-valued logic, in which null is "cannot be known here".</summary>
internal static class Kleene
{
    public static bool? Not(bool? value) => value is { } known ? !known : null;

    public static bool? And(bool? left, bool? right) =>
        left == false || right == false ? false : left == true && right == true ? true : null;

    public static bool? Or(bool? left, bool? right) =>
        left == true || right == true ? true : left == false && right == false ? false : null;
}
