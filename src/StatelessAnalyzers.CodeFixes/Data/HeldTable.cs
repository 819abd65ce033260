using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>How a collection keeps its records.</summary>
internal enum TableShape
{
    /// <summary>In the order in which they came, found by looking through them.</summary>
    List,

    /// <summary>In no order.</summary>
    Bag,

    /// <summary>By a key, in the order in which they came.</summary>
    Dictionary,

    /// <summary>By a key, in no order.</summary>
    ConcurrentDictionary,
}

/// <summary>A collection in memory that plays a table.</summary>
/// <param name="Symbol">The field, the property, or the local that handlers capture.</param>
/// <param name="Document">Where it is declared.</param>
/// <param name="Declaration">Its declarator, or the property.</param>
/// <param name="Entity">The type of its records.</param>
/// <param name="Shape">How it keeps them.</param>
internal record HeldTable(ISymbol Symbol, Document Document, SyntaxNode Declaration, INamedTypeSymbol Entity, TableShape Shape)
{
    const string NoPlace = "the collection is not a field, a property or a local, or that of another type";

    /// <summary>What tells one record from another. That of a dictionary is known, and not null, once its uses are.</summary>
    public IPropertySymbol Key { get; init; } = null!;

    public bool IsByKey => Shape is TableShape.Dictionary or TableShape.ConcurrentDictionary;

    /// <summary>Whether which record comes first means something.</summary>
    public bool IsOrdered => Shape is TableShape.List or TableShape.Dictionary;

    /// <summary>What it is made as; null where the declaration does not say.</summary>
    public virtual ExpressionSyntax? Initial => Declaration switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };

    /// <summary>Whether something outside the code gives it its records when an instance starts.</summary>
    public virtual bool IsLoaded => false;

    /// <summary>Whether whoever is given the collection has it to himself.</summary>
    public virtual bool GivesCopies => false;

    /// <summary>Whether the symbol names the collection.</summary>
    public virtual bool IsNamedBy(ISymbol? symbol) => SymbolEqualityComparer.Default.Equals(symbol, Symbol);

    /// <summary>All mentions of the collection in code.</summary>
    public virtual async Task<List<TableMention>> MentionsAsync(FixSession session) =>
        [.. (await FieldUse.OfAsync(Symbol, session).ConfigureAwait(false)).Where(u => !u.IsDocumentation).Select(u => new TableMention(u.Document, u.Model, u.Expression, u.Line))];

    /// <summary>A change of the collection or of one of its records that the code does not keep, or null.</summary>
    public virtual string? Unsaved(IReadOnlyList<TableUse> uses, IReadOnlyList<RecordChange> changes) => null;

    /// <summary>Whether the code goes with the collection.</summary>
    public virtual bool TakesAlong(SyntaxNode code) => false;

    /// <summary>The type of the keys of a dictionary.</summary>
    public static ITypeSymbol KeyTypeOf(ITypeSymbol collection) => ((INamedTypeSymbol)collection).TypeArguments[0];

    public static ITypeSymbol TypeOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } } => result,
        IMethodSymbol method => method.ReturnType,
        _ => throw new ArgumentException("Only fields, properties, locals and methods give collections.", nameof(symbol)),
    };

    /// <summary>The table at the place of a finding, or null with the reason.</summary>
    public static async Task<(HeldTable? Table, string Reason)> AtAsync(Finding finding, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(finding.Document.Id).ConfigureAwait(false);
        var node = root.FindNode(finding.Diagnostic.Location.SourceSpan);
        SyntaxNode? declaration = node.FirstAncestorOrSelf<VariableDeclaratorSyntax>(d => d.Parent?.Parent is FieldDeclarationSyntax or LocalDeclarationStatementSyntax);
        if (declaration is null || !declaration.Span.Contains(finding.Diagnostic.Location.SourceSpan))
            declaration = node as PropertyDeclarationSyntax;
        if (declaration is null)
            return await ElsewhereAsync(root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, session).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(declaration, session.CancellationToken) is not { } symbol)
            return (null, NoPlace);
        return Of(symbol, declaration, finding.Document, model.Compilation);
    }

    // Where another type changes the collection.
    static async Task<(HeldTable? Table, string Reason)> ElsewhereAsync(SyntaxNode mention, SemanticModel model, FixSession session)
    {
        if (model.GetSymbolInfo(mention, session.CancellationToken).Symbol is not { Kind: SymbolKind.Field or SymbolKind.Property, DeclaringSyntaxReferences: [var declared] } symbol)
            return (null, NoPlace);
        var declaration = await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (declaration is not (VariableDeclaratorSyntax or PropertyDeclarationSyntax) || session.DocumentOf(declaration) is not { } document)
            return (null, NoPlace);
        return Of(symbol, declaration, document, await session.CompilationAsync(document.Project.Id).ConfigureAwait(false));
    }

    /// <summary>The table that a field or a property is, or null.</summary>
    public static async Task<HeldTable?> OfAsync(ISymbol member, FixSession session)
    {
        if (member is not { IsImplicitlyDeclared: false, DeclaringSyntaxReferences: [var declared] } || TypeOf(member) is not INamedTypeSymbol { IsGenericType: true })
            return null;
        var declaration = await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (declaration is not (VariableDeclaratorSyntax or PropertyDeclarationSyntax) || session.DocumentOf(declaration) is not { } document)
            return null;
        return Of(member, declaration, document, await session.CompilationAsync(document.Project.Id).ConfigureAwait(false)).Table;
    }

    static (HeldTable? Table, string Reason) Of(ISymbol symbol, SyntaxNode declaration, Document document, Compilation compilation)
    {
        if (symbol is IPropertySymbol { SetMethod: not null } || declaration is PropertyDeclarationSyntax { AccessorList: not { Accessors: [{ Body: null, ExpressionBody: null }] } })
            return (null, "the property is more than a place for the collection");
        if (symbol is not ILocalSymbol && IsReachedFromOutside(symbol, compilation))
            return (null, "code outside the solution may reach the collection");
        var types = KnownTypes.Of(compilation);
        return EntityOf(symbol, types, out var shape, out var reason) is { } entity ? (new(symbol, document, declaration, entity, shape), "") : (null, reason);
    }

    /// <summary>Whether the symbol keeps records of that type.</summary>
    public static bool IsOf(ISymbol symbol, INamedTypeSymbol entity, KnownTypes types) => EntityOf(symbol, types, out _, out _)?.ToDisplayString() == entity.ToDisplayString();

    /// <summary>The type of the records that the symbol keeps or gives, or null with the reason.</summary>
    protected static INamedTypeSymbol? EntityOf(ISymbol symbol, KnownTypes types, out TableShape shape, out string reason)
    {
        (shape, reason) = (default, "the records are in no list, bag or dictionary");
        if (TypeOf(symbol) is not INamedTypeSymbol type || ShapeOf(type, types) is not { } kept)
            return null;
        (shape, reason) = (kept, $"'{type.TypeArguments[type.TypeArguments.Length - 1].ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' is no class of this solution");
        return type.TypeArguments[type.TypeArguments.Length - 1] is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } entity && !entity.DeclaringSyntaxReferences.IsEmpty ? entity : null;
    }

    // What is public in a library may be used by anybody; in an application nobody else compiles against it.
    static bool IsReachedFromOutside(ISymbol symbol, Compilation compilation)
    {
        if (compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
            return false;
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
            if (s.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return false;
        return true;
    }

    protected static TableShape? ShapeOf(ITypeSymbol type, KnownTypes types)
    {
        if (types.Is(type, TypeNames.ConcurrentDictionary))
            return TableShape.ConcurrentDictionary;
        if (types.Is(type, TypeNames.Dictionary) || types.Is(type, TypeNames.IDictionary))
            return TableShape.Dictionary;
        return type.OriginalDefinition.ToDisplayString() switch
        {
            "System.Collections.Generic.List<T>" or "System.Collections.Generic.IList<T>" or "System.Collections.Generic.ICollection<T>" => TableShape.List,
            "System.Collections.Concurrent.ConcurrentBag<T>" => TableShape.Bag,
            _ => null,
        };
    }

    /// <summary>What a lambda over the rows calls one of them.</summary>
    public string RowName(RewriteScope scope) => scope.Unused(Entity.Name.Substring(0, 1).ToLowerInvariant());

    /// <summary>What follows a query over the rows where their order decides something, or their keys are meant.</summary>
    public string OfKeys(TableUse use, RewriteScope scope)
    {
        if (!use.IsOfKeys && use.Ordered is null)
            return "";
        // As the condition behind it calls the row.
        var row = use.Node.Parent?.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: SimpleLambdaExpressionSyntax { Parameter: var named } }] } && !use.IsOfKeys ? named.Identifier.ValueText : RowName(scope);
        return string.Concat(new[] { use.Ordered is null ? "" : "OrderBy", use.IsOfKeys ? "Select" : "" }.Where(m => m.Length > 0).Select(m => $".{m}({row} => {row}.{Key.Name})"));
    }

    /// <summary>Takes the collection out.</summary>
    public virtual Task RemoveAsync(FixUnit unit, FixSession session)
    {
        switch (Declaration)
        {
            case PropertyDeclarationSyntax:
                unit.Add(new RewriteNode(NodeKey.Of(Document.Id, Declaration), "no property", (_, _) => null));
                break;
            case VariableDeclaratorSyntax declarator:
                FieldRemoval.Add(unit, Document.Id, declarator);
                break;
        }
        return Task.CompletedTask;
    }
}
