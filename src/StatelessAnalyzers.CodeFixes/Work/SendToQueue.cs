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
            || model.GetDeclaredSymbol(declarator) is not IFieldSymbol field || !types.Is(field.Type, TypeNames.Channel))
        {
            unit.Refuse("the queue is not a channel in a field");
            return;
        }
        // The lanes of one type are read together, or one before the other.
        var channels = field.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(f => types.Is(f.Type, TypeNames.Channel)).ToList();
        unit.Rename("queue " + DocumentationCommentId.CreateDeclarationId(channels.Count > 1 ? field.ContainingType : field));
        foreach (var channel in channels)
            if (unit.Refusal is null)
                await MoveAsync(unit, session, document, channel, isOnly: channels.Count == 1).ConfigureAwait(false);
    }

    static async Task MoveAsync(FixUnit unit, FixSession session, Document document, IFieldSymbol field, bool isOnly)
    {
        if (field is not { Type: INamedTypeSymbol { TypeArguments: [var item] }, DeclaringSyntaxReferences: [var reference] } || await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is not VariableDeclaratorSyntax declarator || session.DocumentOf(declarator) is not { } declaring)
        {
            unit.Refuse("the queue is not a channel in a field");
            return;
        }
        var obstacle = field.DeclaredAccessibility != Accessibility.Private ? "other types reach the field"
            : await new ObjectKinds(session).ObstacleAsync(field, (await session.ModelAsync(declaring.Id).ConfigureAwait(false)).Compilation).ConfigureAwait(false)
                ?? await new RoundTrip(session.Solution, session.CancellationToken).ObstacleAsync(item).ConfigureAwait(false);
        if (obstacle is not null)
        {
            unit.Refuse(isOnly ? obstacle : $"{obstacle} (the queue '{field.Name}' of the same type)");
            return;
        }

        var queue = new QueueOfChannel(field, item, isOnly);
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
            unit.Refuse(isOnly ? "nothing reads the queue in a loop, where a message could be deleted after it was dealt with" : $"nothing reads the queue '{field.Name}' in a loop, where a message could be deleted after it was dealt with");
        FieldRemoval.Add(unit, declaring.Id, declarator);
        await session.Composition.ConfigureAsync(unit, document.Project.Id, queue.Key, queue.Placeholder).ConfigureAwait(false);
    }
}
