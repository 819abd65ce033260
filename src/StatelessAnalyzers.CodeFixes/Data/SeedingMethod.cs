using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>A private method that nothing but the constructor of its type calls, to put records in.</summary>
/// <param name="Method">The method.</param>
/// <param name="Calls">The statements of the constructor that call it.</param>
internal sealed record SeedingMethod(MethodDeclarationSyntax Method, IReadOnlyList<ExpressionStatementSyntax> Calls)
{
    /// <summary>The method, or null where something else calls it, or names it.</summary>
    public static SeedingMethod? Of(MethodDeclarationSyntax method, SemanticModel model)
    {
        if (model.GetDeclaredSymbol(method) is not { DeclaredAccessibility: Accessibility.Private, IsAsync: false, IsGenericMethod: false, ContainingType.DeclaringSyntaxReferences.Length: 1 } symbol
            || symbol.Parameters.Any(p => p.RefKind != RefKind.None) || method.Parent is not TypeDeclarationSyntax type)
            return null;
        var calls = new List<ExpressionStatementSyntax>();
        foreach (var name in type.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol))
                if (FieldUse.Qualified(name) is { Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } } statement } call } called && call.Expression == called
                    && call.ArgumentList.Arguments.Count == symbol.Parameters.Length && call.ArgumentList.Arguments.All(a => a.NameColon is null))
                    calls.Add(statement);
                else
                    return null;
        return calls.Count > 0 && calls.All(c => c.Parent == calls[0].Parent) && (symbol.Parameters.Length > 0 || calls.Count == 1) ? new(method, calls) : null;
    }

    /// <summary>Whether the method around the call does nothing but make the record and put it in.</summary>
    public static bool IsAll(ExpressionSyntax put, ExpressionSyntax record) =>
        put.Parent is ArrowExpressionClauseSyntax || put.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax } block } statement
            && block.Statements.All(s => s == statement || s is LocalDeclarationStatementSyntax { Declaration.Variables: [var only] } && record is IdentifierNameSyntax name && only.Identifier.ValueText == name.Identifier.ValueText);

    /// <summary>What a call gives for the parameters.</summary>
    public IReadOnlyDictionary<ISymbol, MadeValue> ArgumentsOf(ExpressionStatementSyntax call, SemanticModel model)
    {
        var given = ((InvocationExpressionSyntax)call.Expression).ArgumentList.Arguments;
        return model.GetDeclaredSymbol(Method)!.Parameters.ToDictionary<IParameterSymbol, ISymbol, MadeValue>(p => p, p => new(given[p.Ordinal].Expression, model), SymbolEqualityComparer.Default);
    }
}
