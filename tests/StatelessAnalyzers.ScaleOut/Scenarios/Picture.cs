using System.Net;
using System.Security.Cryptography;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Uploads at one instance, downloads from the other, deletes there.</summary>
internal sealed class Picture : Scenario
{
    public override string Name => "upload on one, download from the other";

    public override string Rule => "SLS2002";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var content = RandomNumberGenerator.GetBytes(20_000);
        var name = Unused("picture") + ".png";
        (await user.UploadAsync(fleet.First.Url, "/Pictures", "/Pictures/Upload", "picture", name, content)).Done();
        var other = await user.GetAsync(fleet.Other.Url, "/Pictures/Download/1-" + name);
        StateLostException.Unless(other.Status != HttpStatusCode.NotFound, "the other instance does not have the picture");
        StateLostException.Unless(other.Done().Content.SequenceEqual(content), "the other instance has another picture");
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/Pictures")).Text.Contains(name, StringComparison.Ordinal), "the other instance does not list the picture");
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/uploads/1-" + name)).Content.SequenceEqual(content), "the picture has lost its address");
        (await user.SubmitAsync(fleet.Other.Url, "/Pictures", "/Pictures/Delete/1-" + name)).Done();
        StateLostException.Unless((await user.GetAsync(fleet.First.Url, "/Pictures/Show/1-" + name)).Status == HttpStatusCode.NotFound, "the first instance still has the picture that was deleted");
    }
}
