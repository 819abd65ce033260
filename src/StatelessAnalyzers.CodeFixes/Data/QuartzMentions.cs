using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>What a solution does with Quartz that a store which outlives the process would not take, or would take again at each start.</summary>
internal sealed class QuartzMentions(FixSession session)
{
    /// <summary>The first such mention, or null.</summary>
    public async Task<string?> ObstacleAsync()
    {
        foreach (var project in await session.ServedProjectsAsync().ConfigureAwait(false))
        {
            if (!(await session.CompilationAsync(project.Id).ConfigureAwait(false)).ReferencedAssemblyNames.Any(a => a.Name == "Quartz"))
                continue;
            foreach (var document in project.Documents)
            {
                var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
                foreach (var node in (await session.RootAsync(document.Id).ConfigureAwait(false)).DescendantNodes())
                    if (await ObstacleOfAsync(node, model).ConfigureAwait(false) is { } obstacle)
                        return $"{obstacle} ({document.Name}, line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
            }
        }
        return null;
    }

    async Task<string?> ObstacleOfAsync(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case AttributeSyntax attribute when model.GetTypeInfo(attribute).Type is { Name: "QuartzJobAttribute" } type && IsOfQuartz(type):
                return "jobs are declared by attributes";
            case SimpleNameSyntax { Identifier.ValueText: "InstanceId" or "GenerateInstanceId" or "UseInstanceIdGenerator" } name when model.GetSymbolInfo(name).Symbol is { } symbol && IsOfQuartz(symbol.ContainingType):
                return $"'{symbol.Name}' gives instances a name, which each of them needs for itself";
            case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax set } element when set.Left == element && model.GetTypeInfo(element.Expression).Type is { Name: "JobDataMap" }:
                return IsKept(set.Right, model) ? null : "job data of that type may not come back as it was";
            case ImplicitElementAccessSyntax { Parent: AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: { } created } } set } when model.GetTypeInfo(created).Type is { Name: "JobDataMap" }:
                return IsKept(set.Right, model) ? null : "job data of that type may not come back as it was";
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var copied }] } when model.GetTypeInfo(node).Type is { Name: "JobDataMap" } && model.GetTypeInfo(copied).Type is not { SpecialType: SpecialType.System_Int32 }:
                return "what the job data is copied from may not come back as it was";
            case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol method && IsOfQuartz(method.ContainingType):
                return await ObstacleOfAsync(call, method, model).ConfigureAwait(false);
            default:
                return null;
        }
    }

    async Task<string?> ObstacleOfAsync(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        var extended = (method.ReducedFrom ?? method).Parameters.FirstOrDefault()?.Type.Name;
        switch (method.Name)
        {
            case "ScheduleJob" or "AddTrigger" when extended == "IQuartzBuilder":
                return call.ArgumentList.Arguments.Any(a => a.Expression.DescendantNodes().Any(n => n is SimpleNameSyntax { Identifier.ValueText: "WithIdentity" }) && IsOfTrigger(a.Expression, model))
                    ? null : "a trigger has no identity, so that the store would take another copy of it at each start: give it one by WithIdentity";
            case "ScheduleJob" or "ScheduleJobs" or "AddJob" when method.ContainingType.Name == "IScheduler" || extended == "IScheduler":
                return await AnswersRequestAsync(call, model).ConfigureAwait(false) ? null : $"'{method.Name}' may run at each start, when the store has the job already";
            case "AddCalendar":
                return "the store may not know how to write a calendar";
            case "UsingJobData" or "Add" or "Put" when call.ArgumentList.Arguments is [.., { Expression: var value }] && (method.Name == "UsingJobData" || method.ContainingType.Name is "JobDataMap" or "StringKeyDirtyFlagMap"):
                return IsKept(value, model) ? null : "job data of that type may not come back as it was";
            default:
                return null;
        }
    }

    // Of the two that ScheduleJob takes, the trigger is the first.
    static bool IsOfTrigger(ExpressionSyntax setup, SemanticModel model) =>
        setup is LambdaExpressionSyntax && model.GetSymbolInfo(setup).Symbol is IMethodSymbol { Parameters: [.., { Type.Name: "ITriggerConfigurator" }] };

    // As the serializer of Quartz gives it back.
    static bool IsKept(ExpressionSyntax value, SemanticModel model) =>
        model.GetTypeInfo(value).Type?.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double;

    async Task<bool> AnswersRequestAsync(SyntaxNode site, SemanticModel model)
    {
        if (await session.Handlers.AroundAsync(site, model).ConfigureAwait(false) is not null)
            return true;
        var types = KnownTypes.Of(model.Compilation);
        return site.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration && model.GetDeclaredSymbol(declaration) is { } type
            && (types.IsOrInherits(type, TypeNames.ControllerBase) || types.IsOrInherits(type, TypeNames.PageModel));
    }

    static bool IsOfQuartz(ITypeSymbol? type) => type?.ContainingAssembly.Name == "Quartz";
}
