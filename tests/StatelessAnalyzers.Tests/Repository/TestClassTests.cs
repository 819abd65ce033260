using Microsoft.CodeAnalysis;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>Every rule and every fix has tests where one looks for them: in the folder of the same name.</summary>
public class TestClassTests
{
    // An implementation of several rules may have a class for each of them instead, named for the fault.
    [Fact]
    public void Every_implementation_has_a_test_class() =>
        Assert.All(Inventory.Implementations, a => Assert.True(
            HasTests(FolderOf(a.GetType()), a.GetType().Name) || a.Descriptors.All(r => HasTests(r.Category["Stateless.".Length..], FaultOf(r))),
            $"{a.GetType()} has no test class {a.GetType().Name}Tests in {FolderOf(a.GetType())}/ and not one for each of its rules."));

    [Fact]
    public void Every_fix_has_a_test_class() =>
        Assert.All(Inventory.Fixes, f => Assert.True(
            HasTests(FolderOf(f.GetType()), f.GetType().Name), $"{f.GetType()} has no test class {f.GetType().Name}Tests in {FolderOf(f.GetType())}/."));

    static bool HasTests(string folder, string name) =>
        typeof(TestClassTests).Assembly.GetType($"StatelessAnalyzers.Tests.{folder}.{name}Tests")?.GetMethods().Any(m => m.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0) == true;

    static string FolderOf(Type type) => type.Namespace!["StatelessAnalyzers.".Length..];

    static string FaultOf(DiagnosticDescriptor rule) =>
        Inventory.RuleProperties.Single(p => ReferenceEquals(p.GetValue(null), rule)).Name[(rule.Id.Length + 1)..];
}
