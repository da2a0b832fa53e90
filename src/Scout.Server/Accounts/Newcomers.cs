using Scout.Server.Accounts.Passkeys;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>Makes accounts from what people typed: all of an account, or nothing and a sentence beside the field.</summary>
internal sealed class Newcomers(
    Database database,
    Passwords passwords,
    PasskeyDesk passkeys,
    DeviceCookie devices,
    TimeProvider time
)
{
    private const string Gone = "gone";

    /// <summary>The first owner. Null: it is done and the device is signed in.</summary>
    /// <returns>The form with what is wrong.</returns>
    public Task<NewcomerForm?> SetUpAsync(HttpContext context, NewcomerForm form) =>
        MakeAsync(
            context,
            form.Judged(),
            Viewer.OwnerId,
            async (session, account, newcomer, now) =>
                await session.IsSetUpAsync() ? Say.It("Scout was set up a moment ago. Sign in instead.")
                : await session.SetUpOwnerAsync(newcomer, now) ? null
                : Gone
        );

    /// <summary>A member, by invitation. Null: it is done and the device is signed in.</summary>
    /// <param name="invitation">The token of the link; null: everybody may join.</param>
    public Task<NewcomerForm?> JoinAsync(HttpContext context, NewcomerForm form, string? invitation) =>
        MakeAsync(
            context,
            form.Judged(),
            account: null,
            async (session, account, newcomer, now) =>
            {
                if (!await session.AddAccountAsync(account, newcomer, now))
                {
                    return Gone;
                }

                return invitation is null || await session.UseInvitationAsync(invitation, account, now) is not null
                    ? null
                    : throw new InvitationGoneException();
            }
        );

    /// <param name="account">The one the form is for; null: a new one.</param>
    /// <param name="keep">Returns a sentence when nothing may be kept; <see cref="Gone"/>: the address is another account's.</param>
    private async Task<NewcomerForm?> MakeAsync(
        HttpContext context,
        NewcomerForm form,
        string? account,
        Func<Session, string, Newcomer, DateTimeOffset, Task<string?>> keep
    )
    {
        if (!form.IsGood)
        {
            return form;
        }

        var now = time.GetUtcNow();
        var (passkey, hash) = await KeysAsync(context, form);
        if (
            (passkey is null && hash is null)
            || (account is not null && passkey is not null && passkey.Account != account)
        )
        {
            return form.With(NewcomerForm.PasskeyField, Say.It("The passkey was not accepted. Try again."));
        }

        var id = account ?? passkey?.Account ?? Guid.CreateVersion7(now).ToString("N");
        var newcomer = new Newcomer(form.Name, form.Email.Length > 0 ? form.Email : null, Say.Language, hash, passkey);
        try
        {
            var problem = await database.WriteAsync(
                session => keep(session, id, newcomer, now),
                context.RequestAborted
            );
            if (problem is not null)
            {
                return form.With(
                    NewcomerForm.EmailField,
                    problem is Gone
                        ? Say.It("There is an account with this e-mail address already. Sign in with it.")
                        : problem
                );
            }
        }
        catch (InvitationGoneException)
        {
            return form.With(NewcomerForm.NameField, Say.It("This link was used a moment ago. Ask for a new one."));
        }

        await devices.SignInAsync(context, id);
        return null;
    }

    private async Task<(NewPasskey? Passkey, string? Hash)> KeysAsync(HttpContext context, NewcomerForm form) =>
        form.Passkey.Length > 0
            ? (await passkeys.TakeNewAsync(context, form.Passkey), null)
            : (null, passwords.Hash(form.Password));

    /// <summary>Takes back what the unit has written already.</summary>
    private sealed class InvitationGoneException : Exception;
}
