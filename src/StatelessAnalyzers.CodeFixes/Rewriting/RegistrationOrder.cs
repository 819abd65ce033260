using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Keeps registrations that fixes make in one order, so that the order of the fixes does not show.</summary>
internal static class RegistrationOrder
{
    static readonly Registration[] Known = [.. Services.Registrations];

    /// <summary>Where the registration goes: at the root's place, or before those right above it that come later.</summary>
    public static (SyntaxNode Anchor, Placement Placement) PlaceOf(Registration registration, CompositionRoot root)
    {
        var place = (root.Anchor, root.Placement);
        var above = root switch
        {
            { Placement: Placement.After } => root.Anchor as StatementSyntax,
            { Placement: Placement.Before, Anchor: StatementSyntax anchor } => Previous(anchor),
            { Anchor: BlockSyntax block } => block.Statements.LastOrDefault(),
            _ => null,
        };
        for (; above is not null && RankOf(above, root.Services) > registration.Rank; above = Previous(above))
            place = (above, Placement.Before);
        return place;
    }

    /// <summary>The statement right above, or null.</summary>
    public static StatementSyntax? Previous(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.TakeWhile(s => s != statement).LastOrDefault(),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global => (unit.Members.TakeWhile(m => m != global).LastOrDefault() as GlobalStatementSyntax)?.Statement,
        _ => null,
    };

    static int RankOf(StatementSyntax statement, string services)
    {
        if (statement is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call })
            return -1;
        while (call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner })
            call = inner;
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: var receiver, Name: var name } || receiver.ToString() != services)
            return -1;
        var argument = (name as GenericNameSyntax)?.TypeArgumentList.Arguments[0].ToString();
        return Known.FirstOrDefault(r => r.Method == name.Identifier.ValueText && r.TypeArgument == argument)?.Rank ?? -1;
    }
}
