using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>
/// Reads the place that an expression names, by syntax alone, so that what all files of a compilation say can be kept with their trees. Names are followed to
/// the one value that their method or type gives them.
/// </summary>
internal static class PlaceReader
{
    const int Deepest = 12;

    // Properties that say something else of each object, and so no folder of the application.
    static readonly HashSet<string> OfObjects = new(StringComparer.Ordinal) { "Name", "FileName", "Path", "FilePath", "FullPath", "Key", "Text", "Value", "Length", "Id", "Extension" };

    /// <summary>Null where the start of the path is not known.</summary>
    public static DiskPlace? Of(SyntaxNode? path) => path is ExpressionSyntax expression ? Spell(expression, 0).Place() : null;

    static Spelling Spell(ExpressionSyntax expression, int depth)
    {
        if (++depth > Deepest)
            return Spelling.Unknown(expression);
        switch (expression)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                return Spelling.Text(literal.Token.ValueText);
            case ParenthesizedExpressionSyntax inner:
                return Spell(inner.Expression, depth);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                return Spell(sure.Operand, depth);
            case CastExpressionSyntax cast:
                return Spell(cast.Expression, depth);
            case AwaitExpressionSyntax awaited:
                return Spell(awaited.Expression, depth);
            case AssignmentExpressionSyntax assignment:
                return Spell(assignment.Right, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                return SpellSum(expression, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return Spell(either.Left, depth) is { IsKnown: true } left ? left : Spell(either.Right, depth);
            case ConditionalExpressionSyntax choice:
                return Spell(choice.WhenTrue, depth) is { IsKnown: true } first ? first : Spell(choice.WhenFalse, depth);
            case InterpolatedStringExpressionSyntax interpolated:
                var text = new Spelling();
                foreach (var content in interpolated.Contents)
                    text.Append(content is InterpolationSyntax { Expression: var hole } ? Spell(hole, depth) : Spelling.Text(((InterpolatedStringTextSyntax)content).TextToken.ValueText));
                return text;
            case ObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var of }, ..], Type: var type } when type.ToString() is var name && (name.EndsWith("FileInfo", StringComparison.Ordinal) || name.EndsWith("DirectoryInfo", StringComparison.Ordinal)):
                return Spell(of, depth);
            case ElementAccessExpressionSyntax { Expression: var settings, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: var key } }] } when IsSettings(settings):
                return Spelling.RootedAt("config:" + key);
            case InvocationExpressionSyntax call:
                return SpellCall(call, depth);
            case IdentifierNameSyntax name:
                return SpellName(name, depth);
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax own }:
                return SpellName(own, depth);
            case MemberAccessExpressionSyntax member:
                return SpellMember(member, depth);
            default:
                return Spelling.Unknown(expression);
        }
    }

    static bool IsSettings(ExpressionSyntax expression) =>
        expression.ToString() is var text && (text.EndsWith("onfig", StringComparison.Ordinal) || text.EndsWith("onfiguration", StringComparison.Ordinal) || text.EndsWith("AppSettings", StringComparison.Ordinal));

    // A sum of many terms is nested as deep as it is long.
    static Spelling SpellSum(ExpressionSyntax sum, int depth)
    {
        var terms = new Stack<ExpressionSyntax>();
        while (sum is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } binary)
            (sum, _) = (binary.Left, Push(binary.Right));
        var text = Spell(sum, depth);
        foreach (var term in terms)
            text.Append(Spell(term, depth));
        return text;

        bool Push(ExpressionSyntax term)
        {
            terms.Push(term);
            return true;
        }
    }

    static Spelling SpellName(IdentifierNameSyntax name, int depth)
    {
        if (NamedValue.Of(name) is { } value)
            return Spell(value, depth);
        var text = name.Identifier.ValueText;
        for (var scope = name.Parent; scope is not null; scope = scope.Parent)
            switch (scope)
            {
                case ForEachStatementSyntax loop when loop.Identifier.ValueText == text && loop.Statement.Contains(name):
                    return Spell(loop.Expression, depth);
                case BaseMethodDeclarationSyntax { ParameterList.Parameters: var parameters } when parameters.Any(p => p.Identifier.ValueText == text):
                case LocalFunctionStatementSyntax { ParameterList.Parameters: var taken } when taken.Any(p => p.Identifier.ValueText == text):
                case SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var only } when only == text:
                case ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: var given } when given.Any(p => p.Identifier.ValueText == text):
                    return Spelling.Unknown(name);
                case TypeDeclarationSyntax type when Declares(type, text):
                    return Spelling.Member(type.Identifier.ValueText + "." + text);
            }
        return text.Length > 0 && char.IsUpper(text[0]) ? Spelling.Member("." + text) : Spelling.Unknown(name);
    }

    static bool Declares(TypeDeclarationSyntax type, string name)
    {
        if (type.ParameterList is { } primary && primary.Parameters.Any(p => p.Identifier.ValueText == name))
            return true;
        foreach (var member in type.Members)
            if (member is PropertyDeclarationSyntax property ? property.Identifier.ValueText == name : member is FieldDeclarationSyntax field && field.Declaration.Variables.Any(v => v.Identifier.ValueText == name))
                return true;
        return false;
    }

    static Spelling SpellMember(MemberAccessExpressionSyntax member, int depth)
    {
        var name = member.Name.Identifier.ValueText;
        switch (name)
        {
            case "WebRootPath":
                return Spelling.RootedAt(DiskPlace.Content).Append(Spelling.Text("/wwwroot"));
            case "ContentRootPath" or "BaseDirectory" or "CurrentDirectory" or "AppDomainAppPath" or "ApplicationPhysicalPath" or "PhysicalApplicationPath":
                return Spelling.RootedAt(DiskPlace.Content);
            case "DirectorySeparatorChar" or "AltDirectorySeparatorChar":
                return Spelling.Text("/");
            case "FullName":
            case "Value" when member.Expression is InvocationExpressionSyntax:
                return Spell(member.Expression, depth);
        }
        return OfObjects.Contains(name) || name.Length == 0 || !char.IsUpper(name[0]) ? Spelling.Unknown(member)
            : Spelling.Member((member.Expression is IdentifierNameSyntax { Identifier.ValueText: var owner } && owner.Length > 0 && char.IsUpper(owner[0]) ? owner : "") + "." + name);
    }

    static Spelling SpellCall(InvocationExpressionSyntax call, int depth)
    {
        if (CalledName.Of(call)?.Identifier.ValueText is not { } method)
            return Spelling.Unknown(call);
        var arguments = call.ArgumentList.Arguments;
        var first = arguments.Count > 0 ? arguments[0].Expression : null;
        switch (method)
        {
            case "Combine" or "Join":
                var path = new Spelling();
                foreach (var argument in arguments)
                    path.Append(Spell(argument.Expression, depth), separated: true);
                return path;
            case "GetTempPath":
                return Spelling.RootedAt(DiskPlace.Temporary);
            case "GetTempFileName" or "CreateTempSubdirectory":
                return Spelling.RootedAt(DiskPlace.Temporary).Append(Spelling.Unknown(call));
            case "GetCurrentDirectory":
                return Spelling.RootedAt(DiskPlace.Content);
            case "GetValue" or "GetSection" or "GetRequiredSection" or "GetEnvironmentVariable" when first is LiteralExpressionSyntax { Token.ValueText: var key }:
                return Spelling.RootedAt("config:" + key);
            case "GetFullPath" or "CreateDirectory" or "MapPath" or "New" when first is not null:
                return Spell(first, depth);
            case "GetFiles" or "EnumerateFiles" or "GetDirectories" or "EnumerateDirectories" when first is not null:
                return Spell(first, depth).Append(Spelling.Unknown(call), separated: true);
            case "GetDirectoryName" when first is not null:
                return Spell(first, depth).WithoutName();
            case "ChangeExtension" when first is not null:
                return Spell(first, depth).Append(Spelling.Unknown(call));
            case "ToString" or "Trim" or "TrimEnd" or "TrimStart" or "ToLower" or "ToLowerInvariant" when call.Expression is MemberAccessExpressionSyntax { Expression: var same }:
                return Spell(same, depth);
            default:
                return call.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && Returned(call, method) is { } returned
                    ? Spell(returned, depth)
                    : IsNamedFolder(call, method) ? Spelling.Member("." + method) : Spelling.Unknown(call);
        }
    }

    // GetFolder(blog), which another part of the type declares or computes.
    static bool IsNamedFolder(InvocationExpressionSyntax call, string method) =>
        call.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && (method.EndsWith("Folder", StringComparison.Ordinal) || method.EndsWith("Directory", StringComparison.Ordinal));

    // What a method of the same type returns, where that is one expression.
    static ExpressionSyntax? Returned(InvocationExpressionSyntax call, string method)
    {
        MethodDeclarationSyntax? found = null;
        if (call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
            foreach (var member in type.Members)
                if (member is MethodDeclarationSyntax candidate && candidate.Identifier.ValueText == method)
                {
                    if (found is not null)
                        return null;
                    found = candidate;
                }
        return found?.ExpressionBody?.Expression ?? (found?.Body is { Statements: [.., ReturnStatementSyntax { Expression: { } last }] } ? last : null);
    }
}
