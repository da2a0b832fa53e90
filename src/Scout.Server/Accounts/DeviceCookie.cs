using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>The cookie of a signed-in device: a random key and nothing else.</summary>
internal sealed class DeviceCookie(Database database, TimeProvider time)
{
    public const string Name = "scout";

    public static string? KeyOf(HttpRequest request) =>
        request.Cookies.TryGetValue(Name, out var key) && key.Length is > 0 and <= 100 ? key : null;

    /// <summary>Signs the device of this request in. A device that was somebody else's is signed out before.</summary>
    public async Task SignInAsync(HttpContext context, string account)
    {
        var before = KeyOf(context.Request);
        var device = DeviceName.Of(context.Request.Headers.UserAgent.ToString());
        var now = time.GetUtcNow();
        var key = await database.WriteAsync(
            async session =>
            {
                if (before is not null)
                {
                    await session.EndDeviceAsync(Secrets.Hash(before));
                }

                return await session.OpenDeviceAsync(account, device, now);
            },
            context.RequestAborted
        );
        Set(context.Response, key);
    }

    public async Task SignOutAsync(HttpContext context)
    {
        if (KeyOf(context.Request) is { } key)
        {
            await database.WriteAsync(session => session.EndDeviceAsync(Secrets.Hash(key)), context.RequestAborted);
        }

        context.Response.Cookies.Delete(Name, Options(context.Request.IsHttps));
    }

    public static void Set(HttpResponse response, string key)
    {
        var options = Options(response.HttpContext.Request.IsHttps);
        options.MaxAge = Devices.KeptFor;
        response.Cookies.Append(Name, key, options);
    }

    private static CookieOptions Options(bool isHttps) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = isHttps,
            Path = "/",
            IsEssential = true,
        };
}
