using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>The base of every rule: what it reports, and what it wants to see of a compilation.</summary>
internal abstract class Rule(params DiagnosticDescriptor[] descriptors)
{
    /// <summary>What it may report.</summary>
    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(descriptors);

    /// <summary>Registers the rule's actions. Called once per compilation, and only where the host model says that state matters.</summary>
    public abstract void Start(RuleContext context);
}
