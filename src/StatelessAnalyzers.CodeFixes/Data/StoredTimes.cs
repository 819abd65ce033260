using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// Whether the moments that records hold are in universal time. Databases keep them so, and PostgreSQL's provider turns down any other.
/// </summary>
internal sealed class StoredTimes(FixSession session)
{
    /// <summary>Why a moment that the context stores may be another one, or null.</summary>
    /// <param name="context">The context.</param>
    /// <param name="server">Where it is to store.</param>
    /// <param name="isInMemory">Whether records come back now as the objects that went in. SQLite gives no kind of time back either.</param>
    public async Task<string?> ObstacleAsync(INamedTypeSymbol context, DatabaseServer server, bool isInMemory)
    {
        foreach (var property in TimesOf(context))
            if (server.IsMySql && !IsWithOffset(property.Type))
            {
                if (isInMemory)
                    return $"'{property.ContainingType.Name}.{property.Name}' comes back from MySQL without saying in which zone it is";
            }
            else if (await ObstacleAsync(property).ConfigureAwait(false) is { } obstacle)
                return obstacle;
        return null;
    }

    // Of the records of all sets, and of what they refer to.
    static List<IPropertySymbol> TimesOf(INamedTypeSymbol context)
    {
        var open = new Stack<INamedTypeSymbol>();
        for (var type = context; type is not null; type = type.BaseType)
            foreach (var set in type.GetMembers().OfType<IPropertySymbol>())
                if (set.Type is INamedTypeSymbol { Name: "DbSet", TypeArguments: [INamedTypeSymbol entity] })
                    open.Push(entity);
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var times = new List<IPropertySymbol>();
        while (open.Count > 0)
        {
            var type = open.Pop();
            if (!type.Locations.Any(l => l.IsInSource) || !seen.Add(type))
                continue;
            if (type.BaseType is { } parent)
                open.Push(parent);
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>().Where(p => p is { IsStatic: false, SetMethod: not null }))
                if (IsMoment(property.Type))
                    times.Add(property);
                else
                    foreach (var inner in (property.Type as INamedTypeSymbol)?.TypeArguments.Append(property.Type).OfType<INamedTypeSymbol>() ?? [])
                        open.Push(inner);
        }
        return times;
    }

    static bool IsMoment(ITypeSymbol type) => Underlying(type) is { SpecialType: SpecialType.System_DateTime } || IsWithOffset(type);

    static bool IsWithOffset(ITypeSymbol type) => Underlying(type) is { Name: "DateTimeOffset", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The type of the value where the type may be null.</summary>
    public static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : type;

    /// <summary>Why the property may hold another moment, or null.</summary>
    public async Task<string?> ObstacleAsync(IPropertySymbol property)
    {
        var (entity, name) = (property.ContainingType, property.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + "." + property.Name);
        if (await IsReadFromRequestsAsync(entity).ConfigureAwait(false))
            return $"'{name}' may be a local time, which does not come back as it was";
        // What nothing sets is no universal time either; with an offset it is.
        var isSet = property.IsRequired || property.NullableAnnotation == NullableAnnotation.Annotated || IsWithOffset(property.Type)
            || property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null });
        if (!isSet)
            return $"'{name}' may be left without a time";
        foreach (var declared in property.DeclaringSyntaxReferences)
            if (await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is PropertyDeclarationSyntax { Initializer.Value: var initial } && !IsUniversal(initial))
                return $"'{name}' is not always in universal time";
        foreach (var use in await FieldUse.OfAsync(property, session).ConfigureAwait(false))
            if (use.Expression is { Parent: AssignmentExpressionSyntax assignment } access && assignment.Left == access && !IsUniversal(assignment.Right))
                return $"'{name}' is not always in universal time";
        return entity.InstanceConstructors.Any(c => c.Parameters.Any(p => IsMoment(p.Type))) ? $"'{name}' is not always in universal time" : null;
    }

    static bool IsUniversal(ExpressionSyntax value) => value switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UtcNow" or "UtcDateTime" } => true,
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.NullLiteralExpression),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [.., { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Utc", Expression: IdentifierNameSyntax { Identifier.ValueText: "DateTimeKind" } } }] } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var from } } =>
            name is "GetUtcNow" or "ToUniversalTime" || name.StartsWith("Add", StringComparison.Ordinal) && IsUniversal(from),
        _ => false,
    };

    // A serialiser makes records out of what clients send.
    async Task<bool> IsReadFromRequestsAsync(INamedTypeSymbol entity)
    {
        foreach (var use in await FieldUse.OfAsync(entity, session).ConfigureAwait(false))
            if (use.Node.FirstAncestorOrSelf<ParameterSyntax>() is { Parent.Parent: LambdaExpressionSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax } parameter && use.Model.GetDeclaredSymbol(parameter) is IParameterSymbol { ContainingSymbol: IMethodSymbol method }
                && (method.MethodKind != MethodKind.Ordinary || KnownTypes.Of(use.Model.Compilation).IsOrInherits(method.ContainingType, TypeNames.ControllerBase))
                && !IsOnlyTakenApart(parameter, use.Model)
                || use.Node.Parent is TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: var reader } } && (reader.IndexOf("Json", StringComparison.Ordinal) >= 0 || reader.IndexOf("Deserialize", StringComparison.Ordinal) >= 0))
                return true;
        return false;
    }

    // Of what it is asked for, the moment is looked at where it is given to a record.
    static bool IsOnlyTakenApart(ParameterSyntax parameter, SemanticModel model) =>
        model.GetDeclaredSymbol(parameter) is { } symbol && parameter.Parent!.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, symbol))
            .All(n => n.Parent is MemberAccessExpressionSyntax access && access.Expression == n && model.GetSymbolInfo(access).Symbol is IPropertySymbol);
}
