using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Scout.Server.Accounts.Passkeys;

/// <summary>A passkey that a browser has just made, checked and not yet kept.</summary>
/// <param name="Account">The account it was made for.</param>
internal sealed record NewPasskey(string Account, string Id, string Name, string Data);

/// <summary>A passkey that somebody has just shown, checked.</summary>
internal sealed record ShownPasskey(string Account, string Id, string Data);

/// <summary>
/// Asks a browser to make or to show a passkey, and checks what it answers. What was asked lies meanwhile, sealed, in a
/// cookie of that browser.
/// </summary>
internal sealed partial class PasskeyDesk(
    IPasskeyHandler<PasskeyHolder> handler,
    IDataProtectionProvider protection,
    ILogger<PasskeyDesk> logger
)
{
    private const string Cookie = "scout-passkey";
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    /// <returns>Options for <c>navigator.credentials.create</c>.</returns>
    public async Task<string> AskForNewAsync(HttpContext context, string account, string name)
    {
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = account,
                Name = name,
                DisplayName = name,
            },
            context
        );
        Keep(context, "new", options.AttestationState ?? "");
        return options.CreationOptionsJson;
    }

    /// <returns>Options for <c>navigator.credentials.get</c>.</returns>
    public async Task<string> AskAsync(HttpContext context)
    {
        var options = await handler.MakeRequestOptionsAsync(null, context);
        Keep(context, "show", options.AssertionState ?? "");
        return options.RequestOptionsJson;
    }

    /// <param name="credential">What the browser answered, JSON.</param>
    /// <returns>Null: it is not what was asked for.</returns>
    public Task<NewPasskey?> TakeNewAsync(HttpContext context, string credential) =>
        TakeAsync(
            context,
            "new",
            async state =>
            {
                var result = await handler.PerformAttestationAsync(
                    new PasskeyAttestationContext
                    {
                        HttpContext = context,
                        CredentialJson = credential,
                        AttestationState = state,
                    }
                );
                return result.Succeeded
                    ? new NewPasskey(
                        result.UserEntity.Id,
                        PasskeyData.IdOf(result.Passkey.CredentialId),
                        DeviceName.Of(context.Request.Headers.UserAgent.ToString()),
                        PasskeyData.Write(result.Passkey)
                    )
                    : throw result.Failure;
            }
        );

    /// <param name="credential">What the browser answered, JSON.</param>
    /// <returns>Null: it is not what was asked for, or a passkey that is not known here.</returns>
    public Task<ShownPasskey?> TakeAsync(HttpContext context, string credential) =>
        TakeAsync(
            context,
            "show",
            async state =>
            {
                var result = await handler.PerformAssertionAsync(
                    new PasskeyAssertionContext
                    {
                        HttpContext = context,
                        CredentialJson = credential,
                        AssertionState = state,
                    }
                );
                return result.Succeeded
                    ? new ShownPasskey(
                        result.User.Id,
                        PasskeyData.IdOf(result.Passkey.CredentialId),
                        PasskeyData.Write(result.Passkey)
                    )
                    : throw result.Failure;
            }
        );

    /// <summary>Checks an answer against what was asked; null, and a line in the log, where it does not fit.</summary>
    private async Task<T?> TakeAsync<T>(HttpContext context, string purpose, Func<string, Task<T>> check)
        where T : class
    {
        if (Take(context, purpose) is not { } state)
        {
            return null;
        }

        try
        {
            return await check(state);
        }
        catch (Exception exception) when (exception is PasskeyException or JsonException or FormatException)
        {
            LogRefused(exception.Message);
            return null;
        }
    }

    private void Keep(HttpContext context, string purpose, string state) =>
        context.Response.Cookies.Append(
            Cookie,
            Protector(purpose).Protect(state, GoodFor),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = SameSiteMode.Strict,
                MaxAge = GoodFor,
                IsEssential = true,
            }
        );

    /// <summary>Once: the next try is asked anew.</summary>
    private string? Take(HttpContext context, string purpose)
    {
        context.Response.Cookies.Delete(Cookie);
        try
        {
            return context.Request.Cookies.TryGetValue(Cookie, out var kept)
                ? Protector(purpose).Unprotect(kept)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(string purpose) =>
        protection.CreateProtector($"Scout.Accounts.Passkey.{purpose}").ToTimeLimitedDataProtector();

    [LoggerMessage(5132, LogLevel.Information, "A passkey was refused: {Reason}")]
    private partial void LogRefused(string reason);
}
