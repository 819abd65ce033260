using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// The method that takes the same lambda, async, as <c>GetOrCreateAsync</c> does for <c>GetOrCreate</c>: named so beside the one that is called,
/// with the same parameters, but for a task where the delegate and the method itself give a value or nothing.
/// </summary>
internal static class AsyncTwin
{
    /// <summary>The call that takes the lambda and has a twin, or null.</summary>
    public static InvocationExpressionSyntax? CallOf(AnonymousFunctionExpressionSyntax lambda, SemanticModel model, KnownTypes types) =>
        lambda.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument && NameOf(call) is not null
        && model.GetSymbolInfo(call).Symbol is IMethodSymbol { OriginalDefinition: var called } method && ParameterOf(argument, method, model) is { } ordinal
        && (method.ReducedFrom?.OriginalDefinition ?? called) is var definition && definition.ContainingType.GetMembers(definition.Name + "Async").Any(m => m is IMethodSymbol twin && IsTwin(twin, definition, ordinal + (method.ReducedFrom is null ? 0 : 1), types))
            ? call : null;

    /// <summary>Calls the twin.</summary>
    public static Intent Rename(DocumentId document, InvocationExpressionSyntax call) =>
        new RewriteNode(NodeKey.Of(document, NameOf(call)!), "the twin that waits", (name, _) => ((SimpleNameSyntax)name).WithIdentifier(SyntaxFactory.Identifier(((SimpleNameSyntax)name).Identifier.ValueText + "Async").WithTriviaFrom(((SimpleNameSyntax)name).Identifier)));

    static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    static int? ParameterOf(ArgumentSyntax argument, IMethodSymbol method, SemanticModel model) =>
        argument.NameColon is { Name.Identifier.ValueText: var name } ? method.Parameters.FirstOrDefault(p => p.Name == name)?.Ordinal
        : ((ArgumentListSyntax)argument.Parent!).Arguments.IndexOf(argument) is var index && index < method.Parameters.Length && !method.Parameters[index].IsParams ? index
        : null;

    static bool IsTwin(IMethodSymbol twin, IMethodSymbol of, int lambda, KnownTypes types)
    {
        if (twin.IsStatic != of.IsStatic || twin.Arity != of.Arity || twin.Parameters.Length != of.Parameters.Length || !Waits(twin.ReturnType, of.ReturnType))
            return false;
        for (var i = 0; i < of.Parameters.Length; i++)
            if (i == lambda
                ? !(Invoked(of.Parameters[i]) is { } plain && Invoked(twin.Parameters[i]) is { } waiting && Waits(waiting.ReturnType, plain.ReturnType) && plain.Parameters.Select(p => p.Type.ToDisplayString()).SequenceEqual(waiting.Parameters.Select(p => p.Type.ToDisplayString())))
                : twin.Parameters[i].Type.ToDisplayString() != of.Parameters[i].Type.ToDisplayString())
                return false;
        return true;

        bool Waits(ITypeSymbol task, ITypeSymbol result) => result.SpecialType == SpecialType.System_Void
            ? types.Is(task, TypeNames.Task) || types.Is(task, TypeNames.ValueTask)
            : (types.Is(task, TypeNames.TaskOfT) || types.Is(task, TypeNames.ValueTaskOfT)) && ((INamedTypeSymbol)task).TypeArguments[0].WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() == result.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();
    }

    static IMethodSymbol? Invoked(IParameterSymbol parameter) => (parameter.Type as INamedTypeSymbol)?.DelegateInvokeMethod;
}
