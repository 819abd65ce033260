using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class StorePrivateToMachineTests
{
    [Theory]
    [InlineData("using var s = IsolatedStorageFile.{|SLS2007:GetUserStoreForApplication|}();")]
    [InlineData("using var s = IsolatedStorageFile.{|SLS2007:GetUserStoreForAssembly|}();")]
    [InlineData("using var s = IsolatedStorageFile.{|SLS2007:GetMachineStoreForDomain|}();")]
    [InlineData("using var s = IsolatedStorageFile.{|SLS2007:GetStore|}(IsolatedStorageScope.User | IsolatedStorageScope.Assembly, null, null);")]
    [InlineData("using var m = MemoryMappedFile.{|SLS2007:CreateFromFile|}(path);")]
    [InlineData("using var m = MemoryMappedFile.{|SLS2007:CreateFromFile|}(path, FileMode.OpenOrCreate, null, 4096);")]
    [InlineData("using var m = MemoryMappedFile.{|SLS2007:CreateNew|}(\"counters\", 4096);")]
    [InlineData("using var m = MemoryMappedFile.{|SLS2007:CreateOrOpen|}(\"Global\\\\counters\", 4096);")]
    [InlineData("using var m = MemoryMappedFile.{|SLS2007:OpenExisting|}(\"counters\");")]
    public Task Reports_stores_of_the_machine(string statement) => RuleTest<StorePrivateToMachine>.Run(Service(statement));

    [Theory]
    [InlineData("using var m = MemoryMappedFile.CreateNew(null, 4096);")]
    [InlineData("using var m = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);")]
    [InlineData("using var m = MemoryMappedFile.CreateFromFile(Path.GetTempFileName());")]
    [InlineData("using var s = File.OpenRead(path); using var m = MemoryMappedFile.CreateFromFile(s, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, false);")]
    [InlineData("if (env.IsDevelopment()) { using var m = MemoryMappedFile.CreateNew(\"counters\", 4096); }")]
    [InlineData("if (env.IsDevelopment()) { using var s = IsolatedStorageFile.GetUserStoreForApplication(); _ = s.GetFileNames(); }")]
    [InlineData("_ = My.IsolatedStorageFile.GetUserStoreForApplication();")]
    public Task Silent_on_private_memory_and_read_only_views(string statement) => RuleTest<StorePrivateToMachine>.Run(Service(statement));

    [Fact]
    public Task Reports_in_a_classic_application() => new RuleTest<StorePrivateToMachine>
    {
        IsApplication = false,
        References = References.Classic,
        Code = """
            using System.IO.IsolatedStorage;
            public class Settings : System.Web.UI.Page
            {
                protected void Page_Load(object sender, System.EventArgs e)
                {
                    using (var store = IsolatedStorageFile.{|SLS2007:GetMachineStoreForAssembly|}()) { store.CreateFile("a").Dispose(); }
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("using var s = IsolatedStorageFile.{|#0:GetUserStoreForAssembly|}();", "IsolatedStorageFile.GetUserStoreForAssembly", "isolated storage")]
    [InlineData("using var m = MemoryMappedFile.{|#0:CreateNew|}(\"a\", 1);", "MemoryMappedFile.CreateNew", "shared memory by its name")]
    [InlineData("using var m = MemoryMappedFile.{|#0:CreateFromFile|}(Path.Combine(env.ContentRootPath, \"index.bin\"));", "MemoryMappedFile.CreateFromFile", "memory that is mapped to a file under the content root")]
    public Task The_message_names_the_store(string statement, string call, string store)
    {
        var test = new RuleTest<StorePrivateToMachine> { Code = Service(statement) };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2007_StorePrivateToMachine).WithLocation(0).WithArguments(call, store));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("MemoryMappedFile.CreateNew(")]
    [InlineData("MemoryMappedFile.CreateFromFile();")]
    [InlineData("IsolatedStorageFile.GetStore(IsolatedStorageScope.")]
    public Task Survives(string statement) => RuleTest<StorePrivateToMachine>.Survives(Service(statement), References.AspNetCore);

    static string Service(string statement) => $$"""
        #pragma warning disable CA1416
        using System.IO.IsolatedStorage;
        using System.IO.MemoryMappedFiles;
        class Service(IWebHostEnvironment env)
        {
            void Run(string path)
            {
                _ = (env, path);
                {{statement}}
            }
        }
        namespace My { static class IsolatedStorageFile { public static int GetUserStoreForApplication() => 1; } }
        """;
}
