using System.Globalization;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>
/// Draws a small file out of the shapes that fixes know and of some that they refuse: a type of some kind that keeps state in some way,
/// works on it in a few methods, and callers of these. It compiles, whatever is drawn.
/// </summary>
internal sealed class RandomProgram
{
    readonly Random random;
    readonly int seed;
    readonly List<string> members = [];
    readonly List<string> calls = [];
    readonly List<string> parameters = [];
    readonly List<string> records = [];
    readonly string type;
    readonly bool isStatic;
    string kind = "";

    RandomProgram(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        Namespace = string.Create(CultureInfo.InvariantCulture, $"Program{seed}");
        type = OneOf("Shop", "Catalogue", "Numbers");
        isStatic = random.Next(12) == 0;
        IsSingleton = !isStatic && random.Next(2) == 0;
        Text = Draw();
        if (random.Next(5) == 0)
            Text = Text.Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    public string Text { get; }

    public string Namespace { get; }

    public bool HasTwoKindsOfCaches => Text.Contains("IMemoryCache memory", StringComparison.Ordinal) && Text.Contains("Dictionary<", StringComparison.Ordinal);

    bool IsSingleton { get; }

    /// <summary>How the application makes the type, and the one that derives from it.</summary>
    public string Registration => isStatic || kind == "Controller" ? "" : Registers(type) + (HasDerived ? Registers("Special" + type) : "");

    bool HasDerived => seed % 4 == 1 && !isStatic;

    public static RandomProgram Of(int seed) => new(seed);

    string Registers(string made) => $"builder.Services.Add{(kind == "BackgroundService" ? "HostedService" : IsSingleton ? "Singleton" : "Scoped")}<{Namespace}.{made}>();";

    string Draw()
    {
        kind = isStatic ? "" : OneOf("", "", "", "Controller", "BackgroundService");
        var states = random.Next(1, 3);
        for (var state = 0; state < states; state++)
            AddState(state);
        // Keys may come from a counter beside them, so that records stay until it has gone to Redis.
        if (!isStatic && kind != "BackgroundService" && members.TrueForAll(m => !m.Contains(" count", StringComparison.Ordinal)))
            if (seed % 5 == 0)
                AddTable("things");
            else if (seed % 5 == 2)
                AddReport("report");
        AddCallers();

        var isPrimary = parameters.Count > 0 && random.Next(3) > 0;
        var header = isPrimary ? $"({string.Join(", ", parameters)})" : "";
        if (!isPrimary && parameters.Count > 0)
            members.Insert(0, Constructor());
        var bases = kind.Length > 0 ? " : " + kind : "";
        if (kind == "BackgroundService")
            members.Add("protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;");
        return $$"""
            using System.Collections.Concurrent;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.Extensions.Caching.Memory;

            namespace {{Namespace}};

            public record Item(int Id, string Name);
            {{string.Concat(records)}}
            /// <summary>Made by chance.</summary>
            public {{(isStatic ? "static " : "")}}{{(random.Next(6) == 0 ? "partial " : "")}}class {{type}}{{header}}{{bases}}
            {
            {{Body()}}
            }
            {{(HasDerived ? Derived() : "")}}
            """;
    }

    // In each way in which a class calls the constructor of its base, and with a file of its own.
    string Derived()
    {
        var (taken, handed) = (string.Join(", ", parameters), string.Join(", ", parameters.Select(p => p[(p.LastIndexOf(' ') + 1)..])));
        var isPrimary = seed % 8 == 1 && parameters.Count > 0;
        var constructor = isPrimary || parameters.Count == 0 ? "" : $"\n    public Special{type}({taken}) : base({handed})\n    {{\n    }}\n";
        var file = kind == "Controller" ? "System.IO.File" : "File";
        return $$"""

            public class Special{{type}}{{(isPrimary ? $"({taken})" : "")}} : {{type}}{{(isPrimary ? $"({handed})" : "")}}
            {{{constructor}}
                public void Keep{{seed}}(string name, string text) => {{file}}.WriteAllText(Path.Combine("kept{{seed}}", name + ".txt"), text);
            }

            """;
    }

    string Body()
    {
        var body = string.Join("\n\n", members.Select(m => "    " + m.Replace("\n", "\n    ", StringComparison.Ordinal)));
        // A controller has a method of that name.
        return kind == "Controller" ? body.Replace(" File.", " System.IO.File.", StringComparison.Ordinal).Replace("(File.", "(System.IO.File.", StringComparison.Ordinal) : body;
    }

    // Every third of them has another one that calls it.
    string Constructor() =>
        (seed % 3 == 0 ? $"internal {type}({string.Join(", ", parameters)}, int size)\n    : this({string.Join(", ", parameters.Select(p => p[(p.LastIndexOf(' ') + 1)..]))})\n{{\n    size.ToString();\n}}\n\n" : "")
        + string.Join("\n", parameters.Select(p => $"private readonly {p};")) + $"\n\npublic {type}({string.Join(", ", parameters)})\n{{\n"
        + string.Join("\n", parameters.Select(p => p[(p.LastIndexOf(' ') + 1)..]).Select(n => $"    this.{n} = {n};")) + "\n}";

    void AddState(int number)
    {
        switch (random.Next(isStatic ? 3 : 5))
        {
            case 0:
                AddDictionary("cache" + number);
                break;
            case 1:
                AddCounter("count" + number);
                break;
            case 2:
                AddFiles($"reports{seed}-{number}", isStatic ? "\"data\"" : "environment.ContentRootPath");
                break;
            case 3:
                AddMemoryCache("entry" + number);
                break;
            default:
                AddFiles($"exports{seed}-{number}", "environment.WebRootPath");
                break;
        }
    }

    void AddDictionary(string name)
    {
        var key = OneOf("int", "string");
        var value = OneOf("string", "Item", "int");
        var collection = OneOf("Dictionary", "ConcurrentDictionary");
        members.Add($"{Modifiers(isShared: true)}{collection}<{key}, {value}> {name} = new();");
        Add($"{value} Load{name}({key} key)", Value(value));
        for (var count = random.Next(1, 4); count > 0; count--)
            switch (random.Next(collection == "Dictionary" ? 6 : 9))
            {
                case 0:
                    Add($"{value} Get{name}{count}({key} key)", $"if (!{name}.TryGetValue(key, out var found))\n{{\n    found = Load{name}(key); // loaded once\n    {name}[key] = found;\n}}\nreturn found;");
                    break;
                case 1:
                    Add($"void Set{name}{count}({key} key, {value} value)", $"{name}[key] = value;");
                    break;
                case 2:
                    Add($"void Drop{name}{count}({key} key)", collection == "Dictionary" ? $"{name}.Remove(key);" : $"{name}.TryRemove(key, out _);");
                    break;
                case 3:
                    Add($"bool Has{name}{count}({key} key)", $"return {name}.ContainsKey(key);");
                    break;
                case 4:
                    Add($"{value} Read{name}{count}({key} key)", $"if ({name}.TryGetValue(key, out var found))\n    return found;\nvar loaded = Load{name}(key);\n{name}[key] = loaded;\nreturn loaded;");
                    break;
                case 8:
                    Add($"bool Take{name}{count}({key} key)", $"return {name}.TryRemove(key, out _);");
                    break;
                case 5 when random.Next(4) == 0:
                    Add($"int Size{name}{count}()", $"return {name}.Count;");
                    break;
                default:
                    Add($"{value} Ask{name}{count}({key} key)", collection == "Dictionary" ? $"return {name}[key];" : $"return {name}.GetOrAdd(key, {OneOf($"k => Load{name}(k)", $"Load{name}", $"_ => Load{name}(key)")});");
                    break;
            }
    }

    // Empty, or with what it starts with; the records of each program have a name of their own, as tables have.
    void AddTable(string name)
    {
        var record = string.Create(CultureInfo.InvariantCulture, $"Thing{seed}");
        records.Add($"\npublic class {record}\n{{\n    public int Id {{ get; set; }}\n\n    public string Name {{ get; set; }} = \"\";\n}}\n");
        var isByKey = random.Next(2) == 0;
        string Made(int id) => OneOf($"new {record} {{ Id = {id}, Name = \"n{id}\" }}", $"new() {{ Id = {id} }}", $"new {record}\n    {{\n        Id = {id}, // for ever\n    }}");
        var content = string.Concat(Enumerable.Range(1, random.Next(4)).Select(id => $"\n    {(isByKey ? $"[{id}] = " : "")}{Made(id)},{OneOf("", " // from the start")}"));
        members.Add($"{Modifiers(isShared: true)}readonly {(isByKey ? $"Dictionary<int, {record}>" : $"List<{record}>")} {name} = new(){(content.Length > 0 ? $"\n{{{content}\n}}" : "")};");
        Add($"void Put{name}({record} thing)", isByKey ? $"{name}[thing.Id] = thing;" : $"{name}.Add(thing);", isCalled: false);
        Add($"{record}? Find{name}(int key)", isByKey ? $"return {name}.GetValueOrDefault(key);" : $"return {name}.Find(t => t.Id == key);");
        Add($"List<{record}> All{name}()", $"return {name}{(isByKey ? ".Values" : "")}.ToList();");
    }

    void AddCounter(string name)
    {
        members.Add($"{Modifiers(isShared: true)}{OneOf("int", "long")} {name};");
        for (var count = random.Next(1, 3); count > 0; count--)
            switch (random.Next(5))
            {
                case 0:
                    Add($"long Next{name}{count}()", $"return Interlocked.Increment(ref {name});");
                    break;
                case 1:
                    Add($"void More{name}{count}()", $"{name}++;");
                    break;
                case 2:
                    Add($"string Number{name}{count}()", $"return $\"no {{++{name}}}\";");
                    break;
                case 3:
                    Add($"long Total{name}{count}()", $"return {name};");
                    break;
                default:
                    Add($"void Add{name}{count}(int by)", $"{name} += by;");
                    break;
            }
    }

    void AddMemoryCache(string name)
    {
        Parameter("IMemoryCache memory");
        var value = OneOf("string", "Item");
        Add($"{value} Load{name}(int key)", Value(value));
        var options = OneOf("", ", TimeSpan.FromMinutes(5)", ", new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(10) }");
        for (var count = random.Next(1, 3); count > 0; count--)
            switch (random.Next(5))
            {
                case 4:
                    members.Add($"private static {value}? Made{name}{count}(IMemoryCache cache, int id) => cache.GetOrCreate($\"{name}:{{id}}\", entry => {(value == "string" ? "\"made\" + id" : "new Item(id, \"made\")")});");
                    Add($"{value}? Ask{name}{count}(int id)", $"return Made{name}{count}(memory, id);");
                    break;
                case 0:
                    Add($"{value}? Get{name}{count}(int id)", $"return memory.GetOrCreate($\"{name}:{{id}}\", entry =>\n{{\n    entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(3);\n    return Load{name}(id);\n}});");
                    break;
                case 1:
                    Add($"{value} Find{name}{count}(int id)", $"if (!memory.TryGetValue($\"{name}:{{id}}\", out {value}? found) || found is null)\n{{\n    found = Load{name}(id);\n    memory.Set($\"{name}:{{id}}\", found{options});\n}}\nreturn found;");
                    break;
                case 2:
                    Add($"void Drop{name}{count}(int id)", $"memory.Remove($\"{name}:{{id}}\");");
                    break;
                default:
                    Add($"void Keep{name}{count}(int id, {value} value)", $"memory.Set($\"{name}:{{id}}\", value{options});");
                    break;
            }
    }

    // What one fix makes of it calls what another one makes async.
    void AddReport(string name)
    {
        AddTable("goods");
        Parameter("IMemoryCache memory");
        var lifetime = "entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(3);";
        Add($"string? {name}()", OneOf(
            $"return memory.GetOrCreate(\"{name}\", _ => \"open: \" + Allgoods().Count);",
            $"return memory.GetOrCreate(\"{name}\", entry =>\n{{\n    {lifetime}\n    return \"open: \" + Allgoods().Count;\n}});",
            $"return memory.GetOrCreate(\"{name}\", entry =>\n{{\n    {lifetime}\n    var goods = Allgoods();\n    if (goods.Count == 0)\n        return \"none\";\n    return \"open: \" + goods.Count;\n}});",
            $"if (!memory.TryGetValue(\"{name}\", out string? found))\n{{\n    found = Findgoods(1)?.Name ?? \"none\";\n    memory.Set(\"{name}\", found, TimeSpan.FromMinutes(5));\n}}\nreturn found;"));
    }

    void AddFiles(string folder, string root)
    {
        var name = folder.Replace("-", "", StringComparison.Ordinal);
        if (!isStatic)
            Parameter("IWebHostEnvironment environment");
        string Path(string file) => OneOf($"Path.Combine({root}, \"{folder}\", {file} + \".txt\")", $"Path.Combine({root}, \"{folder}\", $\"{{{file}}}.txt\")");
        for (var count = random.Next(1, 4); count > 0; count--)
            switch (random.Next(8))
            {
                case 0:
                    Add($"void Save{name}{count}(string name, string text)", $"Directory.CreateDirectory(Path.Combine({root}, \"{folder}\"));\nFile.WriteAllText({Path("name")}, text);");
                    break;
                case 1:
                    Add($"void Write{name}{count}(string name, byte[] content)", $"var path = {Path("name")};\nFile.WriteAllBytes(path, content);");
                    break;
                case 2:
                    Add($"string Load{name}{count}(string name)", $"return File.ReadAllText({Path("name")});");
                    break;
                case 3:
                    Add($"bool Has{name}{count}(string name)", $"return File.Exists({Path("name")});");
                    break;
                case 4:
                    Add($"void Drop{name}{count}(string name)", $"var path = {Path("name")};\nif (File.Exists(path))\n    File.Delete(path);");
                    break;
                case 5:
                    Add($"async Task Receive{name}{count}(IFormFile file, string name)", $"{OneOf("", "await ")}using var stream = {OneOf($"File.Create({Path("name")})", $"new FileStream({Path("name")}, FileMode.Create)")};\nawait file.CopyToAsync(stream);");
                    break;
                case 6 when random.Next(3) == 0:
                    Add($"void Append{name}{count}(string name, string text)", $"File.AppendAllText({Path("name")}, text);");
                    break;
                default:
                    Add($"void Lines{name}{count}(string name, string[] lines)", $"using (var writer = new StreamWriter({Path("name")}))\n{{\n    foreach (var line in lines)\n        writer.WriteLine(line); // one each\n}}");
                    break;
            }
    }

    // Each in a place that can await, or in one that cannot.
    void AddCallers()
    {
        foreach (var call in calls.Where(_ => random.Next(3) == 0).ToList())
        {
            var number = members.Count;
            switch (random.Next(6))
            {
                case 0:
                    Add($"void Run{number}()", $"{call};", isCalled: false);
                    break;
                case 1:
                    Add($"async Task Wait{number}()", $"await Task.Yield();\n{call};", isCalled: false);
                    break;
                case 2:
                    Add($"void Loop{number}(int times)", $"for (var i = 0; i < times; i++)\n{{\n    // again\n    {call};\n}}", isCalled: false);
                    break;
                case 3:
                    Add($"Action Later{number}()", $"return () => {call};", isCalled: false);
                    break;
                case 4:
                    Add($"void Guarded{number}(object gate)", $"lock (gate)\n{{\n    {call};\n}}", isCalled: false);
                    break;
                default:
                    Add($"void Try{number}()", $"try\n{{\n    {call};\n}}\ncatch (InvalidOperationException)\n{{\n}}", isCalled: false);
                    break;
            }
        }
    }

    void Add(string signature, string body, bool isCalled = true)
    {
        var access = random.Next(4) == 0 && kind != "Controller" ? "internal " : "public ";
        var action = signature.StartsWith("async ", StringComparison.Ordinal) ? "" : kind == "Controller" && random.Next(2) == 0 ? "[HttpPost(\"" + signature.Split('(')[0].Split(' ')[^1] + "\")]\n" : "";
        var isExpression = !body.Contains('\n', StringComparison.Ordinal) && random.Next(2) == 0;
        var expression = body.StartsWith("return ", StringComparison.Ordinal) ? body["return ".Length..] : body;
        members.Add($"{action}{access}{(isStatic ? "static " : "")}{signature}{(isExpression ? " => " + expression : "\n{\n    " + body.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n}")}");
        if (isCalled && !signature.StartsWith("async ", StringComparison.Ordinal))
            calls.Add(Call(signature));
    }

    static string Call(string signature)
    {
        var start = signature.IndexOf('(', StringComparison.Ordinal);
        var arguments = signature[(start + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(' ')[0] switch
        {
            "int" => "7",
            "string" => "\"a\"",
            "Item" => "new Item(1, \"b\")",
            "byte[]" => "[1, 2]",
            _ => "[\"c\"]",
        });
        return $"{signature[..start].Split(' ')[^1]}({string.Join(", ", arguments)})";
    }

    static string Value(string type) => type switch { "int" => "return 42;", "Item" => "return new Item(3, \"d\");", _ => "return \"value of \" + key;" };

    void Parameter(string parameter)
    {
        if (!parameters.Contains(parameter))
            parameters.Add(parameter);
    }

    string Modifiers(bool isShared) => $"private {(isStatic || (isShared && !IsSingleton) ? "static " : "")}";

    string OneOf(params string[] choices) => choices[random.Next(choices.Length)];
}
