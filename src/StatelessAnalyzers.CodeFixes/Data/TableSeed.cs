using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>A record that a collection has from the start, on each instance.</summary>
/// <param name="Entry">What puts it in, with its comments.</param>
/// <param name="Value">The record as it is put in.</param>
/// <param name="Key">The key that it is put in under, in a dictionary.</param>
/// <param name="Document">Where that stands.</param>
/// <param name="Model">The model of the document.</param>
internal sealed record TableSeed(SyntaxNode Entry, ExpressionSyntax Value, ExpressionSyntax? Key, Document Document, SemanticModel Model)
{
    /// <summary>What makes the record; null where that is not seen.</summary>
    public BaseObjectCreationExpressionSyntax? Creation { get; } =
        Bare(Value) as BaseObjectCreationExpressionSyntax ?? (Value is IdentifierNameSyntax ? RecordOrigin.InitialOf(Value, Model) as BaseObjectCreationExpressionSyntax : null);

    /// <summary>What the record has as its key.</summary>
    public MadeValue? KeyValue { get; init; }

    /// <summary>The key that stands for one which each instance would make anew, such as <c>Guid.NewGuid()</c>; null where there is none.</summary>
    public Guid? MadeKey { get; init; }

    /// <summary>The records that it is one of, which are made of numbers; null where it is made by itself.</summary>
    public SeedRange? Range { get; init; }

    /// <summary>The number that is its key, where code counts it; null where it does not.</summary>
    public long? Number { get; init; }

    /// <summary>What the parameters stand for of the method that makes the record.</summary>
    public IReadOnlyDictionary<ISymbol, MadeValue> Arguments { get; init; } = new Dictionary<ISymbol, MadeValue>(SymbolEqualityComparer.Default);

    /// <summary>The value, or what is given for it where it is a parameter.</summary>
    public MadeValue Given(MadeValue value) => value.Expression is IdentifierNameSyntax && value.Model.GetSymbolInfo(value.Expression).Symbol is { } symbol && Arguments.TryGetValue(symbol, out var argument) ? argument : value;

    public string Place => $"{System.IO.Path.GetFileName(Document.Name)}, line {(Arguments.Count > 0 ? Entry : Value).GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    static ExpressionSyntax Bare(ExpressionSyntax value) => value is ParenthesizedExpressionSyntax inner ? Bare(inner.Expression) : value;

    /// <summary>Whether the expression makes a key that no other record has.</summary>
    public static bool IsNewGuid(MadeValue value) => Initial(value).Expression is InvocationExpressionSyntax call
        && value.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "NewGuid" or "CreateVersion7", ContainingType: { Name: "Guid", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>The value, or what its local is made as.</summary>
    public static MadeValue Initial(MadeValue value) => value.Expression is IdentifierNameSyntax && RecordOrigin.InitialOf(value.Expression, value.Model) is { } initial ? value with { Expression = initial } : value;

    /// <summary>A key of its own for the record, always the same one.</summary>
    /// <param name="collection">What names the collection in the solution.</param>
    /// <param name="number">Which of its records it is.</param>
    public static Guid KeyOf(string collection, int number)
    {
        // As RFC 9562 makes them of a name, version 8.
        using var hash = SHA256.Create();
        var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes($"{collection}#{number}")).Take(16).ToArray();
        bytes[7] = (byte)(bytes[7] & 0x0f | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes);
    }

    /// <summary>Whether it is put in under the key that it has.</summary>
    public bool IsUnderItsKey(IPropertySymbol key) => Key is null || KeyValue is { } own
        && (SyntaxFactory.AreEquivalent(Key, own.Expression)
            || Range?.Key?.Name.Identifier.ValueText == key.Name
            || Key is MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var name } && name == key.Name && Value is IdentifierNameSyntax && SyntaxFactory.AreEquivalent(owner, Value)
            || Text(Given(new(Key, Model))) is { } under && under == Text(own));

    /// <summary>What tells the key from others; null where that is not seen.</summary>
    public string? KeyText => MadeKey?.ToString() ?? Number?.ToString(CultureInfo.InvariantCulture) ?? (KeyValue is { } value ? Text(value) : null);

    static string? Text(MadeValue value) => value.Model.GetConstantValue(value.Expression) is { HasValue: true, Value: { } constant } ? Convert.ToString(constant, CultureInfo.InvariantCulture)
        : value.Expression switch
        {
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var text }] } => Guid.TryParse(value.Model.GetConstantValue(text).Value as string, out var made) ? made.ToString() : null,
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var text }] } => Guid.TryParse(value.Model.GetConstantValue(text).Value as string, out var parsed) ? parsed.ToString() : null,
            IdentifierNameSyntax when RecordOrigin.InitialOf(value.Expression, value.Model) is { } initial => Text(new(initial, value.Model)),
            _ => null,
        };
}
