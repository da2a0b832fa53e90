namespace Scout.Server.Pages;

/// <summary>Light, dark, or as the device says. Kept by the browser: a phone at the bed and a desk may differ.</summary>
internal static class Theme
{
    public const string Cookie = "scout-theme";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>"light", "dark"; null: as the device says.</summary>
    public static string? Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is Light or Dark ? context.Request.Cookies[Cookie] : null;

    /// <param name="theme">Anything but "light" and "dark": as the device says.</param>
    public static void Keep(HttpContext context, string? theme)
    {
        var options = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(400),
        };
        if (theme is Light or Dark)
        {
            context.Response.Cookies.Append(Cookie, theme, options);
        }
        else
        {
            context.Response.Cookies.Delete(Cookie, options);
        }
    }
}
