namespace Scout.Server.Storage;

/// <summary>Where Scout keeps what it knows.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Scout";

    /// <summary>The folder of the SQLite file and the keys.</summary>
    public string Data { get; set; } = "./data";

    /// <summary>A PostgreSQL connection string or postgres:// URL; empty: SQLite in the data folder.</summary>
    public string? Database { get; set; }

    public bool IsSqlite => string.IsNullOrWhiteSpace(Database);

    public string Folder => Path.GetFullPath(Data);
}
