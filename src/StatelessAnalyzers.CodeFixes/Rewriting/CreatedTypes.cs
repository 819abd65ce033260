using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The types that code of a compilation creates, derives from or gives another name: read once, however many types are asked for.</summary>
internal sealed class CreatedTypes
{
    static readonly ConditionalWeakTable<Compilation, CreatedTypes> PerCompilation = new();

    readonly Compilation compilation;
    readonly Dictionary<string, List<TypeSyntax>> named = new(StringComparer.Ordinal);

    // What a new(…) makes whose type does not stand beside it.
    readonly HashSet<string> unnamed = new(StringComparer.Ordinal);

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
                    _ = unnamed.Add(IdOf(type));
        }
    }

    public static CreatedTypes Of(Compilation compilation, CancellationToken cancellationToken) =>
        PerCompilation.TryGetValue(compilation, out var known) ? known : PerCompilation.GetValue(compilation, c => new(c, cancellationToken));

    /// <summary>The creations of the type; null where code makes it in another way or derives from it.</summary>
    public IReadOnlyList<ObjectCreationExpressionSyntax>? CreationsOf(INamedTypeSymbol type)
    {
        if (unnamed.Contains(IdOf(type)))
            return null;
        var creations = new List<ObjectCreationExpressionSyntax>();
        foreach (var name in named.TryGetValue(type.Name, out var names) ? names : [])
            if (compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name).Symbol is not ITypeSymbol found || IdOf(found) != IdOf(type))
                continue;
            else if (name.Parent is ObjectCreationExpressionSyntax creation)
                creations.Add(creation);
            else
                return null;
        return creations;
    }

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

    static string IdOf(ITypeSymbol type) => type.OriginalDefinition.GetDocumentationCommentId() ?? type.Name;
}
