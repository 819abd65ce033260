using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1005: keeps the tokens of Microsoft.Identity.Web, and what else is in a memory cache, in the distributed cache, in Redis.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareSignInState() : StatelessFix(Rules.SLS1005_SignInStateInMemory, "Keep it in Redis")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var place = root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (place is SimpleNameSyntax && (await MemoryCaches.OfAsync(session).ConfigureAwait(false)).GroupOf(place) is { } group)
        {
            await new MemoryCacheMove(unit, session).PlanAsync(group, finding).ConfigureAwait(false);
            return;
        }
        if (place is not IdentifierNameSyntax { Identifier.ValueText: "AddInMemoryTokenCaches", Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } } name)
        {
            unit.Refuse("the store of tickets, codes or tokens has to be written anew");
            return;
        }
        if (call.ArgumentList.Arguments.Count > 0)
        {
            unit.Refuse("options of the memory cache mean nothing to a shared one");
            return;
        }
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var isExtension = model.GetSymbolInfo(call, session.CancellationToken).Symbol is IMethodSymbol { IsExtensionMethod: true };
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, name), "distributed", (node, _) => ((IdentifierNameSyntax)node).WithIdentifier(SyntaxFactory.Identifier("AddDistributedTokenCaches").WithTriviaFrom(((IdentifierNameSyntax)node).Identifier)))
        {
            Usings = isExtension ? ImmutableArray.Create("Microsoft.Identity.Web.TokenCacheProviders.Distributed") : ImmutableArray<string>.Empty,
        });
        await session.Composition.RegisterAsync(unit, document.Project.Id, Services.RedisCache).ConfigureAwait(false);
    }
}
