using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6001: data-protection keys that each instance makes for itself, reported once, at the call that says most about it.</summary>
internal sealed class KeysNotShared() : Rule(Rules.SLS6001_KeysNotShared)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        if (!context.Host.SeesRegistrations || !types.Has(TypeNames.DataProtectionServiceCollectionExtensions))
            return;

        var disk = LocalDisk.Of(context);
        KeyRing? ring = null;
        context.OnCall(
            (operation, call) =>
            {
                if (CalledName.Of(call.Syntax) is not { } name || DeploymentArms.Of(name) == DeploymentArm.Development)
                    return;
                ring ??= KeyRing.Of(context, operation.CancellationToken);
                if (ring is { Place: { } place, Says: { } says } && place.IsAt(name) && says.Is(call.TargetMethod, types) && Fault(ring, says, call, disk) is { } fault)
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6001_KeysNotShared, name.Identifier.GetLocation(), name.Identifier.ValueText, fault));
            },
            KeyFeatures.Methods);
    }

    // What is wrong, or null where the folder may be a volume that all instances mount.
    static string? Fault(KeyRing ring, KeyFeature says, IInvocationOperation call, LocalDisk disk)
    {
        var purpose = ring.Dependent is { } feature ? $" for {feature.Protects} ('{feature.Method}')" : "";
        if (says == KeyFeatures.Chain)
            return $"sets up data-protection keys{purpose} that no PersistKeysTo call shares";
        if (says == ring.Dependent)
            return $"protects {says.Protects} with data-protection keys that no PersistKeysTo call shares";
        return says.Method == "PersistKeysToFileSystem" && !IsPrivate(call, disk) ? null : $"keeps the data-protection keys{purpose} {says.Protects}";
    }

    static bool IsPrivate(IInvocationOperation call, LocalDisk disk)
    {
        foreach (var argument in call.Arguments)
            if (disk.Types.Is(argument.Parameter?.Type, TypeNames.DirectoryInfo))
                return PathOrigins.Of(argument.Value, disk) switch
                {
                    PathOrigin.Elsewhere => false,
                    PathOrigin.Unknown => argument.Value.DescendantsAndSelf().Any(IsOfInstance),
                    _ => true,
                };
        return false;
    }

    // A folder of the process or of its account, a path relative to it, or one on a drive.
    static bool IsOfInstance(IOperation part) => part switch
    {
        IPropertyReferenceOperation { Property.Name: "BaseDirectory" or "CurrentDirectory" } => true,
        IInvocationOperation { TargetMethod.Name: "GetCurrentDirectory" or "GetFolderPath" } => true,
        { ConstantValue: { HasValue: true, Value: string path }, Parent: IArgumentOperation { Parent: IObjectCreationOperation } } =>
            path.Length > 0 && path[0] is not ('/' or '\\' or '~') && (path.Length < 2 || path[1] == ':' || !path.StartsWith("%", StringComparison.Ordinal)),
        _ => false,
    };
}
