using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Tells on a record what a database needs to know of it.</summary>
internal static class RecordAttributes
{
    /// <param name="unit">The unit that needs it.</param>
    /// <param name="session">The session.</param>
    /// <param name="table">The collection of the records.</param>
    /// <param name="ofType">Attributes of the type, each with its arguments.</param>
    /// <param name="ofKey">Attributes of the key, separated by commas; null where it needs none.</param>
    /// <param name="ns">The namespace of all of them.</param>
    /// <param name="package">The package that brings them, or null where the framework does.</param>
    public static async Task AddAsync(FixUnit unit, FixSession session, HeldTable table, IReadOnlyList<(string Name, string Arguments)> ofType, string? ofKey, string ns, string? package)
    {
        var type = await table.Entity.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        var key = await table.Key.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(type) is not { } document || session.DocumentOf(key) is not { } ofProperty)
        {
            unit.Refuse($"'{table.Entity.Name}' is declared in generated code");
            return;
        }
        foreach (var (name, arguments) in ofType)
            if (!table.Entity.GetAttributes().Any(a => a.AttributeClass?.Name == name + "Attribute"))
                Add(document, type, $"[{name}{arguments}]");
        if (ofKey is not null && !table.Key.GetAttributes().Any(a => a.AttributeClass?.Name == ofKey.Split('(', ',')[0] + "Attribute"))
            Add(ofProperty, key, key is ParameterSyntax ? $"[property: {ofKey}]" : $"[{ofKey}]");

        void Add(Document at, SyntaxNode target, string attribute) =>
            unit.Add(new RewriteNode(NodeKey.Of(at.Id, target), attribute, (node, _) => With(node, attribute))
            {
                Usings = ImmutableArray.Create(ns),
                Packages = package is null ? ImmutableArray<string>.Empty : ImmutableArray.Create(package),
            });
    }

    /// <summary>Adds an attribute to a property of a record.</summary>
    public static async Task AddAsync(FixUnit unit, FixSession session, IPropertySymbol property, string attribute, ImmutableArray<string> usings)
    {
        var declared = await property.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(declared) is { } document)
            Add(unit, document, declared, attribute, usings);
        else
            unit.Refuse($"'{property.Name}' is declared in generated code");
    }

    /// <summary>Adds an attribute to a record or to one of its properties.</summary>
    public static void Add(FixUnit unit, Document document, SyntaxNode declared, string attribute, ImmutableArray<string> usings) =>
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, declared), attribute, (node, _) => With(node, declared is ParameterSyntax ? $"[property: {attribute}]" : $"[{attribute}]")) { Usings = usings });

    // On a line of its own, below the comments; a parameter's on the same line.
    static SyntaxNode With(SyntaxNode node, string attribute)
    {
        var list = SyntaxFactory.ParseCompilationUnit(attribute + "class _ { }").Members[0].AttributeLists[0];
        var leading = node.GetLeadingTrivia();
        if (node is ParameterSyntax parameter)
            return parameter.WithoutLeadingTrivia().WithAttributeLists(parameter.AttributeLists.Insert(0, list.WithTrailingTrivia(SyntaxFactory.Space))).WithLeadingTrivia(leading);
        var member = (MemberDeclarationSyntax)node.WithLeadingTrivia(Lowering.Indentation(node));
        return member.WithAttributeLists(member.AttributeLists.Insert(0, list.WithLeadingTrivia(leading).WithTrailingTrivia(SyntaxFactory.LineFeed)));
    }
}
