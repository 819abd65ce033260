using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>What code of the solution puts for a type parameter: a cache of <c>T</c> keeps what its callers say.</summary>
internal sealed class TypeArguments(FixSession session)
{
    readonly HashSet<ITypeSymbol> open = new(SymbolEqualityComparer.Default);

    /// <summary>The types that are put for the parameter; null where they are not all seen.</summary>
    public async Task<IReadOnlyList<ITypeSymbol>?> OfAsync(ITypeParameterSymbol parameter)
    {
        if (!open.Add(parameter.OriginalDefinition))
            return [];
        var found = new List<ITypeSymbol>();
        var isWhole = parameter.DeclaringMethod is { } method
            ? await AddMentionedAsync(method.OriginalDefinition, parameter.Ordinal, found).ConfigureAwait(false)
            : await AddConstructedAsync(parameter, found).ConfigureAwait(false);
        open.Remove(parameter.OriginalDefinition);
        return isWhole ? found : null;
    }

    // typeof(Cache<>) is asked for by what it implements.
    async Task<bool> AddConstructedAsync(ITypeParameterSymbol parameter, List<ITypeSymbol> found)
    {
        var type = parameter.ContainingType.OriginalDefinition;
        if (await AddMentionedAsync(type, parameter.Ordinal, found).ConfigureAwait(false))
            return true;
        foreach (var served in type.AllInterfaces)
            for (var i = 0; i < served.TypeArguments.Length; i++)
                if (SymbolEqualityComparer.Default.Equals(served.TypeArguments[i], parameter)
                    && (served.DeclaringSyntaxReferences.IsEmpty || !await AddMentionedAsync(served.OriginalDefinition, i, found, isOpenKnown: true).ConfigureAwait(false)))
                    return false;
        return type.AllInterfaces.Any(i => i.IsGenericType);
    }

    // False where a mention does not say it.
    async Task<bool> AddMentionedAsync(ISymbol generic, int ordinal, List<ITypeSymbol> found, bool isOpenKnown = false)
    {
        var isWhole = true;
        foreach (var mention in await FieldUse.OfAsync(generic, session).ConfigureAwait(false))
        {
            if (mention.IsDocumentation || mention.Node is not SimpleNameSyntax name || Identifiers.IsInNameof(name) || HostModel.IsForeign(mention.Model.Compilation, KnownTypes.Of(mention.Model.Compilation)))
                continue;
            if (name is GenericNameSyntax { IsUnboundGenericName: true })
            {
                isWhole &= isOpenKnown;
                continue;
            }
            var arguments = mention.Model.GetSymbolInfo(name, session.CancellationToken).Symbol switch
            {
                IMethodSymbol method => method.TypeArguments,
                INamedTypeSymbol type => type.TypeArguments,
                _ => ImmutableArray<ITypeSymbol>.Empty,
            };
            if (arguments.Length <= ordinal)
                return false;
            if (arguments[ordinal] is not ITypeParameterSymbol handedOn)
                found.Add(arguments[ordinal]);
            else if (await OfAsync(handedOn).ConfigureAwait(false) is { } further)
                found.AddRange(further);
            else
                return false;
        }
        return isWhole;
    }

    /// <summary>Whether nothing tells the value of a missing entry from one that is there: a number that is zero.</summary>
    public static bool AreValues(IReadOnlyList<ITypeSymbol> arguments) =>
        arguments.Any(a => a.IsValueType && a.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T);

    /// <summary>Whether one of them may be null; null where that is not said.</summary>
    public static bool? AreNullable(IReadOnlyList<ITypeSymbol> arguments) =>
        arguments.Any(a => a.NullableAnnotation == NullableAnnotation.Annotated) ? true
        : arguments.Count > 0 && arguments.All(a => a.IsValueType || a.NullableAnnotation == NullableAnnotation.NotAnnotated) ? false : null;
}
