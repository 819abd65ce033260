using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The code that puts records in while an instance starts, and that goes with them: statements of a constructor or of the program, private methods that these call, and locals that only they use.</summary>
/// <param name="table">The collection.</param>
/// <param name="seeds">The records, as they become known.</param>
internal sealed class SeedingCode(HeldTable table, IReadOnlyList<TableSeed> seeds)
{
    readonly List<(Document Document, StatementSyntax Statement)> statements = [];
    readonly Dictionary<MethodDeclarationSyntax, SeedingMethod> methods = [];

    public void Add(Document document, StatementSyntax statement) => statements.Add((document, statement));

    /// <summary>The method around a use that makes a record of its parameters and puts it in, where nothing but the start calls it; null for all else.</summary>
    public SeedingMethod? AddMethod(TableUse use, ExpressionSyntax value, SemanticModel model)
    {
        if (Functions.Around(use.Node) is not MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } method || !SeedingMethod.IsAll(use.Node, value)
            || SeedingMethod.Of(method, model) is not { } seeding || !seeding.Calls.All(c => IsStart(c, model)))
            return null;
        return methods[method] = seeding;
    }

    /// <summary>Whether the statement runs once, when the collection is made, and always.</summary>
    public bool IsStart(ExpressionStatementSyntax statement, SemanticModel model) => IsAtStart(statement, model) && !MayEndBefore(statement);

    // A constructor that runs once: that of an only instance for its own collection, that of the type for one of the type. A local's is the code that makes it.
    bool IsAtStart(ExpressionStatementSyntax statement, SemanticModel model)
    {
        if (table.Symbol is ILocalSymbol)
            return statement.Parent is GlobalStatementSyntax { Parent: var unit } ? table.Declaration.FirstAncestorOrSelf<GlobalStatementSyntax>()?.Parent == unit
                : statement.Parent is BlockSyntax block && table.Declaration.FirstAncestorOrSelf<BlockSyntax>() == block;
        if (statement.Parent is BlockSyntax { Parent: MethodDeclarationSyntax { ParameterList.Parameters.Count: 0 } method } && SeedingMethod.Of(method, model) is { Calls: [var call] } seeding && IsStart(call, model))
        {
            methods[method] = seeding;
            return true;
        }
        return statement.Parent is BlockSyntax { Parent: ConstructorDeclarationSyntax constructor }
            && model.GetDeclaredSymbol(constructor) is { } declared && declared.IsStatic == table.Symbol.IsStatic && SymbolEqualityComparer.Default.Equals(declared.ContainingType, table.Symbol.ContainingType)
            && (declared.IsStatic || declared.ContainingType.InstanceConstructors.Length == 1);
    }

    static bool MayEndBefore(StatementSyntax statement) =>
        Functions.Around(statement)!.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax))
            .Any(n => n is ReturnStatementSyntax or GotoStatementSyntax && n.SpanStart < statement.SpanStart);

    /// <summary>A local that the records are made of and that something else uses as well, or null.</summary>
    public string? UsedElsewhere()
    {
        foreach (var (local, declared, model) in Locals())
            foreach (var name in (Functions.Around(declared) ?? declared.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>())
                if (name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local) && !IsTaken(name))
                    return local.Name;
        return null;
    }

    bool IsTaken(SyntaxNode code) =>
        methods.Values.Any(m => m.Method.ParameterList.Parameters.Count > 0 && m.Method.SyntaxTree == code.SyntaxTree && m.Method.Span.Contains(code.Span)) || statements.Any(s => s.Statement.SyntaxTree == code.SyntaxTree && s.Statement.Span.Contains(code.Span)) || seeds.Any(s => s.Entry.SyntaxTree == code.SyntaxTree && s.Entry.Span.Contains(code.Span))
        || Locals().Any(l => l.Declared.SyntaxTree == code.SyntaxTree && l.Declared.Span.Contains(code.Span));

    // The locals that records are made of, and those that these are made of.
    IEnumerable<(ILocalSymbol Local, VariableDeclaratorSyntax Declared, SemanticModel Model)> Locals()
    {
        var (open, seen) = (new Stack<(SyntaxNode Code, SemanticModel Model)>(seeds.SelectMany(s => new[] { (s.Entry, s.Model), (s.Value, s.Model) })), new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        while (open.Count > 0)
        {
            var (code, model) = open.Pop();
            foreach (var name in code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                if (model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local && !SymbolEqualityComparer.Default.Equals(local, table.Symbol) && reference.GetSyntax() is VariableDeclaratorSyntax declared && seen.Add(local))
                {
                    yield return (local, declared, model);
                    open.Push((declared, model));
                }
        }
    }

    /// <summary>Takes out what put the records in.</summary>
    public void Remove(FixUnit unit)
    {
        foreach (var (document, statement) in statements.Concat(Locals().Select(l => (seeds[0].Document, (StatementSyntax)l.Declared.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()!))))
            Remove(unit, document, statement);
        foreach (var method in seeds.Count > 0 ? methods.Values.Where(IsEmptied) : [])
        {
            unit.Add(new RewriteNode(NodeKey.Of(seeds[0].Document.Id, method.Method), "no seed", (_, _) => null));
            foreach (var call in method.Calls)
                Remove(unit, seeds[0].Document, call);
        }
    }

    void Remove(FixUnit unit, Document document, StatementSyntax statement)
    {
        if (methods.Values.Any(m => IsEmptied(m) && m.Method.Span.Contains(statement.Span)))
            return;
        var isAll = statement.Parent is BlockSyntax { Parent: ConstructorDeclarationSyntax { } constructor } body && constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && body.Statements.All(s => IsTaken(s) || methods.Values.Any(m => IsEmptied(m) && m.Calls.Contains(s)));
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, isAll ? statement.Parent!.Parent! : statement), "no seed", (_, _) => null));
    }

    // Nothing but what puts records in.
    bool IsEmptied(SeedingMethod method) => method.Method.ParameterList.Parameters.Count > 0 || method.Method.Body!.Statements.All(IsTaken);
}
