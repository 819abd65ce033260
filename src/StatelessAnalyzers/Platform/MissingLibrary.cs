using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Platform;

/// <summary>Registrations of a library whose package is not restored yet: known by their names, on services that are known, where a file imports the library.</summary>
internal static class MissingLibrary
{
    /// <summary>The name of a call that binds to nothing and starts, be it at the end of a chain, from the services; or null.</summary>
    /// <param name="operation">An operation of kind <see cref="OperationKind.Invalid"/>.</param>
    /// <param name="isMeant">Whether the name is one of those that are looked for, asked before anything that costs.</param>
    /// <param name="types">The types of the compilation.</param>
    public static SimpleNameSyntax? RegistrationIn(OperationAnalysisContext operation, Func<string, bool> isMeant, KnownTypes types)
    {
        if (operation.Operation is not { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver, Name: var name } } call, SemanticModel: { } model }
            || !isMeant(name.Identifier.ValueText) || model.GetSymbolInfo(call, operation.CancellationToken) is not { Symbol: null, CandidateSymbols.IsEmpty: true })
            return null;
        while (!types.IsOrInherits(model.GetTypeInfo(receiver, operation.CancellationToken).Type, TypeNames.IServiceCollection))
        {
            if (receiver is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before } })
                return null;
            receiver = before;
        }
        return name;
    }

    /// <summary>Whether one of the libraries is asked for and not there: a file imports a namespace of it, and no assembly is referenced.</summary>
    /// <param name="libraries">What the names of their assemblies and namespaces start with.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static bool IsAsked(string[] libraries, Compilation compilation, CancellationToken cancellationToken)
    {
        if (IsReferenced(libraries, compilation))
            return false;
        foreach (var tree in compilation.SyntaxTrees)
            if (tree.GetRoot(cancellationToken) is CompilationUnitSyntax { Usings: var imports })
                foreach (var import in imports)
                    if (import.Name?.ToString() is { } space && IsOf(libraries, space))
                        return true;
        return false;
    }

    /// <summary>Whether an assembly of one of the libraries is referenced.</summary>
    public static bool IsReferenced(string[] libraries, Compilation compilation)
    {
        foreach (var assembly in compilation.ReferencedAssemblyNames)
            if (IsOf(libraries, assembly.Name))
                return true;
        return false;
    }

    /// <summary>Whether an assembly or a namespace belongs to one of the libraries, by how its name starts.</summary>
    public static bool IsOf(string[] libraries, string name) => Array.Exists(libraries, library => name.StartsWith(library, StringComparison.Ordinal));
}
