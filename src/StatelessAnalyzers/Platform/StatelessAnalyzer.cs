using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Platform;

/// <summary>The base of every rule: runs only in web applications and their libraries, concurrently, and shares what is known about the compilation.</summary>
internal abstract class StatelessAnalyzer(params DiagnosticDescriptor[] rules) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(rules);

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
            if (host.IsAnalyzed)
                Start(new RuleContext(start, types, host));
        });
    }

    /// <summary>Registers the rule's actions. Called once per compilation, and only where the host model says that state matters.</summary>
    protected abstract void Start(RuleContext context);
}
