using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>A call or creation that works on a file or folder, by names alone.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Place">On what.</param>
/// <param name="Api">The member that it looks like.</param>
/// <param name="Type">The type in which it stands.</param>
/// <param name="Member">The member of that type.</param>
/// <param name="Tree">Its file.</param>
/// <param name="Span">Where in it.</param>
internal sealed record NamedUse(FileEffect Effect, DiskPlace Place, FileApi Api, string Type, string Member, SyntaxTree Tree, TextSpan Span)
{
    public bool IsWrite => Effect <= FileEffect.SavesUpload;

    public string Name => Type.Length == 0 ? Member : Type + "." + Member;

    public Location Location => Location.Create(Tree, Span);
}

/// <summary>
/// What the code of a compilation does to places of the disk. Gathered by names only, where a finding depends on it, and cached per syntax tree, so that an edit
/// re-reads one tree and a read can be linked to a write of another file while the user types.
/// </summary>
internal sealed class DiskUses
{
    static readonly ConditionalWeakTable<Compilation, DiskUses> PerCompilation = new();
    static readonly ConditionalWeakTable<SyntaxTree, NamedUse[]> PerTree = new();

    static readonly string[] Traces = ["File.", "Directory.", "FileInfo", "DirectoryInfo", "FileStream", "StreamWriter", "ZipFile", "TarFile", "Xml", ".Save", "WriteToFile", "DownloadFile"];

    // Their members are called on the type, or on a service of its name.
    static readonly HashSet<string> CalledByName = new(StringComparer.Ordinal) { "File", "IFile", "Directory", "IDirectory", "ZipFile", "TarFile", "XmlWriter", "XmlReader" };

    readonly ILookup<string, NamedUse> writes;

    DiskUses(IEnumerable<NamedUse> uses) => writes = uses.Where(use => use.IsWrite || use.Effect == FileEffect.MakesFolder).ToLookup(use => use.Place.Root, StringComparer.Ordinal);

    public static DiskUses Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (PerCompilation.TryGetValue(compilation, out var known))
            return known;
        var all = new List<NamedUse>();
        foreach (var tree in compilation.SyntaxTrees)
            all.AddRange(In(tree, cancellationToken));
        return PerCompilation.GetValue(compilation, _ => new DiskUses(all));
    }

    /// <summary>What one file does.</summary>
    public static NamedUse[] In(SyntaxTree tree, CancellationToken cancellationToken) =>
        PerTree.TryGetValue(tree, out var read) ? read : PerTree.GetValue(tree, t => Read(t, cancellationToken));

    /// <summary>What writes to the file, or to a file of the listed folder.</summary>
    public NamedUse? WriterOf(DiskPlace place, bool isFolder)
    {
        foreach (var write in writes[place.Root])
            if (write.IsWrite && (isFolder ? place.Holds(write.Place) : place.IsSameFile(write.Place)))
                return write;
        return null;
    }

    /// <summary>Whether anything writes below the folder.</summary>
    public bool WritesBelow(DiskPlace folder)
    {
        foreach (var write in writes[folder.Root])
            if (write.IsWrite && write.Api.Member != "Delete" && folder.IsAbove(write.Place))
                return true;
        return false;
    }

    /// <summary>What writes below the folder, or makes it.</summary>
    public NamedUse? WriterBelow(DiskPlace folder)
    {
        foreach (var write in writes[folder.Root])
            if (folder.IsAbove(write.Place))
                return write;
        return null;
    }

    static NamedUse[] Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        if (!Array.Exists(Traces, trace => text.IndexOf(trace, StringComparison.Ordinal) >= 0))
            return [];
        var found = ImmutableArray.CreateBuilder<NamedUse>();
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            var (member, arguments) = node switch
            {
                InvocationExpressionSyntax call => (CalledName.Of(call)?.Identifier.ValueText, call.ArgumentList),
                ObjectCreationExpressionSyntax creation => (FileApis.Constructor, creation.ArgumentList),
                ImplicitObjectCreationExpressionSyntax creation => (FileApis.Constructor, creation.ArgumentList),
                _ => (null, null),
            };
            if (member is not null && arguments is not null && Use(node, member, arguments) is { } use)
                found.Add(use);
        }
        return found.ToArray();
    }

    static NamedUse? Use(SyntaxNode node, string member, ArgumentListSyntax arguments)
    {
        foreach (var api in FileApis.Named(member))
            if (IsMeant(node, api) && PathOf(node, api, arguments) is { } path && PlaceReader.Of(path) is { } place)
            {
                var effect = api.Effect == FileEffect.OpensByMode ? OpenMode.MayWrite(arguments) ? FileEffect.Opens : FileEffect.Reads : api.Effect;
                if (DeploymentArms.Of(node) == DeploymentArm.Development)
                    return null;
                var declaration = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(n => n is not GlobalStatementSyntax);
                var type = node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "";
                return new(effect, place, api, type, NameOf(declaration), node.SyntaxTree, (CalledName.Of(node) ?? node).Span);
            }
        return null;
    }

    static bool IsMeant(SyntaxNode node, FileApi api)
    {
        if (node is InvocationExpressionSyntax { Expression: var called })
        {
            var receiver = called is MemberAccessExpressionSyntax { Expression: var of } ? LastName(of) : null;
            // A user's own method of the name, or one of another type.
            return CalledByName.Contains(api.SimpleType)
                ? receiver is not null && (receiver == api.SimpleType || api.SimpleType == "I" + receiver || Alias(node, receiver) == api.SimpleType)
                : receiver is not null && !CalledByName.Contains(receiver);
        }
        return node is ObjectCreationExpressionSyntax { Type: var type } ? LastName(type) == api.SimpleType
            : node.Parent is EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type: var declared } } && LastName(declared) == api.SimpleType;
    }

    static ExpressionSyntax? PathOf(SyntaxNode node, FileApi api, ArgumentListSyntax arguments)
    {
        if (api.Path is null)
            return node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var of } } && IsFileObject(of) ? of : null;
        foreach (var argument in arguments.Arguments)
            if (argument.NameColon?.Name.Identifier.ValueText == api.Path)
                return argument.Expression;
        return arguments.Arguments.Count > api.Position && arguments.Arguments[api.Position] is { NameColon: null } at ? at.Expression : null;
    }

    // new FileInfo(path), or a name that is given one.
    static bool IsFileObject(ExpressionSyntax expression) =>
        (expression is IdentifierNameSyntax name ? NamedValue.Of(name) : expression) is ObjectCreationExpressionSyntax { Type: var type } && LastName(type) is "FileInfo" or "DirectoryInfo";

    static string? LastName(SyntaxNode expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    static string? Alias(SyntaxNode node, string name)
    {
        if (node.SyntaxTree.GetRoot() is CompilationUnitSyntax unit)
            foreach (var import in unit.Usings)
                if (import.Alias?.Name.Identifier.ValueText == name)
                    return import.Name is { } target ? LastName(target) : null;
        return null;
    }

    static string NameOf(SyntaxNode? member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        FieldDeclarationSyntax { Declaration.Variables: [{ Identifier.ValueText: var field }, ..] } => field,
        _ => "Program",
    };
}
