using System.Security.Cryptography;

namespace Scout.Server.Carriers.Vonage;

/// <summary>Reads the application's private key from wherever people put it.</summary>
internal static class VonageKey
{
    /// <summary>Throws <see cref="FormatException"/> with a sentence that says what is wrong.</summary>
    public static RSA Read(string pathOrPem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(Pem(pathOrPem));
            rsa.ExportParameters(includePrivateParameters: true);
            return rsa;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new FormatException("is not an RSA private key in PEM form (BEGIN PRIVATE KEY).", exception);
        }
    }

    private static string Pem(string pathOrPem)
    {
        var text = pathOrPem.Trim().Trim('"', '\'');
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            text = FromFile(text);
        }

        // One-line settings carry their line breaks as \n.
        return text.Replace("\\r", "").Replace("\\n", "\n");
    }

    private static string FromFile(string path)
    {
        try
        {
            return File.ReadAllText(Path.GetFullPath(path));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FormatException("names a file that cannot be read; give its path or the key itself.", exception);
        }
    }
}
