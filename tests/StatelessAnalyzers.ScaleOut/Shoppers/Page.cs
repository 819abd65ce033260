using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>What an instance answered.</summary>
internal sealed partial record Page(HttpStatusCode Status, byte[] Content, string? Location)
{
    public string Text => Encoding.UTF8.GetString(Content);

    /// <summary>The instance did what it was asked to.</summary>
    public bool IsDone => Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.Redirect;

    /// <summary>The hidden field of a form.</summary>
    public string Token => Antiforgery().Match(Text) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException($"There is no form in this answer ({Status}): {Text}");

    /// <summary>How often the product was seen, as its page says.</summary>
    public int Views => int.Parse(Seen().Match(Text).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>How many pieces the cart holds.</summary>
    public int Pieces => Quantity().Matches(Text).Sum(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    /// <exception cref="InvalidOperationException">The instance failed, which is no loss of state but a fault of another kind.</exception>
    public Page Done() => IsDone ? this : throw new InvalidOperationException($"{Status}: {Text}");

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Antiforgery();

    [GeneratedRegex("Seen ([0-9]+) times")]
    private static partial Regex Seen();

    [GeneratedRegex("</td><td>([0-9]+)</td><td>")]
    private static partial Regex Quantity();
}
