using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The base of every fix. A fix plans; the engine does the rest, and what it cannot do whole is not offered.</summary>
internal abstract class StatelessFix(DiagnosticDescriptor rule, string title) : CodeFixProvider
{
    /// <summary>What the light bulb says.</summary>
    public string Title { get; } = title;

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(rule.Id);

    public sealed override FixAllProvider GetFixAllProvider() => FixAllFindings.Instance;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // Findings in configuration files come with those.
        if (context.TextDocument is not Document document)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var outcome = await KnownOutcomes.OfAsync(this, document.Project.Solution, ImmutableArray.Create(new Finding(diagnostic, document)), context.CancellationToken).ConfigureAwait(false);
            if (outcome.Applied > 0)
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(outcome.Solution), rule.Id), diagnostic);
        }
    }

    /// <summary>Says what removes the finding: adds intents to the unit, or refuses.</summary>
    public abstract Task PlanAsync(Finding finding, FixUnit unit, FixSession session);
}
