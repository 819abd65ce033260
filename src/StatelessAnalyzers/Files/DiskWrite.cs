using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>A call or constructor that changes a file.</summary>
/// <param name="Operation">The call itself.</param>
/// <param name="Api">What it does.</param>
/// <param name="Path">The file that it changes.</param>
/// <param name="From">The file that it takes away.</param>
internal readonly record struct DiskWrite(IOperation Operation, FileApi Api, IOperation Path, IOperation? From)
{
    /// <summary>Null where the operation changes no file.</summary>
    public static DiskWrite? Read(IOperation operation, KnownTypes types)
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
        if ((api.Effect == FileEffect.OpensByMode && !OpenMode.Writes(arguments, operation, types)) || OpenMode.IsDeletedOnClose(arguments))
            return null;
        return new(operation, api, path, api.From is null ? null : Argument(api.From));

        IOperation? Argument(string name)
        {
            foreach (var argument in arguments)
                if (argument.Parameter?.Name == name)
                    return argument.Value;
            return null;
        }
    }

    public bool OpensStream => Api.Effect is FileEffect.Opens or FileEffect.OpensByMode;

    public string Name => Operation is IInvocationOperation { TargetMethod: var method } ? method.ContainingType.Name + "." + method.Name : "new " + Operation.Type?.Name;

    public Location Location => (CalledName.Of(Operation.Syntax) ?? Operation.Syntax).GetLocation();

    /// <summary>The changed file in words; null where it is gone when the method ends, or was never on this instance's disk.</summary>
    public string? LastingFile(KnownTypes types) =>
        Lasts(Path, types) ? PathOrigins.Describe(Path, types)
        : From is { } from && Lasts(from, types) ? PathOrigins.Describe(from, types)
        : null;

    /// <summary>Whether an instance runs this in production.</summary>
    public static bool IsService(IOperation operation, ISymbol member, KnownTypes types) =>
        DeploymentArms.Of(operation.Syntax) != DeploymentArm.Development && !DesignTime.Includes(member, types);

    static bool Lasts(IOperation path, KnownTypes types) => PathOrigins.Of(path, types) is not (PathOrigin.Temporary or PathOrigin.Elsewhere);
}
