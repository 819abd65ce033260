using System.IO;
using System.IO.IsolatedStorage;

namespace LegacyShop.Catalogue
{
    /// <summary>What was searched for last, for the box on the front page.</summary>
    public static class RecentSearches
    {
        public static void Add(string words)
        {
            using (var store = IsolatedStorageFile.GetMachineStoreForAssembly())
            using (var writer = new StreamWriter(store.OpenFile("searches.txt", FileMode.Append)))
                writer.WriteLine(words);
        }
    }
}
