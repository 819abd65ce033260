using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>SLS2007: isolated storage, and memory that is mapped to a file or shared by a name.</summary>
internal sealed class StorePrivateToMachine() : Rule(Rules.SLS2007_StorePrivateToMachine)
{
    // Values of MemoryMappedFileAccess.
    const int Read = 1, CopyOnWrite = 3, ReadExecute = 4;

    public override void Start(RuleContext context)
    {
        var disk = LocalDisk.Of(context);
        if (disk.Types.Has(TypeNames.IsolatedStorageFile))
            context.OnCall(
                (operation, call) =>
                {
                    if (call.TargetMethod.IsStatic && disk.Types.Is(call.TargetMethod.ContainingType, TypeNames.IsolatedStorageFile))
                        Report(operation, call, "IsolatedStorageFile", "isolated storage");
                },
                "GetUserStoreForApplication", "GetUserStoreForAssembly", "GetUserStoreForDomain", "GetUserStoreForSite", "GetMachineStoreForApplication", "GetMachineStoreForAssembly",
                "GetMachineStoreForDomain", "GetStore");
        if (disk.Types.Has(TypeNames.MemoryMappedFile))
            context.OnCall(
                (operation, call) =>
                {
                    if (!disk.Types.Is(call.TargetMethod.ContainingType, TypeNames.MemoryMappedFile))
                        return;
                    if (call.TargetMethod.Name != "CreateFromFile")
                    {
                        if (Argument(call, "mapName") is { ConstantValue: not { HasValue: true, Value: null } })
                            Report(operation, call, "MemoryMappedFile", "shared memory by its name");
                    }
                    else if (Argument(call, "path") is { } path && !IsReadOnly(call) && PathOrigins.Of(path, disk) is not (PathOrigin.Temporary or PathOrigin.Elsewhere))
                    {
                        Report(operation, call, "MemoryMappedFile", "memory that is mapped to " + PathOrigins.Describe(path, disk));
                    }
                },
                "CreateNew", "CreateOrOpen", "OpenExisting", "CreateFromFile");

        void Report(Microsoft.CodeAnalysis.Diagnostics.OperationAnalysisContext operation, IInvocationOperation call, string type, string store)
        {
            if (DiskUse.IsService(call, operation.ContainingSymbol, disk.Types))
                operation.ReportDiagnostic(Diagnostic.Create(
                    Rules.SLS2007_StorePrivateToMachine, (CalledName.Of(call.Syntax) ?? call.Syntax).GetLocation(), type + "." + call.TargetMethod.Name, store));
        }
    }

    static IOperation? Argument(IInvocationOperation call, string name)
    {
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Name == name)
                return argument.Value;
        return null;
    }

    // A view of a file that is shipped, to read it fast.
    static bool IsReadOnly(IInvocationOperation call) => Argument(call, "access") is { ConstantValue: { HasValue: true, Value: Read or CopyOnWrite or ReadExecute } };
}
