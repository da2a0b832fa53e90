using Npgsql;

namespace Scout.Server.Storage;

/// <summary>Reads where PostgreSQL is: a connection string, or the URL that hosting platforms hand out.</summary>
internal static class PostgresAddress
{
    public static string Parse(string address)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = IsUrl(address) ? FromUrl(new Uri(address)) : new NpgsqlConnectionStringBuilder(address);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // The exception would repeat the address, password and all.
            throw new StorageException(
                "Scout:Database is neither a PostgreSQL connection string nor a postgres:// address."
            );
        }

        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 200);
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= "scout";
        return settings.ToString();
    }

    public static bool IsUrl(string address) =>
        address.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port > 0 ? url.Port : 5432,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (parts is ["sslmode", var mode])
            {
                settings.SslMode = Enum.Parse<SslMode>(
                    mode.Replace("-", "", StringComparison.Ordinal),
                    ignoreCase: true
                );
            }
        }

        return settings;
    }
}
