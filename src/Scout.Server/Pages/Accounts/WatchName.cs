using Scout.Server.Storage;

namespace Scout.Server.Pages.Accounts;

internal static class WatchName
{
    /// <summary>For those who hold an invitation to it; null: it is to no watch.</summary>
    public static async Task<string?> NameOfWatchAsync(this Database database, string? watch) =>
        watch is null
            ? null
            : await database.ReadAsync(
                session =>
                    session.FirstOrDefaultAsync<string>("select name from watches where id = @watch", new { watch }),
                CancellationToken.None
            );
}
