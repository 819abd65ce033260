using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Fleet;

/// <summary>What the words of a source say that no registration does.</summary>
[Flags]
internal enum Spoken
{
    Nothing = 0,

    /// <summary>Forms are protected or temp data is kept, which takes a data-protection key.</summary>
    Antiforgery = 1,

    /// <summary>The options of the key ring are set by hand.</summary>
    KeyOptions = 2,

    /// <summary>A hub speaks to others than its caller.</summary>
    Broadcast = 4,

    /// <summary>A hub is spoken through from outside of it.</summary>
    HubContext = 8,

    /// <summary>Something of the application's own answers under the address of a health check.</summary>
    HealthAddress = 16,
}

/// <summary>
/// Looks for words in all sources of a compilation, those of Razor included. A word only ever makes a rule quieter or says how loud it is. Asked for where a
/// rule is about to report; each file is read once.
/// </summary>
internal static class SourceWords
{
    static readonly ConditionalWeakTable<SyntaxTree, StrongBox<Spoken>> PerTree = new();

    static readonly (Spoken Means, string[] Words)[] Table =
    [
        (Spoken.Antiforgery, ["AntiForgery", "Antiforgery", "TempData", "FormTagHelper", "BeginForm", " OnPost"]),
        (Spoken.KeyOptions, ["KeyManagementOptions", "IXmlRepository"]),
        (Spoken.Broadcast, ["Clients.All", "Clients.Others", "Clients.Group", "Clients.User", "Clients.Client", "IHubContext<"]),
        (Spoken.HubContext, ["IHubContext<"]),
        (Spoken.HealthAddress, ["/health", "\"health", "Health\"", "\"/ping", "\"ping\"", "/alive", "\"alive\"", "/ready", "/readiness", "/liveness", "\"/live", "\"/hc", "\"/status\"", "HealthController", "HealthCheckController", "PingController"]),
    ];

    public static Spoken In(Compilation compilation, CancellationToken cancellationToken)
    {
        var spoken = Spoken.Nothing;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!PerTree.TryGetValue(tree, out var read))
                read = PerTree.GetValue(tree, t => new(In(t.GetText(cancellationToken).ToString())));
            spoken |= read.Value;
        }
        return spoken;
    }

    static Spoken In(string text)
    {
        var spoken = Spoken.Nothing;
        foreach (var (means, words) in Table)
            foreach (var word in words)
                if (text.IndexOf(word, StringComparison.Ordinal) >= 0)
                {
                    spoken |= means;
                    break;
                }
        return spoken;
    }
}
