namespace StatefulShop.Services.Store;

public static class StoreStatus
{
    public static bool IsOpen { get; private set; } = true;

    public static string? Reason { get; private set; }

    public static void Close(string reason)
    {
        IsOpen = false;
        Reason = reason;
    }

    public static void Open()
    {
        IsOpen = true;
        Reason = null;
    }
}
