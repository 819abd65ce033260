using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The order in which a type lists the services that fixes give it, so that the order of the fixes does not show.</summary>
internal static class ServiceOrder
{
    static readonly string[] Types = ["HybridCache", "IDistributedCache", "IConnectionMultiplexer", "IDistributedLockProvider", "IAmazonS3", "ITransferUtility", "IAmazonSQS", "IDynamoDBContext", "IConfiguration"];

    /// <summary>Whether both are services of fixes and the first comes after the second.</summary>
    public static bool IsAfter(TypeSyntax? first, TypeSyntax? second) => Rank(second) is var rank and >= 0 && Rank(first) > rank;

    /// <summary>The place of the service among them.</summary>
    public static int Of(Service service) => Array.IndexOf(Types, service.Type);

    static int Rank(TypeSyntax? type) => type switch
    {
        SimpleNameSyntax name => Array.IndexOf(Types, name.Identifier.ValueText),
        QualifiedNameSyntax qualified => Rank(qualified.Right),
        AliasQualifiedNameSyntax aliased => Rank(aliased.Name),
        _ => -1,
    };
}
