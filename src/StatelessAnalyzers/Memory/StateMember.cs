using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>A member that outlives a request, with what its own type does to it.</summary>
/// <param name="symbol">The field, property, event or captured parameter of a primary constructor.</param>
/// <param name="type">What it holds.</param>
internal sealed class StateMember(ISymbol symbol, ITypeSymbol type)
{
    readonly List<StateChange> changes = [];
    readonly List<(string Method, ISymbol In, IOperation At)> reads = [];
    bool? isInjected;

    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;

    /// <summary>Whether it is a member of an object that only a long-lived one holds.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether its object is only likely to live long: it is made for many threads, but no registration is seen.</summary>
    public bool IsLikely { get; init; }

    /// <summary>Everything that changes it, in the order of the source once <see cref="Sort"/> was called.</summary>
    public IReadOnlyList<StateChange> Changes => changes;

    public void Add(StateChange change)
    {
        lock (changes)
            changes.Add(change);
    }

    /// <summary>Everything that reads it, with the method that does.</summary>
    public IReadOnlyList<(string Method, ISymbol In, IOperation At)> Reads => reads;

    public void AddRead(string method, ISymbol member, IOperation at)
    {
        lock (reads)
            reads.Add((method, member, at));
    }

    /// <summary>Whether the member is read by one of these methods, be it of the collection or an extension.</summary>
    public bool IsReadBy(Func<string, bool> method, ISymbol? member = null)
    {
        foreach (var read in reads)
            if (method(read.Method) && (member is null || SymbolEqualityComparer.Default.Equals(read.In, member)))
                return true;
        return false;
    }

    /// <summary>Whether another type declares it, whose readers are not seen.</summary>
    public bool IsForeign { get; init; }

    public bool IsRead => reads.Count > 0;

    public void Sort() => changes.Sort(static (x, y) =>
        string.CompareOrdinal(x.Place.Syntax.SyntaxTree.FilePath, y.Place.Syntax.SyntaxTree.FilePath) is not 0 and var order ? order : x.Place.Syntax.SpanStart - y.Place.Syntax.SpanStart);

    /// <summary>Whether the object was handed in from outside, so that what is set in it is somebody else's state.</summary>
    public bool IsInjected => isInjected ??= IsHandedIn(Symbol);

    static bool IsHandedIn(ISymbol symbol)
    {
        if (symbol is IParameterSymbol)
            return true;
        if (symbol.IsStatic || symbol.DeclaringSyntaxReferences is not [var declaration, ..])
            return false;
        var initializer = declaration.GetSyntax() switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        if (initializer is not null)
            return !initializer.DescendantNodesAndSelf().Any(n => n is BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax or ArrayCreationExpressionSyntax && n.Parent is not ThrowExpressionSyntax);
        return AssignedFromParameter(symbol, declaration.GetSyntax());
    }

    // Foo(Bar bar) => this.bar = bar ?? throw …;
    static bool AssignedFromParameter(ISymbol symbol, SyntaxNode declaration)
    {
        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        foreach (var member in type.Members)
            if (member is ConstructorDeclarationSyntax constructor)
                foreach (var node in (constructor.Body ?? (SyntaxNode?)constructor.ExpressionBody)?.DescendantNodes() ?? [])
                    if (node is AssignmentExpressionSyntax assignment && NameOf(assignment.Left) == symbol.Name)
                    {
                        var value = assignment.Right is BinaryExpressionSyntax { Left: var left } ? left : assignment.Right;
                        if (value is IdentifierNameSyntax name && constructor.ParameterList.Parameters.Any(p => p.Identifier.ValueText == name.Identifier.ValueText))
                            return true;
                    }
        return false;
    }

    static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}
