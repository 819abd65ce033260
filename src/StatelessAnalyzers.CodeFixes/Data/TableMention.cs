using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>One mention of a collection that plays a table.</summary>
/// <param name="Document">Where it is.</param>
/// <param name="Model">The model of that document.</param>
/// <param name="Records">The expression that gives the collection; null where it is none that is known.</param>
/// <param name="Line">Its line, counted from one.</param>
internal sealed record TableMention(Document Document, SemanticModel Model, ExpressionSyntax? Records, int Line);
