using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// Lets all who call a constructor hand it a service that it takes now: constructors of its type by <c>this(…)</c>, those of derived types by <c>base(…)</c>,
/// with all who call these, and factories. The container calls whichever it likes.
/// </summary>
/// <param name="session">The solution.</param>
/// <param name="containerMade">Who makes the types.</param>
/// <param name="prefersPrimary">Whether a class without a constructor is given a primary one.</param>
internal sealed class ConstructorChain(FixSession session, ContainerMade containerMade, Func<Compilation, Document, bool> prefersPrimary)
{
    // More than anybody would review.
    const int Most = 50;

    // A constructor that calls another one; the declaration that says so; what it hands over, where that stands there.
    readonly record struct Caller(IMethodSymbol Constructor, SyntaxNode Declaration, ArgumentListSyntax? Arguments);

    /// <summary>Whether the constructor leaves its work to another one of its type.</summary>
    public static bool CallsAnother(SyntaxNode? constructor) => constructor is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer };

    /// <summary>What stands in the way, and nothing is added, or null.</summary>
    public async Task<string?> HandOnAsync(FixUnit unit, IMethodSymbol first, Compilation of, Service service, string name)
    {
        var intents = new List<Intent>();
        var taking = new Queue<(IMethodSymbol Constructor, Compilation Compilation, string Parameter)>([(first, of, name)]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (taking.Count > 0)
        {
            var (constructor, compilation, parameter) = taking.Dequeue();
            var type = constructor.ContainingType.OriginalDefinition;
            var subject = SymbolEqualityComparer.Default.Equals(type, first.ContainingType.OriginalDefinition) ? type.Name : $"{type.Name}, which derives from {first.ContainingType.Name},";
            var making = await containerMade.OfAsync(type, compilation).ConfigureAwait(false);
            if (Obstacle(type, making) is { } predicate)
                return $"{subject} {predicate}";
            foreach (var factory in making.Factories.Where(f => IsSame(f.Constructor, constructor)))
                if (TakesAtTheEnd(constructor, service))
                    intents.Add(new AddServiceArgument(NodeKey.Of(factory.Document, factory.Creation), service, factory.Provider));
                else
                    return $"the factory of {subject} would hand its arguments over in another order";

            var list = ParametersOf(constructor);
            var place = list is null ? 0 : list.Parameters.Count - ParameterLists.Behind(list, service);
            foreach (var (caller, its) in CallersIn(type, constructor, compilation).Select(c => (c, compilation)).Concat(making.Derived.SelectMany(d => CallersOf(d.Type, d.Declaration, constructor, d.Compilation).Select(c => (c, d.Compilation)))))
            {
                if (session.DocumentOf(caller.Declaration) is not { } document)
                    return $"{caller.Constructor.ContainingType.Name} is generated";
                var given = ServiceNames.Given(caller.Constructor, its, service);
                var value = given is not null ? Identifiers.Escape(given.Name)
                    : ServiceNames.Unused("", service, caller.Constructor.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax(session.CancellationToken)));
                intents.Add(new HandServiceOn(NodeKey.Of(document.Id, caller.Declaration), service, value, parameter, caller.Arguments is { } arguments ? arguments.Arguments.Count - place : 0)
                {
                    IsTaken = given is null,
                    IsPrimary = caller.Constructor.IsImplicitlyDeclared && prefersPrimary(its, document),
                });
                if (given is null && seen.Add(caller.Constructor.GetDocumentationCommentId() + its.AssemblyName))
                    taking.Enqueue((caller.Constructor, its, value));
            }
            if (intents.Count > Most)
                return $"over {Most} constructors would have to hand it on";
        }
        foreach (var intent in intents)
            unit.Add(intent);
        return null;
    }

    // A class that is not registered and from which others derive is made as one of these.
    static string? Obstacle(INamedTypeSymbol type, Making making) =>
        making.Obstacle is { } obstacle ? obstacle
        : making.Derived.Count > 0 && (type.IsAbstract || making.Factories.Count == 0 && !making.IsKnown) ? null
        : type.IsAbstract ? "is abstract, and nothing derives from it"
        : !making.IsKnown ? "is made by no container that could be found"
        : type.InstanceConstructors.Any(c => c.DeclaredAccessibility == Accessibility.Public) ? null
        : "has no public constructor";

    static IEnumerable<Caller> CallersIn(INamedTypeSymbol type, IMethodSymbol called, Compilation compilation)
    {
        foreach (var constructor in type.InstanceConstructors)
            if (Declaration(constructor) is ConstructorDeclarationSyntax { Initializer: { } initializer } declaration && CallsAnother(declaration) && IsCalled(called, initializer, compilation))
                yield return new(constructor, declaration, initializer.ArgumentList);
    }

    static IEnumerable<Caller> CallersOf(INamedTypeSymbol derived, TypeDeclarationSyntax part, IMethodSymbol called, Compilation compilation)
    {
        foreach (var constructor in derived.InstanceConstructors)
            switch (Declaration(constructor))
            {
                case ConstructorDeclarationSyntax { Initializer: { } initializer } declaration:
                    if (!CallsAnother(declaration) && IsCalled(called, initializer, compilation))
                        yield return new(constructor, declaration, initializer.ArgumentList);
                    break;
                case TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax based, ..] } declaration:
                    if (IsCalled(called, based, compilation))
                        yield return new(constructor, declaration, based.ArgumentList);
                    break;
                case var declaration when IsCalledByDefault(called):
                    yield return new(constructor, declaration ?? part, null);
                    break;
            }
    }

    static SyntaxNode? Declaration(IMethodSymbol constructor) => constructor.IsImplicitlyDeclared ? null : constructor.DeclaringSyntaxReferences[0].GetSyntax();

    static ParameterListSyntax? ParametersOf(IMethodSymbol constructor) => Declaration(constructor) switch
    {
        ConstructorDeclarationSyntax declaration => declaration.ParameterList,
        TypeDeclarationSyntax type => type.ParameterList,
        _ => null,
    };

    static bool IsCalled(IMethodSymbol constructor, SyntaxNode call, Compilation compilation) =>
        compilation.GetSemanticModel(call.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol called && IsSame(called, constructor);

    // Of those that can do without arguments the one that has no parameters.
    static bool IsCalledByDefault(IMethodSymbol constructor) =>
        constructor.Parameters.All(p => p.IsOptional || p.IsParams) && (constructor.Parameters.Length == 0 || constructor.ContainingType.InstanceConstructors.All(c => c.Parameters.Length > 0));

    static bool IsSame(IMethodSymbol one, IMethodSymbol other) => one.OriginalDefinition.GetDocumentationCommentId() == other.OriginalDefinition.GetDocumentationCommentId();

    // Another place than behind what it takes now would move the arguments of those who call it.
    static bool TakesAtTheEnd(IMethodSymbol constructor, Service service) =>
        !constructor.Parameters.Any(p => ServiceOrder.IsAfter(SyntaxFactory.IdentifierName(p.Type.Name), SyntaxFactory.IdentifierName(service.Type)));
}
