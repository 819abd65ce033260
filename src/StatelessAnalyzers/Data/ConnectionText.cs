namespace StatelessAnalyzers.Data;

/// <summary>Where the database of a connection string is.</summary>
internal enum DatabasePlace
{
    /// <summary>The text does not say.</summary>
    Unknown,

    /// <summary>In the memory of the process.</summary>
    Memory,

    /// <summary>In a file of the machine.</summary>
    File,

    /// <summary>Nowhere that lasts, or in a file that is only read.</summary>
    Harmless,
}

/// <summary>Reads from a connection string, or from the bare path that embedded databases take for one, where the database is.</summary>
internal static class ConnectionText
{
    static readonly string[] FileEnds = [".db", ".db3", ".sqlite", ".sqlite3", ".s3db", ".sl3", ".mdf", ".sdf", ".mdb", ".accdb", ".litedb"];

    public static DatabasePlace PlaceOf(string text)
    {
        var place = DatabasePlace.Unknown;
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=');
            // A path may hold an equals sign in the query of a URI.
            var isPath = equals < 0 || part.TrimStart().StartsWith("file:", StringComparison.OrdinalIgnoreCase);
            var key = isPath ? "datasource" : part.Substring(0, equals).Replace(" ", "").ToLowerInvariant();
            switch (Of(key, part.Substring(isPath ? 0 : equals + 1).Trim().Trim('"', '\'')))
            {
                case DatabasePlace.Harmless:
                    return DatabasePlace.Harmless;
                case DatabasePlace.Memory:
                    place = DatabasePlace.Memory;
                    break;
                case DatabasePlace.File when place == DatabasePlace.Unknown:
                    place = DatabasePlace.File;
                    break;
            }
        }
        return place;
    }

    static DatabasePlace Of(string key, string value)
    {
        switch (key)
        {
            case "mode":
                return Is(value, "memory") ? DatabasePlace.Memory : Is(value, "readonly") ? DatabasePlace.Harmless : DatabasePlace.Unknown;
            case "readonly" or "immutable":
                return Is(value, "true") || value == "1" ? DatabasePlace.Harmless : DatabasePlace.Unknown;
            case "attachdbfilename":
                return value.Length > 0 ? DatabasePlace.File : DatabasePlace.Unknown;
            case "datasource" or "server" or "address" or "addr" or "networkaddress" or "filename" or "fulluri" or "uri" or "databasepath":
                return OfSource(value);
            default:
                return DatabasePlace.Unknown;
        }
    }

    static DatabasePlace OfSource(string source)
    {
        if (Contains(source, ":memory:") || Contains(source, "mode=memory"))
            return DatabasePlace.Memory;
        if (Is(source, ":temp:") || Contains(source, "mode=ro") || Contains(source, "immutable=1"))
            return DatabasePlace.Harmless;
        if (source.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase) || Contains(source, "|DataDirectory|"))
            return DatabasePlace.File;
        foreach (var end in FileEnds)
            if (source.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return DatabasePlace.File;
        return DatabasePlace.Unknown;
    }

    static bool Is(string value, string other) => value.Equals(other, StringComparison.OrdinalIgnoreCase);

    static bool Contains(string value, string part) => value.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
