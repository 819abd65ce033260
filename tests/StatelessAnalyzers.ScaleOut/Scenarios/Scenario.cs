namespace StatelessAnalyzers.ScaleOut;

/// <summary>What a user relies on, played against a fleet.</summary>
internal abstract class Scenario
{
    static int last;

    /// <summary>As the table of results calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The rule that reports its state in the sample.</summary>
    public abstract string Rule { get; }

    /// <summary>Why no fix helps it; null where one does.</summary>
    public virtual string? ByHand => null;

    /// <summary>It disturbs others that are played at the same time.</summary>
    public virtual bool IsExclusive => false;

    /// <summary>Plays it.</summary>
    /// <exception cref="StateLostException">An instance does not know what another one does.</exception>
    public abstract Task PlayAsync(ShopFleet fleet);

    /// <summary>A name that no other play has.</summary>
    protected static string Unused(string name) => $"{name}-{Interlocked.Increment(ref last)}";
}

/// <summary>State that one instance has and another one lacks: what the scenarios are about, and no other failure.</summary>
internal sealed class StateLostException(string message) : Exception(message)
{
    public static void Unless(bool held, string otherwise)
    {
        if (!held)
            throw new StateLostException(otherwise);
    }
}
