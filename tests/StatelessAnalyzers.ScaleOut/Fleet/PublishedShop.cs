using StatelessAnalyzers.EndToEnd;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>The sample shop as it is, and as the packed package's fixes leave it, each as a deployment gets it.</summary>
internal sealed class PublishedShop
{
    PublishedShop(string before, string after)
    {
        Before = before;
        After = after;
    }

    /// <summary>The folder of the shop as it is.</summary>
    public string Before { get; }

    /// <summary>The folder of the shop after the fixes.</summary>
    public string After { get; }

    public static async Task<PublishedShop> MakeAsync(PackedPackage package)
    {
        var copy = SampleCopy.Of(package, "scale-out", "StatefulShop", "StatefulShop.Services");
        var shop = new PublishedShop(Path.Combine(package.Folder, "before"), Path.Combine(package.Folder, "after"));
        await Dotnet.RunAsync(copy.Folder, "publish", "StatefulShop", "-o", shop.Before);
        await copy.FixAsync();
        await Dotnet.RunAsync(copy.Folder, "publish", "StatefulShop", "-o", shop.After);
        return shop;
    }
}
