using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Where paths start: the folders of the application, and what its settings call a folder.</summary>
internal static class PathRoots
{
    static readonly string[] FolderWords = ["Path", "Folder", "Directory", "Dir", "Root", "Location"];
    static readonly string[] SettingsWords = ["Options", "Settings", "Configuration", "Config"];

    // Say nothing of what the folder holds; what has them does.
    static readonly HashSet<string> Generic = new(StringComparer.Ordinal) { "", "Base", "Root", "Local", "Physical", "Full" };

    // Members of what a single object has, not the application.
    static readonly HashSet<string> OfObjects = new(StringComparer.Ordinal) { "FilePath", "FullPath", "OutputPath", "InputPath", "SourcePath", "TargetPath" };

    /// <summary>The root that an expression names, or null.</summary>
    public static PathExpression? Of(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is IdentifierNameSyntax)
            return null;
        return model.GetSymbolInfo(expression).Symbol switch
        {
            IPropertySymbol { Name: "WebRootPath", Type.SpecialType: SpecialType.System_String } => PathExpression.At(PathExpression.WebRoot),
            IPropertySymbol { Name: "ContentRootPath", Type.SpecialType: SpecialType.System_String } => PathExpression.At(PathExpression.ContentRoot),
            IPropertySymbol { Name: "BaseDirectory", ContainingType.Name: "AppContext" or "AppDomain" } => PathExpression.At(PathExpression.ContentRoot),
            IPropertySymbol { Name: "CurrentDirectory", ContainingType.Name: "Environment" } => PathExpression.At(PathExpression.ContentRoot),
            IMethodSymbol { Name: "GetCurrentDirectory", ContainingType: { Name: "Directory", ContainingNamespace.Name: "IO" } } => PathExpression.At(PathExpression.ContentRoot),
            IPropertySymbol { IsIndexer: true } indexer when KnownTypes.Of(model.Compilation).IsOrInherits(indexer.ContainingType, TypeNames.IConfiguration) => OfSetting((expression as ElementAccessExpressionSyntax)?.ArgumentList.Arguments, model),
            IMethodSymbol { Name: "GetValue", ContainingType.Name: "ConfigurationBinder" } => OfSetting((expression as InvocationExpressionSyntax)?.ArgumentList.Arguments, model),
            IMethodSymbol { IsStatic: true, DeclaredAccessibility: not Accessibility.Private, Parameters.IsEmpty: true, ReturnType.SpecialType: SpecialType.System_String } method when expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } => OfMethod(method),
            { Kind: SymbolKind.Property or SymbolKind.Field } member when expression is MemberAccessExpressionSyntax access && IsText(member) => OfMember(access, member, model),
            _ => null,
        };
    }

    /// <summary>Whether the expression can be one, by its name alone.</summary>
    public static bool MayBe(ExpressionSyntax expression) =>
        expression is ElementAccessExpressionSyntax || (expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && IsFolder(name));

    /// <summary>Whether a call can be one, by its name alone.</summary>
    public static bool MayBeCall(string name) => name == "GetValue" || IsFolder(name);

    static bool IsFolder(string name) => Array.Exists(FolderWords, w => name.EndsWith(w, StringComparison.Ordinal));

    static bool IsText(ISymbol member) => (member as IPropertySymbol)?.Type.SpecialType == SpecialType.System_String || (member as IFieldSymbol)?.Type.SpecialType == SpecialType.System_String;

    static PathExpression? OfSetting(SeparatedSyntaxList<ArgumentSyntax>? arguments, SemanticModel model)
    {
        if (arguments is not [{ Expression: var name }] || model.GetConstantValue(name) is not { HasValue: true, Value: string key })
            return null;
        var sections = key.Split(':');
        return sections.Last() is var last && IsFolder(last) && PrefixOf(last, sections.Length > 1 ? sections[sections.Length - 2] : "") is { } prefix
            ? PathExpression.At("setting " + key, prefix)
            : null;
    }

    static PathExpression? OfMember(MemberAccessExpressionSyntax access, ISymbol member, SemanticModel model)
    {
        var owner = member.ContainingType.Name;
        var isSettings = SettingsWords.Any(w => owner.EndsWith(w, StringComparison.Ordinal));
        if (member.DeclaredAccessibility == Accessibility.Private || OfObjects.Contains(member.Name) || (member.Name.Length < 6 && !isSettings)
            || !IsFolder(member.Name) || !IsOfApplication(access, member, model))
            return null;
        var name = access.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var inner } && inner is not ("Value" or "CurrentValue") ? inner : owner;
        return PrefixOf(member.Name, name) is { } prefix ? PathExpression.At(RootOf(member, name), prefix) : null;
    }

    // Folders.GetIconsDirectory(), which says the same folder each time. What it joins is what the keys begin with.
    static PathExpression? OfMethod(IMethodSymbol method)
    {
        if (!IsFolder(method.Name) || method.DeclaringSyntaxReferences is not [var declared])
            return null;
        string? prefix = null;
        foreach (var node in declared.GetSyntax().DescendantNodes())
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } call && CalledName.Of(call)?.Identifier.ValueText is { } name)
            {
                if (name is "Combine" or "Join" && prefix is null && arguments.Skip(1).All(a => a.Expression.IsKind(SyntaxKind.StringLiteralExpression)))
                    prefix = string.Join("/", arguments.Skip(1).Select(a => ((LiteralExpressionSyntax)a.Expression).Token.ValueText));
                else if (name is not ("GetFullPath" or "GetTempPath" or "GetFolderPath" or "GetCurrentDirectory" or "CreateDirectory" or "Exists"))
                    return null;
            }
            else if (node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or AssignmentExpressionSyntax or ConditionalExpressionSyntax or InterpolatedStringExpressionSyntax)
                return null;
        return string.IsNullOrEmpty(prefix) ? null : PathExpression.At(RootOf(method, method.ContainingType.Name)).Append(prefix!);
    }

    /// <summary>The root of the paths that begin with what a member says.</summary>
    /// <param name="member">The member.</param>
    /// <param name="owner">What the code calls its owner.</param>
    public static string RootOf(ISymbol member, string owner) => $"{member.ContainingType.ToDisplayString()}.{member.Name} of {owner}";

    // Reached from a static, or from what the type was given when it was made: properties only, so that it is the same folder each time.
    static bool IsOfApplication(MemberAccessExpressionSyntax access, ISymbol member, SemanticModel model)
    {
        if (member.IsStatic)
            return true;
        for (var receiver = access.Expression; ; receiver = ((MemberAccessExpressionSyntax)receiver).Expression)
            switch (model.GetSymbolInfo(receiver).Symbol)
            {
                case IFieldSymbol { IsReadOnly: true }:
                case IPropertySymbol { IsStatic: true }:
                case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }:
                    return true;
                case IPropertySymbol when receiver is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax }:
                    continue;
                default:
                    return false;
            }
    }

    // ImagesPath gives images, Send.BaseDirectory gives send, StorageOptions.Path gives storage.
    static string? PrefixOf(string name, string owner)
    {
        var word = Without(name, FolderWords);
        if (Generic.Contains(word))
            word = Without(owner.StartsWith("I", StringComparison.Ordinal) && owner.Length > 1 && char.IsUpper(owner[1]) ? owner.Substring(1) : owner, SettingsWords);
        var prefix = new StringBuilder();
        foreach (var c in word.Trim('_'))
        {
            if (char.IsUpper(c) && prefix.Length > 0 && !char.IsUpper(word[word.IndexOf(c) is var i and > 0 ? i - 1 : 0]))
                prefix.Append('-');
            prefix.Append(char.ToLowerInvariant(c));
        }
        return prefix.Length == 0 ? null : prefix.ToString();
    }

    static string Without(string name, string[] words)
    {
        foreach (var word in words)
            if (name.EndsWith(word, StringComparison.Ordinal))
                return name.Substring(0, name.Length - word.Length);
        return name;
    }
}
