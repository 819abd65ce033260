using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>
/// A path as a known root (web root or content root) and what follows it: constant text and expressions. What follows becomes the key of an object.
/// </summary>
internal sealed record PathExpression(string Root, ImmutableArray<PathExpression.Part> Parts)
{
    /// <summary>Constant text, with slashes as separators, or an expression.</summary>
    internal readonly record struct Part(string? Text, ExpressionSyntax? Expression);

    const string WebRoot = "web";
    const string ContentRoot = "content";
    const int Deepest = 16;

    /// <summary>The constant text before the first expression, without its last, incomplete name.</summary>
    public string Folder => Parts is [{ Text: { } text }, ..] ? Parts.Length == 1 ? text : text.LastIndexOf('/') is var slash and > 0 ? text.Substring(0, slash) : "" : "";

    /// <summary>Whether the path is constant below its root.</summary>
    public bool IsConstant => Parts is [] or [{ Text: not null }];

    /// <summary>Whether one of the paths may name what the other names, or lies in a folder of its.</summary>
    public bool Overlaps(PathExpression other) =>
        Root == other.Root && (IsConstant && other.IsConstant ? Folder == other.Folder
            : IsConstant ? IsWithin(Folder, other.Folder)
            : other.IsConstant ? IsWithin(other.Folder, Folder)
            : IsWithin(Folder, other.Folder) || IsWithin(other.Folder, Folder));

    static bool IsWithin(string path, string folder) =>
        folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>What the expression is below a known root, through the locals, fields and properties it names; null where it is no such path.</summary>
    public static PathExpression? Of(ExpressionSyntax expression, SemanticModel model) => Evaluate(expression, model, Deepest);

    static PathExpression? Evaluate(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        if (depth == 0)
            return null;
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string constant })
            return IsRelative(constant) ? new PathExpression(ContentRoot, ImmutableArray<Part>.Empty).Append(constant) : null;
        switch (expression)
        {
            case ParenthesizedExpressionSyntax p:
                return Evaluate(p.Expression, model, depth);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } p:
                return Evaluate(p.Operand, model, depth);
            case InvocationExpressionSyntax call when IsJoin(call, model):
                return Join(call.ArgumentList.Arguments, model, depth);
            case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetFullPath" } && call.ArgumentList.Arguments is [var only]:
                return Evaluate(only.Expression, model, depth - 1);
            case InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                return Concatenation(expression, model, depth);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax:
                return RootOf(expression, model) ?? (Source(expression, model) is { } source ? Evaluate(source.Expression, source.Model, depth - 1) : null);
            default:
                return null;
        }
    }

    // A relative path starts at the current directory, which for a service is its content root.
    static bool IsRelative(string path) => path.Length > 0 && path[0] is not ('/' or '\\' or '~') && path.IndexOf(':') < 0;

    static PathExpression? OfText(SyntaxNode piece) =>
        piece is InterpolatedStringTextSyntax { TextToken.ValueText: var text } && IsRelative(text) ? new PathExpression(ContentRoot, ImmutableArray<Part>.Empty).Append(text) : null;

    /// <summary>Whether the call joins paths.</summary>
    public static bool IsJoin(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Combine" or "Join" } method && KnownTypes.Of(model.Compilation).Is(method.ContainingType, TypeNames.Path)
        && call.ArgumentList.Arguments.All(a => a.NameColon is null);

    static PathExpression? RootOf(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is IdentifierNameSyntax)
            return null;
        var root = model.GetSymbolInfo(expression).Symbol switch
        {
            IPropertySymbol { Name: "WebRootPath", ContainingType.Name: "IWebHostEnvironment" } => WebRoot,
            IPropertySymbol { Name: "ContentRootPath", ContainingType.Name: "IHostEnvironment" or "IWebHostEnvironment" } => ContentRoot,
            IPropertySymbol { Name: "BaseDirectory", ContainingType.Name: "AppContext" or "AppDomain" } => ContentRoot,
            IMethodSymbol { Name: "GetCurrentDirectory", ContainingType: { Name: "Directory", ContainingNamespace.Name: "IO" } } => ContentRoot,
            IPropertySymbol { Name: "CurrentDirectory", ContainingType.Name: "Environment" } => ContentRoot,
            _ => null,
        };
        return root is null ? null : new PathExpression(root, ImmutableArray<Part>.Empty);
    }

    // The one value that a local, a private field or a private property has.
    static (ExpressionSyntax Expression, SemanticModel Model)? Source(ExpressionSyntax expression, SemanticModel model)
    {
        if (model.GetSymbolInfo(expression).Symbol is not { DeclaringSyntaxReferences: [var reference] } symbol || reference.SyntaxTree != expression.SyntaxTree)
            return null;
        var declaration = reference.GetSyntax();
        return symbol switch
        {
            ILocalSymbol when declaration is VariableDeclaratorSyntax { Initializer.Value: var value } local && !IsAssigned(local, symbol, model) => (value, model),
            IFieldSymbol { DeclaredAccessibility: Accessibility.Private } when declaration is VariableDeclaratorSyntax field => OnlyValue(field, symbol, model) is { } value ? (value, model) : null,
            IPropertySymbol { DeclaredAccessibility: Accessibility.Private } when declaration is PropertyDeclarationSyntax { ExpressionBody.Expression: var value } => (value, model),
            _ => null,
        };
    }

    static bool IsAssigned(VariableDeclaratorSyntax local, ISymbol symbol, SemanticModel model) =>
        local.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax)?.DescendantNodes().Any(n => IsAssignment(n, symbol, model)) != false;

    static bool IsAssignment(SyntaxNode node, ISymbol symbol, SemanticModel model)
    {
        var target = node switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.Expression,
            _ => null,
        };
        return target is not null && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(target).Symbol, symbol);
    }

    // The initialiser, or else the one assignment in the constructor.
    static ExpressionSyntax? OnlyValue(VariableDeclaratorSyntax field, ISymbol symbol, SemanticModel model)
    {
        if (symbol.ContainingType.DeclaringSyntaxReferences.Length != 1 || field.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        ExpressionSyntax? value = field.Initializer?.Value;
        foreach (var assignment in type.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left).Symbol, symbol))
                continue;
            if (value is not null || assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
                return null;
            value = assignment.Right;
        }
        return value;
    }

    static PathExpression? Join(SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, int depth)
    {
        if (arguments is not [var first, ..] || Evaluate(first.Expression, model, depth - 1) is not { } path)
            return null;
        foreach (var argument in arguments.Skip(1))
        {
            if (path.Append(argument.Expression, model, separated: true) is not { } longer)
                return null;
            path = longer;
        }
        return path;
    }

    static PathExpression? Concatenation(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        PathExpression? path = null;
        foreach (var piece in Pieces(expression))
        {
            if (path is null)
                path = piece is ExpressionSyntax leading ? Evaluate(leading, model, depth - 1) : OfText(piece);
            else
                path = piece is ExpressionSyntax more ? path.Append(more, model, separated: false) : path.Append(((InterpolatedStringTextSyntax)piece).TextToken.ValueText);
            if (path is null)
                return null;
        }
        return path;
    }

    static IEnumerable<SyntaxNode> Pieces(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return Pieces(sum.Left).Concat(Pieces(sum.Right));
            case InterpolatedStringExpressionSyntax interpolated:
                return interpolated.Contents.Select(c => c is InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole ? hole.Expression : (SyntaxNode)c);
            default:
                return [expression];
        }
    }

    PathExpression? Append(ExpressionSyntax expression, SemanticModel model, bool separated)
    {
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string text })
            return Append(separated ? "/" + text : text);
        if (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or InterpolatedStringExpressionSyntax)
        {
            var path = separated ? Append("/") : this;
            foreach (var piece in Pieces(expression))
                path = piece switch
                {
                    ExpressionSyntax inner => path?.Append(inner, model, separated: false),
                    InterpolatedStringTextSyntax constant => path?.Append(constant.TextToken.ValueText),
                    InterpolationSyntax formatted => path is null ? null : path with { Parts = path.Parts.Add(new Part(null, formatted.Expression)) },
                    _ => null,
                };
            return path;
        }
        if (model.GetSymbolInfo(expression).Symbol is IFieldSymbol { Name: "DirectorySeparatorChar" or "AltDirectorySeparatorChar" })
            return Append("/");
        var separatedPath = separated ? Append("/") : this;
        return separatedPath is null ? null : separatedPath with { Parts = separatedPath.Parts.Add(new Part(null, expression)) };
    }

    // Null for a step up, whose folder is not known.
    PathExpression? Append(string text)
    {
        var all = (Parts is [.., { Text: { } last }] ? last : "") + text.Replace('\\', '/');
        while (all.Contains("//"))
            all = all.Replace("//", "/");
        if (all.Split('/').Contains(".."))
            return null;
        var kept = Parts is [.., { Text: not null }] ? Parts.RemoveAt(Parts.Length - 1) : Parts;
        if (kept.IsEmpty)
            all = all.TrimStart('/');
        var root = Root;
        if (kept.IsEmpty && root == ContentRoot && (all == "wwwroot" || all.StartsWith("wwwroot/", StringComparison.Ordinal)))
            (root, all) = (WebRoot, all.Substring("wwwroot".Length).TrimStart('/'));
        return new PathExpression(root, all.Length == 0 ? kept : kept.Add(new Part(all, null)));
    }

    /// <summary>
    /// The C# of the key that takes the path's place. What names another path is kept as it is, since that becomes a key as well.
    /// </summary>
    public static string? KeyOf(ExpressionSyntax expression, SemanticModel model)
    {
        var path = Shallow(expression, model);
        if (path is null)
            return null;
        if (path.Parts is [{ Text: { } only }])
            return SyntaxFactory.Literal(only).ToString();
        if (path.Parts is [{ Expression: { } single }] && model.GetTypeInfo(single).Type?.SpecialType == SpecialType.System_String)
            return single.WithoutTrivia().ToString();

        var text = new StringBuilder("$\"");
        foreach (var part in path.Parts)
        {
            if (part.Text is { } constant)
            {
                text.Append(SyntaxFactory.Literal(constant).ToString().Trim('"').Replace("{", "{{").Replace("}", "}}"));
                continue;
            }
            var hole = part.Expression!.Parent is InterpolationSyntax formatted ? formatted.WithoutTrivia().ToString().TrimStart('{').TrimEnd('}') : part.Expression.WithoutTrivia().ToString();
            if (hole.IndexOf('"') >= 0 || hole.IndexOf('\n') >= 0)
                return null;
            text.Append('{').Append(part.Expression is ConditionalExpressionSyntax ? "(" + hole + ")" : hole).Append('}');
        }
        return text.Append('"').ToString();
    }

    // As Evaluate, but a named path stays a name.
    static PathExpression? Shallow(ExpressionSyntax expression, SemanticModel model)
    {
        if (RootOf(expression, model) is { } root)
            return root;
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string literal })
            return expression is LiteralExpressionSyntax && IsRelative(literal) ? new PathExpression(ContentRoot, ImmutableArray<Part>.Empty).Append(literal) : new PathExpression(ContentRoot, ImmutableArray.Create(new Part(null, expression)));
        if (expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && Of(expression, model) is { } named)
            return named.Parts.IsEmpty ? named : new PathExpression(named.Root, ImmutableArray.Create(new Part(null, expression)));
        switch (expression)
        {
            case InvocationExpressionSyntax call when IsJoin(call, model):
                var path = Shallow(call.ArgumentList.Arguments[0].Expression, model);
                foreach (var argument in call.ArgumentList.Arguments.Skip(1))
                    path = path?.Append(argument.Expression, model, separated: true);
                return path;
            case InvocationExpressionSyntax { ArgumentList.Arguments: [var only] }:
                return Shallow(only.Expression, model);
            case ParenthesizedExpressionSyntax p:
                return Shallow(p.Expression, model);
            default:
                PathExpression? joined = null;
                foreach (var piece in Pieces(expression))
                {
                    joined = joined is null
                        ? piece is ExpressionSyntax leading ? leading != expression ? Shallow(leading, model) : null : OfText(piece)
                        : piece is ExpressionSyntax more ? joined.Append(more, model, separated: false) : piece is InterpolatedStringTextSyntax constant ? joined.Append(constant.TextToken.ValueText) : joined with { Parts = joined.Parts.Add(new Part(null, ((InterpolationSyntax)piece).Expression)) };
                    if (joined is null)
                        return null;
                }
                return joined;
        }
    }
}
