using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4006: a library is not told where to keep its store, and keeps it in memory.</summary>
internal sealed class StoreLeftInMemory() : LibraryRule(Rules.SLS4006_LibraryKeepsStoreInMemory)
{
    protected override IEnumerable<LibraryApi> Apis => LibraryStores.Defaults.Select(store => store.Api);

    public override void Start(RuleContext context)
    {
        base.Start(context);
        if (!context.Host.SeesRegistrations)
            return;

        var missing = LibraryStores.Defaults.Where(store => store.Api.Member != LibraryApi.Constructor && !MissingLibrary.IsReferenced(store.Libraries, context.Compilation)).ToLookup(store => store.Api.Member, StringComparer.Ordinal);
        if (missing.Count > 0)
            context.OnOperation(operation => UseOfMissing(operation, missing, context), OperationKind.Invalid);
    }

    static void UseOfMissing(OperationAnalysisContext operation, ILookup<string, DefaultStore> missing, RuleContext context)
    {
        if (MissingLibrary.RegistrationIn(operation, missing.Contains, context.Types) is not { } name
            || !((InvocationExpressionSyntax)operation.Operation.Syntax).ArgumentList.Arguments.All(argument => argument.Expression is LambdaExpressionSyntax)
            || (DeploymentArms.Of(name) is var arm && arm == DeploymentArm.Development)
            || missing[name.Identifier.ValueText].FirstOrDefault(s => MissingLibrary.IsAsked(s.Libraries, context.Compilation, operation.CancellationToken)) is not { } store
            || MayHaveStore(store, service: null, context))
            return;
        var level = arm == DeploymentArm.Conditional ? RuleLevel.Info : RuleLevel.Warning;
        operation.ReportDiagnostic(Findings.At(level, Rules.SLS4006_LibraryKeepsStoreInMemory, name.GetLocation(), name.Identifier.ValueText, store.Api.Keeps, store.Api.Instead));
    }

    protected override void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context)
    {
        // What a library leaves out its host may add, except to an object that is made here.
        var isMadeHere = api.Member == LibraryApi.Constructor;
        if (!isMadeHere && !context.Host.SeesRegistrations)
            return;
        if (MayBeSet(operation.Operation) || MayHaveStore(LibraryStores.Defaults.First(s => s.Api == api), api.Type, context))
            return;
        // It reads a file of settings if there is one.
        if (isMadeHere && operation.Operation is IObjectCreationOperation { Arguments.IsEmpty: true })
            level = RuleLevel.Info;
        operation.ReportDiagnostic(Findings.At(level, Rules.SLS4006_LibraryKeepsStoreInMemory, place.GetLocation(), NameOf(operation.Operation), api.Keeps, api.Instead));
    }

    // By a call here, by a service of the user's own, or out of sight.
    static bool MayHaveStore(DefaultStore store, string? service, RuleContext context) =>
        Array.Exists(store.Stores, method => context.Composition.Calls(method).Any()) || Array.Exists(store.Services, context.Composition.Mentions)
        || HiddenRegistrations.MayExist(context.Compilation, context.Types, context.Composition, assembly => MissingLibrary.IsOf(store.Libraries, assembly), service);

    // What comes from a configuration section or from elsewhere may name a store, and so may a property in the code around.
    static bool MayBeSet(IOperation use)
    {
        var arguments = use is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)use).Arguments;
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit)
                continue;
            var value = BodyLocals.Unwrap(argument.Value);
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate
                    ? value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation }
                    : argument.Parameter?.Name is "configuration" or "props" or "properties" && value is not (IObjectCreationOperation or ILocalReferenceOperation))
                return true;
        }
        var around = use.Syntax.FirstAncestorOrSelf<SyntaxNode>(n => n is MemberDeclarationSyntax) ?? use.Syntax;
        return around.ToString().IndexOf("jobStore", StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
