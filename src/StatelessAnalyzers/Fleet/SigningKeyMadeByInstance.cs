using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6002: keys of identity servers that are made on the spot, and random keys behind tokens.</summary>
internal sealed class SigningKeyMadeByInstance() : Rule(Rules.SLS6002_SigningKeyMadeByInstance)
{
    static readonly (string Type, string[] Methods)[] Registrars =
    [
        (TypeNames.Packages.IdentityServerCrypto, ["AddDeveloperSigningCredential", "AddTemporarySigningCredential"]),
        (TypeNames.Packages.OpenIddictServerBuilder, ["AddEphemeralEncryptionKey", "AddEphemeralSigningKey", "AddDevelopmentEncryptionCertificate", "AddDevelopmentSigningCertificate"]),
        (TypeNames.Packages.OpenIddictClientBuilder, ["AddEphemeralEncryptionKey", "AddEphemeralSigningKey", "AddDevelopmentEncryptionCertificate", "AddDevelopmentSigningCertificate"]),
    ];

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        foreach (var (type, methods) in Registrars)
            context.OnRegistration(
                type,
                (operation, name) => operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6002_SigningKeyMadeByInstance, name.GetLocation(), name.Identifier.ValueText)),
                methods);
        if (types.Has(TypeNames.IServiceCollection) && !types.Has(TypeNames.Packages.IdentityServerCrypto))
            context.OnOperation(
                operation =>
                {
                    if (MissingLibrary.RegistrationIn(operation, static name => Array.IndexOf(Registrars[0].Methods, name) >= 0, types) is { } name && DeploymentArms.Of(name) != DeploymentArm.Development
                        && MissingLibrary.IsAsked(LibraryStores.IdentityServers, context.Compilation, operation.CancellationToken))
                        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6002_SigningKeyMadeByInstance, name.GetLocation(), name.Identifier.ValueText));
                },
                OperationKind.Invalid);
        // A key that a field keeps signs what outlives the request: links, tokens, cookies.
        context.OnCall(
            (operation, call) =>
            {
                if (types.IsOrInherits(call.TargetMethod.ContainingType, TypeNames.Hmac) && call.Arguments is [{ Value: var key }, ..])
                    JudgeHeld(operation, key);
            },
            "HashData", "HashDataAsync", "TryHashData");
        context.OnCreation(
            (operation, creation) =>
            {
                if (types.IsOrInherits(creation.Type, TypeNames.Hmac) && creation.Arguments is [{ Value: var key }])
                    JudgeHeld(operation, key);
            },
            "HMACSHA1", "HMACSHA256", "HMACSHA384", "HMACSHA512");
        if (types.Has(TypeNames.AsymmetricSecurityKey))
            context.OnCreation(
                (operation, creation) =>
                {
                    if ((types.IsOrInherits(creation.Type, TypeNames.AsymmetricSecurityKey) || types.Is(creation.Type, TypeNames.SymmetricSecurityKey))
                        && creation.Arguments is [{ Value: var material }, ..] && !IsHandedOn(creation) && new MadeKeys(types).Made(material)
                        && DeploymentArms.Of(creation.Syntax) != DeploymentArm.Development)
                        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6002_SigningKeyMadeByInstance, creation.Syntax.GetLocation(), creation.Syntax.ToString()));
                },
                "RsaSecurityKey", "ECDsaSecurityKey", "SymmetricSecurityKey");

        void JudgeHeld(OperationAnalysisContext operation, IOperation key)
        {
            if (BodyLocals.Unwrap(key) is IFieldReferenceOperation && new MadeKeys(types).Made(key) && DeploymentArms.Of(key.Syntax) != DeploymentArm.Development)
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6002_SigningKeyMadeByInstance, key.Syntax.GetLocation(), key.Syntax.ToString()));
        }
    }

    // What is converted or exported is about to be stored or sent.
    static bool IsHandedOn(IOperation key) =>
        key.Parent is IArgumentOperation { Parent: IInvocationOperation call } && IsConversion(call)
        || (BodyLocals.Holding(key) is { } local && BodyLocals.Uses(local, key).Any(u => u.Parent is IArgumentOperation { Parent: IInvocationOperation call } && IsConversion(call) || IsExported(u)));

    // key.Rsa.ExportParameters(true)
    static bool IsExported(IOperation key)
    {
        var part = key;
        while (part.Parent is IPropertyReferenceOperation property && property.Instance == part)
            part = property;
        return part.Parent is IInvocationOperation { TargetMethod.Name: var called } call && call.Instance == part && called.StartsWith("Export", StringComparison.Ordinal);
    }

    static bool IsConversion(IInvocationOperation call) => call.TargetMethod.Name.StartsWith("Convert", StringComparison.Ordinal);
}
