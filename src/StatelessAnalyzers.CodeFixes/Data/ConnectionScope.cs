using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Where in a method its own connection lives.</summary>
/// <param name="Method">The method.</param>
/// <param name="Mentions">What works on the connection that was held.</param>
/// <param name="Leftovers">What opened and closed it.</param>
/// <param name="Name">What the connection is called.</param>
/// <param name="Awaits">Whether opening it is awaited.</param>
internal sealed record ConnectionScope(MethodDeclarationSyntax Method, IReadOnlyList<ExpressionSyntax> Mentions, IReadOnlyList<SyntaxNode> Leftovers, string Name, bool Awaits)
{
    public static ConnectionScope Of(HeldConnection held, ConnectionUses uses, MethodDeclarationSyntax method, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        var returned = model.GetDeclaredSymbol(method)!.ReturnType.OriginalDefinition;
        var awaits = method.Modifiers.Any(SyntaxKind.AsyncKeyword) || new[] { TypeNames.Task, TypeNames.TaskOfT, TypeNames.ValueTask, TypeNames.ValueTaskOfT }.Any(t => types.Is(returned, t));
        var name = Identifiers.Unused("connection", Identifiers.In(method.DescendantTokens().Where(t => t.ValueText != held.Field.Name)));
        return new(method, uses.Functions[method].OrderBy(m => m.SpanStart).ToList(), uses.Leftovers.Where(l => method.Span.Contains(l.Span)).ToList(), name, awaits);
    }

    /// <summary>Whether a <c>using</c> can be a declaration, which C# 8 brought.</summary>
    public bool HasDeclarations => ((CSharpParseOptions)Method.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp8;

    /// <summary>Whether something asks for an open connection: Dapper opens a closed one for each call, and so does what fills tables.</summary>
    public bool NeedsOpening(SemanticModel model) =>
        Leftovers.Any(ConnectionLifecycle.Opens) || Mentions.Any(m => m.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } ? !ConnectionUses.IsOfDapper(call, model) : m.Parent is not ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax created } || model.GetTypeInfo(created).Type?.Name.EndsWith("DataAdapter", StringComparison.Ordinal) != true);

    /// <summary>The block that opens it, or null where the method is an expression. What fails there is handled as before.</summary>
    public BlockSyntax? Block
    {
        get
        {
            var block = Method.Body;
            while (block?.Statements.FirstOrDefault(s => Needs.Any(n => s.Span.Contains(n.Span))) is TryStatementSyntax { Block: var inner } && Needs.All(n => inner.Span.Contains(n.Span)))
                block = inner;
            return block;
        }
    }

    /// <summary>Why the method cannot open a connection for itself, or null.</summary>
    public string? Obstacle
    {
        get
        {
            var name = Method.Identifier.ValueText;
            if (!HasDeclarations && (Block is null || Block.DescendantTokens().Any(t => t.ToString().IndexOf('\n') >= 0)))
                return $"'{name}' would need a using declaration, which C# 8 brought";
            return Needs.Any(n => n.Ancestors().TakeWhile(a => a != (SyntaxNode?)Block && a != Method).Any(a => a is TryStatementSyntax { Catches.Count: > 0 } handled && handled.Block.Span.Contains(n.Span)))
                ? $"'{name}' handles what fails on the connection further in than it would be opened" : null;
        }
    }

    IEnumerable<SyntaxNode> Needs => Mentions.Concat(Leftovers.Where(ConnectionLifecycle.Opens));

    /// <summary>The statements around that only closed the connection at their end.</summary>
    public IEnumerable<FinallyClauseSyntax> Closing =>
        Method.DescendantNodes().OfType<FinallyClauseSyntax>().Where(f => f.Block.Statements.Count > 0 && f.Block.Statements.All(s => Leftovers.Contains(s)));
}
