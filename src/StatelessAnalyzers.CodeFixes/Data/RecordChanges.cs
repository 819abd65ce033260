using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>A run of statements that change a record which was found.</summary>
/// <param name="Record">The name of its variable.</param>
/// <param name="Statements">The statements, one after another in one block.</param>
/// <param name="Properties">The properties that they set.</param>
/// <param name="Document">Where they stand.</param>
/// <param name="IsHandedOn">Whether another method found the record and handed it on.</param>
internal sealed record RecordChange(string Record, IReadOnlyList<StatementSyntax> Statements, IReadOnlyList<string> Properties, Document Document, bool IsHandedOn)
{
    /// <summary>The lock or the guarded block around it, which falls away.</summary>
    public StatementSyntax? Lock { get; init; }

    public NodeKey? Site => Lock is null ? null : NodeKey.Of(Document.Id, Lock);

    public string Place => $"{System.IO.Path.GetFileName(Document.Name)}, line {Statements[0].GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}

/// <summary>
/// Everything in the solution that changes a record. In memory a change of a found record is a change of the table; in a database it has to be saved.
/// Changes that are made before a record is put in, or right where it was found, can be; any other refuses the fix.
/// </summary>
internal sealed class RecordChanges(HeldTable table, IReadOnlyList<TableUse> uses, FoundRecords found, FixSession session)
{
    readonly Dictionary<ISymbol, RecordChange> again = new(SymbolEqualityComparer.Default);
    readonly Dictionary<StatementSyntax, (string Record, string Property, Document Document, bool IsHandedOn)> saved = [];
    StoredParameters? stored;

    /// <summary>Why a change would be lost, or null.</summary>
    public async Task<string?> ObstacleAsync()
    {
        stored = await StoredParameters.OfAsync(uses, session).ConfigureAwait(false);
        foreach (var property in table.Entity.GetMembers().OfType<IPropertySymbol>().Where(p => p.SetMethod is { IsInitOnly: false }))
            foreach (var use in await FieldUse.OfAsync(property, session).ConfigureAwait(false))
                if (!use.IsDocumentation && ObstacleOf(use, property) is { } obstacle)
                    return $"'{property.Name}' of a record is changed in {use.Document.Name}, line {use.Line}, {obstacle}";
        foreach (var call in await ChangingCalls.OfAsync(session).ConfigureAwait(false))
            if (SymbolEqualityComparer.Default.Equals(call.Model.GetTypeInfo(call.Changed).Type, table.Entity) && !IsBeforeStored(call.Changed, call.Model))
                return $"'{CalledName.Of(call.Call)!.Identifier.ValueText}' changes a record in {call.Document.Name}, line {call.Call.GetLocation().GetLineSpan().StartLinePosition.Line + 1}, and no code says what of it";
        return null;
    }

    // A record that is made here, or that is put in afterwards and was not found.
    bool IsBeforeStored(ExpressionSyntax changed, SemanticModel model)
    {
        while (changed is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            changed = changed is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)changed).Operand;
        return changed is BaseObjectCreationExpressionSyntax
            || changed is IdentifierNameSyntax record && model.GetSymbolInfo(record).Symbol is (ILocalSymbol or IParameterSymbol) and var variable && !found.Contains(variable)
                && (IsPutIn(record, model) || RecordOrigin.IsFresh(record, model) && !IsPutInBefore(record, model));
    }

    string? ObstacleOf(FieldUse use, IPropertySymbol property)
    {
        if (use.Expression is not { } access)
            return null;
        if (access.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } initial && initial.Left == access || !IsWritten(access))
            return null;
        var statement = access.Parent?.Parent as ExpressionStatementSyntax;
        if (access is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax record })
            return access.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor && SymbolEqualityComparer.Default.Equals(use.Model.GetDeclaredSymbol(constructor)?.ContainingType, table.Entity) ? null : "where it cannot be saved";
        var variable = use.Model.GetSymbolInfo(record).Symbol;
        if (variable is not (ILocalSymbol or IParameterSymbol))
            return "where it cannot be saved";

        var isPutIn = IsPutIn(record, use.Model);
        if (found.Contains(variable))
        {
            if (isPutIn)
            {
                if (found.IsHandedOn(variable) && record.FirstAncestorOrSelf<StatementSyntax>() is { } around)
                    again[variable] = again.TryGetValue(variable, out var earlier)
                        ? earlier with { Properties = [.. earlier.Properties, property.Name] }
                        : new(record.Identifier.Text, [around], [property.Name], use.Document, IsHandedOn: true);
                return null;
            }
            if (statement?.Expression is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment || KeyPredicate.Names(assignment.Right, record.Identifier.ValueText))
                return "to a value made of what was read: what another instance saved meanwhile would be lost";
            if (SymbolEqualityComparer.Default.Equals(property, table.Key))
                return "which is its key";
            if (variable is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && Functions.Around(declared.GetSyntax()) != Functions.Around(statement))
                return "in another function than the one that finds it";
            if (RecordOrigin.IsGivenAgain(variable.Name, variable.DeclaringSyntaxReferences[0].GetSyntax()))
                return "through a variable that names several";
            saved[statement] = (record.Identifier.Text, property.Name, use.Document, found.IsHandedOn(variable));
            return null;
        }
        if (isPutIn || RecordOrigin.IsFresh(record, use.Model) && !IsPutInBefore(record, use.Model))
            return null;
        return "after it was read or stored, and nothing stores it again";
    }

    static bool IsWritten(ExpressionSyntax access) => access.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == access,
        PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
        PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple,
        _ => false,
    };

    // A later statement stores the record as it is by then, and none has stored it yet.
    bool IsPutIn(IdentifierNameSyntax record, SemanticModel model) => StoresOf(record, model).Any(s => s > record.SpanStart) && !IsPutInBefore(record, model);

    bool IsPutInBefore(IdentifierNameSyntax record, SemanticModel model) => StoresOf(record, model).Any(s => s < record.SpanStart);

    IEnumerable<int> StoresOf(IdentifierNameSyntax record, SemanticModel model)
    {
        var symbol = model.GetSymbolInfo(record).Symbol;
        foreach (var node in (Functions.Around(record) ?? record.SyntaxTree.GetRoot()).DescendantNodes())
            if (node is IdentifierNameSyntax mention && mention.Identifier.ValueText == record.Identifier.ValueText && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(mention).Symbol, symbol)
                && (uses.Any(u => u.Action is TableAction.Insert or TableAction.TryInsert or TableAction.Put or TableAction.TryReplace && u.Value == mention) || mention.Parent is ArgumentSyntax argument && stored!.Takes(argument, model)))
                yield return mention.SpanStart;
    }

    /// <summary>The changes of records that another method found and that are put in again, after <see cref="ObstacleAsync"/> found nothing against it.</summary>
    public IEnumerable<RecordChange> PutAgain() => again.Values;

    /// <summary>The changes that have to be saved, after <see cref="ObstacleAsync"/> found nothing against it.</summary>
    public IEnumerable<RecordChange> Changes()
    {
        foreach (var start in saved.Where(s => Previous(s.Key) is not { } previous || !saved.TryGetValue(previous, out var before) || before.Record != s.Value.Record))
        {
            var statements = new List<StatementSyntax>();
            for (StatementSyntax? statement = start.Key; statement is not null && saved.TryGetValue(statement, out var change) && change.Record == start.Value.Record; statement = Next(statement))
                statements.Add(statement);
            yield return new(start.Value.Record, statements, [.. statements.Select(s => saved[s].Property).Distinct()], start.Value.Document, start.Value.IsHandedOn);
        }
    }

    static StatementSyntax? Previous(StatementSyntax statement) => Siblings(statement) is var siblings && siblings.IndexOf(statement) is var at and > 0 ? siblings[at - 1] : null;

    static StatementSyntax? Next(StatementSyntax statement) => Siblings(statement) is var siblings && siblings.IndexOf(statement) is var at && at + 1 < siblings.Count && at >= 0 ? siblings[at + 1] : null;

    static List<StatementSyntax> Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => [.. block.Statements],
        SwitchSectionSyntax section => [.. section.Statements],
        _ => [],
    };
}
