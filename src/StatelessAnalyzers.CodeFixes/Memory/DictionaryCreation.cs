using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>How a dictionary is made: empty, and with keys that are compared as texts are in a shared cache.</summary>
internal sealed class DictionaryCreation
{
    const string Content = "the dictionary is made with content";

    /// <summary>Why a shared cache is no such dictionary, or null.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Whether keys that differ in case only are one.</summary>
    public bool IgnoresCase { get; private set; }

    /// <param name="creation">What the dictionary is made by, where that is seen.</param>
    /// <param name="model">The model of its tree.</param>
    /// <param name="isMoved">Whether content that the dictionary is made with goes along; none does where it is null.</param>
    public void Add(ExpressionSyntax? creation, SemanticModel model, Func<ExpressionSyntax, bool>? isMoved = null)
    {
        if (creation is null or LiteralExpressionSyntax or CollectionExpressionSyntax { Elements.Count: 0 })
            return;
        if (creation is not BaseObjectCreationExpressionSyntax made)
        {
            AddContent(creation, isMoved);
            return;
        }
        if (made.Initializer is { Expressions.Count: > 0 } content)
            AddContent(content, isMoved);
        foreach (var argument in made.ArgumentList?.Arguments ?? default)
            Add(argument.Expression, model.GetTypeInfo(argument.Expression).Type, model.GetSymbolInfo(argument.Expression).Symbol, isMoved);
    }

    void AddContent(ExpressionSyntax content, Func<ExpressionSyntax, bool>? isMoved) =>
        Obstacle ??= isMoved?.Invoke(content) == true ? null : Content;

    void Add(ExpressionSyntax argument, ITypeSymbol? type, ISymbol? symbol, Func<ExpressionSyntax, bool>? isMoved)
    {
        if (type?.SpecialType == SpecialType.System_Int32 || symbol is IPropertySymbol { Name: "Ordinal", ContainingType.Name: "StringComparer" } or IPropertySymbol { Name: "Default", ContainingType.Name: "EqualityComparer" })
            return;
        if (symbol is IPropertySymbol { Name: "OrdinalIgnoreCase", ContainingType.Name: "StringComparer" })
            IgnoresCase = true;
        else if (type?.Name is "IEqualityComparer" or "StringComparer" || argument.ToString().IndexOf("Comparer", StringComparison.Ordinal) >= 0)
            Obstacle ??= "the comparer of the dictionary has no counterpart in a shared cache";
        else
            AddContent(argument, isMoved);
    }
}
