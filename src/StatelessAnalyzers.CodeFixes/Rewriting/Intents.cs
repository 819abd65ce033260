using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>A node of the original solution, by value.</summary>
internal readonly record struct NodeKey(DocumentId Document, TextSpan Span, int Kind)
{
    public static NodeKey Of(DocumentId document, SyntaxNode node) => new(document, node.Span, node.RawKind);
}

/// <summary>One thing that a fix wants done. Equal intents are done once, whoever asks for them.</summary>
internal abstract record Intent;

/// <summary>Replaces a node by what the recipe makes of it. The recipe sees the node with its inner edits done.</summary>
/// <param name="Target">The node in the original tree.</param>
/// <param name="Recipe">The name of the recipe: two rewrites of one node are the same where it is equal.</param>
/// <param name="Apply">Makes the new node; null removes it from its list.</param>
internal sealed record RewriteNode(NodeKey Target, string Recipe, Func<SyntaxNode, RewriteScope, SyntaxNode?> Apply) : Intent
{
    /// <summary>The services that the new code names through <see cref="RewriteScope.Service"/>.</summary>
    public ImmutableArray<Service> Services { get; init; } = ImmutableArray<Service>.Empty;

    /// <summary>Namespaces that the new code needs besides those of its services.</summary>
    public ImmutableArray<string> Usings { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Packages that the new code needs besides those of its services.</summary>
    public ImmutableArray<string> Packages { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether the new code awaits, so that the function around it must be async.</summary>
    public bool Awaits { get; init; }

    /// <summary>What it awaits in place of, where that is more than the node: a lock that goes away.</summary>
    public NodeKey? Site { get; init; }

    /// <summary>Whether the recipe puts statements before the one that holds the node.</summary>
    public bool Hoists { get; init; }

    public bool Equals(RewriteNode? other) => other is not null && Target == other.Target && Recipe == other.Recipe;

    public override int GetHashCode() => Target.GetHashCode();
}

/// <summary>Gives a type a service through its constructor.</summary>
/// <param name="Type">The part of the type whose constructor takes it.</param>
/// <param name="Service">What is injected.</param>
/// <param name="Parameter">The name of the constructor's parameter, which may be there already.</param>
/// <param name="Field">The name of the field that keeps it, or null where the primary constructor's parameter is used itself.</param>
internal sealed record InjectService(NodeKey Type, Service Service, string Parameter, string? Field) : Intent;

/// <summary>Lets a constructor hand a service on to the one that it calls.</summary>
/// <param name="Constructor">The constructor, or the type of a primary one or one that has yet to be written.</param>
/// <param name="Service">What it hands on.</param>
/// <param name="Parameter">Its parameter.</param>
/// <param name="Taker">The parameter of the one that it calls.</param>
/// <param name="Behind">How many arguments stand behind the new one.</param>
internal sealed record HandServiceOn(NodeKey Constructor, Service Service, string Parameter, string Taker, int Behind) : Intent
{
    /// <summary>Whether the parameter is new.</summary>
    public bool IsTaken { get; init; }

    /// <summary>Whether a constructor that has yet to be written becomes a primary one.</summary>
    public bool IsPrimary { get; init; }
}

/// <summary>Gives an endpoint's handler a service as a parameter.</summary>
internal sealed record AddServiceParameter(NodeKey Function, Service Service, string Parameter) : Intent;

/// <summary>Gives an object that a factory makes a service as an argument.</summary>
internal sealed record AddServiceArgument(NodeKey Creation, Service Service, string Provider) : Intent;

/// <summary>Gives a call of a static method the service that the method takes now.</summary>
/// <param name="Call">The call.</param>
/// <param name="Service">What it hands over.</param>
/// <param name="Parameter">The parameter that takes it.</param>
/// <param name="Value">The name of the service there.</param>
/// <param name="Behind">How many parameters stand behind it.</param>
internal sealed record AddCallArgument(NodeKey Call, Service Service, string Parameter, string Value, int Behind) : Intent;

/// <summary>Makes a function async.</summary>
/// <param name="Function">The method, local function or lambda.</param>
/// <param name="ChangesType">Whether its declared return type becomes a task, or is one already.</param>
/// <param name="HasBody">False for an interface member or another declaration without a body, which only changes its type.</param>
internal sealed record MakeAsync(NodeKey Function, bool ChangesType, bool HasBody) : Intent;

/// <summary>Awaits a call of a function that becomes async.</summary>
internal sealed record AwaitCall(NodeKey Call) : Intent;

/// <summary>Takes a use of a parameter away. The parameter goes with the last of its uses, whichever fixes take them.</summary>
/// <param name="Parameter">The parameter of a primary constructor.</param>
/// <param name="Use">The use that is not there any more.</param>
/// <param name="Count">How many uses there are.</param>
internal sealed record DropUse(NodeKey Parameter, NodeKey Use, int Count) : Intent
{
    /// <summary>What factories give the parameter, which goes with it.</summary>
    public ImmutableArray<NodeKey> Arguments { get; init; } = ImmutableArray<NodeKey>.Empty;

    public bool Equals(DropUse? other) => other is not null && Parameter == other.Parameter && Use == other.Use;

    public override int GetHashCode() => Use.GetHashCode();
}

/// <summary>Adds a member at the end of a type, once per name.</summary>
internal sealed record AddMember(NodeKey Type, string Name, string Code) : Intent
{
    /// <summary>Where any part of the type may have it, the namespaces that it needs there; else it is added where it is said.</summary>
    public ImmutableArray<string> Namespaces { get; init; }

    public bool Equals(AddMember? other) => other is not null && Type == other.Type && Name == other.Name;

    public override int GetHashCode() => Type.GetHashCode();
}

/// <summary>Adds a using directive where the namespace is not in scope.</summary>
internal sealed record AddUsing(DocumentId Document, string Namespace) : Intent;

/// <summary>Registers a service at a place in the composition root.</summary>
/// <param name="Anchor">The statement or method that the registration is put by.</param>
/// <param name="Placement">Where to put it, seen from the anchor.</param>
/// <param name="Registration">What is registered.</param>
/// <param name="Services">The expression of the service collection there.</param>
/// <param name="Configuration">The expression of the configuration there, or null where none is needed.</param>
internal sealed record InsertRegistration(NodeKey Anchor, Placement Placement, Registration Registration, string Services, string? Configuration) : Intent;

/// <summary>Where a registration goes.</summary>
internal enum Placement
{
    /// <summary>After the anchor, a statement.</summary>
    After,

    /// <summary>Before the anchor, a statement.</summary>
    Before,

    /// <summary>At the end of the anchor, a block.</summary>
    End,
}

/// <summary>References a package from a project.</summary>
internal sealed record AddPackage(ProjectId Project, string Package) : Intent;

/// <summary>Changes a configuration file that is no settings file. Equal are changes of one name in one file.</summary>
/// <param name="Project">A project that is handed the file.</param>
/// <param name="Path">Where the file is.</param>
/// <param name="Name">What the change is called.</param>
/// <param name="Apply">The file with the change, the same text where it is made already, or null where it cannot be made.</param>
internal sealed record ChangeFile(ProjectId Project, string Path, string Name, Func<SourceText, SourceText?> Apply) : Intent
{
    public bool Equals(ChangeFile? other) => other is not null && Path == other.Path && Name == other.Name;

    public override int GetHashCode() => Path.GetHashCode();
}

/// <summary>Sets a configuration key of a host where it has no value yet.</summary>
internal sealed record SetConfiguration(ProjectId Project, string Key, string Value) : Intent;
