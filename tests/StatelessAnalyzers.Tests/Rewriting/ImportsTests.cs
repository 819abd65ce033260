using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class ImportsTests
{
    static string Add(string code, params string[] namespaces) => Add(code, null, namespaces);

    static string Add(string code, string? other, string[] namespaces)
    {
        var tree = CSharpSyntaxTree.ParseText(code);
        var compilation = CSharpCompilation.Create("T", other is null ? [tree] : [tree, CSharpSyntaxTree.ParseText(other)]);
        return Imports.Add((CompilationUnitSyntax)tree.GetRoot(), namespaces, compilation, "\n", default).ToFullString();
    }

    [Theory]
    [InlineData("class C { }\n", "using Amazon.S3;\n\nclass C { }\n")]
    [InlineData("\nclass C { }\n", "using Amazon.S3;\n\nclass C { }\n")]
    [InlineData("// the class\nclass C { }\n", "using Amazon.S3;\n\n// the class\nclass C { }\n")]
    [InlineData("// (c) us\n// licence\n\nclass C { }\n", "// (c) us\n// licence\n\nusing Amazon.S3;\n\nclass C { }\n")]
    [InlineData("// (c) us\n\n// the class\nclass C { }\n", "// (c) us\n\nusing Amazon.S3;\n\n// the class\nclass C { }\n")]
    [InlineData("// (c) us\nusing System;\nusing Zed;\n\nclass C { }\n", "// (c) us\nusing System;\nusing Amazon.S3;\nusing Zed;\n\nclass C { }\n")]
    [InlineData("// (c) us\nusing Zed;\n\nclass C { }\n", "// (c) us\nusing Amazon.S3;\nusing Zed;\n\nclass C { }\n")]
    [InlineData("using Alpha;\nusing static System.Math;\nusing Z = System.Int32;\n\nclass C { }\n", "using Alpha;\nusing Amazon.S3;\nusing static System.Math;\nusing Z = System.Int32;\n\nclass C { }\n")]
    [InlineData("global using Zed;\nglobal using System;\n\nclass C { }\n", "global using Zed;\nglobal using System;\nusing Amazon.S3;\n\nclass C { }\n")]
    [InlineData("global using Amazon.S3;\n\nclass C { }\n", "global using Amazon.S3;\n\nclass C { }\n")]
    [InlineData("using global::Amazon.S3;\n\nclass C { }\n", "using global::Amazon.S3;\n\nclass C { }\n")]
    [InlineData("using static Amazon.S3;\n\nclass C { }\n", "using Amazon.S3;\nusing static Amazon.S3;\n\nclass C { }\n")]
    [InlineData("extern alias X;\n\nclass C { }\n", "extern alias X;\nusing Amazon.S3;\n\nclass C { }\n")]
    [InlineData("[assembly: A]\nclass C { }\n", "using Amazon.S3;\n\n[assembly: A]\nclass C { }\n")]
    [InlineData("namespace N;\n\nclass C { }\n", "using Amazon.S3;\n\nnamespace N;\n\nclass C { }\n")]
    [InlineData("namespace N;\n\nusing System;\n\nclass C { }\n", "namespace N;\n\nusing System;\nusing Amazon.S3;\n\nclass C { }\n")]
    [InlineData("namespace N\n{\n    using Zed;\n\n    class C { }\n}\n", "namespace N\n{\n    using Amazon.S3;\n    using Zed;\n\n    class C { }\n}\n")]
    [InlineData("using System;\n\nnamespace N\n{\n    using Zed;\n}\n", "using System;\nusing Amazon.S3;\n\nnamespace N\n{\n    using Zed;\n}\n")]
    [InlineData("namespace Amazon.S3.Tools;\n\nclass C { }\n", "namespace Amazon.S3.Tools;\n\nclass C { }\n")]
    [InlineData("#if NET\nusing Alpha;\n#else\nusing Beta;\n#endif\nusing Zed;\n\nclass C { }\n", "using Amazon.S3;\n#if NET\nusing Alpha;\n#else\nusing Beta;\n#endif\nusing Zed;\n\nclass C { }\n")]
    [InlineData("// (c) us\n#if !NET\nusing Alpha;\n#endif\nclass C { }\n", "// (c) us\nusing Amazon.S3;\n#if !NET\nusing Alpha;\n#endif\nclass C { }\n")]
    [InlineData("using A;\n#if !NET\nusing Aa;\n#endif\n\nclass C { }\n", "using A;\nusing Amazon.S3;\n#if !NET\nusing Aa;\n#endif\n\nclass C { }\n")]
    [InlineData("#nullable enable\nusing Zed;\n\nclass C { }\n", "#nullable enable\nusing Amazon.S3;\nusing Zed;\n\nclass C { }\n")]
    [InlineData("#region header\n// text\n#endregion\nusing Zed;\n\nclass C { }\n", "#region header\n// text\n#endregion\nusing Amazon.S3;\nusing Zed;\n\nclass C { }\n")]
    public void A_directive_goes_where_its_neighbours_stand(string before, string after) => Assert.Equal(after, Add(before, "Amazon.S3"));

    [Fact]
    public void Global_usings_of_another_file_count() =>
        Assert.Equal("class C { }\n", Add("class C { }\n", "global using Amazon.S3;", ["Amazon.S3"]));

    [Fact]
    public void System_comes_first() =>
        Assert.Equal("using System.Threading.Tasks;\nusing Amazon.S3;\nusing Microsoft.X;\n\nclass C { }\n", Add("using Microsoft.X;\n\nclass C { }\n", "Amazon.S3", "System.Threading.Tasks"));
}
