using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The code of a type that keeps its records in one file: a method that loads all of them, one that saves them, and what these alone need.</summary>
internal sealed class RecordFile
{
    // What a call in them does, is about the file alone.
    static readonly string[] Libraries = ["System.IO", "System.Text", "Newtonsoft.Json", "System.Collections", "System.Linq", "System.Threading", "System.Runtime", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Logging"];

    readonly SemanticModel model;
    readonly List<SyntaxNode> removed = [];

    RecordFile(TypeDeclarationSyntax type, SemanticModel model) => (Type, this.model) = (type, model);

    public TypeDeclarationSyntax Type { get; }

    /// <summary>The method that gives, or makes the field hold, what is in the file; null where the constructor does.</summary>
    public IMethodSymbol? Load { get; private set; }

    /// <summary>The method that writes all records.</summary>
    public IMethodSymbol Save { get; private set; } = null!;

    /// <summary>The methods, members and statements that only serve the file.</summary>
    public IReadOnlyList<SyntaxNode> Removed => removed;

    public bool Contains(SyntaxNode code) => removed.Exists(r => r.SyntaxTree == code.SyntaxTree && r.Span.Contains(code.Span));

    /// <summary>The file of the records around a finding, or null with the reason.</summary>
    public static (RecordFile? File, string Reason) Of(TypeDeclarationSyntax type, SemanticModel model)
    {
        if (model.GetDeclaredSymbol(type) is not { } symbol || !TypeParts.OnlyThisNamesMembers(symbol, type))
            return (null, "the type has several parts");
        var file = new RecordFile(type, model);
        return file.Read() is { } reason ? (null, reason) : (file, "");
    }

    string? Read()
    {
        foreach (var method in Type.Members.OfType<MethodDeclarationSyntax>().Where(UsesFile))
            if (model.GetDeclaredSymbol(method) is not { DeclaredAccessibility: Accessibility.Private, IsGenericMethod: false } symbol || symbol.Parameters.Length > 1 || symbol.Parameters.Any(IsText))
                return $"'{method.Identifier.ValueText}' works on the file for others";
            else if (method.DescendantNodes().Any(n => n is InvocationExpressionSyntax call && IsSerializer(call, "Serialize")))
            {
                if (Save is not null)
                    return "several methods save the file";
                Save = symbol;
            }
            else if (Load is not null)
                return "several methods load the file";
            else
                Load = symbol;
        if (Save is null)
            return "no method does nothing but save the file";
        removed.AddRange(new[] { Load, Save }.Where(m => m is not null).Select(m => m!.DeclaringSyntaxReferences[0].GetSyntax()));
        int known;
        do
        {
            known = removed.Count;
            AddStatements();
            AddMembers();
        }
        while (removed.Count > known);
        return removed.Select(Obstacle).FirstOrDefault(o => o is not null) ?? UsedElsewhere();
    }

    bool UsesFile(SyntaxNode code) => code.DescendantNodes().Any(n => n is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax && model.GetSymbolInfo(n).Symbol is { ContainingType: { } owner }
        && owner.ContainingNamespace.ToDisplayString() == "System.IO" && owner.Name is "File" or "FileInfo" or "FileStream" or "StreamReader" or "StreamWriter");

    static bool IsText(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_String;

    bool IsSerializer(InvocationExpressionSyntax call, string start) =>
        model.GetSymbolInfo(call).Symbol is { ContainingType.Name: "JsonSerializer" or "JsonConvert" } method && method.Name.StartsWith(start, StringComparison.Ordinal);

    // What the constructor does for the file: its path, its folder, an empty file, the first load.
    void AddStatements()
    {
        foreach (var statement in Type.Members.OfType<ConstructorDeclarationSyntax>().SelectMany(c => c.Body?.Statements ?? []))
            if (!Contains(statement) && (UsesFile(statement) || Names(statement).Any(IsOfFile) || IsFolder(statement) && Names(statement).Any(n => IsFolderOfFile(n, statement)) || statement is LocalDeclarationStatementSyntax local && local.Declaration.Variables.All(OnlyServes)))
                removed.Add(statement);
    }

    // Directory.CreateDirectory(…); and the same where there is none yet
    bool IsFolder(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => model.GetSymbolInfo(call).Symbol is { Name: "CreateDirectory", ContainingType.Name: "Directory" },
        BlockSyntax { Statements: [var only] } => IsFolder(only),
        IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { Operand: InvocationExpressionSyntax asked }, Statement: var made } => model.GetSymbolInfo(asked).Symbol is { Name: "Exists", ContainingType.Name: "Directory" } && IsFolder(made),
        _ => false,
    };

    // A folder that only the file is put in, or that is taken from its path; another one stays.
    bool IsFolderOfFile(IdentifierNameSyntax name, StatementSyntax made)
    {
        if (model.GetSymbolInfo(name).Symbol is not ({ DeclaredAccessibility: Accessibility.Private or Accessibility.NotApplicable } and (ILocalSymbol or IFieldSymbol or IPropertySymbol) and var symbol))
            return false;
        var mentions = Mentions(symbol);
        return mentions.Any(Contains) && mentions.All(m => Contains(m) || IsGiven(m) || made.Span.Contains(m.Span))
            || symbol is ILocalSymbol && mentions.All(m => made.Span.Contains(m.Span)) && symbol.DeclaringSyntaxReferences is [var declared]
                && declared.GetSyntax().FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { } folder && folder != made && Names(folder).Any(n => IsFolderOfFile(n, folder));
    }

    bool IsOfFile(IdentifierNameSyntax name) => model.GetSymbolInfo(name).Symbol is var symbol
        && (symbol is IMethodSymbol && (SymbolEqualityComparer.Default.Equals(symbol, Load) || SymbolEqualityComparer.Default.Equals(symbol, Save))
            || symbol is IFieldSymbol or IPropertySymbol && symbol.DeclaringSyntaxReferences is [var declared] && removed.Contains(MemberOf(declared.GetSyntax())));

    // Fields and properties that nothing else reads: the path, the name, the settings of the serialiser.
    void AddMembers()
    {
        foreach (var member in Type.Members)
            if (!removed.Contains(member) && member is FieldDeclarationSyntax { Declaration.Variables.Count: 1 } or PropertyDeclarationSyntax && model.GetDeclaredSymbol(Declarator(member)) is { DeclaredAccessibility: Accessibility.Private } symbol
                && !IsCollection(symbol) && Mentions(symbol) is { Count: > 0 } mentions && mentions.All(m => Contains(m) || IsGiven(m)) && mentions.Any(Contains))
            {
                removed.Add(member);
                removed.AddRange(mentions.Where(m => !Contains(m)).Select(m => m.FirstAncestorOrSelf<StatementSyntax>()!));
            }
    }

    static bool IsCollection(ISymbol symbol) => symbol is IFieldSymbol { Type: INamedTypeSymbol { TypeArguments.Length: > 0 } } or IPropertySymbol { Type: INamedTypeSymbol { TypeArguments.Length: > 0 } };

    // _path = …; in a constructor
    static bool IsGiven(IdentifierNameSyntax mention) =>
        FieldUse.Qualified(mention) is { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax { Parent.Parent: ConstructorDeclarationSyntax } } assignment } given && assignment.Left == given;

    bool OnlyServes(VariableDeclaratorSyntax local) => model.GetDeclaredSymbol(local) is { } symbol && Mentions(symbol) is { Count: > 0 } mentions && mentions.All(Contains);

    List<IdentifierNameSyntax> Mentions(ISymbol symbol) =>
        [.. Names(Type).Where(n => n.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, symbol))];

    static IEnumerable<IdentifierNameSyntax> Names(SyntaxNode code) => code.DescendantNodes().OfType<IdentifierNameSyntax>();

    static SyntaxNode MemberOf(SyntaxNode declared) => declared is VariableDeclaratorSyntax ? declared.Parent!.Parent! : declared;

    static SyntaxNode Declarator(MemberDeclarationSyntax member) => member is FieldDeclarationSyntax field ? field.Declaration.Variables[0] : member;

    // Code that would be missed.
    string? Obstacle(SyntaxNode code)
    {
        foreach (var node in code.DescendantNodes())
            switch (node)
            {
                case InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax when model.GetSymbolInfo(node).Symbol is { } called:
                    var space = called.ContainingNamespace?.ToDisplayString() ?? "";
                    if (SymbolEqualityComparer.Default.Equals(called, Load) || SymbolEqualityComparer.Default.Equals(called, Save) || called.ContainingType?.SpecialType != SpecialType.None || called.ContainingType.Name is "AppContext" or "Environment" || called.ContainingType.Name.EndsWith("Exception", StringComparison.Ordinal)
                        || Array.Exists(Libraries, library => space == library || space.StartsWith(library + ".", StringComparison.Ordinal)))
                        continue;
                    return node is BaseObjectCreationExpressionSyntax ? $"the file starts with content, a '{called.ContainingType.Name}'" : $"'{called.Name}', which is called where the file is loaded or saved, would be missed";
                case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression or (int)SyntaxKind.ArrayInitializerExpression, Expressions.Count: > 0 } or CollectionExpressionSyntax { Elements.Count: > 0 }:
                    return "the file starts with content";
            }
        return null;
    }

    // A file that other code reaches, by its path.
    string? UsedElsewhere()
    {
        foreach (var name in removed.SelectMany(Names))
            if (model.GetSymbolInfo(name).Symbol is IFieldSymbol { Type.SpecialType: SpecialType.System_String, IsConst: false } or IPropertySymbol { Type.SpecialType: SpecialType.System_String } && model.GetSymbolInfo(name).Symbol is { } path
                && SymbolEqualityComparer.Default.Equals(path.ContainingType, model.GetDeclaredSymbol(Type)) && path.DeclaringSyntaxReferences is [var declared] && !removed.Contains(MemberOf(declared.GetSyntax())))
                return $"'{path.Name}' names the file for other code too";
            else if (model.GetSymbolInfo(name).Symbol is IParameterSymbol { Type.SpecialType: SpecialType.System_String, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } given)
                return $"'{given.Name}' names the file, which may be another one in each object";
        return null;
    }
}
