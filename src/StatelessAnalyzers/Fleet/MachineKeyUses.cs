using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>What the machine key of an application protects, and whether its instances share one.</summary>
internal sealed class MachineKeyUses(RuleContext context, XmlConfiguration web)
{
    public const string Section = "system.web/machineKey";

    /// <summary>Calls that protect cookies or tokens by the machine key when IIS hosts OWIN, the most telling first.</summary>
    public static readonly string[] OwinMiddlewares =
    [
        "UseOpenIdConnectAuthentication", "UseWsFederationAuthentication", "UseCookieAuthentication", "UseExternalSignInCookie", "UseApplicationSignInCookie",
        "UseOAuthAuthorizationServer", "UseOAuthBearerTokens", "UseOAuthBearerAuthentication",
    ];

    readonly Lazy<string?> inCode = new(() => InCode(context.Compilation, context.Types));

    /// <summary>What of web.config needs the key, as a clause; null where nothing does.</summary>
    public string? InFile { get; } =
        web.Always(d => d.Section("system.web/authentication")?.Has("mode", "Forms") == true) ? "forms authentication depends on it"
        : web.Always(d => d.Section("system.web/roleManager") is { } roles && roles.Has("enabled", "true") && roles.Has("cacheRolesInCookie", "true")) ? "the cookie of the role manager depends on it"
        : null;

    /// <summary>The OWIN middleware that depends on it, or null. A data protector of the application's own takes the key's place.</summary>
    public string? Middleware { get; } =
        context.Types.Has(TypeNames.Packages.IAppBuilder) && !context.Composition.Registers("SetDataProtectionProvider") ? Array.Find(OwinMiddlewares, context.Composition.Registers) : null;

    /// <summary>What in code depends on it, as a clause. Looked up on first use.</summary>
    public string? Code => inCode.Value;

    /// <summary>Whether the deployment sets both keys. What another file or a protected section says cannot be known, and a data protector takes their place.</summary>
    public static bool IsShared(ConfigurationElement deployment) =>
        deployment.Section(Section) is { } key
        && (key["configSource"] is not null || key["dataProtectorType"] is not null || key.Child("EncryptedData") is not null || (IsSet(key["validationKey"]) && IsSet(key["decryptionKey"])));

    static bool IsSet(string? key) => key is { Length: > 0 } && key.IndexOf("AutoGenerate", StringComparison.OrdinalIgnoreCase) < 0;

    // The first page or protected action that the compilation declares.
    static string? InCode(Compilation compilation, KnownTypes types)
    {
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
            foreach (var member in open.Pop().GetMembers())
                if (member is INamespaceOrTypeSymbol inner)
                {
                    open.Push(inner);
                    if (inner is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || GeneratedCode.Declares(type))
                        continue;
                    if (!type.IsAbstract && types.IsOrInherits(type, TypeNames.ClassicPage))
                        return $"the view state of '{type.Name}' depends on it";
                    if (types.Has(TypeNames.Packages.ValidateAntiForgeryTokenAttribute) && types.IsOrInherits(type, TypeNames.Packages.ClassicController)
                        && (IsProtected(type, types) || type.GetMembers().Any(m => m is IMethodSymbol && IsProtected(m, types))))
                        return $"the antiforgery tokens of '{type.Name}' depend on it";
                }
        return null;
    }

    static bool IsProtected(ISymbol symbol, KnownTypes types)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (types.Is(attribute.AttributeClass, TypeNames.Packages.ValidateAntiForgeryTokenAttribute))
                return true;
        return false;
    }
}
