using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
                read = PerTree.GetValue(tree, t => new(In(t, cancellationToken)));
            spoken |= read.Value;
        }
        return spoken;
    }

    static Spoken In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        var spoken = Spoken.Nothing;
        foreach (var (means, words) in Table)
            if (Array.Exists(words, word => IsSpoken(word, text, tree, inTexts: means == Spoken.HealthAddress, cancellationToken)))
                spoken |= means;
        return spoken;
    }

    // Comments say nothing; a string says an address, and no code.
    static bool IsSpoken(string word, string text, SyntaxTree tree, bool inTexts, CancellationToken cancellationToken)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var position = word[0] == ' ' ? at + 1 : at;
            var token = tree.GetRoot(cancellationToken).FindToken(position);
            if (token.Span.Contains(position) && (inTexts || !IsText(token)))
                return true;
        }
        return false;
    }

    static bool IsText(SyntaxToken token) => (SyntaxKind)token.RawKind is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken
        or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;
}
