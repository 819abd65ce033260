using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Whether a temporary file can be found again after the method that made it has ended.</summary>
internal static class TemporaryPaths
{
    // What keeps a value for later.
    static readonly HashSet<string> Stores = new(StringComparer.Ordinal)
    {
        "Set", "SetAsync", "SetString", "SetStringAsync", "Enqueue", "EnqueueAsync", "TryWrite", "Publish", "PublishAsync", "SendMessageAsync",
    };

    // What hands a value on to the caller or the client.
    static readonly HashSet<string> Answers = new(StringComparer.Ordinal)
    {
        "Ok", "Json", "Content", "Text", "Created", "CreatedAtAction", "Accepted", "Redirect", "FromResult",
    };

    static readonly string[] Deleters = [TypeNames.File, TypeNames.Directory, TypeNames.FileSystemInfo];

    static readonly string[] Words = ["temp", "tmp", "temporary"];

    public static bool Leaves(ILocalSymbol path, IOperation near)
    {
        foreach (var use in BodyLocals.Uses(path, near))
            if (Leaves(use))
                return true;
        return false;
    }

    /// <summary>Whether a folder, or a method that gives a path, is named as temporary: <c>TempDirectory</c>, <c>GetTempFile</c>, not <c>Template</c>.</summary>
    public static bool IsNamedTemporary(string name)
    {
        foreach (var word in Words)
            for (var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
                if ((at == 0 || !char.IsLetter(name[at - 1]) || char.IsUpper(name[at])) && (at + word.Length == name.Length || !char.IsLower(name[at + word.Length])))
                    return true;
        return false;
    }

    /// <summary>Whether the field holds a temporary path of its object, which deletes the file itself.</summary>
    public static bool IsScratchOfObject(IFieldSymbol field)
    {
        if (field is not { DeclaredAccessibility: Accessibility.Private, IsStatic: false } || !IsNamedTemporary(field.Name) || field.DeclaringSyntaxReferences is not [var declaration]
            || declaration.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        foreach (var node in type.DescendantNodes())
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delete" }, ArgumentList.Arguments: [{ Expression: var deleted }, ..] }
                && (deleted is PostfixUnaryExpressionSyntax { Operand: var sure } ? sure : deleted) is IdentifierNameSyntax { Identifier.ValueText: var name } && name == field.Name)
                return true;
        return false;
    }

    /// <summary>Whether the method itself takes away what lies at the path: by a name that no other call can have, or always and after all else that it does there.</summary>
    public static bool IsScratch(ILocalSymbol path, IOperation near, KnownTypes types)
    {
        var uses = BodyLocals.Uses(path, near);
        return uses.Any(use => IsDeleted(use, types)) && (BodyLocals.Of(path, near).Any(IsUnique) || IsMadeAndDeleted(uses, types)) && !Leaves(path, near);
    }

    // A probe of permissions, an archive that is sent: made, used, and deleted at the end.
    static bool IsMadeAndDeleted(IReadOnlyList<IOperation> uses, KnownTypes types)
    {
        var last = uses[uses.Count - 1];
        if (!IsDeleted(last, types) || !IsAlways(last))
            return false;
        foreach (var use in uses)
            if (use.Syntax.SpanStart < last.Syntax.SpanStart && Work(use) is { } work && DiskUse.Of(work, types) is { Effect: not (FileEffect.Reads or FileEffect.Lists or FileEffect.Probes or FileEffect.ChangesFolder), Api.Member: not "Delete" })
                return true;
        return false;
    }

    // The call or creation that the path is handed to, or that is made on it.
    static IOperation? Work(IOperation path)
    {
        var value = path;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        return value.Parent is IArgumentOperation argument ? argument.Parent : value.Parent as IInvocationOperation;
    }

    // In a finally clause, or under no condition but that the file is there.
    static bool IsAlways(IOperation path)
    {
        for (var (child, parent) = (path, path.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
            switch (parent)
            {
                case ITryOperation { Finally: { } last } when last == child:
                    return true;
                case IConditionalOperation { Condition: var condition } when condition != child && !condition.DescendantsAndSelf().Any(static part => part is IInvocationOperation { TargetMethod.Name: "Exists" } or IPropertyReferenceOperation { Property.Name: "Exists" }):
                case ILoopOperation or ISwitchOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
            }
        return true;
    }

    // Deleting it in a catch clause only is cleaning up after a failure.
    static bool IsDeleted(IOperation path, KnownTypes types)
    {
        if (Work(path) is not IInvocationOperation { TargetMethod: { Name: "Delete", ContainingType: var type } } || !types.IsOrInheritsAny(type, Deleters))
            return false;
        for (var parent = path.Parent; parent is not null; parent = parent.Parent)
            if (parent is ICatchClauseOperation)
                return false;
        return true;
    }

    static bool IsUnique(IOperation value)
    {
        foreach (var operation in value.DescendantsAndSelf())
            if (operation is IInvocationOperation { TargetMethod: { IsStatic: true, Name: "NewGuid" or "CreateVersion7" or "GetRandomFileName" } })
                return true;
        return false;
    }

    static bool Leaves(IOperation value)
    {
        for (var (child, parent) = (value, value.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IReturnOperation:
                    return true;
                case IConversionOperation or IParenthesizedOperation or ITupleOperation or IArrayInitializerOperation or IArrayCreationOperation
                    or IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation or IArgumentOperation or IConditionalOperation or ICoalesceOperation or IAwaitOperation:
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Value == child:
                    if (IsInInitializer(assignment.Target))
                        break;
                    return assignment.Target is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation;
                case IInvocationOperation call when child is IArgumentOperation:
                    if (Stores.Contains(call.TargetMethod.Name))
                        return true;
                    if (!Answers.Contains(call.TargetMethod.Name))
                        return false;
                    break;
                case IObjectCreationOperation creation when child is not IArgumentOperation || IsOwn(creation.Type):
                    break;
                default:
                    return false;
            }
        }
        return false;
    }

    static bool IsInInitializer(IOperation target) =>
        target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } };

    // A stream or a result made of a path reads the file at once; a type of the user's own carries the path on.
    static bool IsOwn(ITypeSymbol? type) => type is { DeclaringSyntaxReferences.Length: > 0 };
}
