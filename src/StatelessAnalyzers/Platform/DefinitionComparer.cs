using System.Runtime.CompilerServices;

namespace StatelessAnalyzers.Platform;

/// <summary>
/// Compares objects that exist once: definitions of symbols, which have one public symbol in a compilation, and constant names. To compare what they say costs more than most rules do with them.
/// </summary>
internal sealed class DefinitionComparer : IEqualityComparer<object>
{
    public static readonly DefinitionComparer Instance = new();

    bool IEqualityComparer<object>.Equals(object x, object y) => ReferenceEquals(x, y);

    int IEqualityComparer<object>.GetHashCode(object definition) => RuntimeHelpers.GetHashCode(definition);
}
