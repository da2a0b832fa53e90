using Microsoft.AspNetCore.Identity;
using Scout.Server.Storage;

namespace Scout.Server.Accounts.Passkeys;

/// <summary>
/// What the framework's passkey handler asks about accounts. It only reads: what it found out is written by whoever
/// asked it, in one transaction with the rest.
/// </summary>
internal sealed class HolderStore(Database database) : IUserPasskeyStore<PasskeyHolder>
{
    public Task<string> GetUserIdAsync(PasskeyHolder user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Name);

    public async Task<PasskeyHolder?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.FindAccountAsync(userId), cancellationToken) is { } account
            ? new PasskeyHolder(account.Id, account.Name)
            : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyHolder user, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session =>
                session.QueryAsync<PasskeyRow>(
                    """
                    select id, account_id, name as account_name, data, created_at
                    from passkeys
                    where account_id = @id
                    """,
                    new { id = user.Id }
                ),
            cancellationToken
        );
        return [.. rows.Select(row => PasskeyData.Read(row.Id, row.Data, row.CreatedAt))];
    }

    public async Task<PasskeyHolder?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await FindAsync(credentialId, cancellationToken) is { } row
            ? new PasskeyHolder(row.AccountId, row.AccountName)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        PasskeyHolder user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(credentialId, cancellationToken) is { } row && row.AccountId == user.Id
            ? PasskeyData.Read(row.Id, row.Data, row.CreatedAt)
            : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    public Task AddOrUpdatePasskeyAsync(
        PasskeyHolder user,
        UserPasskeyInfo passkey,
        CancellationToken cancellationToken
    ) => throw NotHere();

    public Task RemovePasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw NotHere();

    public Task SetUserNameAsync(PasskeyHolder user, string? userName, CancellationToken cancellationToken) =>
        throw NotHere();

    public Task<string?> GetNormalizedUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) =>
        throw NotHere();

    public Task SetNormalizedUserNameAsync(
        PasskeyHolder user,
        string? normalizedName,
        CancellationToken cancellationToken
    ) => throw NotHere();

    public Task<IdentityResult> CreateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> UpdateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> DeleteAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw NotHere();

    public Task<PasskeyHolder?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw NotHere();

    private Task<PasskeyRow?> FindAsync(byte[] credential, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindPasskeyAsync(PasskeyData.IdOf(credential)), cancellationToken);

    private static NotSupportedException NotHere() => new("Accounts are written by their own stores.");
}
