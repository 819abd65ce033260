using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>What the rules about files know of one compilation: its types, and which paths the user says all instances share.</summary>
internal sealed class LocalDisk(Compilation compilation, KnownTypes types, StatelessNames shared)
{
    // Several rules ask the same of one path.
    static readonly ConditionalWeakTable<RuleContext, LocalDisk> PerContext = new();

    readonly ConditionalWeakTable<IOperation, StrongBox<PathOrigin>> origins = new();

    public Compilation Compilation => compilation;

    public KnownTypes Types => types;

    public static LocalDisk Of(RuleContext context) =>
        PerContext.GetValue(context, static c => new(c.Compilation, c.Types, StatelessOptions.SharedPaths.Of(c.Options, c.Compilation)));

    /// <summary>Where the path comes from. Followed once.</summary>
    public PathOrigin OriginOf(IOperation path) =>
        origins.TryGetValue(path, out var known) ? known.Value : origins.GetValue(path, p => new(PathOrigins.Follow(p, this))).Value;

    /// <summary>Whether a path that starts so leads to storage that all instances mount.</summary>
    public bool IsShared(string path)
    {
        foreach (var name in shared.All)
            if (path.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (path.Length == name.Length || IsSeparator(name[name.Length - 1]) || IsSeparator(path[name.Length])))
                return true;
        return false;
    }

    /// <summary>Whether the value of that configuration key is such a path.</summary>
    public bool IsSharedKey(string key)
    {
        foreach (var name in shared.All)
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>Whether the value of that field or property is such a path.</summary>
    public bool IsShared(ISymbol member) => shared.Contains(member);

    static bool IsSeparator(char c) => c is '/' or '\\';
}
