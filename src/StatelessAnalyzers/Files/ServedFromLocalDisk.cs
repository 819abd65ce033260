using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2008: files of a folder that the application writes are served from the disk.</summary>
internal sealed class ServedFromLocalDisk() : Rule(Rules.SLS2008_ServedFromLocalDisk)
{
    // Results that send a file of the disk, by the type that declares or is them.
    static readonly string[] Results = [TypeNames.ControllerBase, TypeNames.PageModel, TypeNames.Results, TypeNames.TypedResults];

    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        context.OnCreation(
            (operation, creation) =>
            {
                if (creation.Arguments is [{ Value: var path }, ..] && (disk.Types.Is(creation.Type, TypeNames.PhysicalFileProvider) || disk.Types.Is(creation.Type, TypeNames.PhysicalFileResult)))
                    LookAt(operation, creation, path, "new " + creation.Type!.Name, isFolder: creation.Type.Name == "PhysicalFileProvider");
            },
            "PhysicalFileProvider", "PhysicalFileResult");
        context.OnCall(
            (operation, call) =>
            {
                if (call.Arguments is [{ Value: var path }, ..] && path.Type?.SpecialType == SpecialType.System_String && disk.Types.IsOrInheritsAny(call.TargetMethod.ContainingType, Results))
                    LookAt(operation, call, path, call.TargetMethod.Name, isFolder: false);
            },
            "PhysicalFile");
        context.OnCall(
            (operation, call) =>
            {
                if (disk.Types.Is(call.TargetMethod.ContainingType, TypeNames.SendFileResponseExtensions) && call.Arguments is [_, { Value: var path }, ..] && path.Type?.SpecialType == SpecialType.System_String)
                    LookAt(operation, call, path, call.TargetMethod.Name, isFolder: false);
                else if (disk.Types.IsOrInheritsAny(call.TargetMethod.ContainingType, ServedFolders.ClassicResponses) && call.Arguments is [{ Value: var file }, ..] && file.Type?.SpecialType == SpecialType.System_String)
                    LookAt(operation, call, file, call.TargetMethod.Name, isFolder: false);
            },
            "SendFileAsync", "TransmitFile", "WriteFile");

        void LookAt(OperationAnalysisContext operation, IOperation made, IOperation path, string name, bool isFolder)
        {
            if (PlaceReader.Of(path.Syntax) is not { } place || !DiskUse.IsService(made, operation.ContainingSymbol, disk.Types) || PathOrigins.Of(path, disk) is PathOrigin.Temporary or PathOrigin.LeftBehind or PathOrigin.Elsewhere)
                return;
            var uses = DiskUses.Of(disk.Compilation, operation.CancellationToken);
            if ((isFolder ? uses.WriterBelow(place) : uses.WriterOf(place, isFolder: false)) is not { } writer)
                return;
            var what = PathOrigins.Describe(path, disk);
            operation.ReportDiagnostic(Diagnostic.Create(
                Rules.SLS2008_ServedFromLocalDisk, (CalledName.Of(made.Syntax) ?? made.Syntax).GetLocation(), new[] { writer.Location }, name, isFolder ? what.Replace("a file under", "a folder under") : what, writer.Name));
        }
    }
}

/// <summary>Folders that something serves or watches.</summary>
internal static class ServedFolders
{
    public static readonly string[] ClassicResponses = [TypeNames.ClassicHttpResponse, TypeNames.ClassicHttpResponseBase];

    /// <summary>The folder of a provider that is made in the same method, or held by a field or property of the type.</summary>
    public static IOperation? Of(IOperation provider)
    {
        provider = BodyLocals.Unwrap(provider);
        if (provider is ILocalReferenceOperation { Local: var local })
            provider = BodyLocals.Of(local, provider) is [var only] ? BodyLocals.Unwrap(only) : provider;
        return provider is IObjectCreationOperation { Arguments: [{ Value: var folder }, ..] } ? folder : null;
    }
}
