using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Rendering;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Lists and objects that can be changed, in caches that hand out copies.</summary>
public class CachedListTests
{
    const string Registered = "builder.Services.AddScoped<Pages>(); builder.Services.AddScoped<Menu>();";

    static string Code(string members) => $$"""
        using System.Collections.Concurrent;
        using Microsoft.AspNetCore.Mvc.Rendering;
        using Microsoft.Extensions.Caching.Memory;

        public class Pages(IMemoryCache cache, ISource source)
        {
            List<string> kept = new();

            {{members}}
        }

        public class Menu(Pages pages, ISource source)
        {
            public int Count() => source.Count();
        }

        public interface ISource
        {
            List<string> Load();

            int Count();
        }

        public sealed class View
        {
            public List<string> Lines { get; set; } = new();

            public string Title { get; set; } = "";
        }
        """;

    static async Task<Fixed> Run(string members) =>
        await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(new Workshop { References = References.Everything }.Web(Code(members), Registered));

    [Theory]
    [InlineData("public List<string> Get() => cache.GetOrCreate(\"a\", e => source.Load())!;")]
    [InlineData("public int Get() { var lines = cache.GetOrCreate(\"a\", e => { var made = new List<string>(); made.Add(\"x\"); return made; }); foreach (var line in lines!) Console.WriteLine(line); return lines.Where(l => l.Length > 1).Count() + lines.Count + lines[0].Length; }")]
    [InlineData("public List<string> Get() { if (!cache.TryGetValue(\"a\", out List<string>? lines)) { lines = source.Load(); lines.Add(\"last\"); cache.Set(\"a\", lines, TimeSpan.FromMinutes(1)); } return lines!; }")]
    [InlineData("public IEnumerable<string> Get() { if (cache.TryGetValue(\"a\", out List<string>? lines) && lines is not null) return lines; var made = source.Load(); for (var i = 0; i < 3; i++) made.Add(\"x\"); cache.Set(\"a\", made, TimeSpan.FromMinutes(1)); return made; }")]
    [InlineData("public string[] Get() => cache.GetOrCreate(\"a\", e => source.Load().ToArray())!;\n\npublic string First() => Get()[0];\n\npublic string All() => string.Join(',', Get()) + Join(Get());\n\nstatic string Join(string[] parts) => parts.Length > 1 ? parts[0] : \"\";")]
    [InlineData("public View Get() => cache.GetOrCreate(\"a\", e => Made())!;\n\nView Made() { var view = new View { Title = \"a\" }; view.Lines.Add(\"b\"); view.Title = view.Lines.Count + \"\"; return view; }\n\npublic bool Any() => Get().Lines.Any() && !string.IsNullOrEmpty(Get().Title);")]
    [InlineData("public IEnumerable<SelectListItem> Get() => cache.GetOrCreate(\"a\", e => source.Load().Select(l => new SelectListItem { Text = l, Selected = true }))!;")]
    public async Task A_list_that_nobody_changes_any_more_is_shared(string members) => Assert.Equal(1, (await Run(members)).Applied);

    [Theory]
    [InlineData("public List<string> Get() { var lines = cache.GetOrCreate(\"a\", e => source.Load())!; lines.Add(\"x\"); return lines; }", "'System.Collections.Generic.List<string>' can be changed after it is cached (Test.cs, line 9)")]
    [InlineData("public List<string> Get() => cache.GetOrCreate(\"a\", e => source.Load())!;\n\npublic void Add() => Get().Add(\"x\");", "can be changed after it is cached (Test.cs, line 11)")]
    [InlineData("public List<string> Get() => cache.GetOrCreate(\"a\", e => source.Load())!;\n\npublic List<string> Same() => Get();\n\npublic void Add() => Same()[0] = \"x\";", "can be changed after it is cached (Test.cs, line 13)")]
    [InlineData("public List<string> Get() => cache.GetOrCreate(\"a\", e => source.Load())!;\n\npublic void Keep() => kept = Get();", "can be changed after it is cached (Test.cs, line 11)")]
    [InlineData("public List<string> Get() => cache.GetOrCreate(\"a\", e => source.Load())!;\n\npublic void Sort() => Change(Get());\n\nstatic void Change(List<string> lines) => lines.Sort();", "can be changed after it is cached (Test.cs, line 13)")]
    [InlineData("public List<string> Get() { var made = source.Load(); cache.Set(\"a\", made, TimeSpan.FromMinutes(1)); made.Add(\"x\"); return made; }", "can be changed after it is cached (Test.cs, line 9)")]
    [InlineData("public void Put() { var made = source.Load(); foreach (var l in kept) { made.Add(l); cache.Set(l, made, TimeSpan.FromMinutes(1)); } }", "can be changed after it is cached (Test.cs, line 9)")]
    [InlineData("public void Put() => cache.Set(\"a\", kept, TimeSpan.FromMinutes(1));", "can be changed after it is cached (Test.cs, line 9)")]
    [InlineData("public void Put() { var made = kept; cache.Set(\"a\", made, TimeSpan.FromMinutes(1)); }", "can be changed after it is cached (Test.cs, line 9)")]
    [InlineData("public void Put() { var made = source.Load(); kept = made; cache.Set(\"a\", made, TimeSpan.FromMinutes(1)); }", "can be changed after it is cached (Test.cs, line 9)")]
    [InlineData("public IReadOnlyList<List<string>> Get() => cache.GetOrCreate(\"a\", e => new[] { source.Load() })!;", "can be changed after it is cached")]
    [InlineData("public View Get() => cache.GetOrCreate(\"a\", e => new View())!;\n\npublic void Add() => Get().Lines.Add(\"x\");", "the content of 'View.Lines' can be changed after it is cached (Test.cs, line 11)")]
    [InlineData("public View Get() => cache.GetOrCreate(\"a\", e => new View { Lines = kept })!;", "the content of 'View.Lines' can be changed after it is cached (Test.cs, line 9)")]
    [InlineData("public View Get() { var view = new View(); cache.Set(\"a\", view, TimeSpan.FromMinutes(1)); view.Title = \"x\"; return view; }", "'View.Title' is changed after the object is made")]
    [InlineData("public View Get() { var view = cache.GetOrCreate(\"a\", e => new View())!; view.Title = \"x\"; return view; }", "'View.Title' is changed after the object is made")]
    [InlineData("public SelectListItem Get() { var item = cache.GetOrCreate(\"a\", e => new SelectListItem())!; item.Selected = true; return item; }", "'SelectListItem.Selected' is changed after the object is made")]
    public async Task A_list_that_somebody_may_change_is_refused_with_the_place(string members, string reason)
    {
        var result = await Run(members);
        Assert.Equal(0, result.Applied);
        Assert.All(result.Refused, r => Assert.Contains(reason, r, StringComparison.Ordinal));
        Assert.NotEmpty(result.Refused);
    }

    [Theory]
    [InlineData("public List<string> Get(string key) => entries.GetOrAdd(key, _ => source.Load());", true)]
    [InlineData("public List<string> Get(string key) => entries.GetOrAdd(key, _ => source.Load());\n\npublic void Add(string key) => Get(key).Add(key);", false)]
    public async Task A_list_in_a_dictionary_is_judged_likewise(string members, bool isShared)
    {
        var code = Code("static readonly ConcurrentDictionary<string, List<string>> entries = new();\n\n" + members);
        var result = await FixRun<LongLivedState, ShareCache>.RunAsync(new Workshop { References = References.Everything }.Web(code, Registered));
        Assert.Equal(isShared ? 1 : 0, result.Applied);
        Assert.Equal(isShared, result.Refused.Count == 0);
    }

    // The types of the framework that the fix takes to come back as they went in.
    [Fact]
    public void What_the_framework_gives_for_choices_comes_back_as_it_went_in()
    {
        SelectListItem[] items = [new("One", "1", selected: true, disabled: true) { Group = new() { Name = "Few", Disabled = true } }, new() { Text = "None", Value = null! }];
        var back = JsonSerializer.Deserialize<SelectListItem[]>(JsonSerializer.Serialize(items))!;
        Assert.Equivalent(items, back, strict: true);
        Assert.Equal(["Disabled", "Group", "Selected", "Text", "Value"], typeof(SelectListItem).GetProperties().Select(p => p.Name).Order());
    }
}
