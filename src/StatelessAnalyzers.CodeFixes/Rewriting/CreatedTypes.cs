using System.IO;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>How code of a compilation comes by objects of a type.</summary>
/// <param name="Creations">Where it makes one.</param>
/// <param name="Derived">The declarations that derive from the type.</param>
/// <param name="Obstacle">What else it does, as a predicate, so that not all creations are known; null where they are.</param>
internal sealed record TypeCreations(IReadOnlyList<ObjectCreationExpressionSyntax> Creations, IReadOnlyList<TypeDeclarationSyntax> Derived, string? Obstacle);

/// <summary>The types that code of a compilation creates, derives from or gives another name: read once, however many types are asked for.</summary>
internal sealed class CreatedTypes
{
    static readonly ConditionalWeakTable<Compilation, CreatedTypes> PerCompilation = new();

    readonly Compilation compilation;
    readonly Dictionary<string, List<TypeSyntax>> named = new(StringComparer.Ordinal);

    // What a new(…) makes whose type does not stand beside it, and where.
    readonly Dictionary<string, SyntaxTree> unnamed = new(StringComparer.Ordinal);

    CreatedTypes(Compilation compilation, CancellationToken cancellationToken)
    {
        this.compilation = compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
                if (NameIn(node) is { } name)
                    Add(name);
                else if (node is ImplicitObjectCreationExpressionSyntax creation && (model ??= compilation.GetSemanticModel(tree)).GetTypeInfo(creation, cancellationToken).Type is { } type)
                    unnamed[IdOf(type)] = tree;
        }
    }

    public static CreatedTypes Of(Compilation compilation, CancellationToken cancellationToken) =>
        PerCompilation.TryGetValue(compilation, out var known) ? known : PerCompilation.GetValue(compilation, c => new(c, cancellationToken));

    /// <summary>Everything that makes the type or derives from it.</summary>
    public TypeCreations CreationsOf(INamedTypeSymbol type)
    {
        var creations = new List<ObjectCreationExpressionSyntax>();
        var derived = new List<TypeDeclarationSyntax>();
        var obstacle = unnamed.TryGetValue(IdOf(type), out var tree) ? MadeIn(tree) : null;
        foreach (var name in named.TryGetValue(type.Name, out var names) ? names : [])
            if (compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name).Symbol is not ITypeSymbol found || IdOf(found) != IdOf(type))
                continue;
            else if (name.Parent is ObjectCreationExpressionSyntax creation)
                creations.Add(creation);
            else if (name.Parent is BaseTypeSyntax { Parent.Parent: TypeDeclarationSyntax declaration })
                derived.Add(declaration);
            else
                obstacle ??= name.Parent is UsingDirectiveSyntax ? $"has another name in {Path.GetFileName(name.SyntaxTree.FilePath)}" : MadeIn(name.SyntaxTree);
        return new(creations, derived, obstacle);
    }

    /// <summary>The type by a name that it has in every compilation.</summary>
    public static string IdOf(ITypeSymbol type) => type.OriginalDefinition.GetDocumentationCommentId() ?? type.Name;

    /// <summary>Says that code makes a type.</summary>
    public static string MadeIn(SyntaxTree tree) => $"is made by new in {Path.GetFileName(tree.FilePath)}";

    static TypeSyntax? NameIn(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type,
        ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } } => declaration.Type,
        ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } } => property.Type,
        BaseTypeSyntax derived => derived.Type,
        UsingDirectiveSyntax { Alias: not null, NamespaceOrType: TypeSyntax aliased } => aliased,
        _ => null,
    };

    void Add(TypeSyntax type)
    {
        var bare = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        var name = bare switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            _ => null,
        };
        if (name is null)
            return;
        if (!named.TryGetValue(name, out var names))
            named.Add(name, names = []);
        names.Add(bare);
    }
}
