using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StatelessAnalyzers.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class PackageTests
{
    const string Project = "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Zed\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n";
    const string Store = "public class Store(ILogger<Store> logger)\n{\n    public string Get(string key) => Probe.Kept(key) + Probe.Both(key) + logger;\n}\n";

    // The probe itself needs the real types, so that a project without the packages has a probe of its own.
    const string Own = """
        static class Probe
        {
            public static string Kept(string key) => key;
            public static string Both(string key) => key;
            public static string Use(string key) => key;
            public static string UsedBoth(object s3, IConfiguration configuration, string key) => key;
            public static string Used(object s3, string key) => key;
        }
        """;

    static Workshop Without(params (string, string)[] additional) => Without(null, additional);

    static Workshop Without(string? properties, params (string, string)[] additional) => new Workshop { References = References.AspNetCore, IsBroken = true }
        .Project("Web", [("Store.cs", Store), ("Probe.cs", Own), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n")], application: true, additional: additional, properties: properties);

    [Fact]
    public async Task Packages_and_settings_go_to_the_project_and_code_binds_to_stubs()
    {
        var result = await Without(("Web.csproj", "\uFEFF" + Project.Replace("\n", "\r\n", StringComparison.Ordinal)), ("appsettings.json", "{\n}\n")).FixAsync();
        Assert.Empty(result.Refused);
        var csproj = result.Source("/0/Web/Web.csproj");
        Assert.Equal(
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\r\n  <ItemGroup>\r\n    <PackageReference Include=\"AWSSDK.Extensions.NETCore.Setup\" Version=\"4.0.102.10\" />\r\n    <PackageReference Include=\"AWSSDK.S3\" Version=\"4.0.104.12\" />\r\n    <PackageReference Include=\"Zed\" Version=\"1.0.0\" />\r\n  </ItemGroup>\r\n</Project>\r\n",
            csproj.ToString());
        Assert.Equal(3, csproj.Encoding!.GetPreamble().Length);
        Assert.Equal("{\n  \"Storage\": {\n    \"Bucket\": \"app-files\"\n  }\n}\n", result.Text("/0/Web/appsettings.json"));
        Assert.Equal(
            "using Amazon.S3;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());\nbuilder.Services.AddAWSService<IAmazonS3>();\nbuilder.Build().Run();\n",
            result.Text("/0/Web/Program.cs"));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "8.0.34", 8, 10)]
    [InlineData("Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "9.0.23", 10, 9)]
    [InlineData("Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "10.0.14", 10)]
    [InlineData("Microsoft.AspNetCore.DataProtection.StackExchangeRedis", null, 6, 10)]
    [InlineData("AWSSDK.S3", "4.0.104.12", 8, 10)]
    public void A_part_of_ASP_NET_Core_goes_with_the_earliest_framework(string package, string? version, params int[] frameworks) =>
        Assert.Equal(version, PackageVersions.Of(package, frameworks.Select(Framework)));

    static CSharpCompilation Framework(int major)
    {
        var runtime = CSharpCompilation.Create("System.Runtime", [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{major}.0.0.0\")]")], References.AspNetCore.Where(r => !r.Display!.EndsWith("System.Runtime.dll", StringComparison.Ordinal)).Append(MetadataReference.CreateFromFile(typeof(object).Assembly.Location)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(runtime.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return CSharpCompilation.Create("Web", references: [MetadataReference.CreateFromImage(image.ToArray())]);
    }

    // Pinned centrally, an older version would take another project back behind what its packages ask for (NU1109).
    [Theory]
    [InlineData("4.0.999.1", "4.0.999.1")]
    [InlineData("4.0.1.1", "4.0.104.12")]
    [InlineData("5.0.0-preview", "4.0.104.12")]
    public async Task A_central_version_is_no_older_than_what_another_project_has_restored(string restored, string added)
    {
        var library = CSharpCompilation.Create("AWSSDK.S3", references: References.AspNetCore, options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var reference = MetadataReference.CreateFromImage(image.ToArray(), filePath: $"/packages/awssdk.s3/{restored}/lib/net8.0/AWSSDK.S3.dll");
        const string central = "<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageVersion Include=\"Zed\" Version=\"1\" />\n  </ItemGroup>\n</Project>\n";
        var result = await Without(("Web.csproj", Project), ("/0/Directory.Packages.props", central)).Project("Other", [("Other.cs", "class Other;")], references: [.. References.AspNetCore, reference]).FixAsync();
        Assert.Contains($"<PackageVersion Include=\"AWSSDK.S3\" Version=\"{added}\" />", result.Text("/0/Directory.Packages.props"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>\n  <ItemGroup>\n    <PackageVersion Include=\"Zed\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n", true)]
    [InlineData("<Project>\n</Project>\n", false)]
    public async Task Central_versions_go_to_their_own_file(string central, bool isCentral)
    {
        var result = await Without(("Web.csproj", Project), ("/0/Directory.Packages.props", central)).FixAsync();
        Assert.Equal(isCentral, result.Text("/0/Directory.Packages.props").Contains("<PackageVersion Include=\"AWSSDK.S3\" Version=\"4.0.104.12\" />", StringComparison.Ordinal));
        Assert.Contains(isCentral ? "<PackageReference Include=\"AWSSDK.S3\" />" : "<PackageReference Include=\"AWSSDK.S3\" Version=\"4.0.104.12\" />", result.Text("/0/Web/Web.csproj"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task What_the_build_says_of_central_versions_counts_more_than_the_files(string property, bool isCentral)
    {
        var result = await Without("build_property.ManagePackageVersionsCentrally = " + property, ("Web.csproj", Project), ("/0/Directory.Packages.props", isCentral ? "<Project>\n</Project>\n" : "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>\n</Project>\n")).FixAsync();
        Assert.Equal(isCentral, result.Text("/0/Directory.Packages.props").Contains("AWSSDK.S3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Central_versions_without_their_file_refuse()
    {
        var result = await Without("build_property.ManagePackageVersionsCentrally = true", ("Web.csproj", Project)).FixAsync();
        Assert.Contains("cannot be added to the project file", Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Project Sdk=\"broken\">", null)]
    [InlineData("<Project ToolsVersion=\"15.0\"><Import Project=\"$(MSBuildExtensionsPath)\\Microsoft.Common.props\" /><ItemGroup><Reference Include=\"System\" /></ItemGroup></Project>", null)]
    [InlineData(Project, "packages.config")]
    [InlineData(null, null)]
    public async Task A_project_that_takes_no_package_refuses_what_needs_one_and_nothing_else(string? project, string? more)
    {
        var result = await Without([.. project is null ? Array.Empty<(string, string)>() : [("Web.csproj", project)], .. more is null ? Array.Empty<(string, string)>() : [(more, "<packages />")]]).FixAsync();
        Assert.Contains("cannot be added to the project file", Assert.Single(result.Refused), StringComparison.Ordinal);
        Assert.Equal("public class Store(ILogger<Store> logger)\n{\n    public string Get(string key) => ToKey(key) + Probe.Both(key) + logger;\n\n    private static string ToKey(string name) => name.Trim();\n}\n", result.Text("/0/Web/Store.cs"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ broken")]
    public async Task Settings_that_cannot_be_read_refuse(string json)
    {
        var result = await Without(("Web.csproj", Project), ("appsettings.json", json)).FixAsync();
        Assert.Equal("appsettings.json cannot be read", Assert.Single(result.Refused));
        Assert.Equal(json, result.Text("/0/Web/appsettings.json"));
    }

    [Fact]
    public async Task A_library_takes_the_package_of_its_code_and_the_host_those_of_the_registrations()
    {
        ImmutableArray<MetadataReference> references = References.AspNetCore;
        var result = await new Workshop { References = references, IsBroken = true }
            .Project("Lib", [("Store.cs", "public class Store(ILogger<Store> logger)\n{\n    public string Get(string key) => Probe.Use(key) + logger;\n}\n"), ("Probe.cs", Own)], additional: [("Lib.csproj", Project), ("/0/Directory.Packages.props", "<Project>\n</Project>\n")])
            .Project("Web", [("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Store>();\nbuilder.Build().Run();\n")], application: true, uses: ["Lib"], additional: [("Web.csproj", Project), ("/0/Directory.Packages.props", "<Project>\n</Project>\n")])
            .FixAsync();
        Assert.Empty(result.Refused);
        Assert.Contains("AWSSDK.S3", result.Text("/0/Lib/Lib.csproj"), StringComparison.Ordinal);
        Assert.DoesNotContain("Setup", result.Text("/0/Lib/Lib.csproj"), StringComparison.Ordinal);
        Assert.Contains("AWSSDK.Extensions.NETCore.Setup", result.Text("/0/Web/Web.csproj"), StringComparison.Ordinal);
        Assert.Contains("AddAWSService<IAmazonS3>", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    // As dotnet format does: one id after the other, and nothing is restored in between.
    [Fact]
    public async Task Code_of_an_earlier_fix_whose_package_is_not_restored_does_not_stand_in_the_way()
    {
        var result = await new Workshop { References = References.AspNetCore, IsBroken = true }
            .Project("Web", [("Store.cs", Store), ("Probe.cs", Own), ("Program.cs", "using Amazon.SQS;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAWSService<IAmazonSQS>();\nbuilder.Build().Run();\n")], application: true, additional: [("Web.csproj", Project)])
            .FixAsync();
        Assert.Empty(result.Refused);
        Assert.Contains("AddAWSService<IAmazonS3>", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_two_projects_share_has_one_text()
    {
        const string central = "<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageVersion Include=\"Zed\" Version=\"1\" />\n  </ItemGroup>\n</Project>\n";
        var result = await new Workshop { References = References.AspNetCore, IsBroken = true }
            .Project("One", [("Store.cs", Store), ("Probe.cs", Own), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n")], application: true, additional: [("One.csproj", Project), ("/0/Directory.Packages.props", central)])
            .Project("Two", [("Store.cs", Store), ("Probe.cs", Own), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n")], application: true, additional: [("Two.csproj", Project), ("/0/Directory.Packages.props", central)])
            .FixAsync();
        var texts = result.Solution.Projects.SelectMany(p => p.AdditionalDocuments).Where(d => d.FilePath == "/0/Directory.Packages.props").Select(d => d.GetTextAsync().Result.ToString()).ToList();
        Assert.Equal(2, texts.Count);
        Assert.Single(texts.Distinct());
        Assert.Equal(3, texts[0].Split("PackageVersion Include").Length - 1);
    }
}
