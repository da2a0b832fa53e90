using System.Diagnostics.CodeAnalysis;

namespace Scout.Core.Nightscout;

/// <summary>A Nightscout site as Scout keeps it: scheme, host, port and the path before /api, and the credential apart.</summary>
/// <param name="Site">Ends with a slash, has no query, no fragment and no user.</param>
/// <param name="Credential">What the pasted address carried with it, if anything.</param>
public sealed record NightscoutAddress(Uri Site, NightscoutCredential Credential)
{
    /// <summary>Takes what people paste; where that cannot be a site, one sentence says why.</summary>
    /// <param name="allowHttp">True on an owner's own network: the credential then travels in the clear.</param>
    public static bool TryParse(
        string? typed,
        bool allowHttp,
        [NotNullWhen(true)] out NightscoutAddress? address,
        [NotNullWhen(false)] out string? problem
    )
    {
        address = null;
        problem = Problem(typed, allowHttp, out var uri);
        if (problem is not null)
        {
            return false;
        }

        problem = CredentialOf(uri!, out var credential);
        if (problem is not null)
        {
            return false;
        }

        address = new NightscoutAddress(SiteOf(uri!), credential);
        return true;
    }

    private static string? Problem(string? typed, bool allowHttp, out Uri? uri)
    {
        uri = null;
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            return "Type the address of the Nightscout site, for example https://my-site.example.";
        }

        if (!text.Contains("://", StringComparison.Ordinal))
        {
            text = "https://" + text.TrimStart('/');
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.Host.Length == 0)
        {
            return "This is not a web address; it should look like https://my-site.example.";
        }

        return uri.Scheme switch
        {
            "https" => null,
            "http" when allowHttp => null,
            "http" => "The address must begin with https://, so that nobody on the way can read along.",
            _ => $"The address must begin with https://, not {uri.Scheme}://.",
        };
    }

    private static Uri SiteOf(Uri uri)
    {
        var path = uri.AbsolutePath;
        var api = path.IndexOf("/api/", StringComparison.OrdinalIgnoreCase);
        if (api >= 0)
        {
            path = path[..api];
        }
        else if (path.EndsWith("/api", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^"/api".Length];
        }

        return new UriBuilder(uri.Scheme, uri.Host, uri.Port, path.TrimEnd('/') + "/").Uri;
    }

    private static string? CredentialOf(Uri uri, out NightscoutCredential credential)
    {
        credential = NightscoutCredential.None;
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = Uri.UnescapeDataString(equals < 0 ? "" : pair[(equals + 1)..]);
            if (value.Length == 0)
            {
                continue;
            }

            if (name.Equals("token", StringComparison.OrdinalIgnoreCase))
            {
                credential = NightscoutCredential.Parse(value);
                if (credential is not NightscoutCredential.AccessToken)
                {
                    return "The token in the address does not look like one of Nightscout's: name-0123456789abcdef.";
                }
            }
            else if (name.Equals("secret", StringComparison.OrdinalIgnoreCase))
            {
                // In an address Nightscout takes the hash only, so a hash is what stands there.
                credential = NightscoutCredential.OfHash(value) ?? NightscoutCredential.Parse(value);
            }
        }

        if (credential is NightscoutCredential.Anonymous && uri.UserInfo.Length > 0)
        {
            // Uploaders such as xDrip write https://SECRET@site/api/v1/.
            credential = NightscoutCredential.Parse(Uri.UnescapeDataString(uri.UserInfo.Split(':')[^1]));
        }

        return null;
    }
}
