using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Platform;

public class HostModelTests
{
    const string NoCode = "class C { }";

    static readonly ImmutableArray<MetadataReference> Abstractions =
        [.. References.NetCore, .. References.AspNetCore.Where(r => Path.GetFileName(r.Display!).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))];

    [Fact]
    public void A_program_with_aspnet_is_an_application()
    {
        var host = Host(References.AspNetCore, OutputKind.ConsoleApplication);

        Assert.Equal(HostKind.AspNetCore, host.Kind);
        Assert.True(host.IsAnalyzed);
        Assert.True(host.SeesRegistrations);
    }

    [Fact]
    public void A_library_with_aspnet_is_a_library()
    {
        var host = Host(References.AspNetCore, OutputKind.DynamicallyLinkedLibrary);

        Assert.Equal(HostKind.Library, host.Kind);
        Assert.True(host.IsAnalyzed);
        Assert.False(host.SeesRegistrations);
    }

    [Fact]
    public void A_library_of_services_is_a_library() => Assert.Equal(HostKind.Library, Host(Abstractions, OutputKind.DynamicallyLinkedLibrary).Kind);

    [Fact]
    public void A_program_without_aspnet_is_a_tool()
    {
        Assert.Equal(HostKind.None, Host(Abstractions, OutputKind.ConsoleApplication).Kind);
        Assert.Equal(HostKind.None, Host(References.NetCore, OutputKind.ConsoleApplication).Kind);
        Assert.False(Host(References.NetCore, OutputKind.ConsoleApplication).IsAnalyzed);
    }

    [Fact]
    public void A_library_without_services_is_no_part_of_it() => Assert.Equal(HostKind.None, Host(References.NetCore, OutputKind.DynamicallyLinkedLibrary).Kind);

    [Fact]
    public void A_library_on_System_Web_is_classic()
    {
        var host = Host(References.Classic, OutputKind.DynamicallyLinkedLibrary);

        Assert.Equal(HostKind.Classic, host.Kind);
        Assert.False(host.SeesRegistrations);
    }

    [Fact]
    public void A_program_that_borrows_from_System_Web_is_a_tool() => Assert.Equal(HostKind.None, Host(References.Classic, OutputKind.ConsoleApplication).Kind);

    [Fact]
    public void An_empty_compilation_is_nothing() => Assert.Equal(HostKind.None, Host([], OutputKind.DynamicallyLinkedLibrary).Kind);

    [Theory]
    [InlineData("xunit.core")]
    [InlineData("xunit.v3.core")]
    [InlineData("nunit.framework")]
    [InlineData("Microsoft.VisualStudio.TestPlatform.TestFramework")]
    [InlineData("MSTest.TestFramework")]
    [InlineData("TUnit.Core")]
    [InlineData("BenchmarkDotNet")]
    [InlineData("Aspire.Hosting")]
    [InlineData("Microsoft.Maui.Controls")]
    public void Foreign_hosts_are_not_analysed(string assembly)
    {
        ImmutableArray<MetadataReference> references = [.. References.AspNetCore, References.Compile(assembly, NoCode, References.NetCore)];

        Assert.Equal(HostKind.None, Host(references, OutputKind.ConsoleApplication).Kind);
        Assert.Equal(HostKind.None, Host(references, OutputKind.DynamicallyLinkedLibrary).Kind);
    }

    [Theory]
    [InlineData("PresentationFramework")]
    [InlineData("System.Windows.Forms")]
    public void A_desktop_library_is_not_analysed_but_a_web_application_that_draws_is(string assembly)
    {
        Assert.Equal(HostKind.None, Host([.. Abstractions, References.Compile(assembly, NoCode, References.NetCore)], OutputKind.DynamicallyLinkedLibrary).Kind);
        Assert.Equal(HostKind.AspNetCore, Host([.. References.AspNetCore, References.Compile(assembly, NoCode, References.NetCore)], OutputKind.ConsoleApplication).Kind);
        Assert.Equal(HostKind.Classic, Host([.. References.Classic, References.Compile(assembly, NoCode, References.Classic)], OutputKind.DynamicallyLinkedLibrary).Kind);
    }

    [Fact]
    public void The_browser_s_side_of_Blazor_is_not_analysed_but_its_server_is()
    {
        var client = References.Compile(
            "Microsoft.AspNetCore.Components.WebAssembly",
            "namespace Microsoft.AspNetCore.Components.WebAssembly.Hosting { public sealed class WebAssemblyHostBuilder { } }",
            References.NetCore);

        Assert.Equal(HostKind.None, Host([.. Abstractions, client], OutputKind.ConsoleApplication).Kind);
        Assert.Equal(HostKind.None, Host([.. Abstractions, client], OutputKind.DynamicallyLinkedLibrary).Kind);
        Assert.Equal(HostKind.AspNetCore, Host([.. References.AspNetCore, client], OutputKind.ConsoleApplication).Kind);
    }

    [Theory]
    [InlineData("never")]
    [InlineData("Never")]
    public void Scope_never_turns_everything_off(string value) =>
        Assert.Equal(HostKind.None, Host(References.AspNetCore, OutputKind.ConsoleApplication, value).Kind);

    [Fact]
    public void Scope_always_takes_in_tools_and_tests()
    {
        Assert.Equal(HostKind.Library, Host(References.NetCore, OutputKind.ConsoleApplication, "always").Kind);
        Assert.Equal(HostKind.AspNetCore, Host([.. References.AspNetCore, References.Compile("xunit.core", NoCode, References.NetCore)], OutputKind.ConsoleApplication, "always").Kind);
    }

    static HostModel Host(ImmutableArray<MetadataReference> references, OutputKind output, string? scope = null)
    {
        var compilation = CSharpCompilation.Create("App", [CSharpSyntaxTree.ParseText(NoCode)], references, new(output));
        return HostModel.Of(compilation, KnownTypes.Of(compilation), Options.With(("stateless.scope", scope)));
    }
}
