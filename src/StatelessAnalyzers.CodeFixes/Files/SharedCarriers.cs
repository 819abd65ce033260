using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Files;

/// <summary>Finds what a path passes through between types. What a framework, generated code or another solution may call is not followed.</summary>
internal sealed class SharedCarriers(RunningCode code)
{
    readonly Dictionary<(string? Path, TextSpan Span), SharedCarrier?> known = [];
    readonly SeenCallers callers = new(code);

    /// <summary>Null for a symbol that is no such thing, or that the type keeps to itself in one file.</summary>
    public SharedCarrier? Of(ISymbol symbol)
    {
        symbol = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
        if (symbol is ILocalSymbol or not (IMethodSymbol or IPropertySymbol or IFieldSymbol or IParameterSymbol) || RunningCode.IdOf(symbol) is not { Path: not null } id)
            return null;
        if (!known.TryGetValue(id, out var carrier))
        {
            known[id] = null;
            known[id] = carrier = Read(symbol);
        }
        return carrier;
    }

    SharedCarrier? Read(ISymbol symbol)
    {
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter)
            return method.MethodKind == MethodKind.Constructor ? OfConstructor(parameter, method)
                : method.MethodKind == MethodKind.Ordinary && callers.ImplementationOf(method) is IMethodSymbol body ? OfParameter(body.Parameters[parameter.Ordinal], body)
                : null;
        if (TypeOf(symbol) is not { SpecialType: SpecialType.System_String } || callers.ImplementationOf(symbol) is not { } implementation)
            return null;
        if (!SymbolEqualityComparer.Default.Equals(implementation, symbol))
            return Of(implementation);
        return OfMember(symbol);
    }

    // What an asynchronous method returns in the end.
    static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary, ReturnType: INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } } => result,
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => method.ReturnType,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        IFieldSymbol { IsConst: false } field => field.Type,
        _ => null,
    };

    SharedCarrier? OfMember(ISymbol member)
    {
        if (Editable(member) is not var (declaration, document, model))
            return null;
        if (Obstacle(member, document) is { } obstacle)
            return SharedCarrier.Blocked(member, obstacle);
        var uses = ImmutableArray.CreateBuilder<Place>();
        var values = (ValuesOf(declaration, model) ?? []).ConvertAll(v => new Place(v, document, model));
        foreach (var name in callers.Mentions(member))
        {
            if (SeenCallers.IsInNameof(name))
                continue;
            if (code.DocumentOf(name.SyntaxTree) is not { } where)
                return SharedCarrier.Blocked(member, $"generated code uses '{member.Name}'");
            var value = SeenCallers.Qualified(name);
            if (member is IMethodSymbol)
            {
                if (value.Parent is not InvocationExpressionSyntax call || call.Expression != value)
                    return SharedCarrier.Blocked(member, $"'{member.Name}' is not only called ({PathUses.PlaceOf(name, where)})");
                value = call;
            }
            else if (value.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } || (value.Parent is AssignmentExpressionSyntax set && set.Left == value))
            {
                if (value.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: var assigned } || value.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)
                    return SharedCarrier.Blocked(member, $"'{member.Name}' is assigned ({PathUses.PlaceOf(name, where)})");
                values.Add(new Place(assigned, where, code.ModelOf(name.SyntaxTree)));
                continue;
            }
            uses.Add(new Place(value, where, code.ModelOf(name.SyntaxTree)));
        }
        return uses.Count == 0 ? SharedCarrier.Blocked(member, $"no code that is seen uses '{member.Name}'")
            : values.Count == 0 ? null
            : new SharedCarrier(member, values.ToImmutableArray(), uses.ToImmutable(), null);
    }

    static List<ExpressionSyntax>? ValuesOf(SyntaxNode declaration, SemanticModel model) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer: var initial } => initial is null ? [] : [initial.Value],
        PropertyDeclarationSyntax { Initializer: { } initial } => [initial.Value],
        PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration, Body: null, ExpressionBody: null }] } => [],
        _ => model.GetDeclaredSymbol(declaration) is { } symbol ? new PathCarrier(symbol, declaration, declaration).Values(model) : null,
    };

    SharedCarrier? OfParameter(IParameterSymbol parameter, IMethodSymbol method)
    {
        if (!IsText(parameter) || Editable(parameter) is not var (declaration, document, model) || declaration is not ParameterSyntax { Parent.Parent: MethodDeclarationSyntax owner })
            return null;
        if (Obstacle(method, document) is { } obstacle)
            return SharedCarrier.Blocked(parameter, obstacle);
        var values = new List<Place>();
        foreach (var name in callers.Mentions(method))
        {
            if (SeenCallers.IsInNameof(name))
                continue;
            if (code.DocumentOf(name.SyntaxTree) is not { } where)
                return SharedCarrier.Blocked(parameter, $"generated code calls '{method.Name}'");
            var callee = SeenCallers.Qualified(name);
            if (callee.Parent is not InvocationExpressionSyntax call || call.Expression != callee || Given(call.ArgumentList, parameter, declaration, code.ModelOf(name.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: not null }) is not { } given)
                return SharedCarrier.Blocked(parameter, $"'{method.Name}' is called in another way ({PathUses.PlaceOf(name, where)})");
            values.Add(given.SyntaxTree == name.SyntaxTree ? new Place(given, where, code.ModelOf(name.SyntaxTree)) : new Place(given, document, model));
        }
        return Finish(parameter, values, owner, document, model, method.Name);
    }

    SharedCarrier? OfConstructor(IParameterSymbol parameter, IMethodSymbol constructor)
    {
        if (!IsText(parameter) || Editable(parameter) is not var (declaration, document, model) || declaration.Parent?.Parent is not (ConstructorDeclarationSyntax or ClassDeclarationSyntax) || constructor.ContainingType.DeclaringSyntaxReferences.Length != 1)
            return null;
        if (code.IsPacked(document) && SeenCallers.IsVisible(constructor))
            return SharedCarrier.Blocked(parameter, $"others may create '{constructor.ContainingType.Name}', since its project is packed");
        if (callers.CreationsOf(constructor.ContainingType) is not { } creations)
            return SharedCarrier.Blocked(parameter, $"'{constructor.ContainingType.Name}' is not only created with 'new'");
        var values = new List<Place>();
        foreach (var creation in creations)
            if (code.DocumentOf(creation.SyntaxTree) is not { } where || creation.ArgumentList is not { } list || Given(list, parameter, declaration, isReduced: false) is not { } given)
                return SharedCarrier.Blocked(parameter, $"'{constructor.ContainingType.Name}' is created in another way");
            else
                values.Add(given.SyntaxTree == creation.SyntaxTree ? new Place(given, where, code.ModelOf(creation.SyntaxTree)) : new Place(given, document, model));
        return Finish(parameter, values, declaration.Parent.Parent, document, model, constructor.ContainingType.Name);
    }

    static SharedCarrier Finish(IParameterSymbol parameter, List<Place> values, SyntaxNode owner, Document document, SemanticModel model, string called)
    {
        if (values.Count == 0)
            return SharedCarrier.Blocked(parameter, $"no code that is seen calls '{called}'");
        var names = new PathCarrier(parameter, owner, owner).Uses(model).Where(n => !SeenCallers.IsInNameof(n)).ToList();
        return names.Exists(n => (n.Parent is AssignmentExpressionSyntax set && set.Left == n) || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
            ? SharedCarrier.Blocked(parameter, $"'{parameter.Name}' is assigned")
            : new SharedCarrier(parameter, values.ToImmutableArray(), names.Select(n => new Place(n, document, model)).ToImmutableArray(), null);
    }

    static bool IsText(IParameterSymbol parameter) => parameter is { RefKind: RefKind.None, IsParams: false, Type.SpecialType: SpecialType.System_String };

    // What the call hands over, by name or by place, or else the default value.
    static ExpressionSyntax? Given(ArgumentListSyntax list, IParameterSymbol parameter, SyntaxNode declaration, bool isReduced)
    {
        var place = parameter.Ordinal - (isReduced ? 1 : 0);
        return place < 0 ? null
            : list.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name)?.Expression
            ?? (place < list.Arguments.Count ? list.Arguments[place] is { NameColon: null } argument ? argument.Expression : null : (declaration as ParameterSyntax)?.Default?.Value);
    }

    string? Obstacle(ISymbol member, Document document) =>
        code.IsPacked(document) && SeenCallers.IsVisible(member) ? $"others may call '{member.Name}', since its project is packed" : callers.Framework(member);

    (SyntaxNode Declaration, Document Document, SemanticModel Model)? Editable(ISymbol symbol) =>
        code.DeclarationOf(symbol) is { } declaration && code.DocumentOf(declaration.SyntaxTree) is { } document ? (declaration, document, code.ModelOf(declaration.SyntaxTree)) : null;
}
