using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class FolderWatchedTests
{
    [Theory]
    [InlineData("_ = {|SLS2006:new FileSystemWatcher(folder)|};")]
    [InlineData("_ = {|SLS2006:new FileSystemWatcher(folder, \"*.csv\")|};")]
    [InlineData("FileSystemWatcher w = {|SLS2006:new(folder)|}; _ = w;")]
    [InlineData("_ = {|SLS2006:new FileSystemWatcher()|};")]
    [InlineData("_ = {|SLS2006:new FileSystemWatcher { Path = folder, EnableRaisingEvents = true }|};")]
    [InlineData("_ = {|SLS2006:new FileSystemWatcher(Path.Combine(env.WebRootPath, \"uploads\"))|};")]
    [InlineData("var provider = new PhysicalFileProvider(exports); _ = provider.{|SLS2006:Watch|}(\"*.csv\");")]
    [InlineData("_ = new PhysicalFileProvider(Path.Combine(env.ContentRootPath, \"exports\")).{|SLS2006:Watch|}(\"*\");")]
    public Task Reports_watchers(string statement) => RuleTest<FolderWatched>.Run(Service(statement));

    [Theory]
    [InlineData("_ = new FileSystemWatcher(folder, \"appsettings.json\");")]
    [InlineData("_ = new FileSystemWatcher(folder, \"appsettings.*.json\");")]
    [InlineData("_ = new FileSystemWatcher(folder, \"web.config\");")]
    [InlineData("_ = new FileSystemWatcher(env.ContentRootPath, \"*.txt\");")]
    [InlineData("_ = new FileSystemWatcher(AppContext.BaseDirectory);")]
    [InlineData("if (env.IsDevelopment()) { _ = new FileSystemWatcher(folder); }")]
    [InlineData("_ = new FileSystemWatcher(@\"\\\\files\\share\");")]
    [InlineData("_ = new PhysicalFileProvider(Path.Combine(env.ContentRootPath, \"templates\")).Watch(\"*\");")]
    [InlineData("_ = new PhysicalFileProvider(exports).Watch(\"appsettings.json\");")]
    [InlineData("_ = env.ContentRootFileProvider.Watch(\"*.json\");")]
    [InlineData("_ = new ConfigurationBuilder().AddJsonFile(\"shop.json\", optional: true, reloadOnChange: true);")]
    public Task Silent_on_settings_and_shipped_content(string statement) => RuleTest<FolderWatched>.Run(Service(statement));

    [Fact]
    public Task Silent_on_types_of_the_same_name() => RuleTest<FolderWatched>.Run("""
        _ = new My.FileSystemWatcher("a");
        namespace My { class FileSystemWatcher(string path) { public string Path => path; } }
        """);

    [Fact]
    public Task The_message_names_the_folder()
    {
        var test = new RuleTest<FolderWatched> { Code = Service("_ = {|#0:new FileSystemWatcher(Path.Combine(env.ContentRootPath, \"App_Data\"))|};") };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2006_FolderWatched).WithLocation(0).WithArguments("new FileSystemWatcher", "a folder under App_Data"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("_ = new FileSystemWatcher(")]
    [InlineData("_ = new FileSystemWatcher { Path = };")]
    [InlineData("_ = new PhysicalFileProvider().Watch(;")]
    [InlineData("var p = p; p.Watch(\"a\");")]
    public Task Survives(string statement) => RuleTest<FolderWatched>.Survives(Service(statement), References.AspNetCore);

    static string Service(string statement) => $$"""
        using Microsoft.Extensions.FileProviders;
        class Service(IWebHostEnvironment env)
        {
            readonly string exports = Path.Combine(env.ContentRootPath, "exports");
            void Save(string name, string text) => File.WriteAllText(Path.Combine(exports, name), text);
            void Run(string folder)
            {
                _ = env;
                {{statement}}
            }
        }
        """;
}
