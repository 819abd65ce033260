using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1005: token caches in memory and ticket stores over a collection. Sign-in state in a memory cache is found where caches are judged.</summary>
internal sealed class SignInStateInMemory() : Rule(Rules.SLS1005_SignInStateInMemory)
{
    static readonly string[] Registrars =
    [
        TypeNames.MicrosoftIdentityAppCallsWebApi, TypeNames.InMemoryTokenCacheProvider, TypeNames.TokenCacheExtensions,
    ];

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        foreach (var registrar in Registrars)
            context.OnRegistration(
                registrar,
                (operation, name) => operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS1005_SignInStateInMemory, name.GetLocation(), name.ToString())),
                "AddInMemoryTokenCaches", "AddInMemoryTokenCache");
        if (types.Has(TypeNames.ITicketStore))
            context.OnSymbol(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (type.TypeKind == TypeKind.Class && types.IsOrInherits(type, TypeNames.ITicketStore) && TicketsOf(type) is { } tickets)
                        symbol.ReportDiagnostic(Diagnostic.Create(Rules.SLS1005_SignInStateInMemory, type.Locations[0], tickets.Locations, type.Name + "." + tickets.Name));
                },
                SymbolKind.NamedType);

        IFieldSymbol? TicketsOf(INamedTypeSymbol store)
        {
            foreach (var member in store.GetMembers())
                if (member is IFieldSymbol { IsImplicitlyDeclared: false, Type: INamedTypeSymbol { TypeArguments: [_, var value] } type } field
                    && (types.IsOrInherits(type, TypeNames.Dictionary) || types.IsOrInherits(type, TypeNames.ConcurrentDictionary) || types.Is(type, TypeNames.IDictionary))
                    && (types.Is(value, TypeNames.AuthenticationTicket) || value is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte }))
                    return field;
            return null;
        }
    }
}
