using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>
/// Everything that works on the files of one folder. They move to the object store together: a file that is written there is read there.
/// </summary>
internal sealed class StoredFolder(FixSession session, FixUnit unit, Project project)
{
    readonly PathReader reader = session.Once((nameof(PathReader), project.Id), () => new PathReader());

    /// <summary>Plans the move of the folder that the finding works on.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="owner">The type that alone may work on its files; null where others may as well.</param>
    public async Task PlanAsync(Finding finding, TypeDeclarationSyntax? owner = null)
    {
        var model = await session.ModelAsync(finding.Document.Id).ConfigureAwait(false);
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        if (PathAt(root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model) is not { } path)
        {
            unit.Refuse("the call names no path");
            return;
        }
        if (reader.Of(path, model) is not { Parts.IsEmpty: false } place)
        {
            unit.Refuse($"the path starts at '{PathUses.Shorten(StartOf(path, model))}', which is no known folder");
            return;
        }

        var sources = await session.OnceAsync((nameof(PathSources), project.Id, place.Root), () => new PathSources(session, project, reader).ReadAsync(place)).ConfigureAwait(false);
        var uses = new PathUses(unit, reader, sources);
        uses.Follow(place, path, finding.Document, model);
        if (unit.Refusal is not null)
            return;
        if (uses.Operations.Count == 0)
        {
            unit.Refuse("the call has no equivalent in an object store");
            return;
        }
        if (uses.Operations.All(o => o.Operation.Action is FileAction.DeleteFolder or FileAction.FolderExists))
        {
            unit.Refuse("what is in the folder comes from elsewhere");
            return;
        }
        if (owner is not null && uses.Operations.FirstOrDefault(o => o.Operation.Node.SyntaxTree != owner.SyntaxTree || !owner.Span.Contains(o.Operation.Node.Span)) is { Operation: { } foreign })
        {
            unit.Refuse($"{ContentFlow.At(foreign.Node)}, works on the files of '{owner.Identifier.ValueText}' too");
            return;
        }
        var parts = new HashSet<ExpressionSyntax>(uses.Members.SelectMany(KeyParts.JoinsIn));
        if (sources.All.FirstOrDefault(s => !parts.Contains(s.Expression) && s.Path.Root != place.Root && !Says(s, place.Root) && s.Path.Folder.Length > 0 && uses.Members.Any(m => m.Path.Folder.Length > 0 && m.Path.SharesKeys(s.Path))) is { } other)
        {
            unit.Refuse($"'{PathUses.Shorten(other.Expression.ToString())}' would have the same keys");
            return;
        }

        var members = uses.Members.OrderBy(m => m.Document.FilePath ?? m.Document.Name, StringComparer.Ordinal).ThenBy(m => m.Expression.SpanStart).ToList();
        unit.Rename($"{place.Root}/{string.Join("|", members.Select(m => m.Document.Id.Id + ":" + m.Expression.SpanStart))}|{(members.Count == 0 ? path.SpanStart : 0)}");
        foreach (var member in members)
            Rewrite(member, uses, parts);
        await new FolderLeftovers(unit, uses, sources, reader, session).DropAsync().ConfigureAwait(false);
        // In the order of the code, so that each of the findings makes the same of it.
        foreach (var (document, operationModel, operation) in uses.Operations.GroupBy(o => o.Operation.Node).Select(g => g.Last()).OrderBy(o => o.Document.FilePath ?? o.Document.Name, StringComparer.Ordinal).ThenBy(o => o.Operation.Node.SpanStart))
            if (operation.Action == FileAction.Serve)
                await ServedStatically.AddAsync(unit, document, operationModel, operation, session).ConfigureAwait(false);
            else
                ObjectStoreRecipes.Add(unit, document.Id, operationModel, operation, reader);
        await new ServedFolder(session, unit, reader).KeepAsync(project, uses).ConfigureAwait(false);
    }

    // The method that the root is named by makes the same path.
    static bool Says(PathSource source, string root) =>
        source.Expression.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && source.Model.GetDeclaredSymbol(method) is { IsStatic: true } symbol && PathRoots.RootOf(symbol, symbol.ContainingType.Name) == root;

    // The path that the marked call or constructor is given. An upload's copy names the stream; the stream was opened on the path.
    ExpressionSyntax? PathAt(SyntaxNode marked, SemanticModel model)
    {
        for (var node = marked; node is not null and not StatementSyntax; node = node.Parent)
        {
            var arguments = node switch
            {
                InvocationExpressionSyntax call => call.ArgumentList,
                BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
                _ => null,
            };
            // info.Delete(), where the local was made of a path.
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments: [], Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax info } } && MadeOf(info, model) is { } made)
                return PathAt(made, model);
            if (arguments?.Arguments is not [{ Expression: var first }, ..])
                continue;
            return MadeOf(first, model) is { } opened
                ? PathAt(opened, model)
                : arguments.Arguments is [_, { Expression: var second }, ..] && reader.Of(first, model) is null && reader.Of(second, model) is not null ? second : first;
        }
        return null;
    }

    static ExpressionSyntax? MadeOf(ExpressionSyntax local, SemanticModel model) =>
        model.GetSymbolInfo(local).Symbol is ILocalSymbol { Type.SpecialType: not SpecialType.System_String, DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } made } ? made : null;

    // What a path that is not known begins with.
    static string StartOf(ExpressionSyntax path, SemanticModel model)
    {
        for (var depth = 0; depth < 16; depth++)
        {
            var next = path switch
            {
                ParenthesizedExpressionSyntax inner => inner.Expression,
                InvocationExpressionSyntax call when PathReader.IsJoin(call, model) => call.ArgumentList.Arguments[0].Expression,
                BinaryExpressionSyntax or InterpolatedStringExpressionSyntax => PathExpression.Pieces(path).FirstOrDefault() as ExpressionSyntax,
                _ => model.GetSymbolInfo(path).Symbol is { } symbol && PathCarrier.Of(symbol, path, model)?.Values(model) is [var value] ? value : null,
            };
            if (next is null || next == path)
                break;
            path = next;
        }
        return path.ToString();
    }

    void Rewrite(PathSource source, PathUses uses, HashSet<ExpressionSyntax> parts)
    {
        if (PathKey.Of(source.Expression, reader, source.Model) is not { } key)
        {
            unit.Refuse("a part of the path cannot be written as a key");
            return;
        }
        if (uses.IsDropped(source.Expression))
            return;
        KeyParts.Rewrite(unit, source, reader);
        if (!parts.Contains(source.Expression))
            unit.Add(new RewriteNode(NodeKey.Of(source.Document.Id, source.Expression), "key", (node, scope) => scope.Expression(key, node)));
    }
}
