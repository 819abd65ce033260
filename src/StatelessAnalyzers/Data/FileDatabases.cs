using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>Files that one type writes as serialised data and reads back.</summary>
internal static class FileDatabases
{
    readonly record struct FileDatabase(DiskPlace Place, NamedUse Reader);

    static readonly ConditionalWeakTable<SemanticModel, ConcurrentDictionary<SyntaxNode, FileDatabase[]>> PerModel = new();

    /// <summary>The use that reads back what is at the place, where the type around the operation keeps data there; else null.</summary>
    public static NamedUse? ReaderOf(IOperation operation, DiskPlace place, bool isFolder, LocalDisk disk)
    {
        if (operation.SemanticModel is not { } model || operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        foreach (var database in PerModel.GetOrCreateValue(model).GetOrAdd(type, _ => In(type, model, disk.Types)))
            if (isFolder ? place.Holds(database.Place) : place.IsSameFile(database.Place))
                return database.Reader;
        return null;
    }

    /// <summary>The same for what a write changes.</summary>
    public static NamedUse? ReaderOf(DiskUse write, LocalDisk disk) =>
        PlaceReader.Of(write.Path.Syntax) is { } place ? ReaderOf(write.Operation, place, isFolder: false, disk) : null;

    static FileDatabase[] In(TypeDeclarationSyntax type, SemanticModel model, KnownTypes types)
    {
        var uses = Array.FindAll(DiskUses.In(type.SyntaxTree, default), use => type.Span.Contains(use.Span));
        if (!Array.Exists(uses, IsReader) || !Array.Exists(uses, use => use.IsWrite))
            return [];

        var found = new List<FileDatabase>();
        bool? areRead = null;
        var root = type.SyntaxTree.GetRoot();
        foreach (var use in uses)
            if (use.IsWrite && use.Api.Member != "Delete" && Array.Find(uses, other => IsReader(other) && (other.Effect == FileEffect.Lists ? other.Place.Holds(use.Place) : other.Place.IsNamedLike(use.Place))) is { } reader
                && (areRead ??= Serializers.AreReadIn(type, model, types, default)) == true && Operation(root.FindNode(use.Span, getInnermostNodeForTie: true), model) is { } operation && DiskUse.Write(operation, types) is { } write && Serializers.Fill(write, types))
                found.Add(new(use.Place, reader));
        return [.. found];
    }

    static bool IsReader(NamedUse use) => use.Effect is FileEffect.Reads or FileEffect.Lists;

    // The span is that of the called name, or of the creation.
    static IOperation? Operation(SyntaxNode node, SemanticModel model)
    {
        for (var outer = node; outer is ExpressionSyntax or VariableDeclaratorSyntax or EqualsValueClauseSyntax or ArgumentSyntax; outer = outer.Parent!)
            if (outer is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
                return model.GetOperation(outer);
        return null;
    }
}
