using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>The secret of the setup link: SCOUT_SETUP_TOKEN, or a random one that survives restarts and is shared by all nodes.</summary>
internal sealed class SetupToken(IConfiguration configuration, Database database, IDataProtectionProvider protection)
    : IDisposable
{
    private const string Key = "setup_token";

    private readonly SemaphoreSlim _once = new(1, 1);
    private string? _token;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is { } known)
        {
            return known;
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            return _token ??= configuration["Scout:SetupToken"] is { Length: > 0 } configured
                ? configured
                : await KeptAsync(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask<bool> MatchesAsync(string? given, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(given))
        {
            return false;
        }

        var token = await GetAsync(cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Hash(given), Hash(token));
    }

    public void Dispose() => _once.Dispose();

    private async Task<string> KeptAsync(CancellationToken cancellationToken)
    {
        var protector = protection.CreateProtector("Scout.Accounts.SetupToken");
        var kept = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select value from settings where key = @Key", new { Key }),
            cancellationToken
        );
        if (Unprotect(protector, kept) is { } token)
        {
            return token;
        }

        // The keys that could read the old row are gone, or there is none. Another node may be faster: its row counts.
        var fresh = protector.Protect(Base32(RandomNumberGenerator.GetBytes(20)));
        var stored = await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "delete from settings where key = @Key and value = @kept",
                    new { Key, kept = kept ?? "" }
                );
                await session.ExecuteAsync(
                    "insert into settings (key, value) values (@Key, @fresh) on conflict (key) do nothing",
                    new { Key, fresh }
                );
                return await session.FirstOrDefaultAsync<string>(
                    "select value from settings where key = @Key",
                    new { Key }
                );
            },
            cancellationToken
        );
        return Unprotect(protector, stored)
            ?? throw new InvalidOperationException("The setup token cannot be read: the nodes have different keys.");
    }

    private static string? Unprotect(IDataProtector protector, string? kept)
    {
        try
        {
            return kept is null ? null : protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // Easy to read aloud and to type: no 0, 1, 8, 9, all lower case.
    private static string Base32(byte[] bytes) =>
        string.Create(
            bytes.Length * 8 / 5,
            bytes,
            static (text, bytes) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    var bit = i * 5;
                    var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
                    text[i] = "abcdefghijklmnopqrstuvwxyz234567"[(pair >> (11 - (bit % 8))) & 31];
                }
            }
        );
}
