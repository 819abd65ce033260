using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>What the two assemblies of the package hold, found by reflection. No list is ever empty.</summary>
internal static class Inventory
{
    public static Assembly AnalyzerAssembly { get; } = typeof(Rules).Assembly;

    public static Assembly FixAssembly { get; } = Assembly.Load("StatelessAnalyzers.CodeFixes");

    /// <summary>The properties of <see cref="Rules"/>, by id.</summary>
    public static IReadOnlyList<PropertyInfo> RuleProperties => NotEmpty(
        typeof(Rules).GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(p => p.PropertyType == typeof(DiagnosticDescriptor)).OrderBy(p => p.Name, StringComparer.Ordinal));

    public static IReadOnlyList<DiagnosticDescriptor> AllRules => NotEmpty(RuleProperties.Select(p => (DiagnosticDescriptor)p.GetValue(null)!));

    /// <summary>The rules as they run, by reflection: one that <see cref="RuleSet"/> forgets is here all the same.</summary>
    public static IReadOnlyList<Rule> Implementations => NotEmpty(Instances<Rule>(AnalyzerAssembly));

    public static IReadOnlyList<CodeFixProvider> Fixes => NotEmpty(Instances<CodeFixProvider>(FixAssembly));

    public static bool HasFix(DiagnosticDescriptor rule) => Instances<CodeFixProvider>(FixAssembly).Any(f => f.FixableDiagnosticIds.Contains(rule.Id));

    /// <summary>The file that declares a type of the analyzers, found by its name.</summary>
    public static string SourceOf(Type type) =>
        Assert.Single(RepositoryFiles.Below("src/", ".cs"), p => p.EndsWith($"/{type.Name}.cs", StringComparison.Ordinal));

    static IEnumerable<T> Instances<T>(Assembly assembly) =>
        assembly.GetTypes().Where(t => typeof(T).IsAssignableFrom(t) && !t.IsAbstract).OrderBy(t => t.FullName, StringComparer.Ordinal).Select(t => (T)Activator.CreateInstance(t, nonPublic: true)!);

    static List<T> NotEmpty<T>(IEnumerable<T> items)
    {
        List<T> list = [.. items];
        Assert.NotEmpty(list);
        return list;
    }
}
