using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>The one value that a local, field or property of the same file is given, by syntax alone.</summary>
internal static class NamedValue
{
    // One walk per file; a walk per question would make long methods quadratic.
    static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Reassigned = new();

    /// <summary>Null where the name is given none or several, or is a flag that starts as a literal and is set later.</summary>
    public static ExpressionSyntax? Of(IdentifierNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        for (var scope = name.Parent; scope is not null; scope = scope.Parent)
        {
            switch (scope)
            {
                case BlockSyntax block:
                    foreach (var statement in block.Statements)
                        if (Declared(statement, text) is { } local)
                            return Settled(local, name);
                    break;
                case SwitchSectionSyntax section:
                    foreach (var statement in section.Statements)
                        if (Declared(statement, text) is { } local)
                            return Settled(local, name);
                    break;
                case CompilationUnitSyntax unit:
                    foreach (var member in unit.Members)
                        if (member is GlobalStatementSyntax { Statement: var statement } && Declared(statement, text) is { } local)
                            return Settled(local, name);
                    break;
                case BaseMethodDeclarationSyntax { ParameterList: var parameters } when Has(parameters, text):
                case LocalFunctionStatementSyntax { ParameterList: var taken } when Has(taken, text):
                    return null;
                case TypeDeclarationSyntax type when OfMember(type, text) is { } value:
                    return value.Contains(name) ? null : value;
            }
        }
        return null;
    }

    static VariableDeclaratorSyntax? Declared(StatementSyntax statement, string name)
    {
        if (statement is LocalDeclarationStatementSyntax local)
            foreach (var variable in local.Declaration.Variables)
                if (variable.Identifier.ValueText == name)
                    return variable;
        return null;
    }

    static bool Has(ParameterListSyntax parameters, string name)
    {
        foreach (var parameter in parameters.Parameters)
            if (parameter.Identifier.ValueText == name)
                return true;
        return false;
    }

    static ExpressionSyntax? Settled(VariableDeclaratorSyntax variable, IdentifierNameSyntax use)
    {
        var constant = variable.Parent?.Parent is LocalDeclarationStatementSyntax { IsConst: true };
        if (variable.Initializer?.Value is not { } value || value.Contains(use))
            return null;
        if (constant)
            return value;
        if (IsFlag(value))
            return null;
        return Reassigned.GetValue(variable.SyntaxTree, static tree => AssignedNames(tree)).Contains(variable.Identifier.ValueText) ? null : value;
    }

    static bool IsFlag(ExpressionSyntax? value) => value is LiteralExpressionSyntax && !value.IsKind(SyntaxKind.StringLiteralExpression);

    static HashSet<string> AssignedNames(SyntaxTree tree)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes())
            if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target })
                names.Add(target.Identifier.ValueText);
        return names;
    }

    /// <summary>The one value of a field or property that the type declares in this part.</summary>
    public static ExpressionSyntax? OfMember(TypeDeclarationSyntax type, string name)
    {
        foreach (var member in type.Members)
        {
            switch (member)
            {
                case PropertyDeclarationSyntax property when property.Identifier.ValueText == name:
                    return property.ExpressionBody?.Expression ?? Getter(property) ?? property.Initializer?.Value ?? SetInConstructor(type, name);
                case FieldDeclarationSyntax field:
                    foreach (var variable in field.Declaration.Variables)
                        if (variable.Identifier.ValueText == name)
                            return field.Modifiers.Any(SyntaxKind.ConstKeyword) || !IsFlag(variable.Initializer?.Value)
                                ? variable.Initializer?.Value ?? SetInConstructor(type, name)
                                : null;
                    break;
            }
        }
        return null;
    }

    static ExpressionSyntax? Getter(PropertyDeclarationSyntax property)
    {
        if (property.AccessorList is { } accessors)
            foreach (var accessor in accessors.Accessors)
                if (accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
                    return accessor.ExpressionBody?.Expression ?? (accessor.Body is { Statements: [ReturnStatementSyntax { Expression: var returned }] } ? returned : null);
        return null;
    }

    static ExpressionSyntax? SetInConstructor(TypeDeclarationSyntax type, string name)
    {
        ExpressionSyntax? value = null;
        foreach (var member in type.Members)
        {
            if (member is not ConstructorDeclarationSyntax constructor)
                continue;
            if (constructor.ExpressionBody?.Expression is AssignmentExpressionSyntax only && Sets(only))
                value = value is null ? only.Right : null;
            if (constructor.Body is { } body)
                foreach (var statement in body.Statements)
                    if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && Sets(assignment))
                        value = value is null ? assignment.Right : null;
        }
        return value;

        bool Sets(AssignmentExpressionSyntax assignment) =>
            (assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } ? own : assignment.Left) is IdentifierNameSyntax target
            && target.Identifier.ValueText == name;
    }
}
