using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Files;

/// <summary>
/// A path as a known root and what follows it: constant text and expressions. What follows becomes the key of an object.
/// </summary>
/// <param name="Root">Where it starts: the web root, the content root, or the member or setting that says a folder.</param>
/// <param name="Parts">What follows; for a member or setting the first of it is the prefix that stands for the folder.</param>
internal sealed record PathExpression(string Root, ImmutableArray<PathExpression.Part> Parts)
{
    /// <summary>Constant text, with slashes as separators, or an expression.</summary>
    internal readonly record struct Part(string? Text, ExpressionSyntax? Expression);

    public const string WebRoot = "WebRootPath";
    public const string ContentRoot = "ContentRootPath";

    /// <summary>The constant text before the first expression, without its last, incomplete name.</summary>
    public string Folder => Parts is [{ Text: { } text }, ..] ? Parts.Length == 1 ? text : FolderOfName : "";

    /// <summary>The constant text up to the last separator in it.</summary>
    public string FolderOfName => Parts is [{ Text: { } text }, ..] && text.LastIndexOf('/') is var slash and > 0 ? text.Substring(0, slash) : "";

    /// <summary>Whether the path is constant below its root.</summary>
    public bool IsConstant => Parts is [] or [{ Text: not null }];

    /// <summary>A root alone.</summary>
    public static PathExpression At(string root, string prefix = "")
    {
        var path = new PathExpression(root, ImmutableArray<Part>.Empty);
        return prefix.Length == 0 ? path : path with { Parts = ImmutableArray.Create(new Part(prefix, null)) };
    }

    /// <summary>What a constant names, or null for an absolute path. A relative one starts at the current directory, which for a service is its content root.</summary>
    public static PathExpression? OfText(string text) =>
        text.Length > 0 && text[0] is not ('/' or '\\' or '~') && text.IndexOf(':') < 0 ? At(ContentRoot).Append(text) : null;

    /// <summary>Whether one of the paths may name what the other names, or lies in a folder of its.</summary>
    public bool Overlaps(PathExpression other) => Root == other.Root && SharesKeys(other);

    /// <summary>The same for the keys of both, wherever the paths start.</summary>
    public bool SharesKeys(PathExpression other) =>
        IsConstant && other.IsConstant ? Folder == other.Folder
            : IsConstant ? IsWithin(Folder, other.Folder)
            : other.IsConstant ? IsWithin(other.Folder, Folder)
            : IsWithin(Folder, other.Folder) || IsWithin(other.Folder, Folder);

    static bool IsWithin(string path, string folder) =>
        folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>What is true of both paths, where the expression may be either; null where they start apart.</summary>
    public PathExpression? Or(PathExpression other, ExpressionSyntax expression)
    {
        if (Root != other.Root)
            return null;
        if (IsConstant && other.IsConstant && Folder == other.Folder)
            return this;
        var (mine, theirs) = (Folder.Split('/'), other.Folder.Split('/'));
        var common = string.Join("/", mine.Zip(theirs, (a, b) => (a, b)).TakeWhile(p => p.a == p.b).Select(p => p.a));
        return At(Root, common.Length == 0 ? "" : common + "/").With(expression);
    }

    /// <summary>The path with an expression behind it.</summary>
    public PathExpression With(ExpressionSyntax expression) => this with { Parts = Parts.Add(new Part(null, expression)) };

    /// <summary>The path with text behind it. Null for a step up, whose folder is not known.</summary>
    public PathExpression? Append(string text)
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

    /// <summary>The path with what an expression yields behind it, after a separator if that comes between.</summary>
    public PathExpression? Append(ExpressionSyntax expression, SemanticModel model, bool separated)
    {
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string text })
            return Append(separated ? "/" + text : text);
        var path = separated ? Append("/") : this;
        if (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or InterpolatedStringExpressionSyntax)
        {
            foreach (var piece in Pieces(expression))
                path = path?.Append(piece, model);
            return path;
        }
        return model.GetSymbolInfo(expression).Symbol is IFieldSymbol { Name: "DirectorySeparatorChar" or "AltDirectorySeparatorChar" } ? Append("/") : path?.With(expression);
    }

    /// <summary>The path with a piece of an interpolated string or sum behind it.</summary>
    public PathExpression? Append(SyntaxNode piece, SemanticModel model) => piece switch
    {
        ExpressionSyntax more => Append(more, model, separated: false),
        InterpolatedStringTextSyntax constant => Append(constant.TextToken.ValueText),
        // What is formatted stays so.
        InterpolationSyntax formatted => With(formatted.Expression),
        _ => null,
    };

    /// <summary>The operands of a sum, or the texts and holes of an interpolated string, from left to right.</summary>
    public static IEnumerable<SyntaxNode> Pieces(ExpressionSyntax expression) => expression switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Pieces(sum.Left).Concat(Pieces(sum.Right)),
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.Select(c => c is InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole ? hole.Expression : (SyntaxNode)c),
        _ => [expression],
    };
}
