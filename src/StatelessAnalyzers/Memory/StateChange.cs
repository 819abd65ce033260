using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Memory;

/// <summary>What is done to a piece of state.</summary>
internal enum ChangeKind
{
    /// <summary>It gets another value.</summary>
    Assigned,

    /// <summary>It is counted up or down.</summary>
    Counted,

    /// <summary>What it holds is changed: an element, a property, the content of a collection.</summary>
    Mutated,

    /// <summary>A handler is added to an event.</summary>
    Subscribed,
}

/// <summary>One place that changes state.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Place">The operation that does it.</param>
/// <param name="Method">The called method, <c>[]</c> for an element that is set, empty for an assignment.</param>
/// <param name="Key">The key under which something is changed.</param>
/// <param name="Value">The value that is put in.</param>
/// <param name="IsThrough">Whether a member of an object is changed that the state refers to, and not the state itself.</param>
internal sealed record StateChange(ChangeKind Kind, IOperation Place, string Method, IOperation? Key, IOperation? Value, bool IsThrough)
{
    /// <summary>The member in which the change stands.</summary>
    public ISymbol In { get; set; } = null!;

    /// <summary>The expression that names the state, which is where a change by another type is reported.</summary>
    public IOperation Reference { get; set; } = null!;
}
