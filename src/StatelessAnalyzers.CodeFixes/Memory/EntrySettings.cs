using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>Reads how long an entry of <c>IMemoryCache</c> is kept. What else an entry can be told has no counterpart in a shared cache.</summary>
internal sealed class EntrySettings(SemanticModel model)
{
    static readonly Dictionary<string, string> Spans = new(StringComparer.Ordinal)
    {
        ["AddMilliseconds"] = "FromMilliseconds", ["AddSeconds"] = "FromSeconds", ["AddMinutes"] = "FromMinutes", ["AddHours"] = "FromHours", ["AddDays"] = "FromDays",
    };

    readonly Dictionary<string, ExpressionSyntax> given = new(StringComparer.Ordinal);
    string? absolute;
    string? sliding;

    /// <summary>Why the settings cannot be carried over, or null.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>The local or field that holds the settings, or the method or property that makes them.</summary>
    public ISymbol? Holder { get; private set; }

    public EntryLifetime Lifetime => new(absolute, sliding);

    /// <summary>Whether the statement of a factory sets up the entry.</summary>
    public static bool IsSetting(StatementSyntax statement, CacheAccess access) =>
        access.FactoryArguments is [null] && access.Value is LambdaExpressionSyntax lambda && EntryOf(lambda) is { } entry && statement is ExpressionStatementSyntax { Expression: var set } && IsAbout(set, entry);

    static string? EntryOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether the expression tells the variable something.</summary>
    public static bool IsAbout(ExpressionSyntax set, string entry) => set switch
    {
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } } } => owner == entry,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var owner } } => owner is IdentifierNameSyntax { Identifier.ValueText: var name } ? name == entry : IsAbout(owner, entry),
        _ => false,
    };

    /// <summary>Reads what a factory does to its entry.</summary>
    public void ReadFactory(ExpressionSyntax factory)
    {
        if (factory is not LambdaExpressionSyntax lambda)
        {
            Obstacle = "the factory is no lambda";
            return;
        }
        if (EntryOf(lambda) is not { } entry)
            return;
        var settings = lambda.Block?.Statements.OfType<ExpressionStatementSyntax>().Where(s => IsAbout(s.Expression, entry)).ToList() ?? [];
        if (lambda.Body.DescendantNodesAndSelf().Any(n => CacheFactory.IsVariable(n, entry) && !settings.Any(s => s.Span.Contains(n.Span))))
            Obstacle = "the factory hands its entry on, or sets it up under a condition";
        foreach (var setting in settings)
            Read(setting.Expression, lambda);
    }

    /// <summary>Reads the argument by which a call is told how long: a time, a span or options.</summary>
    public void ReadArgument(ExpressionSyntax argument)
    {
        var type = model.GetTypeInfo(argument).Type;
        if (type is INamedTypeSymbol { Name: "Nullable", TypeArguments: [var inner] })
            type = inner;
        switch (type?.Name)
        {
            case "TimeSpan" or "DateTimeOffset" or "DateTime":
                absolute = SpanOf(argument);
                break;
            case "MemoryCacheEntryOptions":
                ReadOptions(argument);
                break;
            default:
                Obstacle = "the entry depends on a change token";
                break;
        }
    }

    void ReadOptions(ExpressionSyntax options)
    {
        switch (options)
        {
            case BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation:
                foreach (var set in creation.Initializer?.Expressions ?? default)
                    Read(set, creation);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before } } call when model.GetTypeInfo(call).Type?.Name == "MemoryCacheEntryOptions" && before is not IdentifierNameSyntax:
                ReadOptions(before);
                Apply(call);
                break;
            case InvocationExpressionSyntax or IdentifierNameSyntax when Holder is null && OptionsMaker.Of(options, model, given) is { } maker:
                Holder = maker.Symbol;
                foreach (var set in maker.Settings)
                    Read(set, options);
                ReadOptions(maker.Made);
                break;
            case IdentifierNameSyntax when Holder is null && model.GetSymbolInfo(options).Symbol is ILocalSymbol or IFieldSymbol { IsReadOnly: true } && ValueOf(model.GetSymbolInfo(options).Symbol!) is { } value:
                Holder = model.GetSymbolInfo(options).Symbol;
                if (Holder is IFieldSymbol && value.DescendantNodes().Any(n => n is IdentifierNameSyntax && model.GetSymbolInfo(n).Symbol is ILocalSymbol or IParameterSymbol))
                    Obstacle = "the settings of the entry come from elsewhere";
                ReadOptions(value);
                break;
            default:
                Obstacle = "the settings of the entry come from elsewhere";
                break;
        }
    }

    // Given once: where it is declared, or in the constructor.
    ExpressionSyntax? ValueOf(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not VariableDeclaratorSyntax declarator || declarator.SyntaxTree != model.SyntaxTree)
            return null;
        if (declarator.Initializer is { Value: var initial })
            return initial;
        var type = declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var assigned = type?.Members.OfType<ConstructorDeclarationSyntax>().SelectMany(c => c.DescendantNodes()).OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Parent is ExpressionStatementSyntax && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(a.Left).Symbol, symbol)).ToList();
        return assigned is [var only] ? only.Right : null;
    }

    void Read(ExpressionSyntax set, SyntaxNode scope)
    {
        switch (set)
        {
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var target, Right: var value }:
                Set(target is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : target.ToString(), value, scope);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before } } call:
                if (before is InvocationExpressionSyntax)
                    Read(before, scope);
                Apply(call, scope);
                break;
            default:
                Obstacle ??= "an entry is told what a shared cache cannot do";
                break;
        }
    }

    void Apply(InvocationExpressionSyntax call, SyntaxNode? scope = null)
    {
        var name = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText;
        if (name is "SetAbsoluteExpiration" or "SetSlidingExpiration" or "SetSize" or "SetPriority" && call.ArgumentList.Arguments is [{ Expression: var value }])
            Set(name == "SetAbsoluteExpiration" ? "AbsoluteExpiration" : name.Substring("Set".Length), value, scope ?? call);
        else
            Obstacle ??= $"'{name}' has no counterpart in a shared cache";
    }

    void Set(string name, ExpressionSyntax value, SyntaxNode scope)
    {
        if (IsForMemoryOnly(name, value))
            return;
        if (DependsOn(value, scope))
            Obstacle ??= "how long an entry is kept depends on its value";
        else if (name == "SlidingExpiration")
            sliding = SpanOf(value);
        else if (name is "AbsoluteExpiration" or "AbsoluteExpirationRelativeToNow")
            absolute = SpanOf(value);
        else
            Obstacle ??= $"'{name}' has no counterpart in a shared cache";
    }

    // What a process throws out first when its memory is full, a shared cache decides by itself. What it must never throw out is no cache entry.
    static bool IsForMemoryOnly(string name, ExpressionSyntax value) => name switch
    {
        "Size" => !value.DescendantNodesAndSelf().Any(n => n is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax),
        "Priority" => value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Low" or "Normal" or "High" },
        _ => false,
    };

    // On what is only known within the factory.
    bool DependsOn(ExpressionSyntax value, SyntaxNode scope)
    {
        foreach (var node in value.DescendantNodesAndSelf())
            if (node is AwaitExpressionSyntax || scope is LambdaExpressionSyntax && node is IdentifierNameSyntax && model.GetSymbolInfo(node).Symbol is { Kind: SymbolKind.Local or SymbolKind.Parameter, DeclaringSyntaxReferences: [var declared] } && scope.Span.Contains(declared.Span))
                return true;
        return false;
    }

    // DateTimeOffset.UtcNow.AddMinutes(5) is TimeSpan.FromMinutes(5) from now.
    string SpanOf(ExpressionSyntax value)
    {
        var type = model.GetTypeInfo(value).Type;
        var text = OptionsMaker.Filled(value, given).WithoutTrivia().ToString();
        if (type is not { Name: "DateTimeOffset" or "DateTime" } && type is not INamedTypeSymbol { TypeArguments: [{ Name: "DateTimeOffset" or "DateTime" }] })
            return text;
        if (value is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var amount }], Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var add, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Now" or "UtcNow" } } })
            return OptionsMaker.Filled(amount, given) is var span && add == "Add" ? span.ToString() : Spans.TryGetValue(add, out var from) ? $"TimeSpan.{from}({span})" : $"{text} - DateTimeOffset.UtcNow";
        return $"{text} - DateTimeOffset.UtcNow";
    }
}
