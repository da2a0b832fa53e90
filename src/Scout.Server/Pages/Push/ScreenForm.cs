using System.Buffers.Text;
using System.Text.RegularExpressions;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Push;
using Scout.Server.Push.Browser;

namespace Scout.Server.Pages.Push;

/// <summary>The forms that add a screen: from what was typed, or what a browser said of itself, to a target.</summary>
internal static partial class ScreenForm
{
    /// <summary>What a service calls a wrong address costs a message; so little is asked here.</summary>
    private const int LongestAddress = 1_000;

    private const int AuthBytes = 16;

    /// <summary>Null: the form says what is wrong.</summary>
    /// <param name="allowHttp">Plain http is for an owner's own network.</param>
    public static ScreenTarget.Ntfy? ReadNtfy(TypedForm form, bool allowHttp)
    {
        var server = ReadServer(form, allowHttp);
        var topic = form["topic"];
        if (!Topic().IsMatch(topic))
        {
            form.Refuse(
                "topic",
                Say.It("A topic has 1 to 64 letters, digits, - or _. Choose one that nobody can guess.")
            );
        }

        var token = form["token"];
        if (token.Length > 200 || token.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not '_'))
        {
            form.Refuse("token", Say.It("An access token of ntfy has letters and digits only, such as tk_…"));
        }

        return form.IsFine && server is not null
            ? new ScreenTarget.Ntfy(server, topic, token.Length == 0 ? null : token)
            : null;
    }

    /// <param name="hasToken">The instance has an application of its own.</param>
    public static ScreenTarget.Pushover? ReadPushover(TypedForm form, bool hasToken)
    {
        if (!PushoverKey().IsMatch(form["user"]))
        {
            form.Refuse("user", Say.It("A user key of Pushover has 30 letters and digits; its app shows it."));
        }

        var application = form["application"];
        if (application.Length > 0 ? !PushoverKey().IsMatch(application) : !hasToken)
        {
            form.Refuse(
                "application",
                Say.It("Pushover needs the token of an application: 30 letters and digits. Make one on pushover.net.")
            );
        }

        return form.IsFine
            ? new ScreenTarget.Pushover(form["user"], application.Length == 0 ? null : application)
            : null;
    }

    public static ScreenTarget.Browser? ReadBrowser(TypedForm form, bool allowHttp)
    {
        if (
            Read(form["endpoint"], allowHttp) is not { } endpoint
            || form["endpoint"].Length > LongestAddress
            || Bytes(form["key"]) is not { Length: P256.PointBytes } key
            || !P256.IsPoint(key)
            || Bytes(form["auth"]) is not { Length: AuthBytes }
        )
        {
            form.Refuse("browser", Say.It("The browser gave no address for messages. Reload the page and try again."));
            return null;
        }

        return new ScreenTarget.Browser(endpoint, form["key"], form["auth"]);
    }

    /// <summary>As pages show it: a topic is a secret, so is most of a key.</summary>
    public static string NameOf(ScreenTarget target, string device) =>
        target switch
        {
            ScreenTarget.Ntfy ntfy => $"{ntfy.Server.Authority} · {Cover(ntfy.Topic)}",
            ScreenTarget.Pushover pushover => Cover(pushover.User),
            _ => device,
        };

    private static string Cover(string secret) => secret.Length <= 4 ? "…" : $"…{secret[^3..]}";

    private static Uri? ReadServer(TypedForm form, bool allowHttp)
    {
        var typed = form["server"].Contains("://", StringComparison.Ordinal)
            ? form["server"]
            : $"https://{form["server"]}";
        if (Read(typed, allowHttp) is { Query.Length: 0, Fragment.Length: 0 } server && typed.Length < LongestAddress)
        {
            return new Uri(server.AbsoluteUri.TrimEnd('/') + "/");
        }

        form.Refuse(
            "server",
            Say.It("The server must be a web address that begins with https://, such as https://ntfy.sh.")
        );
        return null;
    }

    private static Uri? Read(string text, bool allowHttp) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Host.Length: > 0, UserInfo.Length: 0 }
        && (address.Scheme == Uri.UriSchemeHttps || (allowHttp && address.Scheme == Uri.UriSchemeHttp))
            ? address
            : null;

    private static byte[]? Bytes(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[-_A-Za-z0-9]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex Topic();

    [GeneratedRegex("^[A-Za-z0-9]{30}$", RegexOptions.None, 1000)]
    private static partial Regex PushoverKey();
}
