using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>The package over a copy of the sample, as a user would apply it.</summary>
public class SampleTests(PackedPackage package)
{
    // Rules whose every finding in the sample has a fix.
    static readonly string[] Vanishing = ["SLS1001", "SLS1002", "SLS3007", "SLS4001", "SLS4006", "SLS6001", "SLS6003", "SLS6005", "SLS6006"];

    // Rules of which some findings have a fix and the others a refusal.
    static readonly string[] Shrinking = ["SLS2001", "SLS2002", "SLS3001", "SLS3005", "SLS4003"];

    [Fact]
    public async Task Sample_is_fixed_builds_and_stays_as_it_is()
    {
        var shop = SampleCopy.Of(package, nameof(Sample_is_fixed_builds_and_stays_as_it_is), "StatefulShop", "StatefulShop.Services");
        var before = await shop.BuildAsync();
        SampleCopy.AssertOneFindingPerPlace(before);
        Assert.All([.. Vanishing, .. Shrinking], id => Assert.Contains(before, f => f.Id == id));

        // It also says which findings it leaves, those of fixes that refuse among them.
        var output = await shop.FixAsync();
        Assert.DoesNotMatch("(?i)exception|support Fix All", output);
        FixedSample.AssertIs(shop, "StatefulShop", "StatefulShop.Services");
        Assert.Matches(@"\.cs\(\d+,\d+\): SLS2001 is not fixed: .", output);
        var after = await shop.BuildAsync();
        Assert.All(Vanishing, id => Assert.DoesNotContain(after, f => f.Id == id));
        Assert.All(Shrinking, id => Assert.True(after.Count(f => f.Id == id) < before.Count(f => f.Id == id), id));
        // A fix leaves nothing behind that another rule reports.
        Assert.Subset(before.Select(f => f.Id).ToHashSet(), after.Select(f => f.Id).ToHashSet());

        await shop.AssertFixedAsync();
    }
}
