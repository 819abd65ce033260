using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The types that code of a compilation creates without naming them.</summary>
internal sealed class CreatedTypes
{
    static readonly ConditionalWeakTable<Compilation, CreatedTypes> PerCompilation = new();

    CreatedTypes(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var creation in tree.GetRoot(cancellationToken).DescendantNodes().OfType<ImplicitObjectCreationExpressionSyntax>())
            {
                // What declares a variable names its type, and is found by that name.
                if (creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax or PropertyDeclarationSyntax })
                    continue;
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetTypeInfo(creation, cancellationToken).Type is { } type)
                    _ = WithoutName.Add(IdOf(type.OriginalDefinition));
            }
        }
    }

    /// <summary>The ids of the types that a <c>new(…)</c> makes whose declaration does not stand beside it.</summary>
    public HashSet<string> WithoutName { get; } = new(StringComparer.Ordinal);

    public static CreatedTypes Of(Compilation compilation, CancellationToken cancellationToken) =>
        PerCompilation.TryGetValue(compilation, out var known) ? known : PerCompilation.GetValue(compilation, c => new(c, cancellationToken));

    /// <summary>A name of the type that projects of a solution share.</summary>
    public static string IdOf(ITypeSymbol type) => type.OriginalDefinition.GetDocumentationCommentId() ?? type.Name;

    /// <summary>Whether a file creates a type of that name, derives from it or gives it another name.</summary>
    public static bool MayName(string name, SyntaxNode root, Func<TypeSyntax, bool> isIt)
    {
        foreach (var node in root.DescendantNodes())
        {
            var named = node switch
            {
                ObjectCreationExpressionSyntax creation => creation.Type,
                ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } } => declaration.Type,
                ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } } => property.Type,
                BaseTypeSyntax derived => derived.Type,
                UsingDirectiveSyntax { Alias: not null, NamespaceOrType: TypeSyntax aliased } => aliased,
                _ => null,
            };
            if (named is NullableTypeSyntax nullable)
                named = nullable.ElementType;
            if (named is not null && LastName(named) == name && isIt(named))
                return true;
        }
        return false;
    }

    static string? LastName(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => null,
    };
}
