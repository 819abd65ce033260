using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Latest;

/// <summary>State in members that the oldest supported compiler does not know.</summary>
public class NewestSyntaxTests
{
    static Task Run(string code) => RuleTest<LongLivedState>.Run(code);

    [Theory]
    [InlineData("public class Holder { public static string {|SLS3002:Name|} { get => field ?? \"\"; set => field = value.Trim(); } public void Set(string v) => Name = v; }")]
    [InlineData("public class Holder { public static List<string> {|SLS3002:Names|} { get => field ??= []; } public void Set(string v) => Names.Add(v); }")]
    [InlineData("public partial class Holder { public static partial string {|SLS3002:Name|} { get; set; } public void Set(string v) => Name = v; } public partial class Holder { public static partial string Name { get => field ?? \"\"; set => field = value; } }")]
    [InlineData("public partial class Holder { static string name = \"\"; public static partial string {|SLS3002:Name|} { get; set; } public void Set(string v) => Name = v; } public partial class Holder { public static partial string Name { get => name; set => name = value; } }")]
    [InlineData("public static class Holder { static readonly List<string> {|SLS3002:names|} = []; extension(string name) { public void Keep() => names.Add(name); } }")]
    [InlineData("public static class Holder { static int {|SLS3010:count|}; extension(string) { public static int Next() => ++count; } }")]
    [InlineData("public class Counter { public static int Total; public void operator +=(int v) => {|SLS3010:Store.All|} += v; } public static class Store { public static int All; }")]
    [InlineData("public static class Settings { public static Theme? Current; } public class Theme { public string Name = \"\"; } public class User { public void Set(string v) => {|SLS3002:Settings.Current|}?.Name = v; }")]
    [InlineData("public class Holder { readonly static Lock gate = new(); static string {|SLS3002:last|} = \"\"; public void Set(string v) { lock (gate) last = v; } }")]
    public Task Reports(string code) => Run(code);

    [Theory]
    [InlineData("public class Holder { public static string Path => field ??= System.IO.Path.Combine(AppContext.BaseDirectory, \"a\"); }")]
    [InlineData("public class Holder { public string Name { get => field ?? \"\"; set => field = value; } public void Set(string v) => Name = v; }")]
    [InlineData("public static class Holder { extension(List<string> names) { public void Keep(string v) => names.Add(v); public int Total { get => names.Count; } } }")]
    [InlineData("public class Holder { static readonly Lock gate = new(); int own; public void Set() { lock (gate) own++; } }")]
    public Task Silent(string code) => Run(code);
}
