using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>How a dictionary is made: empty, and with keys that are compared as texts are in a shared cache.</summary>
internal sealed class DictionaryCreation
{
    /// <summary>Why a shared cache is no such dictionary, or null.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Whether keys that differ in case only are one.</summary>
    public bool IgnoresCase { get; private set; }

    public void Add(ExpressionSyntax? creation, SemanticModel model)
    {
        if (creation is null or LiteralExpressionSyntax)
            return;
        if (creation is not BaseObjectCreationExpressionSyntax { Initializer: null or { Expressions.Count: 0 } } made)
        {
            Obstacle ??= creation is CollectionExpressionSyntax { Elements.Count: 0 } ? null : "the dictionary is made with content";
            return;
        }
        foreach (var argument in made.ArgumentList?.Arguments ?? default)
            Add(argument.Expression, model.GetTypeInfo(argument.Expression).Type, model.GetSymbolInfo(argument.Expression).Symbol);
    }

    void Add(ExpressionSyntax argument, ITypeSymbol? type, ISymbol? symbol)
    {
        if (type?.SpecialType == SpecialType.System_Int32 || symbol is IPropertySymbol { Name: "Ordinal", ContainingType.Name: "StringComparer" } or IPropertySymbol { Name: "Default", ContainingType.Name: "EqualityComparer" })
            return;
        if (symbol is IPropertySymbol { Name: "OrdinalIgnoreCase", ContainingType.Name: "StringComparer" })
            IgnoresCase = true;
        else
            Obstacle ??= type?.Name is "IEqualityComparer" or "StringComparer" || argument.ToString().IndexOf("Comparer", StringComparison.Ordinal) >= 0
                ? "the comparer of the dictionary has no counterpart in a shared cache"
                : "the dictionary is made with content";
    }
}
