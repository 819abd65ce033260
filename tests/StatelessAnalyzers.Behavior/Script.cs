namespace StatelessAnalyzers.Behavior;

/// <summary>Requests one after another, and what they were answered.</summary>
internal sealed class Script(Func<string, object?, Task<string>> send)
{
    public List<string> Answers { get; } = [];

    public async Task SendAsync(string request, object? content = null) => Answers.Add($"{request}: {await send(request, content)}");
}
