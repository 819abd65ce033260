using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>Members that write files, besides those of System.IO: against the real assemblies where the tests have them.</summary>
public class FileApisTests
{
    static readonly MetadataReference Images = References.Compile("Images", """
        namespace SixLabors.ImageSharp
        {
            public class Image { }
            public static class ImageExtensions
            {
                public static void Save(this Image source, string path) { }
                public static void Save(this Image source, System.IO.Stream stream, object format) { }
                public static System.Threading.Tasks.Task SaveAsync(this Image source, string path, System.Threading.CancellationToken token = default) => null;
                public static void SaveAsPng(this Image source, string path) { }
                public static void SaveAsPng(this Image source, System.IO.Stream stream) { }
                public static System.Threading.Tasks.Task SaveAsJpegAsync(this Image source, string path) => null;
                public static System.Threading.Tasks.Task SaveAsWebpAsync(this Image source, System.IO.Stream stream) => null;
            }
        }
        namespace SkiaSharp
        {
            public class SKFileWStream : System.IDisposable { public SKFileWStream(string path) { } public void Dispose() { } }
            public class SKData { public void SaveTo(System.IO.Stream target) { } }
        }
        """, References.NetCore);

    [Theory]
    [InlineData("document.{|SLS2001:Save|}(path);")]
    [InlineData("document.{|SLS2001:Save|}(path, SaveOptions.None);")]
    [InlineData("document.Root!.{|SLS2001:Save|}(path);")]
    [InlineData("new XStreamingElement(\"a\").{|SLS2001:Save|}(path);")]
    [InlineData("new XmlDocument().{|SLS2001:Save|}(path);")]
    [InlineData("using var w = XmlWriter.{|SLS2001:Create|}(path);")]
    [InlineData("using var w = XmlWriter.{|SLS2001:Create|}(path, new XmlWriterSettings()); document.Save(w);")]
    [InlineData("using var w = {|SLS2001:new XmlTextWriter(path, null)|};")]
    [InlineData("using var s = File.{|SLS2001:Create|}(path); document.Save(s);")]
    [InlineData("new System.Data.DataSet().{|SLS2001:WriteXml|}(path);")]
    [InlineData("new System.Data.DataTable().{|SLS2001:WriteXml|}(path);")]
    [InlineData("ZipFile.{|SLS2001:CreateFromDirectory|}(\"wwwroot\", path);")]
    [InlineData("await ZipFile.{|SLS2001:CreateFromDirectoryAsync|}(\"wwwroot\", path);")]
    [InlineData("ZipFile.{|SLS2001:ExtractToDirectory|}(other, path);")]
    [InlineData("ZipFile.{|SLS2001:ExtractToDirectory|}(Stream.Null, path);")]
    [InlineData("using var zip = ZipFile.{|SLS2001:Open|}(path, ZipArchiveMode.Create);")]
    [InlineData("using var zip = ZipFile.{|SLS2001:Open|}(path, ZipArchiveMode.Update);")]
    [InlineData("using var zip = ZipFile.OpenRead(other); zip.{|SLS2001:ExtractToDirectory|}(path);")]
    [InlineData("using var zip = ZipFile.OpenRead(other); zip.Entries[0].{|SLS2001:ExtractToFile|}(path, true);")]
    [InlineData("System.Formats.Tar.TarFile.{|SLS2001:CreateFromDirectory|}(\"wwwroot\", path, false);")]
    [InlineData("System.Formats.Tar.TarFile.{|SLS2001:ExtractToDirectory|}(other, path, true);")]
    [InlineData("new System.Net.WebClient().{|SLS2001:DownloadFile|}(\"https://example.com\", path);")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Create)|}; using var w = new BinaryWriter(s); w.Write(1);")]
    [InlineData("using var s = File.{|SLS2001:Create|}(path); using var z = new GZipStream(s, CompressionLevel.Fastest); z.WriteByte(1);")]
    [InlineData("foreach (var info in new DirectoryInfo(path).GetFileSystemInfos()) info.{|SLS2001:Delete|}();")]
    public Task Reports_writers_of_the_framework(string statement) => Run(statement);

    [Theory]
    [InlineData("image.{|SLS2001:Save|}(path);")]
    [InlineData("await image.{|SLS2001:SaveAsync|}(path);")]
    [InlineData("image.{|SLS2001:SaveAsPng|}(path);")]
    [InlineData("await image.{|SLS2001:SaveAsJpegAsync|}(path);")]
    [InlineData("using var s = {|SLS2001:new SkiaSharp.SKFileWStream(path)|};")]
    [InlineData("using var s = File.{|SLS2001:OpenWrite|}(path); new SkiaSharp.SKData().SaveTo(s);")]
    [InlineData("NetVips.Image.NewFromFile(other).{|SLS2001:WriteToFile|}(path);")]
    public Task Reports_writers_of_image_packages(string statement) => Run(statement);

    [Theory]
    [InlineData("files.File.{|SLS2001:WriteAllText|}(path, \"\");")]
    [InlineData("await files.File.{|SLS2001:WriteAllTextAsync|}(path, \"\");")]
    [InlineData("files.File.{|SLS2001:Delete|}(path);")]
    [InlineData("files.File.{|SLS2001:Copy|}(other, path);")]
    [InlineData("files.File.{|SLS2001:Move|}(other, path);")]
    [InlineData("using var s = files.File.{|SLS2001:Create|}(path);")]
    [InlineData("using var s = files.File.{|SLS2001:Open|}(path, FileMode.Create);")]
    [InlineData("using var s = files.FileStream.{|SLS2001:New|}(path, FileMode.Create);")]
    [InlineData("files.FileInfo.New(path).{|SLS2001:Delete|}();")]
    [InlineData("files.FileInfo.New(other).{|SLS2001:CopyTo|}(path);")]
    [InlineData("using var s = files.FileInfo.New(path).{|SLS2001:OpenWrite|}();")]
    [InlineData("var p = files.Path.Combine(path, \"a\"); files.File.{|SLS2001:WriteAllText|}(p, \"\");")]
    public Task Reports_writers_of_the_file_abstractions(string statement) => Run(statement);

    [Theory]
    [InlineData("document.Save(Stream.Null); document.Save(Console.Out);")]
    [InlineData("using var m = new MemoryStream(); document.Save(m); using var w = XmlWriter.Create(m); document.Save(w);")]
    [InlineData("using var w = XmlWriter.Create(new System.Text.StringBuilder());")]
    [InlineData("_ = XDocument.Load(path); new XmlDocument().Load(path); using var r = XmlReader.Create(path);")]
    [InlineData("using var zip = ZipFile.OpenRead(path); using var other2 = ZipFile.Open(path, ZipArchiveMode.Read);")]
    [InlineData("ZipFile.CreateFromDirectory(\"wwwroot\", Stream.Null);")]
    [InlineData("using var m = new MemoryStream(); using var zip = new ZipArchive(m, ZipArchiveMode.Create); using var w = new StreamWriter(zip.CreateEntry(\"a\").Open()); w.Write(1);")]
    [InlineData("using var z = new GZipStream(context.Response.Body, CompressionLevel.Fastest); z.WriteByte(1); using var w = new StreamWriter(z);")]
    [InlineData("using var w = new BinaryWriter(context.Response.Body); w.Write(1);")]
    [InlineData("image.Save(Stream.Null, \"png\"); image.SaveAsPng(context.Response.Body); await image.SaveAsWebpAsync(Stream.Null);")]
    [InlineData("var temp = files.Path.GetTempFileName(); files.File.WriteAllText(temp, \"\"); files.File.Delete(temp);")]
    [InlineData("var temp = files.Path.Combine(files.Path.GetTempPath(), \"a\"); files.FileInfo.New(temp).Delete();")]
    [InlineData("_ = files.File.ReadAllText(path); _ = files.File.Exists(path); using var s = files.File.OpenRead(path);")]
    [InlineData("using var s = files.FileStream.New(path, FileMode.Open, FileAccess.Read);")]
    [InlineData("var zip = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()); ZipFile.CreateFromDirectory(path, zip); File.Delete(zip);")]
    public Task Silent_on_what_is_no_file_of_this_disk(string statement) => Run(statement);

    [Fact]
    public Task Reports_writers_of_the_classic_framework() => new RuleTest<LocalFileWrite>
    {
        IsApplication = false,
        References = References.Classic,
        Code = """
            using System.Configuration;
            using System.Drawing;
            using System.Drawing.Imaging;
            using System.IO;
            using System.Web;
            using System.Web.Configuration;
            public class Settings
            {
                public void Save(HttpContextBase context, string path)
                {
                    var configuration = WebConfigurationManager.OpenWebConfiguration("~");
                    configuration.{|SLS2001:Save|}();
                    configuration.{|SLS2001:Save|}(ConfigurationSaveMode.Modified);
                    configuration.{|SLS2001:SaveAs|}(path);
                    using (var bitmap = new Bitmap(1, 1))
                    {
                        bitmap.{|SLS2001:Save|}(path);
                        bitmap.{|SLS2001:Save|}(context.Server.MapPath("~/thumbs/a.png"), ImageFormat.Png);
                        bitmap.Save(context.Response.OutputStream, ImageFormat.Png);
                    }
                    System.IO.Compression.ZipFile.{|SLS2001:CreateFromDirectory|}(path, path + ".zip");
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("File.WriteAllText(\"/mnt/efs/a.txt\", \"\");")]
    [InlineData("File.WriteAllText(@\"E:\\Shared\\\" + path, \"\");")]
    [InlineData("const string Root = \"/mnt/efs\"; File.Delete(Path.Combine(Root, path));")]
    [InlineData("var root = configuration[\"Storage:Root\"]!; File.Delete(Path.Combine(root, path));")]
    [InlineData("File.Delete(configuration.GetValue<string>(\"Storage:Root\") + path);")]
    [InlineData("File.Delete(Path.Combine(configuration.GetSection(\"Storage:Root\").Value!, path));")]
    [InlineData("File.Delete(Path.Combine(Environment.GetEnvironmentVariable(\"SHARED_DIR\")!, path));")]
    [InlineData("File.Delete(Path.Combine(options.Root, path));")]
    [InlineData("Write(); void Write() => File.Delete(Path.Combine(options.Root, \"a\", path));")]
    public Task Silent_on_paths_that_the_user_says_are_shared(string statement) => WithSharedPaths(statement).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("File.{|SLS2001:Delete|}(\"/mnt/efs2/a.txt\");")]
    [InlineData("File.{|SLS2001:Delete|}(configuration[\"Storage:Other\"]!);")]
    [InlineData("File.{|SLS2001:Delete|}(Path.Combine(options.Other, path));")]
    [InlineData("File.{|SLS2001:Delete|}(Path.Combine(path, \"/mnt/efs\"));")]
    public Task Reports_other_paths_beside_shared_ones(string statement) => WithSharedPaths(statement).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("document.Save(")]
    [InlineData("document.Save();")]
    [InlineData("XmlWriter.Create(, );")]
    [InlineData("using var z = ZipFile.Open(path, ZipArchiveMode.);")]
    [InlineData("files.File.")]
    [InlineData("new SKFileWStream(); files.FileInfo.New().Delete(;")]
    public Task Survives(string statement) => RuleTest<LocalFileWrite>.Survives(Code(statement), [.. References.AspNetCore, .. References.FileAbstractions, .. References.NetVips, Images]);

    static Task Run(string statement) => Test(statement).RunAsync(TestContext.Current.CancellationToken);

    static RuleTest<LocalFileWrite> Test(string statement) => new()
    {
        References = [.. References.AspNetCore, .. References.FileAbstractions, .. References.NetVips, Images],
        Code = Code(statement),
    };

    static RuleTest<LocalFileWrite> WithSharedPaths(string statement) => new()
    {
        References = [.. References.AspNetCore, .. References.FileAbstractions, .. References.NetVips, Images],
        Options = "stateless.shared_paths = /mnt/efs, E:\\Shared, Storage:Root, SHARED_DIR, StorageOptions.Root",
        Code = Code(statement),
    };

    static string Code(string statement) => $$"""
        #pragma warning disable SYSLIB0014
        using System.IO.Abstractions;
        using System.IO.Compression;
        using System.Xml;
        using System.Xml.Linq;
        using SixLabors.ImageSharp;
        class StorageOptions { public string Root { get; set; } = ""; public string Other { get; set; } = ""; }
        class Service(IFileSystem files, IConfiguration configuration, StorageOptions options)
        {
            async Task Run(string path, string other, XDocument document, Image image, HttpContext context)
            {
                await Task.Yield();
                _ = (files, configuration, options);
                {{statement}}
            }
        }
        """;
}
