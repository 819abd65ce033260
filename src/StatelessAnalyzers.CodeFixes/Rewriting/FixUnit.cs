using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Rewriting;

/// <summary>A finding that a fix is asked to remove.</summary>
internal sealed record Finding(Diagnostic Diagnostic, Document Document);

/// <summary>The changes that remove one fault. They are made together or not at all.</summary>
internal sealed class FixUnit(string id)
{
    readonly HashSet<Intent> intents = [];
    readonly Queue<Intent> unsolved = new();

    /// <summary>Units of the same id are the same unit: several findings may be one fault.</summary>
    public string Id { get; private set; } = id;

    /// <summary>Why the fix is not offered, or null.</summary>
    public string? Refusal { get; private set; }

    public IReadOnlyCollection<Intent> Intents => intents;

    /// <summary>Names the fault where one that several findings share is found.</summary>
    public void Rename(string shared) => Id = shared;

    public void Add(Intent intent)
    {
        if (intents.Add(intent))
            unsolved.Enqueue(intent);
    }

    /// <summary>Gives the fix up. The first reason is kept.</summary>
    public void Refuse(string reason) => Refusal ??= reason;

    /// <summary>The next intent that the solvers have not seen.</summary>
    public bool TryNext(out Intent intent)
    {
        intent = null!;
        if (Refusal is not null || unsolved.Count == 0)
            return false;
        intent = unsolved.Dequeue();
        return true;
    }
}
