using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StatelessAnalyzers.Tests;

/// <summary>Makes stand-ins for packages that the test project does not reference.</summary>
internal static class Compiled
{
    public static MetadataReference As(string assembly, string code)
    {
        var stream = new MemoryStream();
        var result = CSharpCompilation.Create(assembly, [CSharpSyntaxTree.ParseText(code)], References.NetCore, new(OutputKind.DynamicallyLinkedLibrary)).Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
