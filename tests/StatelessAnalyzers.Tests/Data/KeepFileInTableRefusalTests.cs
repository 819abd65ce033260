using StatelessAnalyzers.Data;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class KeepFileInTableRefusalTests
{
    const string Load = "List<Coupon> Load() => File.Exists(_path) ? JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path)) ?? [] : [];\n";
    const string Save = "void Save(List<Coupon> coupons) => File.WriteAllText(_path, JsonSerializer.Serialize(coupons));\n";
    const string Add = "public void Add(Coupon coupon) { var coupons = Load(); coupons.Add(coupon); Save(coupons); }\n";
    const string Plain = "class Coupons(IHostEnvironment environment)\n{\nreadonly string _path = Path.Combine(environment.ContentRootPath, \"App_Data\", \"coupons.json\");\n";
    const string Coupon = "\npublic class Coupon { public required string Id { get; init; } public string Text { get; set; } = \"\"; }\n";

    static Task RefusesAsync(string members, string reason, string head = Plain, string rest = "") => FixRun<LocalFileUsedAsDatabase, KeepFileInTable>.RefusesAsync(
        "using System.Text.Json;\n" + head + members + "}" + Coupon + rest, reason, "builder.Services.AddSingleton<Coupons>();");

    [Theory]
    [InlineData("public void Draft(Coupon coupon) { var coupons = Load(); coupons.Add(coupon); }", "what Test.cs, line 8 changes is not saved there in every case")]
    [InlineData("public void Draft(Coupon coupon, bool draft) { var coupons = Load(); coupons.Add(coupon); if (draft) return; Save(coupons); }", "is not saved there in every case")]
    [InlineData("public void Draft(Coupon coupon, bool keep) { var coupons = Load(); coupons.Add(coupon); if (keep) { Save(coupons); } }", "is not saved there in every case")]
    [InlineData("public void Rename(string id) { var coupons = Load(); var found = coupons.Find(c => c.Id == id); if (found is null) return; Save(coupons); found.Text = \"\"; }", "is not saved there in every case")]
    [InlineData("public Coupon? Find(string id) => Load().Find(c => c.Id == id);\npublic void Rename(string id) { var found = Find(id); if (found is not null) found.Text = \"\"; }", "is not saved there in every case")]
    public Task A_change_that_the_file_does_not_keep_is_refused(string member, string reason) => RefusesAsync(Load + Save + Add + member, reason);

    [Theory]
    [InlineData("public void Drop(string id) { var coupons = Load(); Save(coupons.Where(c => c.Id != id).ToList()); }")]
    [InlineData("public void Clear() => Save([]);")]
    [InlineData("public void Drop(string id) { var coupons = Load(); coupons = coupons.Where(c => c.Id != id).ToList(); Save(coupons); }")]
    [InlineData("public void Drop(string id) { var coupons = Load(); if (coupons.Count > 0) Save(coupons); }")]
    [InlineData("public Func<List<Coupon>> Later() => Load;")]
    public Task A_load_or_save_of_another_shape_is_refused(string member) => RefusesAsync(Load + Save + Add + member, "has no counterpart in a table");

    [Theory]
    [InlineData("List<Coupon> Load() => File.Exists(_path) ? JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path))! : [new() { Id = \"welcome\" }];\n", "the file starts with content")]
    [InlineData("public List<Coupon> Load() => JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path))!;\n", "'Load' works on the file for others")]
    [InlineData("List<Coupon> Load() => JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path))!;\npublic string Raw() => File.ReadAllText(_path);\n", "'Raw' works on the file for others")]
    [InlineData("List<Coupon> Load() { Loaded.Add(1); return JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path))!; }\nreadonly Counter Loaded = new(); class Counter { public void Add(int n) { } }\n", "'Add', which is called where the file is loaded or saved, would be missed")]
    [InlineData("List<Coupon> Load() => JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path))!;\npublic string Place => _path;\n", "'_path' names the file for other code too")]
    [InlineData("Coupon[] Load() => JsonSerializer.Deserialize<Coupon[]>(File.ReadAllText(_path))!;\n", "the records are in no list or dictionary of their own")]
    public Task Code_that_does_more_than_load_the_file_is_refused(string load, string reason) => RefusesAsync(load + Save + (load.Contains("Coupon[]") ? "" : Add), reason);

    [Theory]
    [InlineData("class Coupons(IWebHostEnvironment environment)\n{\nreadonly string _path = Path.Combine(environment.WebRootPath, \"coupons.json\");\n", "the file is below the web root, where browsers read it")]
    [InlineData("class Coupons(string name)\n{\nreadonly string _path = Path.Combine(AppContext.BaseDirectory, name + \".json\");\n", "'name' names the file, which may be another one in each object")]
    [InlineData("partial class Coupons { public bool IsKept() => File.Exists(_path); }\npartial class Coupons(IHostEnvironment environment)\n{\nreadonly string _path = Path.Combine(environment.ContentRootPath, \"coupons.json\");\n", "the type has several parts")]
    public Task A_file_that_is_more_than_a_table_is_refused(string head, string reason) => RefusesAsync(Load + Save + Add, reason, head);

    [Fact]
    public Task A_file_that_another_type_names_is_refused() =>
        RefusesAsync(Load + Save + Add, "'coupons.json' is named in Test.cs too", rest: "class Report(IHostEnvironment environment) { public string Text() => File.ReadAllText(Path.Combine(environment.ContentRootPath, \"App_Data\", \"coupons.json\")); }");

    [Theory]
    [InlineData("lock (_gate) { var coupons = Load(); if (coupons.Any(c => c.Id == coupon.Id)) return; coupons.Add(coupon); Save(coupons); }", "holds several uses together")]
    [InlineData("_semaphore.Wait(); try { var coupons = Load(); if (coupons.Any(c => c.Id == coupon.Id)) return; coupons.Add(coupon); Save(coupons); } finally { _semaphore.Release(); }", "holds several uses together")]
    [InlineData("_semaphore.Wait(); try { var coupons = Load(); coupons.Add(coupon); Save(coupons); _added++; } finally { _semaphore.Release(); }", "also guards '_added'")]
    public Task A_lock_around_more_than_one_use_is_refused(string body, string reason) =>
        RefusesAsync(Load + Save + "readonly object _gate = new(); readonly SemaphoreSlim _semaphore = new(1, 1); int _added;\npublic void Add(Coupon coupon) { " + body + " }\n", reason);

    [Fact]
    public Task A_document_of_no_class_of_the_solution_is_refused() => RefusesAsync(
        "Version Load() => JsonSerializer.Deserialize<Version>(File.ReadAllText(_path))!;\nvoid Save(Version version) => File.WriteAllText(_path, JsonSerializer.Serialize(version));\npublic void Put(Version version) => Save(version);\npublic Version Get() => Load();\n",
        "the records are in no list, bag or dictionary");

    [Fact]
    public Task A_store_of_any_type_is_refused() => FixRun<LocalFileUsedAsDatabase, KeepFileInTable>.RefusesAsync(
        "using System.Text.Json;\nclass Store<T>(IHostEnvironment environment)\n{\nreadonly string _path = Path.Combine(environment.ContentRootPath, \"items.json\");\nList<T> Load() => JsonSerializer.Deserialize<List<T>>(File.ReadAllText(_path))!;\nvoid Save(List<T> items) => File.WriteAllText(_path, JsonSerializer.Serialize(items));\npublic void Add(T item) { var items = Load(); items.Add(item); Save(items); }\n}",
        "'T' is no class of this solution", "builder.Services.AddSingleton(typeof(Store<>));");
}
