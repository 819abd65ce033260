using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>Tells methods of the user's that compute their result from their arguments from those that get it from somewhere, by what their bodies call. Names are enough: the answer only makes a finding quieter.</summary>
internal static class Computations
{
    const int Deepest = 3;

    // Where code reaches out of itself: service locators, clocks, ambient contexts.
    static readonly HashSet<string> Sources = new(StringComparer.Ordinal) { "Current", "Instance", "Default", "Now", "UtcNow", "Today", "Services", "RequestServices", "Result" };

    static readonly string[] Resources = ["Context", "Client", "Connection", "Command", "Reader", "Stream", "Process", "Repository", "Service", "Store"];

    public static bool Is(IMethodSymbol method, Func<string, bool> loads) => Is(method, loads, depth: 0);

    static bool Is(IMethodSymbol method, Func<string, bool> loads, int depth)
    {
        if (!method.IsStatic && !method.IsExtensionMethod || method.IsAsync || depth > Deepest)
            return false;
        method = method.ReducedFrom ?? method;
        foreach (var parameter in method.Parameters)
            if (parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Locations: [{ IsInSource: true }, ..] })
                return false;
        if (method.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not BaseMethodDeclarationSyntax declaration || declaration is { Body: null, ExpressionBody: null })
            return false;
        foreach (var node in declaration.DescendantNodes())
            switch (node)
            {
                case AwaitExpressionSyntax or UsingStatementSyntax or LockStatementSyntax:
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } when Sources.Contains(member):
                case ObjectCreationExpressionSyntax { Type: var made } when Array.Exists(Resources, r => made.ToString().EndsWith(r, StringComparison.Ordinal)):
                case InvocationExpressionSyntax call when CalledName.Of(call) is { } name && (loads(name.Identifier.ValueText) || IsOtherThanComputation(call, name.Identifier.ValueText)):
                    return false;
            }
        return true;

        bool IsOtherThanComputation(InvocationExpressionSyntax call, string name)
        {
            if (call.Expression is not SimpleNameSyntax || name == method.Name)
                return false;
            foreach (var own in method.ContainingType.GetMembers(name))
                if (own is IMethodSymbol called && !Is(called, loads, depth + 1))
                    return true;
            return false;
        }
    }
}
