using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>By what a file indents a level: read off its own lines, whatever the editor is set to.</summary>
internal readonly record struct Indentation(bool Tabs, int Width)
{
    /// <summary>That of the first line that is deeper than the line before it, which ends in a brace. None where there is no such line.</summary>
    public static Indentation Of(SourceText text)
    {
        var outer = -1;
        foreach (var line in text.Lines)
        {
            var start = line.Start;
            while (start < line.End && text[start] is ' ' or '\t')
                start++;
            if (start == line.End)
                continue;
            var width = start - line.Start;
            if (outer >= 0 && width > outer)
                return new Indentation(text[start - 1] == '\t', width - outer);
            var end = line.End;
            while (end > start && text[end - 1] is ' ' or '\t')
                end--;
            outer = text[end - 1] == '{' ? width : -1;
        }
        return default;
    }

    /// <summary>The white space of one level; four spaces where the file does not show it.</summary>
    public string Step => Width == 0 ? "    " : new string(Tabs ? '\t' : ' ', Width);

    /// <summary>The statement with all its lines moved from one indentation to another, except where a text goes over several lines.</summary>
    public static StatementSyntax Moved(StatementSyntax statement, string from, string to) =>
        statement.DescendantTokens().Any(t => t.Text.IndexOf('\n') >= 0) ? statement
        : SyntaxFactory.ParseStatement(string.Join("\n", statement.ToFullString().Split('\n').Select(l => l.StartsWith(from, StringComparison.Ordinal) ? to + l.Substring(from.Length) : l)));

    /// <summary>The code with all its lines but the first indented, and none where there is nothing.</summary>
    public static string Under(string code, string indentation) => string.Join("\n", code.Split('\n').Select((l, i) => i == 0 || l.Length == 0 ? l : indentation + l));

    public OptionSet On(OptionSet options) =>
        Width == 0 ? options
        : Tabs ? options.WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, true)
        : options.WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, false).WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, Width);
}
