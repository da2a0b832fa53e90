using Microsoft.Extensions.Options;
using Scout.Server.Pages.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Accounts.OpenId;

/// <summary>What becomes of somebody whom the issuer knows: an account, or a reason why not.</summary>
internal readonly record struct Arrival(string? Account, Closing Why)
{
    public static Arrival At(string account) => new(account, default);

    public static Arrival Refused(Closing why) => new(null, why);
}

/// <summary>
/// Finds the account of somebody whom the issuer knows, or makes it where that is allowed. An e-mail address counts
/// only when the issuer verified it, and never opens an account that was made otherwise: its address may be anybody's.
/// </summary>
internal sealed class Arrivals(
    Database database,
    IOptions<AccountsOptions> options,
    IConfiguration configuration,
    TimeProvider time
)
{
    public async Task<Arrival> ArriveAsync(IssuerLogin login, Trip trip, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            return await database.WriteAsync(session => ArriveAsync(session, login, trip, now), cancellationToken);
        }
        catch (TooLateException)
        {
            return Arrival.Refused(Closing.Invitation);
        }
    }

    private async Task<Arrival> ArriveAsync(Session session, IssuerLogin login, Trip trip, DateTimeOffset now)
    {
        var known = await session.FindByLoginAsync(login);
        if (trip.Account is { } account)
        {
            return await ConnectAsync(session, login, known, account, now);
        }

        if (known is not null)
        {
            return await CareAsync(session, login, trip, known, now);
        }

        var isOwner = Email.AreSame(login.VerifiedEmail, configuration["Scout:OwnerEmail"]);
        if (trip.IsSetup || isOwner)
        {
            return await OwnAsync(session, login, isOwner, now);
        }

        return trip.Invitation is { } token
            ? await JoinAsync(session, login, token, now)
            : await EnrolAsync(session, login, now);
    }

    private static async Task<Arrival> ConnectAsync(
        Session session,
        IssuerLogin login,
        string? known,
        string account,
        DateTimeOffset now
    )
    {
        if (known is null)
        {
            await session.AddLoginAsync(account, login, now);
        }

        return known is null || known == account ? Arrival.At(account) : Arrival.Refused(Closing.TakenLogin);
    }

    /// <summary>Somebody with an account who came by an invitation to look after a watch.</summary>
    private static async Task<Arrival> CareAsync(
        Session session,
        IssuerLogin login,
        Trip trip,
        string account,
        DateTimeOffset now
    )
    {
        if (
            trip.Invitation is { } token
            && await session.FindInvitationAsync(token, now) is { } invitation
            && invitation.Is(InvitationKind.Care)
            && IsFor(invitation, login)
        )
        {
            await session.UseInvitationAsync(token, account, now);
        }

        return Arrival.At(account);
    }

    private static async Task<Arrival> OwnAsync(Session session, IssuerLogin login, bool isOwner, DateTimeOffset now)
    {
        if (!await session.IsSetUpAsync())
        {
            return await session.SetUpOwnerAsync(Newcomer(login), now)
                ? Arrival.At(Viewer.OwnerId)
                : Arrival.Refused(Closing.KnownEmail);
        }

        if (!isOwner)
        {
            return Arrival.Refused(Closing.Setup);
        }

        await session.AddLoginAsync(Viewer.OwnerId, login, now);
        return Arrival.At(Viewer.OwnerId);
    }

    private static async Task<Arrival> JoinAsync(Session session, IssuerLogin login, string token, DateTimeOffset now)
    {
        if (
            await session.FindInvitationAsync(token, now) is not { } invitation
            || invitation.Is(InvitationKind.Recover)
        )
        {
            return Arrival.Refused(Closing.Invitation);
        }

        if (!IsFor(invitation, login))
        {
            return Arrival.Refused(Closing.OtherEmail);
        }

        var account = Guid.CreateVersion7(now).ToString("N");
        if (!await session.AddAccountAsync(account, Newcomer(login), now))
        {
            return Arrival.Refused(Closing.KnownEmail);
        }

        return await session.UseInvitationAsync(token, account, now) is not null
            ? Arrival.At(account)
            : throw new TooLateException();
    }

    private async Task<Arrival> EnrolAsync(Session session, IssuerLogin login, DateTimeOffset now)
    {
        if (await session.IsTakenAsync(login.VerifiedEmail, account: ""))
        {
            return Arrival.Refused(Closing.KnownEmail);
        }

        if (!options.Value.Allows(login.VerifiedEmail))
        {
            return Arrival.Refused(Closing.SignUp);
        }

        var account = Guid.CreateVersion7(now).ToString("N");
        return await session.AddAccountAsync(account, Newcomer(login), now)
            ? Arrival.At(account)
            : Arrival.Refused(Closing.KnownEmail);
    }

    private static bool IsFor(Invitation invitation, IssuerLogin login) =>
        invitation.Email is null || Email.AreSame(invitation.Email, login.VerifiedEmail);

    private static Newcomer Newcomer(IssuerLogin login)
    {
        var name = new string([.. (login.Name ?? "").Where(c => !char.IsControl(c)).Take(80)]).Trim();
        return new Newcomer(
            name.Length > 0 ? name : login.VerifiedEmail?.Split('@')[0] ?? "?",
            login.VerifiedEmail,
            Say.Language,
            Login: login
        );
    }

    /// <summary>Takes back what the unit has written already: somebody used the invitation a moment ago.</summary>
    private sealed class TooLateException : Exception;
}
