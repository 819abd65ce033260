using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Who gives a parameter the memory cache that is to become a shared one.</summary>
/// <param name="unit">What the changes are added to.</param>
/// <param name="session">The solution.</param>
/// <param name="caches">All that hold the cache, which move together.</param>
internal sealed class CacheGivers(FixUnit unit, FixSession session, IReadOnlyList<ISymbol> caches)
{
    /// <summary>Refuses where neither the framework nor code that moves as well hands it over: anybody else would hand over what it had.</summary>
    public async Task CheckAsync(IParameterSymbol parameter, SyntaxNode declaration, Document document, Service service)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return;
        if (method.MethodKind != MethodKind.Constructor
            && (parameter.GetAttributes().Any(a => a.AttributeClass?.Name == "FromServicesAttribute") || await session.Handlers.AroundAsync(declaration, model).ConfigureAwait(false) is not null))
            return;
        // Convention hands it to middleware with each request.
        var isCalled = method is { Name: "Invoke" or "InvokeAsync", Parameters: [var first, ..] } && KnownTypes.Of(model.Compilation).Is(first.Type, TypeNames.HttpContext);
        foreach (var mention in await FieldUse.OfAsync(method, session).ConfigureAwait(false))
        {
            var call = mention.IsDocumentation ? null : CallAt(mention.Node);
            if (call is null && (mention.IsDocumentation || method.MethodKind == MethodKind.Constructor))
                continue;
            isCalled = true;
            if (call is null || session.DocumentOf(call) is not { } caller || GivenAt(call, parameter, mention.Model) is not { } given || !IsMoved(given, mention.Model) && !AskFor(given, caller, service))
                unit.Refuse(method.MethodKind == MethodKind.Constructor ? $"{System.IO.Path.GetFileName(mention.Document.Name)} creates a '{method.ContainingType.Name}' itself" : $"the callers of '{method.Name}' hand the cache over");
        }
        if (method.MethodKind != MethodKind.Constructor && (!isCalled || method.IsVirtual || method.IsOverride || method.IsAbstract || IsOfInterface(method)))
            unit.Refuse($"the callers of '{method.Name}' hand the cache over");
    }

    static bool IsOfInterface(IMethodSymbol method) =>
        !method.ExplicitInterfaceImplementations.IsEmpty
        || method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    bool IsMoved(ExpressionSyntax given, SemanticModel model) =>
        model.GetSymbolInfo(given).Symbol is { } symbol && caches.Contains(symbol.OriginalDefinition, SymbolEqualityComparer.Default);

    /// <summary>Lets <c>provider.GetRequiredService&lt;IMemoryCache&gt;()</c> ask for the shared cache. False where the code does something else.</summary>
    public bool AskFor(ExpressionSyntax asked, Document document, Service service)
    {
        if (asked is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "GetRequiredService", TypeArgumentList.Arguments: [NameSyntax type] } } })
            return false;
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, type), service.Type, (node, scope) =>
            TypeReferences.Name(service.Namespace, service.Type, 0, scope.Original, scope.Model).WithTriviaFrom(node)));
        unit.Add(new AddUsing(document.Id, service.Namespace));
        return true;
    }

    static SyntaxNode? CallAt(SyntaxNode mention)
    {
        if (mention.FirstAncestorOrSelf<SyntaxNode>(n => n is BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax or InvocationExpressionSyntax or StatementSyntax) is not { } around || around is StatementSyntax)
            return null;
        return around switch
        {
            InvocationExpressionSyntax call => call.Expression.Span.End == mention.Span.End ? call : null,
            BaseObjectCreationExpressionSyntax creation => creation is ImplicitObjectCreationExpressionSyntax || ((ObjectCreationExpressionSyntax)creation).Type.Span.Contains(mention.Span) ? creation : null,
            _ => around,
        };
    }

    // What a call gives the parameter, the receiver of an extension method included.
    ExpressionSyntax? GivenAt(SyntaxNode call, IParameterSymbol parameter, SemanticModel model)
    {
        var arguments = model.GetOperation(call, session.CancellationToken) switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        return arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal) is { ArgumentKind: ArgumentKind.Explicit, Value: var value } ? Bare(value).Syntax as ExpressionSyntax : null;
    }

    static IOperation Bare(IOperation value) => value is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : value;
}
