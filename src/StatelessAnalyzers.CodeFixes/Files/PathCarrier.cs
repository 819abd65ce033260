using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>
/// What a path passes through under a name: a local, a private field, property or method, or a parameter of a private method or local function.
/// All its values and uses stand in one piece of code.
/// </summary>
/// <param name="Symbol">The named thing.</param>
/// <param name="Declaration">Where it is declared.</param>
/// <param name="Scope">The code that can name it.</param>
internal sealed record PathCarrier(ISymbol Symbol, SyntaxNode Declaration, SyntaxNode Scope)
{
    /// <summary>Whether it is an element of a list of files, whose folder is what <see cref="Values"/> gives.</summary>
    public bool IsElement => Declaration is ForEachStatementSyntax;

    /// <summary>Null for what other code may give a value, or read.</summary>
    public static PathCarrier? Of(ISymbol symbol, SyntaxNode place, SemanticModel model)
    {
        symbol = symbol.OriginalDefinition;
        if (symbol is not { DeclaringSyntaxReferences: [var reference] } || reference.SyntaxTree != place.SyntaxTree)
            return null;
        var declaration = reference.GetSyntax();
        var owner = symbol is IParameterSymbol ? symbol.ContainingSymbol : symbol;
        SyntaxNode? scope = owner switch
        {
            ILocalSymbol => declaration.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax || (n is ForEachStatementSyntax && n == declaration)),
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => declaration.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or CompilationUnitSyntax && n != declaration),
            IMethodSymbol { MethodKind: MethodKind.Ordinary, IsExtensionMethod: false, DeclaredAccessibility: Accessibility.Private, ExplicitInterfaceImplementations.IsEmpty: true } or IFieldSymbol { DeclaredAccessibility: Accessibility.Private } or IPropertySymbol { DeclaredAccessibility: Accessibility.Private } =>
                TypeParts.OnlyThisNames(symbol.ContainingType, declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, symbol.Name) ? declaration.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() : null,
            _ => null,
        };
        return scope is null ? null : new PathCarrier(symbol, declaration, scope);
    }

    /// <summary>Its names in the code that can name it.</summary>
    public IEnumerable<IdentifierNameSyntax> Uses(SemanticModel model)
    {
        foreach (var name in Scope.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == Symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol?.OriginalDefinition, Symbol))
                yield return name;
    }

    /// <summary>Every value that it may have, or null where one is not seen.</summary>
    public List<ExpressionSyntax>? Values(SemanticModel model)
    {
        switch (Declaration)
        {
            case ForEachStatementSyntax loop:
                return FileCalls.ListedFolder(loop.Expression, model) is { } folder ? [folder] : null;
            case VariableDeclaratorSyntax variable:
                return Assigned(variable.Initializer?.Value, model);
            case PropertyDeclarationSyntax { ExpressionBody.Expression: var shown }:
                return [shown];
            case PropertyDeclarationSyntax { AccessorList.Accessors: [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration, ExpressionBody.Expression: var got }] }:
                return [got];
            case MethodDeclarationSyntax { ExpressionBody.Expression: var returned }:
                return [returned];
            case LocalFunctionStatementSyntax { ExpressionBody.Expression: var returned }:
                return [returned];
            case MethodDeclarationSyntax { Body: { } body }:
                return Returned(body);
            case LocalFunctionStatementSyntax { Body: { } body }:
                return Returned(body);
            case ParameterSyntax when Symbol is IParameterSymbol { RefKind: RefKind.None, IsParams: false } parameter:
                return Given(parameter, model);
            default:
                return null;
        }
    }

    static List<ExpressionSyntax>? Returned(BlockSyntax body)
    {
        var values = body.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().Select(r => r.Expression).OfType<ExpressionSyntax>().ToList();
        return values.Count == 0 ? null : values;
    }

    // The initialiser, or else the one assignment; a field's in the constructor.
    List<ExpressionSyntax>? Assigned(ExpressionSyntax? value, SemanticModel model)
    {
        foreach (var use in Uses(model))
        {
            ExpressionSyntax target = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self ? self : use;
            if (target.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
                return null;
            if (target.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != target)
                continue;
            if (value is not null || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || (Symbol is IFieldSymbol && assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null))
                return null;
            value = assignment.Right;
        }
        return value is null ? null : [value];
    }

    // What all calls hand over.
    List<ExpressionSyntax>? Given(IParameterSymbol parameter, SemanticModel model)
    {
        if (IsAssigned(model) || parameter.ContainingSymbol is not IMethodSymbol method || Of(method, Declaration, model) is not { } called)
            return null;
        var values = new List<ExpressionSyntax>();
        foreach (var name in called.Uses(model))
        {
            SyntaxNode callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (callee.Parent is not InvocationExpressionSyntax call || call.Expression != callee)
                return null;
            var arguments = call.ArgumentList.Arguments;
            var given = arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name)
                ?? (arguments.Count > parameter.Ordinal && arguments[parameter.Ordinal].NameColon is null ? arguments[parameter.Ordinal] : null);
            if (given is null)
                return null;
            values.Add(given.Expression);
        }
        return values.Count == 0 ? null : values;
    }

    bool IsAssigned(SemanticModel model) =>
        Uses(model).Any(u => (u.Parent is AssignmentExpressionSyntax assignment && assignment.Left == u) || u.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 });

    /// <summary>What an expression hands its value to, or null.</summary>
    public static PathCarrier? Taking(ExpressionSyntax value, SemanticModel model)
    {
        var symbol = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => model.GetDeclaredSymbol(variable),
            AssignmentExpressionSyntax assignment when assignment.Right == value && assignment.Parent is ExpressionStatementSyntax => model.GetSymbolInfo(assignment.Left).Symbol,
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression, Parent: ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax lazy } } => model.GetDeclaredSymbol(lazy),
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => model.GetDeclaredSymbol(property),
            ArrowExpressionClauseSyntax { Parent: AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } } => model.GetDeclaredSymbol(property),
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } arrow => model.GetDeclaredSymbol(arrow.Parent!),
            ReturnStatementSyntax => value.FirstAncestorOrSelf<SyntaxNode>(n => n is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax) is var function and (MethodDeclarationSyntax or LocalFunctionStatementSyntax) ? model.GetDeclaredSymbol(function) : null,
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument when model.GetSymbolInfo(call).Symbol is IMethodSymbol method =>
                argument.NameColon is { Name.Identifier.ValueText: var named } ? method.Parameters.FirstOrDefault(p => p.Name == named)
                : call.ArgumentList.Arguments.IndexOf(argument) is var index && index < method.Parameters.Length ? method.Parameters[index] : null,
            _ => null,
        };
        return symbol is ILocalSymbol or IFieldSymbol or IPropertySymbol or IMethodSymbol or IParameterSymbol ? Of(symbol, value, model) : null;
    }
}
