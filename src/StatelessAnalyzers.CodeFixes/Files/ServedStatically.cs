using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>Static-file middleware over a folder of its own, at a path of its own: an endpoint takes its place where the folder moves.</summary>
internal static class ServedStatically
{
    /// <summary>The operation of a folder that middleware is given and nothing else is said of; null where an endpoint could not do the same.</summary>
    public static FileOperation? Of(ExpressionSyntax path, BaseObjectCreationExpressionSyntax provider, SemanticModel model)
    {
        if (provider is not { ArgumentList.Arguments.Count: 1, Parent: AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } } } } options } }
            || call is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UseStaticFiles", Expression: IdentifierNameSyntax application }, Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement }
            || options.Expressions.Count != 2 || RequestPath(statement) is not { } address || Address(address, model) is null)
            return null;
        var types = KnownTypes.Of(model.Compilation);
        return types.Is(model.GetTypeInfo(application).Type, TypeNames.WebApplication) && types.Has("Microsoft.AspNetCore.Http.Results") && model.GetTypeInfo(provider).Type?.ToDisplayString() == "Microsoft.Extensions.FileProviders.PhysicalFileProvider"
            ? new(FileAction.Serve, statement, path) : null;
    }

    /// <summary>The address below which the folder is served, such as <c>/media</c>; null where it is not constant or all of the application.</summary>
    public static string? AddressOf(FileOperation operation, SemanticModel model) =>
        RequestPath((StatementSyntax)operation.Node) is { } address ? Address(address, model) : null;

    static string? Address(ExpressionSyntax address, SemanticModel model) =>
        model.GetConstantValue(address) is { HasValue: true, Value: string { Length: > 1 } constant } && constant[0] == '/' && constant.IndexOfAny(['{', '}', '*']) < 0 ? constant : null;

    static ExpressionSyntax? RequestPath(StatementSyntax statement) =>
        statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "RequestPath" })?.Right switch
        {
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var inner }] } => inner,
            var plain => plain,
        };

    /// <summary>Adds the endpoint in the place of the middleware.</summary>
    public static async Task AddAsync(FixUnit unit, Document document, SemanticModel model, FileOperation operation, FixSession session)
    {
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, operation.Node), "serve", (node, scope) => Endpoint((ExpressionStatementSyntax)node, operation, model, scope)) { Usings = ServedFolder.Usings });
        await ServiceNeeds.AddAsync(unit, document.Project.Id, Services.S3, session).ConfigureAwait(false);
    }

    static SyntaxNode Endpoint(ExpressionStatementSyntax current, FileOperation operation, SemanticModel model, RewriteScope scope)
    {
        var application = ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)current.Expression).Expression).Expression.WithoutTrivia().ToString();
        var folder = current.DescendantNodes().OfType<AssignmentExpressionSyntax>().First(a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "FileProvider" }).Right
            .ChildNodes().OfType<ArgumentListSyntax>().Single().Arguments[0].Expression.WithoutTrivia();
        var address = RequestPath((StatementSyntax)operation.Node)!;
        var route = address is LiteralExpressionSyntax ? $"\"{AddressOf(operation, model)}/{{**name}}\"" : $"{address.WithoutTrivia()} + \"/{{**name}}\"";
        var key = folder switch
        {
            LiteralExpressionSyntax literal => $"$\"{literal.Token.ValueText}/{{name}}\"",
            InterpolatedStringExpressionSyntax text => text.ToString().TrimEnd('"') + "/{name}\"",
            IdentifierNameSyntax or MemberAccessExpressionSyntax => $"$\"{{{folder}}}/{{name}}\"",
            _ => $"{folder} + \"/\" + name",
        };
        var step = Indentation.Of(scope.Original.SyntaxTree.GetText()).Step;
        return SyntaxFactory.ParseStatement(Indentation.Under(ServedFolder.Code(application, route, "string name, ", "name", key).Replace("    ", step), Lowering.Indentation(current).ToFullString()))
            .WithTriviaFrom(current).WithoutAnnotations(Formatter.Annotation);
    }
}
