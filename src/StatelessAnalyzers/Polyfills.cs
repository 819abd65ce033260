// What the language asks for and netstandard2.0 lacks. Written out, because a generator of such types puts them in an order that differs from build to build.

namespace System
{
    /// <summary>A place in a list, counted from its start or, as <c>^1</c>, from its end.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;

        public static implicit operator Index(int value) => new(value);
    }

    /// <summary>A part of a list, as <c>1..^1</c>.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

        public static Range EndAt(Index end) => new(new Index(0), end);
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Lets properties be set in initialisers only.</summary>
    internal static class IsExternalInit;
}
