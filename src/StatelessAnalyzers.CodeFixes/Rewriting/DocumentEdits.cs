using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The intents that concern one document, in the order in which they are made.</summary>
internal sealed class DocumentEdits
{
    readonly Dictionary<NodeKey, List<Intent>> atNode = [];
    readonly Dictionary<NodeKey, List<InsertRegistration>> registrations = [];
    readonly HashSet<NodeKey> tasks = [];
    readonly Dictionary<NodeKey, int> usesLeft = [];

    // By start; and for each the earliest end of it and all after it.
    int[] starts = [];
    int[] earliestEnds = [];

    /// <summary>The namespaces that the document needs.</summary>
    public SortedSet<string> Usings { get; } = new(StringComparer.Ordinal);

    /// <summary>Every place at which something is to be made.</summary>
    public IEnumerable<NodeKey> Places => atNode.Keys.Concat(registrations.Keys);

    public void Add(Intent intent)
    {
        switch (intent)
        {
            case RewriteNode rewrite: Add(rewrite.Target, intent); break;
            case AwaitCall call: Add(call.Call, intent); break;
            case AddServiceParameter parameter: Add(parameter.Function, intent); break;
            case AddServiceArgument argument: Add(argument.Creation, intent); break;
            case AddCallArgument argument: Add(argument.Call, intent); break;
            case MakeAsync async:
                Add(async.Function, intent);
                if (!async.ChangesType)
                    tasks.Add(async.Function);
                break;
            case InjectService inject: Add(inject.Type, intent); break;
            case HandServiceOn handed: Add(handed.Constructor, intent); break;
            case AddMember member: Add(member.Type, intent); break;
            case DropUse drop:
                usesLeft[drop.Parameter] = (usesLeft.TryGetValue(drop.Parameter, out var left) ? left : drop.Count) - 1;
                break;
            case AddUsing use: Usings.Add(use.Namespace); break;
            case InsertRegistration registration:
                if (!registrations.TryGetValue(registration.Anchor, out var list))
                    registrations.Add(registration.Anchor, list = []);
                list.Add(registration);
                break;
        }
    }

    void Add(NodeKey key, Intent intent)
    {
        if (!atNode.TryGetValue(key, out var list))
            atNode.Add(key, list = []);
        list.Add(intent);
    }

    /// <summary>Nothing is added from here on. Finds the returns of functions whose task is awaited now, which change too.</summary>
    public void Seal(SyntaxNode root)
    {
        foreach (var parameter in usesLeft.Where(u => u.Value == 0).Select(u => u.Key))
            Add(new RewriteNode(parameter, "not read", (_, _) => null));
        var spans = Places.Select(p => p.Span).ToList();
        if (tasks.Count > 0)
            foreach (var node in root.DescendantNodes())
                if (node is ReturnStatementSyntax { Expression: not null } && Functions.Around(node) is { } function && tasks.Any(t => t.Span == function.Span && t.Kind == function.RawKind))
                    spans.Add(node.Span);

        spans.Sort((a, b) => a.Start.CompareTo(b.Start));
        starts = spans.ConvertAll(s => s.Start).ToArray();
        earliestEnds = new int[spans.Count];
        for (var i = spans.Count - 1; i >= 0; i--)
            earliestEnds[i] = i == spans.Count - 1 ? spans[i].End : Math.Min(spans[i].End, earliestEnds[i + 1]);
    }

    /// <summary>Whether anything at or within the node is edited.</summary>
    public bool Touches(TextSpan full)
    {
        var index = Array.BinarySearch(starts, full.Start);
        if (index < 0)
            index = ~index;
        while (index > 0 && starts[index - 1] == full.Start)
            index--;
        return index < starts.Length && earliestEnds[index] <= full.End;
    }

    /// <summary>The document an intent changes, or null where it changes another kind of file.</summary>
    public static DocumentId? DocumentOf(Intent intent) => intent switch
    {
        RewriteNode rewrite => rewrite.Target.Document,
        AwaitCall call => call.Call.Document,
        AddServiceParameter parameter => parameter.Function.Document,
        AddServiceArgument argument => argument.Creation.Document,
        AddCallArgument argument => argument.Call.Document,
        MakeAsync async => async.Function.Document,
        InjectService inject => inject.Type.Document,
        HandServiceOn handed => handed.Constructor.Document,
        AddMember member => member.Type.Document,
        DropUse drop => drop.Parameter.Document,
        AddUsing use => use.Document,
        InsertRegistration registration => registration.Anchor.Document,
        _ => null,
    };

    /// <summary>Whether the function returns a task that it must await once it is async.</summary>
    public bool ReturnsTask(NodeKey function) => tasks.Contains(function);

    // As the findings that asked for them stand, so that fixing them one after another gives the same.
    public IEnumerable<Intent> At(NodeKey key) => atNode.TryGetValue(key, out var list) ? list.OrderBy(Rank).ThenBy(i => i switch { AddCallArgument argument => ServiceOrder.Of(argument.Service), HandServiceOn handed => ServiceOrder.Of(handed.Service), _ => 0 }) : [];

    static int Rank(Intent intent) => intent switch
    {
        RewriteNode => 0,
        AddCallArgument => 1,
        AwaitCall => 2,
        AddServiceParameter or AddServiceArgument => 3,
        MakeAsync => 4,
        InjectService => 5,
        HandServiceOn => 6,
        _ => 7,
    };

    public IReadOnlyList<InsertRegistration> RegistrationsAt(NodeKey anchor, Placement placement) =>
        registrations.TryGetValue(anchor, out var list) ? [.. list.Where(r => r.Placement == placement).OrderBy(r => r.Registration.Rank).ThenBy(r => r.Registration.Statement, StringComparer.Ordinal)] : [];
}
