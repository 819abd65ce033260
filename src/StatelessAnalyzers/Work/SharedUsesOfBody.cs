using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>The uses of shared resources in one body, in the order in which they are done, and where locks are released.</summary>
internal sealed class SharedUsesOfBody
{
    readonly List<(SharedUse Use, SyntaxNode Place)> uses = new();
    readonly List<int> releases = new();

    public static SharedUsesOfBody Of(IOperation body, KnownTypes types)
    {
        var read = new SharedUsesOfBody();
        foreach (var operation in body.DescendantsAndSelf())
            if (operation is IInvocationOperation call)
                if (call.TargetMethod.Name is "Release" or "ReleaseMutex" or "Exit")
                    read.releases.Add(call.Syntax.Span.End);
                else if (SharedResources.Of(call, types) is { } use)
                    read.uses.Add((use, call.Syntax));
        read.uses.Sort((a, b) => a.Place.Span.End.CompareTo(b.Place.Span.End)); // arguments are done before the call
        return read;
    }

    /// <summary>The first write to something that was read before it in that part of the body.</summary>
    public (SharedUse Use, SyntaxNode Place)? ReadThenWrite(TextSpan guarded)
    {
        var read = 0;
        foreach (var (use, place) in uses)
            if (guarded.Contains(place.Span))
                if (!use.IsWrite)
                    read |= 1 << (int)use.Kind;
                else if ((read & (1 << (int)use.Kind)) != 0)
                    return (use, place);
        return null;
    }

    /// <summary>From an acquisition to the last release in its scope, or to the end of it.</summary>
    public TextSpan Guarded(int acquired, int end)
    {
        var released = acquired;
        foreach (var release in releases)
            if (release > acquired && release <= end)
                released = Math.Max(released, release);
        return TextSpan.FromBounds(acquired, released > acquired ? released : Math.Max(acquired, end));
    }
}
