using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent.Parent: FieldDeclarationSyntax } declarator
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
        foreach (var mention in await FieldUse.OfAsync(field, session).ConfigureAwait(false))
        {
            var use = mention.Expression is { } named ? queue.UseAt(named, mention.Model) : null;
            if (use is not null)
                unit.Add(use.Rewrite(mention.Document.Id));
            else
                unit.Refuse($"the use in {mention.Document.Name}, line {mention.Line}, is neither a write of one item nor a loop over all of them");
            isRead |= use is { IsReader: true };
        }
        if (!isRead)
            unit.Refuse("nothing reads the queue in a loop, where a message could be deleted after it was dealt with");
        FieldRemoval.Add(unit, document.Id, declarator);
        await session.Composition.ConfigureAsync(unit, document.Project.Id, queue.Key, queue.Placeholder).ConfigureAwait(false);
    }
}
