using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>SLS5001: a channel or the like that the container keeps and gives to whoever fills and empties it. Where a long-lived service fills it the finding stands at its member.</summary>
internal sealed class QueueRegistered() : Rule(Rules.SLS5001_QueueInProcess)
{
    static readonly string[] Queues = [TypeNames.BlockingCollection, TypeNames.ConcurrentQueue, TypeNames.Channel];

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        var given = new Lazy<List<IParameterSymbol>>(() => QueuesGiven(context.Compilation, types));
        context.OnCall(
            (operation, call) =>
            {
                if (call.TargetMethod is not { IsExtensionMethod: true, Parameters: [{ Type: var extended }, ..] } || !types.Is(extended, TypeNames.IServiceCollection)
                    || CalledName.Of(call.Syntax) is not { } name || DeploymentArms.Of(name) == DeploymentArm.Development)
                    return;
                foreach (var argument in call.Arguments)
                    if (argument.ArgumentKind == ArgumentKind.Explicit && QueueIn(argument.Value) is { } queue && !IsFilledBySingleton(queue))
                    {
                        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS5001_QueueInProcess, name.GetLocation(), queue.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), "whoever is given it"));
                        return;
                    }
            },
            "AddSingleton", "TryAddSingleton", "AddKeyedSingleton");

        // Channel.CreateUnbounded<T>(), new BlockingCollection<T>(), a factory of one, a local that holds one
        INamedTypeSymbol? QueueIn(IOperation value)
        {
            value = BodyLocals.Unwrap(value);
            if (value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } returned }] } })
                value = BodyLocals.Unwrap(returned);
            if (value is ILocalReferenceOperation local && IsFirstRegistration(local) && BodyLocals.Of(local.Local, local) is [var given])
                value = BodyLocals.Unwrap(given);
            return value is IInvocationOperation { TargetMethod: { IsStatic: true } create } && create.Name.StartsWith("Create", StringComparison.Ordinal) && types.Is(create.ReturnType, TypeNames.Channel)
                || value is IObjectCreationOperation && types.IsOrInheritsAny(value.Type, Queues)
                ? (INamedTypeSymbol)value.Type! : null;
        }

        // A hosted service takes out what others put in.
        bool IsFilledBySingleton(INamedTypeSymbol queue) =>
            given.Value.Exists(parameter => IsSame(parameter.Type, queue) && context.Lifetimes.IsLongLived(parameter.ContainingType) && !types.IsOrInherits(parameter.ContainingType, TypeNames.IHostedService));
    }

    // The parameters of constructors that are, or write to, a queue.
    static List<IParameterSymbol> QueuesGiven(Compilation compilation, KnownTypes types)
    {
        var given = new List<IParameterSymbol>();
        foreach (var symbol in compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type))
            if (symbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
                foreach (var constructor in type.InstanceConstructors)
                    foreach (var parameter in constructor.Parameters)
                        if (parameter.Type.Name == "ChannelWriter" || types.IsOrInheritsAny(parameter.Type, Queues))
                            given.Add(parameter);
        return given;
    }

    static bool IsSame(ITypeSymbol given, INamedTypeSymbol queue) =>
        SymbolEqualityComparer.Default.Equals(given, queue)
        || given is INamedTypeSymbol { Name: "ChannelWriter", TypeArguments: [var item] } && SymbolEqualityComparer.Default.Equals(item, queue.TypeArguments[0]);

    static bool IsFirstRegistration(ILocalReferenceOperation local)
    {
        foreach (var use in BodyLocals.Uses(local.Local, local))
            if (use == local)
                return true;
            else if (use.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton" } })
                return false;
        return true;
    }
}
