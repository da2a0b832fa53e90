using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>Where tokens come from.</summary>
internal interface ITandemPasses
{
    /// <exception cref="TandemException">There is none to be had.</exception>
    Task<TandemPass> OfAsync(PumpAccount account, CancellationToken cancellationToken);

    /// <summary>The token was refused: it is dropped, and there may be another. Null: it is too soon for that.</summary>
    Task<TandemPass?> RenewAsync(PumpAccount account, TandemPass refused, CancellationToken cancellationToken);
}

/// <summary>One login, for a check that keeps nothing.</summary>
internal sealed class PassOfCheck(TandemLogin login) : ITandemPasses
{
    private TandemPass? _pass;

    public async Task<TandemPass> OfAsync(PumpAccount account, CancellationToken cancellationToken) =>
        _pass ??= await login.LoginAsync(account.Region, account.Credentials, cancellationToken);

    public Task<TandemPass?> RenewAsync(PumpAccount account, TandemPass refused, CancellationToken cancellationToken) =>
        Task.FromResult<TandemPass?>(null);
}

/// <summary>
/// Tokens across restarts, and the care that no account is locked for too many logins: one for each life of a token, one
/// more when the token is refused before, none after a refusal until a person has done something.
/// </summary>
internal sealed class TandemPasses(Database database, TandemLogin login, SecretBox box, TimeProvider time)
    : ITandemPasses
{
    /// <summary>A token that is refused again so soon is not the token's fault.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(30);

    public async Task<TandemPass> OfAsync(PumpAccount account, CancellationToken cancellationToken)
    {
        var known = await database.ReadAsync(session => session.FindPassAsync(box, account.Watch), cancellationToken);
        var pass = known?.Pass ?? account.Pass;
        return pass?.IsGoodAt(time.GetUtcNow()) is true
            ? pass
            : await LoginAsync(
                account with
                {
                    Refused = known is null ? account.Refused : known.Refused,
                },
                cancellationToken
            );
    }

    public async Task<TandemPass?> RenewAsync(
        PumpAccount account,
        TandemPass refused,
        CancellationToken cancellationToken
    )
    {
        var known = await database.WriteAsync(
            async session =>
            {
                var before = await session.FindPassAsync(box, account.Watch);
                if (before?.Pass == refused)
                {
                    await session.DropPassAsync(account.Watch);
                }

                return before;
            },
            cancellationToken
        );
        if (known?.Pass is { } other && other != refused && other.IsGoodAt(time.GetUtcNow()))
        {
            return other;
        }

        return known?.RenewedAt is { } last && time.GetUtcNow() - last < RenewEvery
            ? null
            : await LoginAsync(account, cancellationToken, isRenewal: true);
    }

    private async Task<TandemPass> LoginAsync(
        PumpAccount account,
        CancellationToken cancellationToken,
        bool isRenewal = false
    )
    {
        if (account.Refused is { } refused)
        {
            throw new TandemException(
                refused,
                "Tandem refused the credentials; nothing is tried until they are changed"
            );
        }

        var now = time.GetUtcNow();
        await database.WriteAsync(
            session => session.KeepLoginTryAsync(account.Watch, isRenewal, now),
            cancellationToken
        );
        try
        {
            var pass = await login.LoginAsync(account.Region, account.Credentials, cancellationToken);
            await database.WriteAsync(session => session.KeepPassAsync(box, account.Watch, pass), cancellationToken);
            return pass;
        }
        catch (TandemException exception) when (exception.NeedsPerson)
        {
            await database.WriteAsync(
                session => session.KeepRefusalAsync(account.Watch, exception.Failure, now),
                cancellationToken
            );
            throw;
        }
    }
}
