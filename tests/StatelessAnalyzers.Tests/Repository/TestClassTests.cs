using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

public class TestClassTests
{
    [Fact]
    public void Every_analyzer_has_a_test_class() => Assert.All(Inventory.Analyzers, a => AssertTested(a.GetType(), Inventory.AnalyzerAssembly));

    [Fact]
    public void Every_fix_has_a_test_class() => Assert.All(Inventory.Fixes, f => AssertTested(f.GetType(), Inventory.FixAssembly));

    // The folder below the project's is the same in all of them.
    static void AssertTested(Type type, System.Reflection.Assembly assembly)
    {
        var tests = typeof(TestClassTests).Assembly.GetType($"StatelessAnalyzers.Tests{type.Namespace![assembly.GetName().Name!.Length..]}.{type.Name}Tests");
        Assert.True(tests is not null, $"{type} has no test class {type.Name}Tests in the folder of the same name.");
        Assert.Contains(tests.GetMethods(), m => m.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0);
    }
}
