using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Rewriting;

/// <summary>What a project that uses a service needs besides a name for it: package, configuration, registration.</summary>
internal static class ServiceNeeds
{
    public static async Task AddAsync(FixUnit unit, ProjectId project, Service service, FixSession session)
    {
        if (service.Package is { } package && await IsMissingAsync(project, service, session).ConfigureAwait(false))
            unit.Add(new AddPackage(project, package));
        if (service.Setting is { } setting)
            await session.Composition.ConfigureAsync(unit, project, setting.Key, setting.Placeholder).ConfigureAwait(false);
        foreach (var registration in service.Registrations)
            if (unit.Refusal is null)
                await session.Composition.RegisterAsync(unit, project, registration).ConfigureAwait(false);
    }

    // Some frameworks bring the type themselves.
    static async Task<bool> IsMissingAsync(ProjectId project, Service service, FixSession session)
    {
        foreach (var framework in session.Frameworks(project))
            if (!(await session.TypesAsync(framework.Id).ConfigureAwait(false)).Has(service.MetadataName))
                return true;
        return false;
    }
}
