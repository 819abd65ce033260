using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Gives a class a service through the constructor that all others of it call.</summary>
internal sealed class ConstructorInjection
{
    readonly FixSession session;
    readonly ConstructorChain chain;
    readonly Dictionary<ProjectId, bool> prefersPrimary = [];

    public ConstructorInjection(FixSession session, ContainerMade containerMade)
    {
        this.session = session;
        chain = new(session, containerMade, PrefersPrimary);
    }

    /// <summary>The name by which the class reaches the service, or what stands in the way.</summary>
    /// <param name="unit">Takes the intents.</param>
    /// <param name="type">The class.</param>
    /// <param name="part">The part of it that asks.</param>
    /// <param name="compilation">The compilation of that part.</param>
    /// <param name="service">What the class is given.</param>
    public async Task<(string? Name, string? Obstacle)> IntoAsync(FixUnit unit, INamedTypeSymbol type, ClassDeclarationSyntax part, Compilation compilation, Service service)
    {
        var parts = ImmutableArray.CreateRange(type.DeclaringSyntaxReferences, r => r.GetSyntax(session.CancellationToken));
        var declarations = type.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared).Select(c => (Symbol: c, Syntax: c.DeclaringSyntaxReferences[0].GetSyntax(session.CancellationToken))).ToList();
        var roots = declarations.Where(c => !ConstructorChain.CallsAnother(c.Syntax)).ToList();
        if (roots.Count > 1)
            return (null, $"{type.Name} has several constructors that do not call each other");

        var (root, declaration) = roots.Count == 1 ? roots[0] : (type.InstanceConstructors[0], null);
        var target = declaration is ConstructorDeclarationSyntax ? declaration.Parent! : declaration ?? PartFor(type, part, parts, compilation);
        if (session.DocumentOf(target) is not { } document || declaration is ConstructorDeclarationSyntax { Body: null, ExpressionBody: null })
            return (null, null);

        // What the constructor is given already only has to be kept, whoever calls it.
        var given = declaration is ConstructorDeclarationSyntax ? ServiceNames.Given(root, compilation, service) : null;
        var parameter = given is null ? ServiceNames.Unused("", service, parts) : Identifiers.Escape(given.Name);
        if (given is null && await chain.HandOnAsync(unit, root, compilation, service, parameter).ConfigureAwait(false) is { } obstacle)
            return (null, obstacle);
        var usesParameter = declaration is TypeDeclarationSyntax || declaration is null && PrefersPrimary(compilation, document);
        var field = usesParameter ? null : ServiceNames.Unused(ServiceNames.FieldPrefix(type), service, parts, [.. declarations.Where(d => ServiceNames.Given(d.Symbol, compilation, service) is not null).Select(d => d.Syntax)]);
        unit.Add(new InjectService(NodeKey.Of(document.Id, target), service, parameter, field));
        return (field ?? parameter, null);
    }

    // A new constructor stands in one part, whichever part asks first: by the base class that it calls, or else in the main file.
    ClassDeclarationSyntax PartFor(INamedTypeSymbol type, ClassDeclarationSyntax part, ImmutableArray<SyntaxNode> parts, Compilation compilation)
    {
        if (parts.Length == 1)
            return part;
        var editable = parts.OfType<ClassDeclarationSyntax>().Where(p => session.DocumentOf(p) is not null).OrderBy(p => p.SyntaxTree.FilePath.Length).ThenBy(p => p.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(p => p.SpanStart).ToList();
        return editable.Find(p => p.BaseList?.Types.Any(t => SymbolEqualityComparer.Default.Equals(compilation.GetSemanticModel(p.SyntaxTree).GetSymbolInfo(t.Type).Symbol, type.BaseType)) == true) ?? editable.FirstOrDefault() ?? part;
    }

    bool PrefersPrimary(Compilation compilation, Document document)
    {
        if (document.Project.ParseOptions is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 })
            return false;
        if (!prefersPrimary.TryGetValue(document.Project.Id, out var prefers))
            prefersPrimary[document.Project.Id] = prefers = compilation.SyntaxTrees.Any(t => t.GetRoot(session.CancellationToken)
                .DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).Any(n => n is ClassDeclarationSyntax { ParameterList: not null }));
        return prefers;
    }
}
