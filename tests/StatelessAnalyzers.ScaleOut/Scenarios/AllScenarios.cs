namespace StatelessAnalyzers.ScaleOut;

/// <summary>All scenarios, in the order of the table.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> List { get; } =
    [
        new SignIn(), new FailedSignIns(), new ForeignForm(), new Cart(), new MessageToNextPage(), new Picture(), new Export(), new CategoryPage(), new ChangedPrice(), new CachedResponse(),
        new Views(), new Subscribers(), new Returns(), new Orders(), new WelcomeMail(), new HubMessage(), new Restocking(), new LogLines(), new Readiness(),
        new Wishlist(), new Coupons(), new Reviews(), new ClosedStore(),
    ];

    public static Scenario Of(string name) => List.Single(s => s.Name == name);
}
