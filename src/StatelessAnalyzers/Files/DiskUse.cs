using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>A call or constructor that works on a file or folder.</summary>
/// <param name="Operation">The call itself.</param>
/// <param name="Api">Which one it is.</param>
/// <param name="Effect">What it does, its mode considered.</param>
/// <param name="Path">The file or folder.</param>
/// <param name="From">The file or folder that it takes away.</param>
internal readonly record struct DiskUse(IOperation Operation, FileApi Api, FileEffect Effect, IOperation Path, IOperation? From)
{
    /// <summary>Null where the operation works on no file.</summary>
    public static DiskUse? Of(IOperation operation, KnownTypes types)
    {
        var (method, arguments, instance) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Arguments, call.Instance),
            IObjectCreationOperation creation => (creation.Constructor, creation.Arguments, null),
            _ => (null, ImmutableArray<IArgumentOperation>.Empty, null),
        };
        if (method is null || FileApis.Find(method, types) is not { } api || (api.Path is null ? instance : Argument(api.Path)) is not { } path)
            return null;
        // Half-typed: what it will be is not known yet.
        if (BodyLocals.Unwrap(path) is IInvalidOperation)
            return null;
        var effect = api.Effect switch
        {
            FileEffect.OpensByMode => OpenMode.Writes(arguments, operation, types) ? FileEffect.Opens : FileEffect.Reads,
            // The interface of both files and folders declares it.
            FileEffect.Changes when api.Type == TypeNames.AbstractFileSystemInfo && types.IsOrInherits(path.Type, TypeNames.AbstractDirectoryInfo) => FileEffect.ChangesFolder,
            var known => known,
        };
        return new(operation, api, effect, path, api.From is null ? null : Argument(api.From));

        IOperation? Argument(string name)
        {
            foreach (var argument in arguments)
                if (argument.Parameter?.Name == name)
                    return argument.Value;
            return null;
        }
    }

    /// <summary>The same for what changes a file; null for all else, and for a file that goes away with its stream.</summary>
    public static DiskUse? Write(IOperation operation, KnownTypes types) =>
        Of(operation, types) is { IsWrite: true } use && !OpenMode.IsDeletedOnClose(operation) ? use : null;

    public bool IsWrite => Effect <= FileEffect.SavesUpload;

    public bool OpensStream => Effect == FileEffect.Opens;

    public string Name => Operation is IInvocationOperation { TargetMethod: var method } ? method.ContainingType.Name + "." + method.Name : "new " + Operation.Type?.Name;

    public Location Location => (CalledName.Of(Operation.Syntax) ?? Operation.Syntax).GetLocation();

    /// <summary>The changed file in words; null where it is gone when the method ends, or was never on this instance's disk.</summary>
    public string? LastingFile(LocalDisk disk) =>
        Lasts(Path, disk) ? PathOrigins.Describe(Path, disk)
        : From is { } from && Lasts(from, disk) ? PathOrigins.Describe(from, disk)
        : null;

    /// <summary>Whether an instance runs this in production.</summary>
    public static bool IsService(IOperation operation, ISymbol member, KnownTypes types) =>
        DeploymentArms.Of(operation.Syntax) != DeploymentArm.Development && !DesignTime.Includes(member, types) && !DesignTime.IsOfBuild(member, operation.Syntax);

    static bool Lasts(IOperation path, LocalDisk disk) => PathOrigins.Of(path, disk) is not (PathOrigin.Temporary or PathOrigin.LeftBehind or PathOrigin.Elsewhere);
}
