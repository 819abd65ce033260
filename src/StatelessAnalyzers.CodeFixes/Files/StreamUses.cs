using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Files;

/// <summary>What code does with a stream or writer between its opening and its disposal.</summary>
internal sealed class StreamUses
{
    static readonly HashSet<string> Writing = new(StringComparer.Ordinal) { "Write", "WriteAsync", "WriteByte", "WriteLine", "WriteLineAsync", "Flush", "FlushAsync" };

    /// <summary>The using statement, or the declaration.</summary>
    public StatementSyntax Holder { get; private set; } = null!;

    /// <summary>The using statement, or the last statement of the block that uses it.</summary>
    public StatementSyntax Last { get; private set; } = null!;

    /// <summary>The body of the using statement, or null where the block goes on.</summary>
    public StatementSyntax? Body { get; private set; }

    /// <summary>What is copied to it, where nothing else is done.</summary>
    public ExpressionSyntax? Copied { get; private set; }

    /// <summary>Whether other code gets it.</summary>
    public bool IsHandedOn { get; private set; }

    /// <summary>Whether code that gets it may close it.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether something wraps it that lives as long as it does.</summary>
    public bool HasOpenWrapper { get; private set; }

    /// <summary>Null where it is kept, moved about in, or left in the middle.</summary>
    public static StreamUses? Of(VariableDeclaratorSyntax variable, VariableDeclarationSyntax declaration, SemanticModel model)
    {
        var found = new StreamUses();
        if (model.GetDeclaredSymbol(variable) is not { } symbol || !found.FindScope(declaration, variable.Identifier.ValueText, out var code))
            return null;
        foreach (var name in code.SelectMany(c => c.DescendantNodes()).OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol) && !found.Allows(name, model))
                return null;
        found.Copied = CopiedBy(code, symbol.Name);
        return found.IsLeft(code) ? null : found;
    }

    // The code that may use it: the body of the using, or the statements behind the declaration.
    bool FindScope(VariableDeclarationSyntax declaration, string name, out IReadOnlyList<SyntaxNode> code)
    {
        code = [];
        switch (declaration.Parent)
        {
            case UsingStatementSyntax statement:
                (Holder, Last, Body, code) = (statement, statement, statement.Statement, [statement.Statement]);
                return true;
            case LocalDeclarationStatementSyntax { Parent: BlockSyntax block } local:
                var behind = block.Statements.Skip(block.Statements.IndexOf(local) + 1).ToList();
                if (local.UsingKeyword.RawKind == 0)
                {
                    // var stream = …; await using (stream.ConfigureAwait(false)) { }
                    if (behind is not [UsingStatementSyntax { Expression: { } disposed } statement, ..] || disposed.GetFirstToken().ValueText != name || behind.Skip(1).Any(s => Names(s, name)))
                        return false;
                    (Holder, Last, Body, code) = (local, statement, statement.Statement, [statement.Statement]);
                    return true;
                }
                var last = behind.FindLastIndex(s => Names(s, name));
                if (last < 0)
                    return false;
                (Holder, Last, code) = (local, behind[last], behind.Take(last + 1).ToList());
                return true;
            default:
                return false;
        }
    }

    static bool Names(SyntaxNode code, string name) => code.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);

    bool Allows(IdentifierNameSyntax name, SemanticModel model)
    {
        if (name.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && Holder.Parent!.Contains(lambda))
            return false;
        switch (name.Parent)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member, Parent: InvocationExpressionSyntax } access when access.Expression == name:
                return Writing.Contains(member);
            case ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent.Parent: InvocationExpressionSyntax call } when model.GetSymbolInfo(call).Symbol is IMethodSymbol method:
                IsHandedOn = true;
                IsClosed |= method.ContainingNamespace.ToDisplayString() is var ns && ns.Split('.')[0] is not ("System" or "Microsoft");
                return method.ReturnType.SpecialType == SpecialType.System_Void || call.Parent is AwaitExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } or ExpressionStatementSyntax
                    || IsInUsing(call);
            case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation }:
                IsHandedOn = IsClosed = true;
                return IsInUsing(creation);
            default:
                return false;
        }
    }

    // A wrapper whose using statement ends before the stream does has written all of it by then.
    bool IsInUsing(ExpressionSyntax wrapper)
    {
        if (wrapper.Parent is not EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Parent: var holder } })
            return false;
        IsClosed = true;
        HasOpenWrapper |= holder is LocalDeclarationStatementSyntax local && (local.Parent == Body || local.Parent == Holder.Parent);
        return holder is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };
    }

    // [source.Seek(0, SeekOrigin.Begin);] await source.CopyToAsync(stream); alone.
    static ExpressionSyntax? CopiedBy(IReadOnlyList<SyntaxNode> code, string name)
    {
        var statements = code is [BlockSyntax block] ? block.Statements.ToList() : code.Cast<StatementSyntax>().ToList();
        if (statements is not [.., var last] || statements.Count(s => Names(s, name)) != 1 || !Names(last, name))
            return null;
        var copy = CopyIn(last);
        return copy is { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var target } }, ..], Expression: MemberAccessExpressionSyntax { Expression: var source } } && target == name ? source : null;
    }

    /// <summary>The call that copies a stream, where the statement is one.</summary>
    public static InvocationExpressionSyntax? CopyIn(StatementSyntax statement)
    {
        var expression = (statement as ExpressionStatementSyntax)?.Expression;
        var call = (expression is AwaitExpressionSyntax { Expression: var awaited } ? awaited : expression) as InvocationExpressionSyntax;
        if (call?.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: InvocationExpressionSyntax configured })
            call = configured;
        return call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CopyTo" or "CopyToAsync" } } ? call : null;
    }

    // A return, or another jump out of the code, would pass by what is put behind it. A return at the very end has it put before.
    bool IsLeft(IReadOnlyList<SyntaxNode> code)
    {
        var end = (Body as BlockSyntax)?.Statements.LastOrDefault() as ReturnStatementSyntax;
        var outside = Body is null ? Holder.Parent : Last;
        return code.SelectMany(c => c.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            .Any(n => n is ReturnStatementSyntax && n != end || n is YieldStatementSyntax or GotoStatementSyntax
                || n is BreakStatementSyntax or ContinueStatementSyntax && !n.Ancestors().TakeWhile(a => a != outside).Any(a => a is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or SwitchStatementSyntax));
    }
}
