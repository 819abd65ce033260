using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>Recognises a user, a session or a connection by where a value comes from.</summary>
internal static class UserKeys
{
    static readonly HashSet<string> Properties = new(StringComparer.Ordinal) { "ConnectionId", "UserIdentifier", "SessionID", "CircuitId", "Caller" };

    static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "FindFirst", "FindFirstValue", "GetUserId", "GetUserName", "GetUserAsync", "GetCurrentUser", "GetCurrentUserId", "GetSubjectId", "GetTenantId", "GetCurrentUserAsync", "GetSessionId", "GetConnectionId",
    };

    // What a caller hands over under these names comes from the request of one user.
    static readonly string[] Words = ["userid", "username", "sessionid", "connectionid", "buyerid", "customerid", "tenantid", "accountid", "memberid", "visitorid", "circuitid", "playerid", "userguid", "sessionkey", "sessiontoken"];

    static readonly HashSet<string> ConnectionTypes = new(StringComparer.Ordinal)
    {
        "Circuit", "ClaimsPrincipal", "HttpContext", "HubCallerContext", "HubConnectionContext", "IClientProxy", "ISingleClientProxy", "ISession", "WebSocket", "HttpResponse", "IServerStreamWriter",
    };

    /// <summary>Whether the value names a user, a session or a connection.</summary>
    public static bool Names(IOperation? value, LocalUses locals) => Names(value, locals, depth: 0);

    /// <summary>Whether the value is the name of a live connection of a hub or a circuit.</summary>
    public static bool NamesConnection(IOperation? key, LocalUses locals)
    {
        while (key is IConversionOperation conversion)
            key = conversion.Operand;
        return key switch
        {
            IPropertyReferenceOperation { Property: { Name: "ConnectionId", ContainingType.Name: "HubCallerContext" } or { Name: "Id", ContainingType.Name: "Circuit" } } => true,
            ILocalReferenceOperation local when locals.InitialValue(local.Local, local) is IPropertyReferenceOperation given => NamesConnection(given, locals),
            _ => false,
        };
    }

    /// <summary>Whether the type is a live connection to one client, or collections of such.</summary>
    public static bool IsConnection(ITypeSymbol type) =>
        ConnectionTypes.Contains(type.Name) && type.Locations is not [{ IsInSource: true }, ..]
        || type.BaseType is { } parent && ConnectionTypes.Contains(parent.Name)
        || type is INamedTypeSymbol { TypeArguments: [.., var inner] } && CollectionMembers.IsCollection(type) && IsConnection(inner);

    static bool Names(IOperation? value, LocalUses locals, int depth)
    {
        if (value is null || depth > 2 || value is IAnonymousFunctionOperation)
            return false;
        foreach (var part in value.DescendantsAndSelf())
            switch (part)
            {
                case IPropertyReferenceOperation { Property: var property } when Properties.Contains(property.Name) || IsIdentity(property) || EndsWithWord(property.Name):
                case IInvocationOperation { TargetMethod.Name: var method } when Methods.Contains(method):
                case IParameterReferenceOperation { Parameter.Name: var parameter } when EndsWithWord(parameter):
                    return true;
                case ILocalReferenceOperation local when EndsWithWord(local.Local.Name) || locals.InitialValue(local.Local, local) is { } initial && initial != value && Names(initial, locals, depth + 1):
                    return true;
                case IAnonymousFunctionOperation:
                    return false;
            }
        return false;
    }

    // User.Identity.Name, Session.Id, Connection.Id, Circuit.Id
    static bool IsIdentity(IPropertySymbol property) => property.Name switch
    {
        "Name" => property.ContainingType.Name is "IIdentity" or "ClaimsIdentity",
        "Id" => property.ContainingType.Name is "ISession" or "ConnectionInfo" or "Circuit" && property.Locations is not [{ IsInSource: true }, ..],
        _ => false,
    };

    static bool EndsWithWord(string name)
    {
        foreach (var word in Words)
            if (name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
