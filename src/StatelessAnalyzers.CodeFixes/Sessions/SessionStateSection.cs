using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Sessions;

/// <summary>Moves the sessions that a web.config keeps in one process to the provider of Redis.</summary>
internal static class SessionStateSection
{
    public const string Package = "Microsoft.Web.RedisSessionStateProvider";

    const string Name = "Redis";
    const string Provider = $"<add name=\"{Name}\" type=\"Microsoft.Web.Redis.RedisSessionStateProvider\" connectionString=\"{Name}\" />";

    // The provider looks the name up among the settings and the connection strings: the address and its secret stay out of the section.
    const string Connection = $"<add name=\"{Name}\" connectionString=\"localhost:6379\" />";

    /// <summary>The file with sessions in Redis; null where it cannot be edited.</summary>
    public static SourceText? InRedis(SourceText source)
    {
        if (XmlFile.Root(source) is not { } root || root.Section("system.web") is not { } web)
            return null;
        var editor = new WebConfigEditor(source);
        if (root.Section(ClassicSession.Section) is { } state)
        {
            if (!ClassicSession.IsInProcessElement(state))
                return state.Has("mode", "Custom") ? source : null;
            Change(editor, state);
        }
        else
        {
            if (web["configSource"] is not null)
                return null;
            editor.Append(web, $"<sessionState mode=\"Custom\" customProvider=\"{Name}\">", "\t<providers>", "\t\t" + Provider, "\t</providers>", "</sessionState>");
        }
        if (!Connect(editor, root, web))
            return null;
        // An edit that cannot be read back is none.
        return editor.Edited is var edited && XmlFile.Root(edited)?.Section(ClassicSession.Section) is { } after
            && after.Has("mode", "Custom") && after.Has("customProvider", Name) && after.Descendants().Count(e => e.Name == "add" && e.Has("name", Name)) == 1 ? edited : null;
    }

    static void Change(WebConfigEditor editor, ConfigurationElement state)
    {
        editor.Remove(state, "stateConnectionString");
        editor.Remove(state, "stateNetworkTimeout");
        // A new attribute would stand behind one that goes: the mode comes first.
        if (state.Attribute("mode") is null)
            editor.Insert(state, $"mode=\"Custom\" customProvider=\"{Name}\"");
        else
        {
            editor.Set(state, "mode", "Custom");
            if (state.Attribute("customProvider") is null)
                editor.InsertBehind(state, "mode", $"customProvider=\"{Name}\"");
            else
                editor.Set(state, "customProvider", Name);
        }
        if (state.Child("providers") is { } providers)
            editor.Append(providers, Provider);
        else
            editor.Append(state, "<providers>", "\t" + Provider, "</providers>");
    }

    static bool Connect(WebConfigEditor editor, ConfigurationElement root, ConfigurationElement web)
    {
        if (root.Sections("connectionStrings/add").Any(e => e.Has("name", Name)) || root.Sections("appSettings/add").Any(e => e.Has("key", Name)))
            return true;
        if (root.Section("connectionStrings") is { } strings)
        {
            if (strings["configSource"] is not null || strings.Child("EncryptedData") is not null)
                return false;
            editor.Append(strings, Connection);
            return true;
        }
        // Among the sections of the application, behind configSections, which comes first.
        editor.Before(root.Children.First(c => c == web || c.Children.Contains(web)), "<connectionStrings>", "\t" + Connection, "</connectionStrings>");
        return true;
    }
}
