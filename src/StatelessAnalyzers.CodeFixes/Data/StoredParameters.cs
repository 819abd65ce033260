using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The parameters of methods that put what they are given into the table.</summary>
internal sealed class StoredParameters
{
    readonly List<(ISymbol Method, int At)> parameters = [];

    public static async Task<StoredParameters> OfAsync(IReadOnlyList<TableUse> uses, FixSession session)
    {
        var found = new StoredParameters();
        foreach (var use in uses)
            if (use.Action is TableAction.Insert or TableAction.Put && use.Value is IdentifierNameSyntax name && use.Model.GetSymbolInfo(name).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method } parameter)
                foreach (var member in (await References.OfAsync(method, session.Solution, session.CancellationToken).ConfigureAwait(false)).Select(r => r.Definition).Append(method))
                    found.parameters.Add((member, parameter.Ordinal));
        return found;
    }

    /// <summary>Whether the argument ends in the table.</summary>
    public bool Takes(ArgumentSyntax argument, SemanticModel model) =>
        argument is { NameColon: null, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } && model.GetSymbolInfo(call).Symbol is { } method
        && parameters.Any(p => p.At == list.Arguments.IndexOf(argument) && SymbolEqualityComparer.Default.Equals(p.Method, method.OriginalDefinition));
}
