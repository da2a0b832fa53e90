using Scout.Core.Events;
using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>Names of those who act: contacts answer by phone, accounts on pages.</summary>
internal static class NameStore
{
    /// <summary>The name of an account or a contact, or of somebody who acted at a source; null when there is neither any more.</summary>
    public static Task<string?> NameOfAsync(this Session session, string id) =>
        Outsider.NameOf(id) is { } outsider
            ? Task.FromResult<string?>(outsider)
            : session.FirstOrDefaultAsync<string>(
                """
                select name from contacts where id = @id
                union all
                select name from accounts where id = @id
                """,
                new { id }
            );

    /// <summary>The contact under which an account is reached; null when it has none.</summary>
    public static Task<string?> ContactOfAsync(this Session session, string account) =>
        session.FirstOrDefaultAsync<string>("select contact_id from accounts where id = @account", new { account });
}
