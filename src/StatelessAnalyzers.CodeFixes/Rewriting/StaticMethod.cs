using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>A static method that is to be given a service by its callers, and where these call it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Document">Its document.</param>
/// <param name="Calls">All calls.</param>
internal sealed record StaticMethod(MethodDeclarationSyntax Method, Document Document, IReadOnlyList<(InvocationExpressionSyntax Call, Document Document, SemanticModel Model)> Calls)
{
    // More than anybody would review.
    const int Most = 50;

    /// <summary>Null where something else than calls by code of the solution reaches the method, or a call may leave arguments out.</summary>
    public static async Task<StaticMethod?> OfAsync(MethodDeclarationSyntax declaration, SemanticModel model, FixSession session)
    {
        if (model.GetDeclaredSymbol(declaration, session.CancellationToken) is not IMethodSymbol { DeclaringSyntaxReferences.Length: 1, IsAbstract: false, IsVirtual: false } method
            || session.DocumentOf(declaration) is not { } document || declaration.AttributeLists.Count > 0 || declaration.ParameterList.ContainsDirectives
            || method.Parameters.Any(p => p.HasExplicitDefaultValue || p.IsParams) || SymbolEqualityComparer.Default.Equals(model.Compilation.GetEntryPoint(session.CancellationToken), method))
            return null;
        var calls = new List<(InvocationExpressionSyntax, Document, SemanticModel)>();
        foreach (var mention in await FieldUse.OfAsync(method, session).ConfigureAwait(false))
        {
            if (Identifiers.IsInNameof(mention.Node) || mention.IsDocumentation && mention.Node.FirstAncestorOrSelf<CrefSyntax>()?.DescendantNodes().Any(n => n is CrefParameterListSyntax) != true)
                continue;
            // Tests are given nothing by a container, nor is what the framework makes while it starts.
            if (mention.Expression is not { Parent: InvocationExpressionSyntax call } called || call.Expression != called || session.DocumentOf(call) is not { } caller || calls.Count == Most
                || call.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null || IsData(call, mention.Model) || HostModel.IsForeign(mention.Model.Compilation, KnownTypes.Of(mention.Model.Compilation)))
                return null;
            calls.Add((call, caller, mention.Model));
        }
        return calls.Count == 0 ? null : new(declaration, document, calls);
    }

    // An expression tree: a job of Hangfire is stored with its arguments, and a service cannot be.
    static bool IsData(InvocationExpressionSyntax call, SemanticModel model) =>
        call.Ancestors().OfType<LambdaExpressionSyntax>().Any(l => model.GetTypeInfo(l).ConvertedType is INamedTypeSymbol { Name: "Expression", ContainingNamespace.Name: "Expressions" });

    /// <summary>Adds the argument in the place of its parameter, or by its name where others have theirs.</summary>
    public static SyntaxNode Add(SyntaxNode call, AddCallArgument intent)
    {
        var made = (InvocationExpressionSyntax)call;
        return made.WithArgumentList(ParameterLists.Insert(made.ArgumentList, intent.Parameter, intent.Value, intent.Behind));
    }
}
