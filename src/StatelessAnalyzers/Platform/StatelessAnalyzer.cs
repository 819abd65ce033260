using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Platform;

/// <summary>
/// Runs rules in web applications and their libraries, concurrently, and shares what is known about the compilation. One analyzer for all rules: the compiler
/// hands each operation to each analyzer that asks for its kind, which costs more than most rules do with it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal class StatelessAnalyzer : DiagnosticAnalyzer
{
    readonly ImmutableArray<Rule> rules;

    public StatelessAnalyzer()
        : this(RuleSet.All)
    {
    }

    protected StatelessAnalyzer(ImmutableArray<Rule> rules)
    {
        this.rules = rules;
        SupportedDiagnostics = rules.SelectMany(r => r.Descriptors).Distinct().ToImmutableArray();
    }

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
#pragma warning disable RS0030 // the one place that may; Razor's generated code is the user's own, RuleContext drops the rest
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
#pragma warning restore RS0030
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = KnownTypes.Of(start.Compilation);
            var host = HostModel.Of(start.Compilation, types, start.Options);
            if (!host.IsAnalyzed)
                return;
            var shared = new RuleContext(start, types, host);
            foreach (var rule in rules)
                rule.Start(shared);
            shared.Register();
        });
    }
}
