using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3008: settings of the whole process, or of the machine, that are changed by other than start-up code.</summary>
internal sealed class ProcessSettingChanged() : Rule(Rules.SLS3008_ProcessSettingChanged)
{
    const string ToStore = "Keep it in a shared store such as Redis or DynamoDB.";
    const string ToConfiguration = "Keep it in a source that all instances read, such as AppConfig or the database.";

    /// <summary>Members that change the state of a type; a property stands for its assignment.</summary>
    sealed record Setting(string Type, string State, string Advice, params string[] Members);

    static readonly Setting[] Settings =
    [
        new(TypeNames.HttpApplicationState, "the application state", ToStore, RuleContext.Indexer, "Add", "Set", "Remove", "RemoveAt", "RemoveAll", "Clear"),
        new(TypeNames.HttpApplicationStateBase, "the application state", ToStore, RuleContext.Indexer, "Add", "Set", "Remove", "RemoveAt", "RemoveAll", "Clear"),
        new(TypeNames.AppDomain, "the data of the application domain", ToStore, "SetData"),
        new(TypeNames.AppContext, "the switches of the process", ToConfiguration, "SetData", "SetSwitch"),
        new(TypeNames.Environment, "the environment of the process", ToConfiguration, "SetEnvironmentVariable"),
        new(TypeNames.IConfiguration, "the configuration", ToConfiguration, RuleContext.Indexer, "Value"),
        new(TypeNames.IConfigurationRoot, "the configuration", ToConfiguration, "Reload"),
        new(TypeNames.Registry, "the registry of the machine", ToConfiguration, "SetValue"),
        new(TypeNames.RegistryKey, "the registry of the machine", ToConfiguration, "SetValue", "CreateSubKey", "DeleteValue", "DeleteSubKey", "DeleteSubKeyTree"),
        new(TypeNames.CultureInfo, "the default culture", "Set the culture of the request.", "DefaultThreadCurrentCulture", "DefaultThreadCurrentUICulture"),
    ];

    static readonly string[] Owners = [.. Settings.Select(s => s.Type)];

    static readonly string[] Members = [.. Settings.SelectMany(s => s.Members).Distinct(StringComparer.Ordinal)];

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        context.OnCall(
            (operation, call) =>
            {
                if (SettingOf(call.TargetMethod.ContainingType, call.TargetMethod.Name) is { } setting && !IsForNativeCode(call))
                    Report(operation, setting, call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name : call.Syntax);
            },
            Members);
        context.OnProperty(
            (operation, property) =>
            {
                if (property.Parent is IAssignmentOperation set && set.Target == property && SettingOf(property.Property.ContainingType, property.Property.Name) is { } setting)
                    Report(operation, setting, property.Syntax);
            },
            Members);

        // A constant that is handed to libraries and child processes: every instance sets the same before it needs it. A switch may be turned off elsewhere.
        bool IsForNativeCode(IInvocationOperation call) =>
            types.Is(call.TargetMethod.ContainingType, TypeNames.Environment) && call.Arguments is [{ Value.ConstantValue.HasValue: true }, { Value.ConstantValue: { HasValue: true, Value: string { Length: > 1 } set } }, ..]
            && !bool.TryParse(set, out _) && set.ToLowerInvariant() is not ("on" or "off" or "yes" or "no");

        Setting? SettingOf(INamedTypeSymbol type, string member)
        {
            // Most of those names are those of collections.
            if (!types.IsOrInheritsAny(type, Owners))
                return null;
            foreach (var setting in Settings)
                if (Array.IndexOf(setting.Members, member) >= 0 && types.IsOrInherits(type, setting.Type))
                    return setting;
            return null;
        }

        void Report(OperationAnalysisContext operation, Setting setting, SyntaxNode place)
        {
            if (!StartupCode.Contains(operation.Operation, operation.ContainingSymbol, types))
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS3008_ProcessSettingChanged, place.GetLocation(), place.ToString(), setting.State, setting.Advice));
        }
    }
}
