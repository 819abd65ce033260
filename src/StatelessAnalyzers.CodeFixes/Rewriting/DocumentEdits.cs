using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The intents that concern one document, in the order in which they are made.</summary>
internal sealed class DocumentEdits
{
    readonly Dictionary<NodeKey, List<Intent>> atNode = [];
    readonly List<InsertRegistration> registrations = [];
    readonly List<TextSpan> spans = [];
    readonly HashSet<NodeKey> tasks = [];

    /// <summary>The namespaces that the document needs.</summary>
    public SortedSet<string> Usings { get; } = new(StringComparer.Ordinal);

    public void Add(Intent intent)
    {
        switch (intent)
        {
            case RewriteNode rewrite: Add(rewrite.Target, intent); break;
            case AwaitCall call: Add(call.Call, intent); break;
            case AddServiceParameter parameter: Add(parameter.Function, intent); break;
            case MakeAsync async:
                Add(async.Function, intent);
                if (!async.ChangesType)
                    tasks.Add(async.Function);
                break;
            case InjectService inject: Add(inject.Type, intent); break;
            case AddMember member: Add(member.Type, intent); break;
            case AddUsing use: Usings.Add(use.Namespace); break;
            case InsertRegistration registration:
                registrations.Add(registration);
                spans.Add(registration.Anchor.Span);
                break;
        }
    }

    void Add(NodeKey key, Intent intent)
    {
        if (!atNode.TryGetValue(key, out var list))
            atNode.Add(key, list = []);
        list.Add(intent);
        spans.Add(key.Span);
    }

    /// <summary>The document an intent changes, or null where it changes another kind of file.</summary>
    public static DocumentId? DocumentOf(Intent intent) => intent switch
    {
        RewriteNode rewrite => rewrite.Target.Document,
        AwaitCall call => call.Call.Document,
        AddServiceParameter parameter => parameter.Function.Document,
        MakeAsync async => async.Function.Document,
        InjectService inject => inject.Type.Document,
        AddMember member => member.Type.Document,
        AddUsing use => use.Document,
        InsertRegistration registration => registration.Anchor.Document,
        _ => null,
    };

    /// <summary>Whether anything at or within the node is edited.</summary>
    public bool Touches(SyntaxNode node)
    {
        var full = node.FullSpan;
        foreach (var span in spans)
            if (full.Contains(span))
                return true;
        return false;
    }

    /// <summary>Whether the function returns a task that it must await once it is async.</summary>
    public bool ReturnsTask(NodeKey function) => tasks.Contains(function);

    public IEnumerable<Intent> At(NodeKey key) =>
        atNode.TryGetValue(key, out var list)
            ? list.OrderBy(Rank).ThenBy(i => i is InjectService inject ? inject.Service.MetadataName : i is AddServiceParameter parameter ? parameter.Service.MetadataName : i is AddMember member ? member.Name : "", StringComparer.Ordinal)
            : [];

    static int Rank(Intent intent) => intent switch
    {
        RewriteNode => 0,
        AwaitCall => 1,
        AddServiceParameter => 2,
        MakeAsync => 3,
        InjectService => 4,
        _ => 5,
    };

    public IReadOnlyList<InsertRegistration> RegistrationsAt(NodeKey anchor, Placement placement) =>
        [.. registrations.Where(r => r.Anchor == anchor && r.Placement == placement).OrderBy(r => r.Registration.Rank)];
}
