using System.Text;

namespace Scout.Server.Sources.Intake;

/// <summary>The secret in an Authorization header, however it is written.</summary>
internal static class Credentials
{
    /// <summary>"Bearer …", "token …", the password of "Basic …", or the secret alone; null: there is none.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString().Trim();
        if (header.Length == 0)
        {
            return null;
        }

        var (scheme, value) = header.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank
            ? (header[..blank], header[(blank + 1)..].Trim())
            : ("", header);
        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(value) : value;
    }

    // What is no Basic credential at all is a wrong one.
    private static string Password(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return
            Convert.TryFromBase64String(encoded, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var pair
            && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : encoded;
    }
}
