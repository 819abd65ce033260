using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Where a path comes from.</summary>
internal enum PathOrigin
{
    Unknown,

    /// <summary>The machine's folder for temporary files, or a name of its own that the method takes away again.</summary>
    Temporary,

    /// <summary>A temporary file whose path is kept or handed on.</summary>
    LeftBehind,

    /// <summary>No disk of this instance: a device, a kernel interface, a network share or a path that the user says is shared.</summary>
    Elsewhere,

    WebRoot,

    ContentRoot,

    AppData,
}

/// <summary>Follows a path back to where it comes from, within its method and the type's part in the same file.</summary>
internal static class PathOrigins
{
    const int MaxDepth = 12;
    const int MaxWords = 60;

    public static PathOrigin Of(IOperation path, LocalDisk disk) => disk.OriginOf(path);

    /// <summary>The same, without looking whether it is known.</summary>
    public static PathOrigin Follow(IOperation path, LocalDisk disk) => new Walk(disk).Of(path, 0, isPart: false) ?? PathOrigin.Unknown;

    /// <summary>What a message calls the file.</summary>
    public static string Describe(IOperation path, LocalDisk disk)
    {
        path = Said(path);
        return path.ConstantValue is { HasValue: true, Value: string text } ? $"'{Shorten(text)}'" : Of(path, disk) switch
        {
            PathOrigin.WebRoot => "a file under the web root",
            PathOrigin.ContentRoot => "a file under the content root",
            PathOrigin.AppData => "a file under App_Data",
            _ => $"'{Shorten(path.Syntax.ToString())}'",
        };
    }

    /// <summary>Source text on one line, of readable length.</summary>
    public static string Shorten(string text)
    {
        var line = string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxWords ? line : line.Substring(0, MaxWords - 3) + "...";
    }

    // The value of a local says more than its name, and a path more than the object made of it.
    static IOperation Said(IOperation path)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            path = BodyLocals.Unwrap(path);
            var inner = path switch
            {
                ILocalReferenceOperation { Local: var local } => BodyLocals.Of(local, path) is [{ Parent: not IForEachLoopOperation } only] ? only : null,
                IObjectCreationOperation { Arguments: [{ Value: var first }], Type.Name: "FileInfo" } => first,
                _ => null,
            };
            if (inner is null)
                break;
            path = inner;
        }
        return path;
    }

    /// <summary>One question. Remembers what it knows of each local and member, so that names which mean each other end and shared ones are read once.</summary>
    sealed class Walk(LocalDisk disk)
    {
        readonly KnownTypes types = disk.Types;
        readonly Dictionary<(ISymbol, bool), PathOrigin?> known = [];

        /// <summary>Null for a name that is being asked about already, as in <c>path = Path.Combine(path, x)</c>.</summary>
        public PathOrigin? Of(IOperation path, int depth, bool isPart)
        {
            if (++depth > MaxDepth)
                return PathOrigin.Unknown;
            path = BodyLocals.Unwrap(path);
            if (path.ConstantValue is { HasValue: true, Value: string text })
                return disk.IsShared(text) ? PathOrigin.Elsewhere : OfText(text);
            switch (path)
            {
                case ILocalReferenceOperation { Local: var local }:
                    return Once(local, isPart, () => OfAll(BodyLocals.Of(local, path), depth, isPart) switch
                    {
                        PathOrigin.Temporary when TemporaryPaths.Leaves(local, path) => PathOrigin.LeftBehind,
                        not PathOrigin.Temporary when TemporaryPaths.IsScratch(local, path, types) => PathOrigin.Temporary,
                        var origin => origin,
                    });
                case IFieldReferenceOperation { Field: var field }:
                    if (disk.IsShared(field))
                        return PathOrigin.Elsewhere;
                    return TemporaryPaths.IsScratchOfObject(field) || isPart && TemporaryPaths.IsNamedTemporary(field.Name) ? PathOrigin.Temporary : OfMember(field, path, depth, isPart);
                case IPropertyReferenceOperation { Property: var property, Instance: var instance }:
                    if (RootFolders.Of(property, types) is { } root)
                        return root;
                    if (disk.IsShared(property) || (RootFolders.ConfigurationKey(property, path) is { } key && disk.IsSharedKey(key)))
                        return PathOrigin.Elsewhere;
                    if (isPart && property.Type.SpecialType == SpecialType.System_String && TemporaryPaths.IsNamedTemporary(property.Name))
                        return PathOrigin.Temporary;
                    return instance is not null && RootFolders.IsFileOrFolder(property.ContainingType, types) ? Of(instance, depth, isPart) : OfMember(property, path, depth, isPart);
                case IInvocationOperation call:
                    return OfCall(call, depth, isPart);
                case IObjectCreationOperation { Arguments: [{ Value: var first }, ..] } creation when types.IsOrInherits(creation.Type, TypeNames.FileSystemInfo):
                    return Of(first, depth, isPart);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    return OfParts(Terms(sum), depth);
                case IInterpolatedStringOperation interpolated:
                    return OfParts(interpolated.Parts.Select(p => p is IInterpolationOperation hole ? hole.Expression : p is IInterpolatedStringTextOperation t ? t.Text : p), depth);
                case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                    return OfAll([choice.WhenTrue, whenFalse], depth, isPart);
                case ICoalesceAssignmentOperation kept:
                    return Of(kept.Value, depth, isPart);
                case ICoalesceOperation coalesce:
                    return OfAll([coalesce.Value, coalesce.WhenNull], depth, isPart);
                case ISwitchExpressionOperation choice:
                    return OfAll(choice.Arms.Select(a => a.Value), depth, isPart);
                default:
                    return PathOrigin.Unknown;
            }
        }

        PathOrigin? OfCall(IInvocationOperation call, int depth, bool isPart)
        {
            var (method, type) = (call.TargetMethod.Name, call.TargetMethod.ContainingType);
            if (types.Is(type, TypeNames.Path) || types.Is(type, TypeNames.AbstractPath))
                return method switch
                {
                    "GetTempPath" or "GetTempFileName" => PathOrigin.Temporary,
                    "Combine" or "Join" or "GetFullPath" or "ChangeExtension" or "GetDirectoryName" => OfParts(Arguments(call), depth),
                    _ => PathOrigin.Unknown,
                };
            if (types.Is(type, TypeNames.Directory) || types.Is(type, TypeNames.AbstractDirectory))
                return method switch
                {
                    "CreateTempSubdirectory" => PathOrigin.Temporary,
                    "GetCurrentDirectory" => PathOrigin.ContentRoot,
                    "CreateDirectory" or "GetFiles" or "EnumerateFiles" or "GetFileSystemEntries" or "EnumerateFileSystemEntries" => OfParts(Arguments(call).Take(1), depth),
                    _ => PathOrigin.Unknown,
                };
            if (method is "GetEnvironmentVariable" or "GetValue" or "GetConnectionString" or "GetSection" && RootFolders.FirstText(call) is { } setting)
            {
                if (disk.IsSharedKey(setting))
                    return PathOrigin.Elsewhere;
                if (types.Is(type, TypeNames.Environment))
                    return setting is "TEMP" or "TMP" or "TMPDIR" ? PathOrigin.Temporary : PathOrigin.Unknown;
            }
            if (method == "MapPath" && RootFolders.IsMapper(type, types))
                return OfParts(Arguments(call).Take(1), depth);
            if (type?.SpecialType == SpecialType.System_String)
                return call.Instance is { } text ? Of(text, depth, isPart) : OfParts(Arguments(call), depth);
            if (call.Instance is { } folder && RootFolders.IsFileOrFolder(type, types))
                return Of(folder, depth, isPart);
            if (RootFolders.IsAbstraction(type))
                return method is "New" or "FromDirectoryName" or "FromFileName" ? OfParts(Arguments(call).Take(1), depth) : PathOrigin.Unknown;
            if (call.TargetMethod.ReturnType.SpecialType == SpecialType.System_String && TemporaryPaths.IsNamedTemporary(method))
                return PathOrigin.Temporary;
            return OfMember(call.TargetMethod, call, depth, isPart);
        }

        // The first part says which disk and root, a later one may name a folder that is known.
        PathOrigin? OfParts(IEnumerable<IOperation> parts, int depth)
        {
            var (origin, isFirst) = (default(PathOrigin?), true);
            foreach (var part in parts)
            {
                var its = Of(part, depth, isPart: true);
                if (its is PathOrigin.WebRoot or PathOrigin.AppData)
                    return its;
                if (isFirst)
                    origin = its;
                if (origin is null or PathOrigin.Temporary or PathOrigin.LeftBehind or PathOrigin.Elsewhere)
                    break;
                isFirst = false;
            }
            return origin;
        }

        PathOrigin? OfAll(IEnumerable<IOperation> values, int depth, bool isPart)
        {
            var origin = default(PathOrigin?);
            foreach (var value in values)
                if (Of(value, depth, isPart) is { } its)
                {
                    if (origin is PathOrigin.Temporary or PathOrigin.LeftBehind && its is PathOrigin.Temporary or PathOrigin.LeftBehind)
                        origin = origin == its ? its : PathOrigin.LeftBehind;
                    else if (origin is not null && origin != its)
                        return PathOrigin.Unknown;
                    else
                        origin = its;
                }
            return origin;
        }

        // A temporary path that a member holds is there for other methods too; as the folder of another path it is a folder.
        PathOrigin? OfMember(ISymbol member, IOperation use, int depth, bool isPart)
        {
            var origin = Once(member, isPart, () => MemberValue(member, use) is { } value ? Of(value, depth, isPart) : PathOrigin.Unknown);
            return origin == PathOrigin.Temporary && !isPart ? PathOrigin.LeftBehind : origin;
        }

        PathOrigin? Once(ISymbol symbol, bool isPart, Func<PathOrigin?> ask)
        {
            if (known.TryGetValue((symbol, isPart), out var answer))
                return answer;
            known[(symbol, isPart)] = null;
            return known[(symbol, isPart)] = ask() ?? PathOrigin.Unknown;
        }
    }

    // A sum of many terms is nested as deep as it is long.
    static IEnumerable<IOperation> Terms(IBinaryOperation sum)
    {
        var terms = new Stack<IOperation>();
        IOperation left = sum;
        while (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } inner)
        {
            terms.Push(inner.RightOperand);
            left = BodyLocals.Unwrap(inner.LeftOperand);
        }
        terms.Push(left);
        return terms;
    }

    static PathOrigin OfText(string text)
    {
        if (text.StartsWith("/dev/", StringComparison.Ordinal) || text.StartsWith("/proc/", StringComparison.Ordinal) || text.StartsWith("/sys/", StringComparison.Ordinal)
            || (text.StartsWith(@"\\", StringComparison.Ordinal) && !text.StartsWith(@"\\?\", StringComparison.Ordinal))
            || text.Equals("NUL", StringComparison.OrdinalIgnoreCase) || text.Equals("NUL:", StringComparison.OrdinalIgnoreCase) || text.Equals("CON", StringComparison.OrdinalIgnoreCase))
            return PathOrigin.Elsewhere;
        return text.IndexOf("App_Data", StringComparison.OrdinalIgnoreCase) >= 0 ? PathOrigin.AppData
            : text.IndexOf("wwwroot", StringComparison.OrdinalIgnoreCase) >= 0 ? PathOrigin.WebRoot
            : PathOrigin.Unknown;
    }

    static IEnumerable<IOperation> Arguments(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
            if (argument.ArgumentKind == ArgumentKind.Explicit)
                yield return argument.Value;
            else if (argument.ArgumentKind == ArgumentKind.ParamArray && argument.Value is IArrayCreationOperation { Initializer.ElementValues: var elements })
                foreach (var element in elements)
                    yield return element;
            else if (argument.ArgumentKind != ArgumentKind.DefaultValue)
                foreach (var element in BodyLocals.Unwrap(argument.Value).ChildOperations)
                    yield return element;
    }

    static IOperation? MemberValue(ISymbol member, IOperation use)
    {
        if (member.DeclaringSyntaxReferences is not [var declaration, ..] || declaration.SyntaxTree != use.Syntax.SyntaxTree || use.SemanticModel is not { } model)
            return null;
        var value = declaration.GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            MethodDeclarationSyntax { Body.Statements: [.., ReturnStatementSyntax { Expression: { } returned }] } => returned,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: var body } => body,
            { } syntax when member is not IMethodSymbol && syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type => NamedValue.OfMember(type, member.Name),
            _ => null,
        };
        return value is null || IsParameter(value) ? null : model.GetOperation(value);
    }

    // What a constructor is given: not worth to bind its body for.
    static bool IsParameter(ExpressionSyntax value)
    {
        if (value is IdentifierNameSyntax { Identifier.ValueText: var name } && value.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor)
            foreach (var parameter in constructor.ParameterList.Parameters)
                if (parameter.Identifier.ValueText == name)
                    return true;
        return false;
    }
}
