using System.Collections.Immutable;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Where each method gets a connection of its own.</summary>
internal abstract record ConnectionSource
{
    /// <summary>The services that it is asked from.</summary>
    public abstract ImmutableArray<Service> Services { get; }

    /// <summary>What gives the connection.</summary>
    public abstract string Connection(RewriteScope scope, bool awaits);

    /// <summary>What opens it where it comes closed, or null.</summary>
    public abstract string? Open(string name, RewriteScope scope, bool awaits);
}

/// <summary>The data source of a provider, which is registered with the container.</summary>
internal sealed record RegisteredDataSource(Service Service) : ConnectionSource
{
    public override ImmutableArray<Service> Services => ImmutableArray.Create(Service);

    public override string Connection(RewriteScope scope, bool awaits) =>
        awaits ? $"await {scope.Service(Service)}.OpenConnectionAsync({scope.Token})" : $"{scope.Service(Service)}.OpenConnection()";

    public override string? Open(string name, RewriteScope scope, bool awaits) => null;
}
