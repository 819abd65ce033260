using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2003: a temporary file whose path is handed on, or that another method looks for again.</summary>
internal sealed class TemporaryFileOutlivesRequest() : Rule(Rules.SLS2003_TemporaryFileOutlivesRequest)
{
    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCall(Look, FileApis.Calls(api => api.Writes && api.Member != "Delete"));
        context.OnCreation(Look, FileApis.Creations(api => api.Writes));

        void Look(OperationAnalysisContext operation, IOperation made)
        {
            if (DiskUse.Write(made, disk.Types) is not { } write || IsRepeated(write, disk.Types))
                return;
            var reason = PathOrigins.Of(write.Path, disk) switch
            {
                PathOrigin.LeftBehind => "hands its path on",
                PathOrigin.Temporary when Seeker(write, operation.CancellationToken) is { } seeker => $"leaves it for '{seeker}'",
                _ => null,
            };
            // What is moved away from where it lasted is another finding.
            if (reason is not null && (write.From is null || write.LastingFile(disk) is null) && DiskUse.IsService(made, operation.ContainingSymbol, disk.Types))
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS2003_TemporaryFileOutlivesRequest, write.Location, write.Name, reason));
        }
    }

    // A file that is written in several steps is one fault.
    static bool IsRepeated(DiskUse write, KnownTypes types)
    {
        if (BodyLocals.Unwrap(write.Path) is not ILocalReferenceOperation { Local: var local } reference)
            return false;
        foreach (var use in BodyLocals.Uses(local, reference))
            if (use.Syntax.SpanStart < reference.Syntax.SpanStart && use.Parent is IArgumentOperation { Parent: { } earlier } && DiskUse.Write(earlier, types) is { } first && first.Api.Member != "Delete")
                return true;
        return false;
    }

    // Another member of the type that builds the same path. A name that nothing else can have, or a file that is deleted here, is not looked for.
    static string? Seeker(DiskUse write, CancellationToken cancellationToken)
    {
        if (PlaceReader.Of(write.Path.Syntax) is not { Root: DiskPlace.Temporary } place || place.Rest is { } rest && (rest.Contains("Guid") || rest.Contains("Random") || rest.Contains("GetTempFileName") || rest.Contains("CreateTempSubdirectory"))
            || write.Operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || write.Operation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>(n => n is not GlobalStatementSyntax) is not { } member)
            return null;
        var seeker = default(string);
        foreach (var use in DiskUses.In(type.SyntaxTree, cancellationToken))
            if (use.Place == place && type.Span.Contains(use.Span))
            {
                if (!member.Span.Contains(use.Span))
                    seeker ??= use.Member;
                else if (use.Api.Member == "Delete")
                    return null;
            }
        return seeker;
    }
}
