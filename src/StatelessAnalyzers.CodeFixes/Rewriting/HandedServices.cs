using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Hands a service to a static method, which no container can give one: all that call it give it theirs.</summary>
internal sealed class HandedServices(FixSession session)
{
    readonly Dictionary<(ISymbol Method, Service Service), List<HandService>?> known = [];

    /// <summary>The calls that hand the service over; null where the method is not only called, or not in a way that leaves the new argument its place.</summary>
    public async Task<List<HandService>?> CallsOfAsync(IMethodSymbol method, MethodDeclarationSyntax declaration, Service service)
    {
        if (!known.TryGetValue((method, service), out var calls))
            known[(method, service)] = calls = IsPlain(method) ? await FindAsync(method, ParameterLists.IndexOf(declaration.ParameterList, service), service).ConfigureAwait(false) : null;
        return calls;
    }

    // Attributes say that something else calls it.
    static bool IsPlain(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: true, IsAbstract: false, IsVirtual: false, IsExtern: false, DeclaringSyntaxReferences.Length: 1, Name: not "Main" } && method.GetAttributes().IsEmpty && method.ExplicitInterfaceImplementations.IsEmpty;

    async Task<List<HandService>?> FindAsync(IMethodSymbol method, int index, Service service)
    {
        var calls = new List<HandService>();
        foreach (var member in await SymbolFinder.FindReferencesAsync(method, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in member.Locations)
            {
                if (!FixSession.IsEditable(location.Document))
                    return null;
                var document = session.Canonical(location.Document);
                var name = (await session.RootAsync(document.Id).ConfigureAwait(false)).FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (name.IsPartOfStructuredTrivia())
                    continue;
                var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
                if (name is not SimpleNameSyntax called || FieldUse.Qualified(called) is not { Parent: InvocationExpressionSyntax call } callee || call.Expression != callee || model.GetSymbolInfo(call).Symbol is not IMethodSymbol found)
                    return null;
                var place = index - (found.ReducedFrom is null ? 0 : 1);
                if (place < 0 || call.ArgumentList.Arguments.Count < place || call.ArgumentList.Arguments.Take(place).Any(a => a.NameColon is not null))
                    return null;
                calls.Add(new HandService(NodeKey.Of(document.Id, call), service, place));
            }
        return calls;
    }

    /// <summary>The call with the service that is at hand there.</summary>
    public static InvocationExpressionSyntax Add(InvocationExpressionSyntax call, HandService intent, InvocationExpressionSyntax original, FixSession session)
    {
        var list = call.ArgumentList;
        var arguments = list.Arguments;
        // Behind those that were handed over before.
        var index = intent.Index + arguments.Count - original.ArgumentList.Arguments.Count;
        var added = Argument(ParseExpression(session.Injection.NameOf(intent.Call, intent.Service)));
        var separators = arguments.GetSeparators().ToList();
        var lineEnd = separators.Count > 0 && separators.TrueForAll(s => s.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)) ? separators[0].TrailingTrivia : default;
        if (arguments.Count > 0)
            separators.Insert(Math.Min(index, separators.Count), Token(SyntaxKind.CommaToken).WithTrailingTrivia(lineEnd.Count > 0 ? lineEnd : TriviaList(Space)));
        if (lineEnd.Count > 0)
            added = added.WithLeadingTrivia(arguments.Last().GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
        var all = arguments.ToList();
        if (index == all.Count && index > 0)
        {
            added = added.WithTrailingTrivia(all[index - 1].GetTrailingTrivia());
            all[index - 1] = all[index - 1].WithTrailingTrivia();
        }
        all.Insert(index, added);
        return call.WithArgumentList(list.WithArguments(SeparatedList(all, separators)));
    }
}
