using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Platform;

/// <summary>Which parts of a file a release build leaves out or may leave out: those under <c>#if DEBUG</c> and the like.</summary>
internal sealed class BuildRegions
{
    static readonly ConditionalWeakTable<SyntaxTree, BuildRegions> PerTree = new();
    static readonly BuildRegions None = new(ImmutableArray<Region>.Empty, ImmutableArray<TextSpan>.Empty);

    readonly ImmutableArray<Region> regions;

    BuildRegions(ImmutableArray<Region> regions, ImmutableArray<TextSpan> releaseOnly) =>
        (this.regions, ReleaseOnly) = (regions, releaseOnly);

    readonly record struct Region(TextSpan Span, bool? InRelease);

    /// <summary>Text that this debug build leaves out and a release build has.</summary>
    public ImmutableArray<TextSpan> ReleaseOnly { get; }

    public static BuildRegions Of(SyntaxTree tree) =>
        PerTree.TryGetValue(tree, out var known) ? known : PerTree.GetValue(tree, static t => Read(t.GetRoot()));

    /// <summary>Whether a release build has what stands at the position; null where that hangs on another symbol.</summary>
    public bool? InRelease(int position)
    {
        bool? all = true;
        foreach (var region in regions)
            if (region.Span.Contains(position))
                all = Kleene.And(all, region.InRelease);
        return all;
    }

    static BuildRegions Read(SyntaxNode root)
    {
        if (!root.ContainsDirectives || !HasConditions(root))
            return None;

        var regions = ImmutableArray.CreateBuilder<Region>();
        var releaseOnly = ImmutableArray.CreateBuilder<TextSpan>();
        var open = new Stack<(int Start, bool? Reached, bool? Earlier, bool Taken)>();
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax i:
                    open.Push((i.Span.End, Judge(i.Condition, 0), false, i.BranchTaken));
                    break;
                case BranchingDirectiveTriviaSyntax branch when open.Count > 0:
                    var before = open.Pop();
                    Close(before, branch.SpanStart);
                    var earlier = Kleene.Or(before.Earlier, before.Reached);
                    var condition = branch is ElifDirectiveTriviaSyntax elif ? Judge(elif.Condition, 0) : true;
                    open.Push((branch.Span.End, Kleene.And(Kleene.Not(earlier), condition), earlier, branch.BranchTaken));
                    break;
                case EndIfDirectiveTriviaSyntax end when open.Count > 0:
                    Close(open.Pop(), end.SpanStart);
                    break;
            }
        }
        return regions.Count == 0 && releaseOnly.Count == 0 ? None : new(regions.ToImmutable(), releaseOnly.ToImmutable());

        void Close((int Start, bool? Reached, bool? Earlier, bool Taken) branch, int end)
        {
            var span = TextSpan.FromBounds(branch.Start, Math.Max(branch.Start, end));
            if (branch is { Taken: true, Reached: not true })
                regions.Add(new(span, branch.Reached));
            else if (branch is { Taken: false, Reached: true })
                releaseOnly.Add(span);
        }
    }

    // Most directives are #nullable, #region or #pragma, and to go from one to the next takes long. A word with the sign in a comment only costs time.
    static bool HasConditions(SyntaxNode root)
    {
        var text = root.SyntaxTree.GetText().ToString();
        for (var sign = text.IndexOf('#'); sign >= 0; sign = text.IndexOf('#', sign + 1))
        {
            var word = sign + 1;
            while (word < text.Length && text[word] is ' ' or '\t')
                word++;
            if (string.CompareOrdinal(text, word, "if", 0, 2) == 0)
                return true;
        }
        return false;
    }

    static bool? Judge(ExpressionSyntax condition, int depth)
    {
        if (++depth > 40)
            return null;
        return condition switch
        {
            IdentifierNameSyntax { Identifier.ValueText: "DEBUG" } => false,
            IdentifierNameSyntax { Identifier.ValueText: "RELEASE" } => true,
            LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.TrueLiteralExpression),
            ParenthesizedExpressionSyntax p => Judge(p.Expression, depth),
            PrefixUnaryExpressionSyntax not => Kleene.Not(Judge(not.Operand, depth)),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and => Kleene.And(Judge(and.Left, depth), Judge(and.Right, depth)),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or => Kleene.Or(Judge(or.Left, depth), Judge(or.Right, depth)),
            _ => null,
        };
    }
}
