using Microsoft.Extensions.Hosting;

namespace StatefulShop.Services.Marketing;

/// <summary>Each campaign has a folder for what its partners deliver.</summary>
public sealed class CampaignFolders(IHostEnvironment environment)
{
    public void Close(string campaign) => Directory.Delete(FolderOf(campaign), recursive: true);

    private string FolderOf(string campaign) =>
        Path.Combine(environment.ContentRootPath, "App_Data", "campaigns", Path.GetFileName(campaign));
}
