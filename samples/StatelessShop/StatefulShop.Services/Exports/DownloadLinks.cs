using System.Security.Cryptography;
using System.Text;

namespace StatefulShop.Services.Exports;

public static class DownloadLinks
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static string Sign(string name) => Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(name)));

    public static bool IsValid(string name, string signature)
    {
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(name)), Encoding.ASCII.GetBytes(signature));
    }
}
