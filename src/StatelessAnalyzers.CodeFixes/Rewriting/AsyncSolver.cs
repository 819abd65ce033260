using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// Makes functions async, and all that call them, up to callers that are async already or that the framework calls.
/// What cannot follow (a constructor, a lock, a delegate of a fixed type, a member of another assembly) refuses the whole unit.
/// </summary>
internal sealed class AsyncSolver(FixSession session)
{
    /// <summary>Sees to it that code at the site may await.</summary>
    public async Task EnterAsync(FixUnit unit, SyntaxNode site)
    {
        if (Functions.AwaitObstacle(site) is { } obstacle)
            unit.Refuse(obstacle);
        else if (Functions.Around(site) is { } function)
            await ConvertAsync(unit, function).ConfigureAwait(false);
        else
            unit.Refuse("the code stands outside any function");
    }

    async Task ConvertAsync(FixUnit unit, SyntaxNode function)
    {
        if (Functions.IsAsync(function))
            return;
        if (session.DocumentOf(function) is not { } document)
        {
            unit.Refuse("generated code calls it");
            return;
        }

        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var types = KnownTypes.Of(model.Compilation);
        switch (function)
        {
            case AnonymousFunctionExpressionSyntax lambda:
                ConvertLambda(unit, document.Id, lambda, model, types);
                break;
            case MethodDeclarationSyntax or LocalFunctionStatementSyntax when model.GetDeclaredSymbol(function, session.CancellationToken) is IMethodSymbol method:
                if (IsTask(method.ReturnType, types))
                    MakeTaskReturningAsync(unit, document.Id, function, method);
                else
                    await ConvertMethodAsync(unit, method).ConfigureAwait(false);
                break;
            default:
                unit.Refuse($"{Describe(function)} cannot be async");
                break;
        }
    }

    static string Describe(SyntaxNode function) => function switch
    {
        ConstructorDeclarationSyntax => "a constructor",
        AccessorDeclarationSyntax or BasePropertyDeclarationSyntax => "a property",
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => "an operator",
        DestructorDeclarationSyntax => "a finalizer",
        _ => "the code around it",
    };

    static bool IsTask(ITypeSymbol type, KnownTypes types) =>
        types.Is(type, TypeNames.Task) || types.Is(type, TypeNames.TaskOfT) || types.Is(type, TypeNames.ValueTask) || types.Is(type, TypeNames.ValueTaskOfT);

    static void ConvertLambda(FixUnit unit, DocumentId document, AnonymousFunctionExpressionSyntax lambda, SemanticModel model, KnownTypes types)
    {
        var target = model.GetTypeInfo(lambda).ConvertedType;
        var returned = (target as INamedTypeSymbol)?.DelegateInvokeMethod?.ReturnType;
        var isHandler = target?.SpecialType == SpecialType.System_Delegate
            || lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && model.GetSymbolInfo(call).Symbol is IMethodSymbol { Parameters: [.., { Type.SpecialType: SpecialType.System_Delegate }] };
        var returnsTask = returned is not null && IsTask(returned, types);
        if (isHandler || returnsTask)
            unit.Add(new MakeAsync(NodeKey.Of(document, lambda), ChangesType: isHandler && !returnsTask, HasBody: true));
        else
            unit.Refuse("a lambda whose delegate returns no task calls it");
    }

    static void MakeTaskReturningAsync(FixUnit unit, DocumentId document, SyntaxNode function, IMethodSymbol method)
    {
        if (Obstacle(method, function) is { } obstacle)
            unit.Refuse(obstacle);
        else
            unit.Add(new MakeAsync(NodeKey.Of(document, function), ChangesType: false, HasBody: true));
    }

    async Task ConvertMethodAsync(FixUnit unit, IMethodSymbol method)
    {
        var family = await SymbolFinder.FindReferencesAsync(method, session.Solution, session.CancellationToken).ConfigureAwait(false);
        foreach (var member in family)
        {
            if (member.Definition is not IMethodSymbol definition)
            {
                unit.Refuse("it is not only called");
                return;
            }
            ConvertDefinition(unit, definition);
            foreach (var location in member.Locations)
                await ConvertReferenceAsync(unit, location).ConfigureAwait(false);
            if (unit.Refusal is not null)
                return;
        }
    }

    void ConvertDefinition(FixUnit unit, IMethodSymbol definition)
    {
        foreach (var reference in definition.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax(session.CancellationToken);
            if (session.DocumentOf(declaration) is not { } document)
                unit.Refuse($"'{definition.Name}' is declared in generated code");
            else if (Obstacle(definition, declaration) is { } obstacle)
                unit.Refuse(obstacle);
            else
                unit.Add(new MakeAsync(NodeKey.Of(document.Id, declaration), ChangesType: true, HasBody(declaration)));
        }
        if (definition.DeclaringSyntaxReferences.IsEmpty)
            unit.Refuse($"'{definition.ContainingType.Name}.{definition.Name}' is declared in another assembly");
    }

    static bool HasBody(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax m => m.Body is not null || m.ExpressionBody is not null,
        LocalFunctionStatementSyntax l => l.Body is not null || l.ExpressionBody is not null,
        _ => false,
    };

    static string? Obstacle(IMethodSymbol method, SyntaxNode declaration)
    {
        var name = method.Name;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation) || method.IsExtern)
            return $"'{name}' cannot be async";
        if (method.Parameters.Any(p => p.RefKind != RefKind.None) || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return $"'{name}' takes or returns a reference";
        if (declaration.DescendantNodes(n => n == declaration || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(n => n is YieldStatementSyntax))
            return $"'{name}' is an iterator";
        if (method.ReturnType is { IsRefLikeType: true } or IPointerTypeSymbol)
            return $"'{name}' returns what no task can hold";
        if (method.OverriddenMethod is { } overridden && overridden.DeclaringSyntaxReferences.IsEmpty)
            return $"'{name}' overrides a member of another assembly";
        if (ImplementsForeign(method))
            return $"'{name}' implements an interface of another assembly";
        return null;
    }

    static bool ImplementsForeign(IMethodSymbol method)
    {
        foreach (var contract in method.ContainingType?.AllInterfaces ?? ImmutableArray<INamedTypeSymbol>.Empty)
            if (contract.DeclaringSyntaxReferences.IsEmpty)
                foreach (var member in contract.GetMembers())
                    if (member is IMethodSymbol && SymbolEqualityComparer.Default.Equals(method.ContainingType!.FindImplementationForInterfaceMember(member), method))
                        return true;
        return false;
    }

    async Task ConvertReferenceAsync(FixUnit unit, ReferenceLocation location)
    {
        if (location.Document is SourceGeneratedDocument)
        {
            unit.Refuse("a Razor file or other generated code calls it");
            return;
        }

        var document = session.Canonical(location.Document);
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var name = root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        if (name.IsPartOfStructuredTrivia() || IsInNameof(name))
            return;

        SyntaxNode expression = name;
        while (expression.Parent is MemberAccessExpressionSyntax access && access.Name == expression || expression.Parent is MemberBindingExpressionSyntax or AliasQualifiedNameSyntax)
            expression = expression.Parent;
        if (expression.Parent is InvocationExpressionSyntax call && call.Expression == expression)
        {
            // The caller awaits already where it treats the result as something to wait for, which no value or void is.
            unit.Add(new AwaitCall(NodeKey.Of(document.Id, call)));
            await EnterAsync(unit, call).ConfigureAwait(false);
        }
        else if (!await IsHandlerAsync(expression, document).ConfigureAwait(false))
        {
            unit.Refuse($"'{name}' is used as a delegate in {System.IO.Path.GetFileName(document.Name)}");
        }
    }

    static bool IsInNameof(SyntaxNode name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>(i => i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" }) is not null;

    async Task<bool> IsHandlerAsync(SyntaxNode expression, Document document)
    {
        if (expression.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call })
            return false;
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        return model.GetSymbolInfo(call, session.CancellationToken).Symbol is IMethodSymbol { Parameters: [.., { Type.SpecialType: SpecialType.System_Delegate }] };
    }
}
