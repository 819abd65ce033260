using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The endpoint that says whether an instance is ready, and what it asks. Fixes that come to need Redis and the one that maps it may run in any order.</summary>
internal sealed class Readiness(FixSession session)
{
    /// <summary>Where the fix of SLS6006 maps it.</summary>
    public const string Path = "/health/ready";

    /// <summary>The setting of which fixes keep state in Redis.</summary>
    public const string RedisSetting = "ConnectionStrings:Redis";

    /// <summary>A link of the chain that AddHealthChecks starts: without Redis an instance is not ready.</summary>
    public static Registration RedisCheck { get; } = new(
        0, "AddRedis", null, ".AddRedis({configuration}.GetConnectionString(\"Redis\")!)",
        ImmutableArray.Create("Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Configuration"), "AspNetCore.HealthChecks.Redis");

    /// <summary>Whether the host reads the connection string under which fixes keep state in Redis.</summary>
    public async Task<bool> DependsOnRedisAsync(Project host) => (await session.NamingAsync(host, "GetConnectionString(\"Redis\")").ConfigureAwait(false)).Count > 0;

    /// <summary>Lets the endpoint ask Redis, where it is mapped and asks nothing yet. Checks of the user's own are theirs.</summary>
    public async Task AskRedisAsync(FixUnit unit, Project host)
    {
        if ((await session.NamingAsync(host, '"' + Path + '"').ConfigureAwait(false)).Count > 0)
            await AddCheckAsync(unit, host).ConfigureAwait(false);
    }

    /// <summary>Adds a check of Redis where the host registers health checks and no single one.</summary>
    public async Task AddCheckAsync(FixUnit unit, Project host)
    {
        foreach (var document in await session.NamingAsync(host, Services.HealthChecks.Method).ConfigureAwait(false))
            foreach (var call in (await session.RootAsync(document.Id).ConfigureAwait(false)).DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }, Parent: ExpressionStatementSyntax } && name == Services.HealthChecks.Method && DeploymentArms.Of(call) != DeploymentArm.Development)
                    await session.Composition.ExtendAsync(unit, document, call, RedisCheck).ConfigureAwait(false);
    }
}
