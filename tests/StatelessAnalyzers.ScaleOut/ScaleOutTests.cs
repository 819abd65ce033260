using StatelessAnalyzers.EndToEnd;
using Xunit;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>The sample shop as several processes behind a load balancer, before and after the packed package has fixed it.</summary>
public class ScaleOutTests(ScaleOutRun run) : IClassFixture<ScaleOutRun>
{
    public static TheoryData<string> All => [.. AllScenarios.List.Select(s => s.Name)];

    public static TheoryData<string> Fixed => [.. AllScenarios.List.Where(s => s.ByHand is null).Select(s => s.Name)];

    public static TheoryData<string> WithoutFix => [.. AllScenarios.List.Where(s => s.ByHand is not null).Select(s => s.Name)];

    public static TheoryData<string> Faults => [.. Fault.All.Select(f => f.Name)];

    [Theory, MemberData(nameof(All))]
    public async Task State_is_lost_as_the_shop_is(string scenario)
    {
        RequireServers();
        AssertLost((await run.BeforeAsync())[scenario]);
    }

    [Theory, MemberData(nameof(Fixed))]
    public async Task State_is_kept_after_the_fixes(string scenario)
    {
        RequireServers();
        AssertHolds((await run.AfterAsync())[scenario]);
    }

    [Theory, MemberData(nameof(WithoutFix))]
    public async Task State_that_no_fix_moves_is_still_lost(string scenario)
    {
        RequireServers();
        AssertLost((await run.AfterAsync())[scenario]);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Nothing_acknowledged_is_lost_and_everything_holds_after(string fault)
    {
        RequireServers();
        await run.AfterAsync();
        var outcome = await run.AfterFaultAsync(fault);
        Assert.True(outcome.Acknowledged >= Traffic.Enough, $"{outcome.Acknowledged} acknowledged, {outcome.Failed} failed");
        Assert.Empty(outcome.Broken);
        Assert.All(outcome.Scenarios, s => AssertHolds(s.Value));
    }

    [Fact]
    public async Task A_load_is_served_by_one_two_and_three_instances()
    {
        RequireServers();
        Assert.All(await run.LoadAsync(), f => Assert.Equal(0, f.Failed));
    }

    [Fact]
    public async Task The_page_shows_what_the_run_found()
    {
        RequireServers();
        var faults = new Dictionary<string, FaultOutcome>();
        var (before, after) = (await run.BeforeAsync(), await run.AfterAsync());
        foreach (var fault in Fault.All)
            faults[fault.Name] = await run.AfterFaultAsync(fault.Name);
        var path = Path.Combine(PackedPackage.Repository, ResultsPage.Path);
        var readmePath = Path.Combine(PackedPackage.Repository, ResultsPage.Readme);
        var (page, readme) = (await File.ReadAllTextAsync(path), await File.ReadAllTextAsync(readmePath));
        var foundReadme = ResultsPage.With(readme, "scale-out", ResultsPage.Summary(before, after));
        var found = ResultsPage.With(page, "results", ResultsPage.Outcomes(before, after, faults));
        var (traffic, load) = (ResultsPage.Traffic(faults), ResultsPage.Load(await run.LoadAsync()));
        TestContext.Current.TestOutputHelper!.WriteLine($"{found}\n{traffic}\n{load}");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, ResultsPage.With(ResultsPage.With(found, "traffic", traffic), "load", load));
            await File.WriteAllTextAsync(readmePath, foundReadme);
            return;
        }
        Assert.Equal(found, page);
        Assert.Equal(foundReadme, readme);
    }

    static void AssertHolds(Outcome outcome) => Assert.True(outcome.Holds, $"{outcome.Lost ?? outcome.Fault}\n{outcome.Complaints}");

    static void AssertLost(Outcome outcome) => Assert.True(outcome.Lost is not null, $"{outcome.Fault ?? "Nothing was lost."}\n{outcome.Complaints}");

    static void RequireServers() => Assert.SkipUnless(InstalledServers.Missing is null, InstalledServers.Missing ?? "");
}
