namespace Scout.Server.Accounts;

/// <summary>The way to the sign-in page and back.</summary>
internal static class Door
{
    /// <summary>Of everything where a secret can be guessed: 20 tries a minute for an address.</summary>
    public const string RateLimit = "door";

    /// <summary>Where somebody new goes on: to say who is watched and whom to call.</summary>
    public const string Begin = "/profile";

    public static string Path(string back) =>
        Back(back) is "/" ? "/login" : $"/login?returnUrl={Uri.EscapeDataString(back)}";

    /// <summary>
    /// Where to go afterwards: a path of this server, whatever was asked for. Browsers take "//host" and "/\host" for
    /// another server, and drop tabs and line breaks before they look.
    /// </summary>
    public static string Back(string? wanted) =>
        wanted is ['/', ..]
        && wanted is not ['/', '/' or '\\', ..]
        && !wanted.Any(char.IsControl)
        && !wanted.StartsWith("/login", StringComparison.OrdinalIgnoreCase)
        && !wanted.StartsWith("/logout", StringComparison.OrdinalIgnoreCase)
        && !wanted.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
            ? wanted
            : "/";
}
