using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>Which registrations give a fleet one <c>IDistributedCache</c>.</summary>
internal static class SharedCaches
{
    static readonly string[] Registrations =
    [
        "AddStackExchangeRedisCache", "AddDistributedRedisCache", "AddRedisDistributedCache", "AddDistributedSqlServerCache", "AddDistributedPostgresCache",
        "AddAWSDynamoDBDistributedCache", "AddCosmosCache", "AddEnyimMemcached", "AddNCacheDistributedCache", "AddDistributedCouchbaseCache", "AddMongoDbCache",
    ];

    /// <summary>Whether the composition root registers a cache that all instances share.</summary>
    public static bool Registered(CompositionFacts composition)
    {
        foreach (var method in Registrations)
            if (composition.Registers(method))
                return true;
        return false;
    }
}
