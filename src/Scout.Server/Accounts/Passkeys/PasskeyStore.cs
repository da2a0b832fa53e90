using Scout.Server.Storage;

namespace Scout.Server.Accounts.Passkeys;

/// <summary>Passkeys as rows.</summary>
internal static class PasskeyStore
{
    public static Task<IReadOnlyList<PasskeyLine>> PasskeysAsync(this Session session, string account) =>
        session.QueryAsync<PasskeyLine>(
            "select id, name, created_at, used_at from passkeys where account_id = @account order by created_at",
            new { account }
        );

    public static Task<PasskeyRow?> FindPasskeyAsync(this Session session, string id) =>
        session.FirstOrDefaultAsync<PasskeyRow>(
            """
            select p.id, p.account_id, a.name as account_name, p.data, p.created_at
            from passkeys p
            join accounts a on a.id = p.account_id
            where p.id = @id
            """,
            new { id }
        );

    public static Task AddPasskeyAsync(
        this Session session,
        string account,
        string id,
        string name,
        string data,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            """
            insert into passkeys (id, account_id, name, data, created_at)
            values (@id, @account, @name, @data, @now)
            """,
            new
            {
                id,
                account,
                name,
                data,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>It was used: its counter moved on.</summary>
    public static Task UsePasskeyAsync(this Session session, string id, string data, DateTimeOffset now) =>
        session.ExecuteAsync(
            "update passkeys set data = @data, used_at = @now where id = @id",
            new
            {
                id,
                data,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    public static Task RenamePasskeyAsync(this Session session, string account, string id, string name) =>
        session.ExecuteAsync(
            "update passkeys set name = @name where id = @id and account_id = @account",
            new
            {
                account,
                id,
                name,
            }
        );

    public static Task RemovePasskeyAsync(this Session session, string account, string id) =>
        session.ExecuteAsync("delete from passkeys where id = @id and account_id = @account", new { account, id });
}

/// <summary>A passkey with the account it opens.</summary>
internal sealed record PasskeyRow(string Id, string AccountId, string AccountName, string Data, long CreatedAt);
