using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>A type that the container makes through a factory of the application's is given a service there as well.</summary>
public class ServiceFactoryTests
{
    const string Store = "public class Store(ILogger<Store> logger, string name)\n{\n    public string Get(string k) => Probe.Use(k) + name + logger;\n}\n";

    static Workshop Made(string registration, string store = Store) => new Workshop().Project("Web", [("Store.cs", store), ("Program.cs", Workshop.Registered(registration))], application: true);

    [Theory]
    [InlineData("builder.Services.AddSingleton(provider => new Store(provider.GetRequiredService<ILogger<Store>>(), \"a\"));", "new Store(provider.GetRequiredService<ILogger<Store>>(), \"a\", provider.GetRequiredService<IAmazonS3>())")]
    [InlineData("builder.Services.AddScoped<object>(sp =>\n{\n    if (args.Length > 0)\n        return new object();\n    return new Store(\n        sp.GetRequiredService<ILogger<Store>>(),\n        \"a\");\n});", "new Store(\n        sp.GetRequiredService<ILogger<Store>>(),\n        \"a\",\n        sp.GetRequiredService<IAmazonS3>());")]
    public async Task The_factory_hands_it_over(string registration, string expected)
    {
        var result = await Made(registration).FixAsync();
        Assert.Empty(result.Refused);
        Assert.Contains(expected, result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("public class Store(ILogger<Store> logger, string name, IAmazonS3 s3)", result.Text("/0/Web/Store.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("builder.Services.AddSingleton(_ => new Store(null!, \"a\"));")]
    [InlineData("var store = new Store(null!, \"a\");")]
    [InlineData("builder.Services.AddSingleton(provider => new Store(name: \"a\", logger: provider.GetRequiredService<ILogger<Store>>()));")]
    [InlineData("builder.Services.AddSingleton(provider => new Store(provider.GetRequiredService<ILogger<Store>>(), \"a\")); var other = new Store(null!, \"b\");")]
    [InlineData("builder.Services.AddSingleton<Store>(provider => new(provider.GetRequiredService<ILogger<Store>>(), \"a\"));")]
    public async Task Without_a_provider_it_is_refused(string registration)
    {
        var result = await Made(registration).FixAsync();
        Assert.Contains("nothing at this place can be given an IAmazonS3", Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ILogger<Store> logger, string name = \"a\"")]
    [InlineData("ILogger<Store> logger, params string[] name")]
    public async Task Where_the_arguments_would_move_it_is_refused(string parameters)
    {
        var result = await Made("builder.Services.AddSingleton(provider => new Store(provider.GetRequiredService<ILogger<Store>>(), \"a\"));", Store.Replace("ILogger<Store> logger, string name", parameters, StringComparison.Ordinal)).FixAsync();
        Assert.Contains("nothing at this place can be given an IAmazonS3", Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
