using Scout.Server.Accounts.OpenId;
using Scout.Server.Accounts.Passkeys;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>Somebody with an account, as an owner sees it.</summary>
internal sealed record Person
{
    public required string Id { get; init; }

    public required string Role { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>Null: never, or signed out everywhere.</summary>
    public long? SeenAt { get; init; }
}

/// <summary>Accounts as rows. What they sign in with stands in the stores of its kind.</summary>
internal static class AccountStore
{
    /// <summary>
    /// A condition on <c>accounts a</c>: the account has a way to sign in. Until an owner has one, the instance is not
    /// set up.
    /// </summary>
    public const string HasWayIn = """
        (a.password_hash is not null
         or exists (select 1 from passkeys p where p.account_id = a.id)
         or exists (select 1 from logins l where l.account_id = a.id))
        """;

    public static Task<AccountRow?> FindAccountAsync(this Session session, string account) =>
        session.FirstOrDefaultAsync<AccountRow>(
            $"select {AccountRow.Columns} from accounts a where a.id = @account",
            new { account }
        );

    /// <summary>Whether an owner has a way to sign in.</summary>
    public static Task<bool> IsSetUpAsync(this Session session) =>
        session.ScalarAsync<bool>(
            $"""
            select count(*) > 0
            from accounts a
            where a.role = '{Role.Owner}' and {HasWayIn}
            """
        );

    /// <summary>The owner who has been there longest and can sign in.</summary>
    public static Task<string?> FirstOwnerAsync(this Session session) =>
        session.FirstOrDefaultAsync<string>(
            $"""
            select a.id
            from accounts a
            where a.role = '{Role.Owner}' and {HasWayIn}
            order by a.created_at, a.id
            limit 1
            """
        );

    /// <returns>False: the e-mail address is another account's.</returns>
    public static async Task<bool> AddAccountAsync(
        this Session session,
        string id,
        Newcomer newcomer,
        DateTimeOffset now
    )
    {
        if (await session.IsTakenAsync(newcomer.Email, id))
        {
            return false;
        }

        await session.ExecuteAsync(
            """
            insert into accounts (id, role, name, email, email_key, password_hash, language, unit, zone, created_at)
            values (@id, @role, @name, @email, @key, @hash, @language, '', '', @now)
            """,
            Values(id, newcomer, now)
        );
        await session.AddWaysInAsync(id, newcomer, now);
        return true;
    }

    /// <summary>The account that is there from the first start becomes somebody's.</summary>
    /// <returns>False: the e-mail address is another account's.</returns>
    public static async Task<bool> SetUpOwnerAsync(this Session session, Newcomer newcomer, DateTimeOffset now)
    {
        if (await session.IsTakenAsync(newcomer.Email, Viewer.OwnerId))
        {
            return false;
        }

        await session.ExecuteAsync(
            """
            update accounts set
                name = @name, email = @email, email_key = @key, password_hash = @hash, language = @language,
                created_at = @now, failures = 0, locked_until = null
            where id = @id
            """,
            Values(Viewer.OwnerId, newcomer, now)
        );
        await session.AddWaysInAsync(Viewer.OwnerId, newcomer, now);
        return true;
    }

    /// <summary>A new password: every other device is signed out, and wrong ones before no longer count.</summary>
    /// <param name="but">The device that stays signed in; null: none does.</param>
    public static async Task SetPasswordAsync(this Session session, string account, string hash, string? but)
    {
        await session.ExecuteAsync(
            "update accounts set password_hash = @hash where id = @account",
            new { account, hash }
        );
        await session.UnlockAsync(account);
        await session.EndDevicesAsync(account, but);
    }

    public static Task UnlockAsync(this Session session, string account) =>
        session.ExecuteAsync(
            "update accounts set failures = 0, locked_until = null where id = @account",
            new { account }
        );

    public static Task<bool> HasPasswordAsync(this Session session, string account) =>
        session.ScalarAsync<bool>(
            "select count(*) > 0 from accounts where id = @account and password_hash is not null",
            new { account }
        );

    /// <summary>
    /// Whether nobody could run the instance without this account. Owners are counted one unit at a time, so that two
    /// cannot let each other go in the same moment.
    /// </summary>
    public static async Task<bool> IsLastOwnerAsync(this Session session, string account)
    {
        var owners = await session.QueryAsync<string>(
            $"""
            select a.id from accounts a
            where a.role = '{Role.Owner}' and {HasWayIn}
            order by a.id {session.ForUpdate}
            """
        );
        var role = await session.FirstOrDefaultAsync<string>(
            "select role from accounts where id = @account",
            new { account }
        );
        return role is Role.Owner && owners.All(owner => owner == account);
    }

    /// <summary>Everybody, owners first. The account that nobody took yet is nobody.</summary>
    public static Task<IReadOnlyList<Person>> PeopleAsync(this Session session) =>
        session.QueryAsync<Person>(
            $"""
            select a.id, a.role, a.name, a.email, a.created_at,
                (select max(s.seen_at) from sessions s where s.account_id = a.id) as seen_at
            from accounts a
            where a.id <> '{Viewer.OwnerId}' or {HasWayIn}
            order by case a.role when '{Role.Owner}' then 0 else 1 end, a.created_at, a.id
            """
        );

    /// <summary>How many ways to sign in an account has.</summary>
    public static Task<long> WaysInAsync(this Session session, string account) =>
        session.ScalarAsync<long>(
            """
            select (select count(*) from accounts where id = @account and password_hash is not null)
                + (select count(*) from passkeys where account_id = @account)
                + (select count(*) from logins where account_id = @account)
            """,
            new { account }
        );

    /// <returns>False: the e-mail address is another account's.</returns>
    public static async Task<bool> RenameAsync(this Session session, string account, string name, string? email)
    {
        if (await session.IsTakenAsync(email, account))
        {
            return false;
        }

        await session.ExecuteAsync(
            "update accounts set name = @name, email = @email, email_key = @key where id = @account",
            new
            {
                account,
                name,
                email,
                key = Email.Key(email),
            }
        );
        return true;
    }

    /// <summary>Whether an e-mail address is that of another account than this.</summary>
    public static async Task<bool> IsTakenAsync(this Session session, string? email, string account) =>
        await session.ScalarAsync<long>(
            "select count(*) from accounts where email_key = @key and id <> @account",
            new { key = Email.Key(email) ?? "", account }
        ) > 0;

    private static async Task AddWaysInAsync(
        this Session session,
        string account,
        Newcomer newcomer,
        DateTimeOffset now
    )
    {
        if (newcomer.Passkey is { } passkey)
        {
            await session.AddPasskeyAsync(account, passkey.Id, passkey.Name, passkey.Data, now);
        }

        if (newcomer.Login is { } login)
        {
            await session.AddLoginAsync(account, login, now);
        }
    }

    private static object Values(string id, Newcomer newcomer, DateTimeOffset now) =>
        new
        {
            id,
            role = Role.Member,
            name = newcomer.Name,
            email = newcomer.Email,
            key = Email.Key(newcomer.Email),
            hash = newcomer.PasswordHash,
            language = newcomer.Language,
            now = now.ToUnixTimeMilliseconds(),
        };
}
