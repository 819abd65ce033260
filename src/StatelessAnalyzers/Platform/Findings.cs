using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>Makes the diagnostics of rules that speak at two levels.</summary>
internal static class Findings
{
    /// <summary>A finding as loud as its case deserves. What the user configures for the rule wins over it.</summary>
    public static Diagnostic At(RuleLevel level, DiagnosticDescriptor rule, Location place, params object?[] arguments) =>
        At(level, rule, place, Array.Empty<Location>(), arguments);

    /// <summary>The same with the places that prove it.</summary>
    public static Diagnostic At(RuleLevel level, DiagnosticDescriptor rule, Location place, IEnumerable<Location> evidence, params object?[] arguments) =>
        Diagnostic.Create(rule, place, level.Severity(), evidence, properties: null, arguments);
}
