using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>A call of a library that changes an object which it is given, without code that names what.</summary>
internal sealed record ChangingCall(Document Document, SemanticModel Model, InvocationExpressionSyntax Call, ExpressionSyntax Changed);

/// <summary>Methods of libraries that set what is in an object they are given: mappers, patches, the binding of models, reflection.</summary>
internal static class ChangingCalls
{
    // The method, and its parameter whose object is changed.
    static readonly HashSet<(string Method, string Parameter)> Changes =
    [
        ("Adapt", "destination"), ("Map", "destination"), ("InjectFrom", "target"),
        ("ApplyTo", "objectToApplyTo"), ("Patch", "original"), ("Put", "original"), ("CopyChangedValues", "original"),
        ("Bind", "instance"), ("TryUpdateModelAsync", "model"), ("Populate", "target"), ("PopulateObject", "target"),
        ("SetValue", "obj"), ("SetValue", "component"), ("SetValueDirect", "obj"), ("InvokeMember", "target"),
    ];

    static readonly HashSet<string> Methods = [.. Changes.Select(c => c.Method)];

    /// <summary>The expression of the object that the call changes, or null.</summary>
    public static ExpressionSyntax? ChangedBy(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (CalledName.Of(call)?.Identifier.ValueText is not { } name || !Methods.Contains(name) || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || method.Locations.Any(l => l.IsInSource))
            return null;
        if (method.ReducedFrom is { Parameters: [var self, ..] } && Changes.Contains((name, self.Name)))
            return (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
            if ((arguments[i].NameColon?.Name.Identifier.ValueText ?? (i < method.Parameters.Length ? method.Parameters[i].Name : null)) is { } parameter && Changes.Contains((name, parameter)))
                return arguments[i].Expression;
        return null;
    }

    /// <summary>All such calls in the solution.</summary>
    public static Task<List<ChangingCall>> OfAsync(FixSession session) => session.OnceAsync(typeof(ChangingCalls), () => ReadAsync(session));

    static async Task<List<ChangingCall>> ReadAsync(FixSession session)
    {
        var found = new List<ChangingCall>();
        var seen = new HashSet<DocumentId>();
        foreach (var document in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp).SelectMany(p => p.Documents).Select(session.Canonical))
        {
            if (!seen.Add(document.Id))
                continue;
            var text = (await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString();
            if (!Methods.Any(m => text.IndexOf("." + m, StringComparison.Ordinal) >= 0 || text.IndexOf(" " + m, StringComparison.Ordinal) >= 0))
                continue;
            var calls = (await session.RootAsync(document.Id).ConfigureAwait(false)).DescendantNodes().OfType<InvocationExpressionSyntax>().Where(c => CalledName.Of(c)?.Identifier.ValueText is { } name && Methods.Contains(name)).ToList();
            if (calls.Count == 0)
                continue;
            var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
            foreach (var call in calls)
                if (ChangedBy(call, model) is { } changed)
                    found.Add(new(document, model, call, changed));
        }
        return found;
    }
}
