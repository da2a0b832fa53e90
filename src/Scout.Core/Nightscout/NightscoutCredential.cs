using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Scout.Core.Nightscout;

/// <summary>What opens a Nightscout site. Its text form is a secret: it is encrypted wherever it is kept.</summary>
public abstract partial record NightscoutCredential
{
    /// <summary>Marks, in the text form, a secret that is already hashed.</summary>
    public const string HashPrefix = "sha1:";

    private NightscoutCredential() { } // closed

    public static NightscoutCredential None { get; } = new Anonymous();

    /// <summary>The form that is kept; <see cref="Parse"/> reads it back.</summary>
    public abstract string Text { get; }

    /// <summary>A token is a name, a hyphen and 16 hexadecimal digits; everything else is the site's API secret.</summary>
    public static NightscoutCredential Parse(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            return None;
        }

        if (TokenForm().IsMatch(text))
        {
            return new AccessToken(text);
        }

        var kept = text.StartsWith(HashPrefix, StringComparison.Ordinal) ? OfHash(text[HashPrefix.Length..]) : null;
        return kept ?? new Secret(HashOf(text));
    }

    /// <summary>Null where the text is no SHA-1 in hexadecimal.</summary>
    public static NightscoutCredential? OfHash(string hash) =>
        HashForm().IsMatch(hash) ? new Secret(Lower(hash)) : null;

    /// <summary>Never the credential itself: records print themselves into logs and exceptions.</summary>
    public sealed override string ToString() => GetType().Name;

#pragma warning disable CA5350 // SHA-1 is what Nightscout asks for.
    private static string HashOf(string secret) =>
        Lower(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(secret))));
#pragma warning restore CA5350

#pragma warning disable CA1308 // Lower case is what old sites compare with (0.12 refuses upper case).
    private static string Lower(string hash) => hash.ToLowerInvariant();
#pragma warning restore CA1308

    [GeneratedRegex("^[A-Za-z0-9_]*-[0-9a-f]{16}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenForm();

    [GeneratedRegex("^[0-9A-Fa-f]{40}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HashForm();

    /// <summary>A site that everybody may read.</summary>
    public sealed record Anonymous : NightscoutCredential
    {
        public override string Text => "";
    }

    /// <summary>The site's API secret, of which only the hash is ever kept or sent.</summary>
    /// <param name="Hash">SHA-1, 40 lower-case hexadecimal digits.</param>
    public sealed record Secret(string Hash) : NightscoutCredential
    {
        public override string Text => HashPrefix + Hash;
    }

    /// <summary>A token with rights of its own; exchanged for a short-lived one before each use.</summary>
    public sealed record AccessToken(string Value) : NightscoutCredential
    {
        public override string Text => Value;
    }
}
