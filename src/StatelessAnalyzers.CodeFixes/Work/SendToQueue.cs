using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>SLS5001: moves the items of a channel to SQS, those who write and those who read together.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class SendToQueue() : StatelessFix(Rules.SLS5001_QueueInProcess, "Use Amazon SQS")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var types = KnownTypes.Of(model.Compilation);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent.Parent: FieldDeclarationSyntax declaration } declarator
            || model.GetDeclaredSymbol(declarator) is not IFieldSymbol { Type: INamedTypeSymbol { TypeArguments: [var item] } held } field || !types.Is(held, TypeNames.Channel))
        {
            unit.Refuse("the queue is not a channel in a field");
            return;
        }
        var obstacle = field.DeclaredAccessibility != Accessibility.Private ? "other types reach the field"
            : field.ContainingType.GetMembers().Count(m => m is IFieldSymbol { Type: var type } && types.Is(type, TypeNames.Channel)) > 1 ? "the type has several queues"
            : await new RoundTrip(session.Solution, session.CancellationToken).ObstacleAsync(item).ConfigureAwait(false);
        if (obstacle is not null)
        {
            unit.Refuse(obstacle);
            return;
        }

        var queue = new QueueOfChannel(field, item);
        unit.Rename("queue " + DocumentationCommentId.CreateDeclarationId(field));
        var isRead = false;
        foreach (var reference in await SymbolFinder.FindReferencesAsync(field, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
                isRead |= await AddUseAsync(unit, session, queue, location).ConfigureAwait(false);
        if (!isRead)
            unit.Refuse("nothing reads the queue in a loop, where a message could be deleted after it was dealt with");
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, declaration.Declaration.Variables.Count == 1 ? declaration : declarator), "no field", (_, _) => null));
        await session.Composition.ConfigureAsync(unit, document.Project.Id, queue.Key, queue.Placeholder).ConfigureAwait(false);
    }

    static async Task<bool> AddUseAsync(FixUnit unit, FixSession session, QueueOfChannel queue, ReferenceLocation location)
    {
        var document = session.Canonical(location.Document);
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var use = queue.UseAt(root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true), model);
        if (use is not null)
            unit.Add(use.Rewrite(document.Id));
        else
            unit.Refuse($"the use in {document.Name}, line {location.Location.GetLineSpan().StartLinePosition.Line + 1}, is neither a write of one item nor a loop over all of them");
        return use is { Kind: QueueUseKind.Loop };
    }
}
