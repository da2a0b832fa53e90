using Scout.Server.Storage;

namespace Scout.Server.Accounts;

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
}
