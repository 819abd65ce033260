using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>A call of the composition root, such as <c>services.AddSession()</c>, as it is written.</summary>
/// <param name="Method">The name of the called method.</param>
/// <param name="Types">The last identifiers of its type arguments and of the <c>typeof</c> among its arguments.</param>
/// <param name="Arm">In which deployments it runs.</param>
/// <param name="Tree">The file, or null for text that only a release build has.</param>
/// <param name="Position">Where the method's name starts in it.</param>
internal readonly record struct RegistrationCall(string Method, ImmutableArray<string> Types, DeploymentArm Arm, SyntaxTree? Tree = null, int Position = 0)
{
    /// <summary>Whether that name is the called one.</summary>
    public bool IsAt(SyntaxNode name) => Tree == name.SyntaxTree && Position == name.SpanStart;
}

/// <summary>
/// What the composition root of a compilation registers. Gathered by names only and cached per syntax tree, so that an edit re-reads one tree
/// and a rule can report the absence of a registration while the user types.
/// </summary>
internal sealed class CompositionFacts
{
    static readonly ConditionalWeakTable<Compilation, CompositionFacts> PerCompilation = new();
    static readonly ConditionalWeakTable<SyntaxTree, TreeFacts> PerTree = new();

    readonly ILookup<string, RegistrationCall> calls;
    readonly List<RegisteredLifetime> lifetimes;

    CompositionFacts(IEnumerable<RegistrationCall> calls, List<RegisteredLifetime> lifetimes)
    {
        this.calls = calls.ToLookup(c => c.Method, StringComparer.Ordinal);
        this.lifetimes = lifetimes;
    }

    /// <summary>For each registration that keeps one instance, the names of the types it speaks of: service, implementation or both.</summary>
    public IEnumerable<ImmutableArray<string>> LongLived => from l in lifetimes where l.IsLong select l.Types;

    /// <summary>The names of types that are registered to be made per request or per use.</summary>
    public IEnumerable<string> ShortLived => from l in lifetimes where !l.IsLong from t in l.Types select t;

    public static CompositionFacts Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (PerCompilation.TryGetValue(compilation, out var known))
            return known;

        var calls = new List<RegistrationCall>();
        var lifetimes = new List<RegisteredLifetime>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!PerTree.TryGetValue(tree, out var read))
                read = PerTree.GetValue(tree, t => Read(t, cancellationToken));
            calls.AddRange(read.Calls);
            lifetimes.AddRange(read.Lifetimes);
        }
        return PerCompilation.GetValue(compilation, _ => new CompositionFacts(calls, lifetimes));
    }

    /// <summary>The calls of that method, in any arm.</summary>
    public IEnumerable<RegistrationCall> Calls(string method) => calls[method];

    /// <summary>Whether the method is called where it counts in production, be it under a condition.</summary>
    public bool Registers(string method)
    {
        foreach (var call in calls[method])
            if (call.Arm != DeploymentArm.Development)
                return true;
        return false;
    }

    /// <summary>The first call of the method that counts in production, so that a fault with several places is reported at one of them.</summary>
    public RegistrationCall? First(string method)
    {
        foreach (var call in calls[method])
            if (call.Arm != DeploymentArm.Development)
                return call;
        return null;
    }

    /// <summary>Whether a method of such a name is called where it counts in production.</summary>
    public bool RegistersAny(Func<string, bool> method)
    {
        foreach (var group in calls)
            if (method(group.Key) && Registers(group.Key))
                return true;
        return false;
    }

    /// <summary>Whether a registration names the type.</summary>
    public bool Mentions(string type)
    {
        foreach (var method in calls)
            foreach (var call in method)
                if (call.Types.Contains(type))
                    return true;
        return false;
    }

    static readonly string[] SharedLevelGivers = ["With", "TryWith", "Setup", "AddFusionCache"];

    static TreeFacts Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        // A registration names the collection, a host, the application builder or the builder of endpoints or of what it registers.
        var text = tree.GetText(cancellationToken).ToString();
        if (text.IndexOf("ervices", StringComparison.Ordinal) < 0 && text.IndexOf("ServiceCollection", StringComparison.Ordinal) < 0
            && text.IndexOf("ApplicationBuilder", StringComparison.Ordinal) < 0 && text.IndexOf("WebApplication", StringComparison.Ordinal) < 0
            && text.IndexOf("EndpointRouteBuilder", StringComparison.Ordinal) < 0 && text.IndexOf("WebHost", StringComparison.Ordinal) < 0
            && text.IndexOf("DataProtectionBuilder", StringComparison.Ordinal) < 0 && text.IndexOf("SignalRServerBuilder", StringComparison.Ordinal) < 0
            && text.IndexOf("IAppBuilder", StringComparison.Ordinal) < 0 && text.IndexOf("GlobalHost", StringComparison.Ordinal) < 0
            && text.IndexOf("ContainerBuilder", StringComparison.Ordinal) < 0 && text.IndexOf("Filters.Add", StringComparison.Ordinal) < 0
            && text.IndexOf("ServiceRegistry", StringComparison.Ordinal) < 0 && text.IndexOf("Engines.Add", StringComparison.Ordinal) < 0
            && text.IndexOf("Singleton", StringComparison.Ordinal) < 0 && text.IndexOf("LifetimeManager", StringComparison.Ordinal) < 0
            && text.IndexOf("ToConstant", StringComparison.Ordinal) < 0)
            return TreeFacts.None;

        var found = ImmutableArray.CreateBuilder<RegistrationCall>();
        var lifetimes = ImmutableArray.CreateBuilder<RegisteredLifetime>();
        Collect(tree.GetRoot(cancellationToken), tree, found, lifetimes);
        foreach (var span in BuildRegions.Of(tree).ReleaseOnly)
            Collect(SyntaxFactory.ParseCompilationUnit(text.Substring(span.Start, span.Length)), tree: null, found, lifetimes);
        return new(found.ToImmutable(), lifetimes.ToImmutable());
    }

    static void Collect(SyntaxNode root, SyntaxTree? tree, ImmutableArray<RegistrationCall>.Builder found, ImmutableArray<RegisteredLifetime>.Builder lifetimes)
    {
        if (root is CompilationUnitSyntax { Members: [GlobalStatementSyntax, ..] } program)
            LifetimeReader.ReadLocals(program, lifetimes);
        foreach (var node in root.DescendantNodes())
            if (node is InvocationExpressionSyntax call && CalledName.Of(call) is { } name)
            {
                if (IsRegistration(name.Identifier.ValueText))
                {
                    var types = TypesOf(name, call.ArgumentList);
                    // Any collection has an Add; the one of services takes a descriptor.
                    if (types.Length > 0 || name.Identifier.ValueText is not "Add")
                        found.Add(new(name.Identifier.ValueText, types, DeploymentArms.Of(call), tree, name.SpanStart));
                }
                if (LifetimeReader.Read(call, name) is { } lifetime)
                    lifetimes.Add(lifetime);
            }
            else if (node is ObjectCreationExpressionSyntax creation && LifetimeReader.Read(creation) is { } described)
            {
                lifetimes.Add(described);
            }
    }

    /// <summary>Whether a method of that name gives a cache of two levels what instances share: WithRegisteredBackplane, TryWithRegisteredDistributedCache. Automatic setup takes what is registered.</summary>
    public static bool GivesSharedLevel(string method)
    {
        const string Keyed = "ByCacheName";
        if (method == "TryWithAutoSetup")
            return true;
        var what = method.EndsWith(Keyed, StringComparison.Ordinal) ? method.Substring(0, method.Length - Keyed.Length) : method;
        return (what.EndsWith("Backplane", StringComparison.Ordinal) || what.EndsWith("DistributedCache", StringComparison.Ordinal)) && !what.StartsWith("Without", StringComparison.Ordinal)
            && Array.Exists(SharedLevelGivers, verb => what.StartsWith(verb, StringComparison.Ordinal));
    }

    static bool IsRegistration(string method) =>
        method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("TryAdd", StringComparison.Ordinal)
        || method.StartsWith("Use", StringComparison.Ordinal) || method.StartsWith("Map", StringComparison.Ordinal)
        || method.StartsWith("PersistKeys", StringComparison.Ordinal) || method.StartsWith("Configure", StringComparison.Ordinal)
        || GivesSharedLevel(method)
        || method.StartsWith("Register", StringComparison.Ordinal) || method.StartsWith("Install", StringComparison.Ordinal) || method is "Replace" or "SetDataProtectionProvider";

    static ImmutableArray<string> TypesOf(SimpleNameSyntax name, ArgumentListSyntax arguments)
    {
        var types = ImmutableArray.CreateBuilder<string>();
        if (name is GenericNameSyntax generic)
            foreach (var type in generic.TypeArgumentList.Arguments)
                Add(type);
        foreach (var argument in arguments.Arguments)
            if (argument.Expression is TypeOfExpressionSyntax { Type: var type })
                Add(type);
            else
                foreach (var nested in argument.Expression.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax))
                    if (nested is TypeOfExpressionSyntax { Type: var inner })
                        Add(inner);
                    else if (nested is LambdaExpressionSyntax { ExpressionBody: ObjectCreationExpressionSyntax { Type: var made } })
                        Add(made);
                    else if (nested is ObjectCreationExpressionSyntax { Type: var created })
                        Add(created);
                    else if (nested is GenericNameSyntax inside && nested.Parent is MemberAccessExpressionSyntax)
                        foreach (var t in inside.TypeArgumentList.Arguments)
                            Add(t);
        return types.ToImmutable();

        void Add(TypeSyntax type)
        {
            if ((type is QualifiedNameSyntax qualified ? qualified.Right : type) is SimpleNameSyntax simple)
                types.Add(simple.Identifier.ValueText);
        }
    }

    sealed class TreeFacts(ImmutableArray<RegistrationCall> calls, ImmutableArray<RegisteredLifetime> lifetimes)
    {
        public static readonly TreeFacts None = new(ImmutableArray<RegistrationCall>.Empty, ImmutableArray<RegisteredLifetime>.Empty);

        public ImmutableArray<RegistrationCall> Calls { get; } = calls;

        public ImmutableArray<RegisteredLifetime> Lifetimes { get; } = lifetimes;
    }
}
