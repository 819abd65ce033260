using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4001 and SLS4002: databases in memory and in local files, by the member that opens them and by the connection string it is given.</summary>
internal sealed class EmbeddedDatabase() : LibraryRule(Rules.SLS4001_DatabaseInProcessMemory, Rules.SLS4002_DatabaseIsLocalFile)
{
    protected override IEnumerable<LibraryApi> Apis => EmbeddedDatabases.InMemory.Concat(EmbeddedDatabases.Files).Concat(EmbeddedDatabases.Servers);

    protected override void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context)
    {
        var database = PlaceOf(operation.Operation, api, context.Types);
        if (database is DatabasePlace.Unknown or DatabasePlace.Harmless || (database == DatabasePlace.Memory && IsDisposedInMethod(operation, context.Types)))
            return;
        operation.ReportDiagnostic(Findings.At(
            level, database == DatabasePlace.Memory ? Rules.SLS4001_DatabaseInProcessMemory : Rules.SLS4002_DatabaseIsLocalFile,
            place.GetLocation(), NameOf(operation.Operation)));
    }

    static DatabasePlace PlaceOf(IOperation use, LibraryApi api, KnownTypes types)
    {
        if (EmbeddedDatabases.InMemory.Contains(api))
            return DatabasePlace.Memory;
        var otherwise = EmbeddedDatabases.Files.Contains(api) ? DatabasePlace.File : DatabasePlace.Unknown;
        var arguments = use is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)use).Arguments;
        foreach (var argument in arguments)
        {
            // A connection is reported where it is made.
            if (types.IsOrInherits(argument.Parameter?.Type, TypeNames.IDbConnection))
                return DatabasePlace.Unknown;
            if (api.Parameter is not null && argument.Parameter?.Name == api.Parameter)
                return ConnectionText.PlaceOf(ConnectionValue.TextOf(argument.Value)) is var place and not DatabasePlace.Unknown ? place : otherwise;
        }
        return use is IObjectCreationOperation { Initializer: not null } && ConnectionText.PlaceOf(ConnectionValue.TextOf(use)) is var initialized and not DatabasePlace.Unknown
            ? initialized
            : otherwise;
    }

    // A database in memory that the method itself throws away is a way to compute, not state.
    static bool IsDisposedInMethod(OperationAnalysisContext operation, KnownTypes types)
    {
        if (operation.Operation is not IObjectCreationOperation || StartupCode.Contains(operation.Operation, operation.ContainingSymbol, types))
            return false;
        for (var outer = operation.Operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IUsingDeclarationOperation || (outer is IUsingOperation block && block.Resources.Syntax.Span.Contains(operation.Operation.Syntax.Span)))
                return true;
            else if (outer is IBlockOperation)
                return false;
        return false;
    }
}
