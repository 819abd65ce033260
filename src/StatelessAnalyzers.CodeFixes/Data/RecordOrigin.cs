using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Where a record that is put into a collection comes from, as far as the function that does it shows.</summary>
internal static class RecordOrigin
{
    /// <summary>What the key of the record is set to before it is put in, or null where that is not shown.</summary>
    public static ExpressionSyntax? KeyOf(ExpressionSyntax record, IPropertySymbol key, SemanticModel model)
    {
        if (record is IdentifierNameSyntax name)
        {
            if (AssignedBefore(name, key, model) is { } assigned)
                return assigned;
            return InitialOf(name, model) is { } initial and not IdentifierNameSyntax ? KeyOf(initial, key, model) : null;
        }
        var (arguments, initializer) = record switch
        {
            BaseObjectCreationExpressionSyntax made => (made.ArgumentList, made.Initializer),
            WithExpressionSyntax copy => (null, copy.Initializer),
            _ => (null, null),
        };
        foreach (var part in initializer?.Expressions ?? default)
            if (part is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var property }, Right: var value } && property == key.Name)
                return value;
        if (arguments is not null && model.GetSymbolInfo(record).Symbol is IMethodSymbol constructor)
            for (var i = 0; i < arguments.Arguments.Count; i++)
                if ((arguments.Arguments[i].NameColon?.Name.Identifier.ValueText ?? (i < constructor.Parameters.Length ? constructor.Parameters[i].Name : null)) == key.Name && key.ContainingType.IsRecord)
                    return arguments.Arguments[i].Expression;
        return null;
    }

    // record.Id = …; in a block around the name, before it.
    static ExpressionSyntax? AssignedBefore(IdentifierNameSyntax name, IPropertySymbol key, SemanticModel model)
    {
        var function = Functions.Around(name);
        for (SyntaxNode? inner = name.FirstAncestorOrSelf<StatementSyntax>(); inner is not null && inner != function; inner = inner.Parent)
            foreach (var statement in Before(inner).Reverse())
                if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } left, Right: var value } }
                    && left.Name.Identifier.ValueText == key.Name && owner.Identifier.ValueText == name.Identifier.ValueText)
                    return value;
        return null;
    }

    static IEnumerable<StatementSyntax> Before(SyntaxNode statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.TakeWhile(s => s != statement),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global => unit.Members.OfType<GlobalStatementSyntax>().TakeWhile(g => g != global).Select(g => g.Statement),
        _ => [],
    };

    /// <summary>What a local is made as, where it is never given anything else.</summary>
    public static ExpressionSyntax? InitialOf(ExpressionSyntax name, SemanticModel model) =>
        model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local
        && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value } declarator && !IsGivenAgain(local.Name, declarator) ? value : null;

    /// <summary>Whether a variable of that name is assigned, or handed on by reference, in the function around its declaration.</summary>
    public static bool IsGivenAgain(string name, SyntaxNode declaration)
    {
        var function = Functions.Around(declaration) ?? declaration.SyntaxTree.GetRoot();
        foreach (var node in function.DescendantNodes())
            if (CacheFactory.IsVariable(node, name) && (node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == node
                || node.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or TupleExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
                || node.Parent?.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression))
                return true;
        return false;
    }

    /// <summary>Whether nothing else can hold the object that the variable names: it is made here, or out of a request.</summary>
    public static bool IsFresh(ExpressionSyntax variable, SemanticModel model) => model.GetSymbolInfo(variable).Symbol switch
    {
        ILocalSymbol => InitialOf(variable, model) is BaseObjectCreationExpressionSyntax or WithExpressionSyntax,
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter => IsOfRequest(method, parameter, model),
        _ => false,
    };

    static bool IsOfRequest(IMethodSymbol method, IParameterSymbol parameter, SemanticModel model)
    {
        if (parameter.RefKind != RefKind.None)
            return false;
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
            return method.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax() is LambdaExpressionSyntax lambda && EndpointHandlers.TakesAnyResult(lambda, model);
        return method.DeclaredAccessibility == Accessibility.Public && Platform.KnownTypes.Of(model.Compilation).IsOrInherits(method.ContainingType, Platform.TypeNames.ControllerBase);
    }
}
