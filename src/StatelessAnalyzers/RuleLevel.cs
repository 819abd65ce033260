using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers;

/// <summary>How loudly a rule speaks, and how often it may be wrong. The budgets are measured on labelled real applications.</summary>
internal enum RuleLevel
{
    /// <summary>A user-visible wrong answer or lost data as soon as a second instance runs. Of a hundred harmless places that look alike, at most one may be reported.</summary>
    Warning,

    /// <summary>State whose loss is tolerable or depends on the deployment. Of a hundred harmless places that look alike, at most ten may be reported.</summary>
    Info,

    /// <summary>
    /// Some cases of the rule are <see cref="Warning"/>, some <see cref="Info"/>; each finding says which, and the compiler goes by what it says. The descriptor
    /// carries the louder one, which is what a list of rules should show.
    /// </summary>
    Graded,
}

internal static class RuleLevels
{
    /// <summary>The severity that a rule of this level has unless a preset or the user says otherwise.</summary>
    public static DiagnosticSeverity Severity(this RuleLevel level) =>
        level == RuleLevel.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
}
