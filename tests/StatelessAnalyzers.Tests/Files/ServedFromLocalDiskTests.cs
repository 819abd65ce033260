using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class ServedFromLocalDiskTests
{
    [Theory]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { FileProvider = {|SLS2008:new PhysicalFileProvider(exports)|}, RequestPath = \"/exports\" });")]
    [InlineData("app.UseFileServer(new FileServerOptions { FileProvider = {|SLS2008:new PhysicalFileProvider(Path.Combine(env.ContentRootPath, \"exports\"))|} });")]
    [InlineData("_ = controller.{|SLS2008:PhysicalFile|}(Path.Combine(exports, name), \"text/csv\");")]
    [InlineData("_ = {|SLS2008:new PhysicalFileResult(Path.Combine(exports, name), \"text/csv\")|};")]
    [InlineData("_ = TypedResults.{|SLS2008:PhysicalFile|}(Path.Combine(exports, name));")]
    [InlineData("_ = context.Response.{|SLS2008:SendFileAsync|}(Path.Combine(exports, name));")]
    public Task Reports_folders_that_the_application_writes(string statement) => RuleTest<ServedFromLocalDisk>.Run(Code(statement));

    [Theory]
    [InlineData("app.UseStaticFiles();")]
    [InlineData("app.UseStaticFiles(\"/files\");")]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(env.ContentRootPath, \"node_modules\")) });")]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(env.WebRootPath) });")]
    [InlineData("_ = controller.PhysicalFile(Path.Combine(env.WebRootPath, \"terms.pdf\"), \"application/pdf\");")]
    [InlineData("_ = controller.PhysicalFile(name, \"application/pdf\");")]
    [InlineData("_ = controller.File(\"~/terms.pdf\", \"application/pdf\");")]
    [InlineData("var temp = Path.GetTempFileName(); File.WriteAllText(temp, name); _ = controller.PhysicalFile(temp, \"text/csv\");")]
    [InlineData("if (env.IsDevelopment()) app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(exports) });")]
    public Task Silent_on_shipped_content(string statement) => RuleTest<ServedFromLocalDisk>.Run(Code(statement));

    [Fact]
    public Task A_folder_that_is_made_at_start_up_is_written_later() => RuleTest<ServedFromLocalDisk>.Run("""
        using Microsoft.Extensions.FileProviders;
        var builder = WebApplication.CreateBuilder(args);
        var feeds = Path.Combine(builder.Environment.ContentRootPath, "App_Data", "feeds");
        Directory.CreateDirectory(feeds);
        var app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = {|SLS2008:new PhysicalFileProvider(feeds)|}, RequestPath = "/feeds" });
        app.Run();
        """);

    [Fact]
    public Task Reports_in_a_classic_application() => new RuleTest<ServedFromLocalDisk>
    {
        IsApplication = false,
        References = References.Classic,
        Code = """
            using System.IO;
            using System.Web;
            public class Download : IHttpHandler
            {
                public bool IsReusable { get { return true; } }
                public void Save(HttpContext context, string name) { File.WriteAllText(context.Server.MapPath("~/App_Data/exports/" + name), ""); }
                public void ProcessRequest(HttpContext context)
                {
                    context.Response.{|SLS2008:TransmitFile|}(context.Server.MapPath("~/App_Data/exports/" + context.Request["name"]));
                    context.Response.TransmitFile(context.Server.MapPath("~/terms.pdf"));
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task The_message_names_folder_and_writer()
    {
        var test = new RuleTest<ServedFromLocalDisk> { Code = Code("_ = {|#0:new PhysicalFileProvider(exports)|};") };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2008_ServedFromLocalDisk).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("new PhysicalFileProvider", "a folder under the content root", "Service.Save"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("_ = new PhysicalFileProvider(")]
    [InlineData("_ = controller.PhysicalFile();")]
    [InlineData("_ = controller.PhysicalFile(Path.Combine(, name));")]
    [InlineData("context.Response.SendFileAsync(;")]
    public Task Survives(string statement) => RuleTest<ServedFromLocalDisk>.Survives(Code(statement), References.AspNetCore);

    static string Code(string statement) => $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.FileProviders;
        class Service(IWebHostEnvironment env)
        {
            readonly string exports = Path.Combine(env.ContentRootPath, "exports");
            void Save(string name, string text) => File.WriteAllText(Path.Combine(exports, name), text);
            void Run(IApplicationBuilder app, Controller controller, HttpContext context, string name)
            {
                _ = env;
                {{statement}}
            }
        }
        """;
}
