using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Scout.Server.Storage;

/// <summary>Keeps tokens and passwords unreadable in the database. The keys lie beside it, in a folder or a table.</summary>
internal sealed class SecretBox(IDataProtectionProvider provider)
{
    /// <param name="purpose">What the secret is for; the same again to open it.</param>
    public string Close(string purpose, string secret) => provider.CreateProtector(purpose).Protect(secret);

    /// <summary>Null: closed for another purpose, tampered with, or its key is lost. The person must type it again.</summary>
    public string? Open(string purpose, string closed)
    {
        try
        {
            return provider.CreateProtector(purpose).Unprotect(closed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
