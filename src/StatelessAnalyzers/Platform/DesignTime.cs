using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>Code of an application that no instance runs: it belongs to tools that a developer starts.</summary>
internal static class DesignTime
{
    static readonly ConditionalWeakTable<SyntaxNode, StrongBox<bool>> Generators = new();

    static readonly string[] Tools = [TypeNames.Packages.Migration, TypeNames.Packages.DbMigration, TypeNames.Packages.IDesignTimeDbContextFactory];

    public static bool Includes(ISymbol symbol, KnownTypes types)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
            if (types.IsOrInheritsAny(type, Tools))
                return true;
        for (var space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (space.Name == "Migrations")
                return true;
        return false;
    }

    /// <summary>Whether the member is a task of a build, or the type around the code speaks of project or solution files: it generates code for a developer.</summary>
    public static bool IsOfBuild(ISymbol member, SyntaxNode code)
    {
        if (member.ContainingType?.AllInterfaces.Any(static i => i is { Name: "ITask", ContainingNamespace: { Name: "Framework", ContainingNamespace: { Name: "Build", ContainingNamespace.Name: "Microsoft" } } }) == true)
            return true;
        if (code.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        if (!Generators.TryGetValue(type, out var known))
            known = Generators.GetValue(type, static t => new(t.DescendantTokens().Any(IsProjectFile)));
        return known.Value;
    }

    static bool IsProjectFile(SyntaxToken token) =>
        (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken))
        && (token.ValueText.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || token.ValueText.EndsWith(".sln", StringComparison.OrdinalIgnoreCase));
}
