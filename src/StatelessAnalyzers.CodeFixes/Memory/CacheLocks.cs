using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// The locks around uses of a cache: a dictionary that plays one is not made for several threads as a shared cache is, and nobody but this instance
/// waits for one that lets a single request load. They go with it where they guard nothing else.
/// </summary>
/// <param name="caches">What holds the cache.</param>
/// <param name="uses">All its uses.</param>
/// <param name="isCopy">Whether its entries are copies that can be loaded again, so that two may load one at once.</param>
/// <param name="session">The run.</param>
internal sealed class CacheLocks(IReadOnlyCollection<ISymbol> caches, IReadOnlyList<CacheAccess> uses, bool isCopy, FixSession session)
{
    static readonly HashSet<string> ForAllThreads = new(StringComparer.Ordinal) { "ActivitySource", "HttpClient", "JsonSerializerOptions", "Meter", "Regex", "Uri" };

    readonly Dictionary<LockStatementSyntax, CacheAccess> guards = [];
    readonly List<DoubleCheck> doubleChecks = [];

    /// <summary>What speaks against taking the locks away, or null.</summary>
    public string? Obstacle()
    {
        foreach (var within in uses.Where(u => GuardOf(u) is not null).GroupBy(u => GuardOf(u)!))
        {
            var (guard, use) = (within.Key, within.First());
            guards.Add(guard, use);
            if (guard.Ancestors().Any(a => a is LockStatementSyntax) || GateOf(guard, use) is null)
                return $"a lock guards the use in {use.Place}";
            if (!isCopy && within.Count() > 1)
                return $"the lock around the use in {use.Place} holds several uses together";
            if (isCopy && DoubleCheck.Of(guard, uses) is { } twice)
                doubleChecks.Add(twice);
            if (uses.Any(u => GuardOf(u) is null && !doubleChecks.Exists(d => d.First == u) && u.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() == guard.FirstAncestorOrSelf<MemberDeclarationSyntax>()))
                return $"the lock around the use in {use.Place} is taken after a first look";
            if (Other(guard.Statement, use.Model, use.Model.GetEnclosingSymbol(guard.SpanStart, session.CancellationToken)?.ContainingType, new(SymbolEqualityComparer.Default)) is { } other)
                return $"the lock around the use in {use.Place} also guards '{other}'";
        }
        return null;
    }

    /// <summary>The uses as they stand once their locks are gone, and with these the looks before they were taken.</summary>
    public List<CacheAccess> Uses() =>
        [.. uses.Where(u => !doubleChecks.Exists(d => d.First == u)).Select(u => u with { Lock = GuardOf(u), Found = doubleChecks.Find(d => d.Second == u)?.First.Found ?? u.Found })];

    static LockStatementSyntax? GuardOf(CacheAccess use) => use.Node.FirstAncestorOrSelf<LockStatementSyntax>();

    static IFieldSymbol? GateOf(LockStatementSyntax guard, CacheAccess use) =>
        use.Model.GetSymbolInfo(guard.Expression).Symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } gate ? gate : null;

    bool IsCache(ISymbol symbol) => caches.Contains(symbol, SymbolEqualityComparer.Default);

    // What is changed under the lock, or may be, also by methods of the type: only what the code has for itself, and what it is given, need no lock.
    string? Other(SyntaxNode guarded, SemanticModel model, INamedTypeSymbol? type, HashSet<ISymbol> seen)
    {
        foreach (var node in guarded.DescendantNodes())
            if (node is SimpleNameSyntax name && model.GetSymbolInfo(name).Symbol is { } symbol && !IsCache(symbol))
                switch (symbol)
                {
                    case IFieldSymbol { IsConst: false } field when !field.IsReadOnly || IsCollection(field.Type) || IsOwn(field):
                    case IPropertySymbol when IsChanged(name):
                        return symbol.Name;
                    case IMethodSymbol method when SymbolEqualityComparer.Default.Equals(method.ContainingType, type) && seen.Add(method):
                        if (method.IsVirtual || method.IsAbstract || method.IsOverride || method.DeclaringSyntaxReferences is not [var declared] || declared.SyntaxTree != model.SyntaxTree)
                            return symbol.Name;
                        if (Other(declared.GetSyntax(session.CancellationToken), model, type, seen) is { } inner)
                            return inner;
                        break;
                }
        return null;
    }

    // An object that the type makes for itself may be made for one thread at a time, unlike what it is given.
    bool IsOwn(IFieldSymbol field) =>
        !field.Type.IsValueType && field.Type.SpecialType != SpecialType.System_String && !ForAllThreads.Contains(field.Type.Name)
        && field.DeclaringSyntaxReferences.Any(r => r.GetSyntax(session.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax });

    static bool IsCollection(ITypeSymbol type) => type.SpecialType != SpecialType.System_String && type.AllInterfaces.Append(type).Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    // An initializer of a new object changes no other.
    static bool IsChanged(SimpleNameSyntax property) =>
        property.Parent is not AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax }
        && FieldUse.Qualified(property) is var changed && changed.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == changed,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
            _ => false,
        };

    static LockStatementSyntax LockIn(SyntaxNode node) => node switch
    {
        IfStatementSyntax question => LockIn(question.Statement),
        BlockSyntax block => LockIn(block.Statements[0]),
        _ => (LockStatementSyntax)node,
    };

    /// <summary>Takes the locks away, and what they lock on where nothing else does.</summary>
    public async Task DropAsync(FixUnit unit)
    {
        foreach (var guard in guards)
        {
            var twice = doubleChecks.Find(d => d.Guard == guard.Key);
            SyntaxNode site = twice is { IsNested: true } ? twice.Question : guard.Key;
            unit.Add(new RewriteNode(NodeKey.Of(guard.Value.Document.Id, site), "no lock", (node, scope) => Lowering.Unwrapped(node, LockIn(node).Statement, scope)));
            if (twice is { IsNested: false })
                unit.Add(new RewriteNode(NodeKey.Of(guard.Value.Document.Id, twice.Question), "no first look", (_, _) => null));
        }
        foreach (var gate in guards.Select(g => GateOf(g.Key, g.Value)!).Distinct<IFieldSymbol>(SymbolEqualityComparer.Default).Where(g => !IsCache(g)))
            if (gate.DeclaringSyntaxReferences is [var declared] && await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is VariableDeclaratorSyntax declarator && session.DocumentOf(declarator) is { } document
                && (await FieldUse.OfAsync(gate, session).ConfigureAwait(false)).All(u => u.Expression?.Parent is LockStatementSyntax taken && guards.ContainsKey(taken)))
                FieldRemoval.Add(unit, document.Id, declarator);
    }
}
