using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace StatefulShop.Services.Exports;

public static class Csv
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Columns = new();

    public static string Write<T>(IEnumerable<T> rows)
    {
        var columns = Columns.GetOrAdd(typeof(T), static type => type.GetProperties());
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(c => c.Name)).Append('\n');
        foreach (var row in rows)
        {
            text.AppendJoin(',', columns.Select(c => Cell(c.GetValue(row)))).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
