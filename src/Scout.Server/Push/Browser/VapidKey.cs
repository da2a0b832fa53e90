using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Scout.Server.Storage;

namespace Scout.Server.Push.Browser;

/// <summary>
/// The key by which browsers' services know this instance (VAPID, RFC 8292). Made once and kept encrypted: browsers
/// take messages only from the key they were told, so a new one would lose all of them.
/// </summary>
internal sealed class VapidKey(Database database, SecretBox secrets, PublicAddress address, TimeProvider time)
    : IDisposable
{
    private const string Setting = "push.vapid";
    private const string Purpose = "Scout.Push.Vapid";

    /// <summary>Services refuse tokens that are good for more than a day.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly SemaphoreSlim _door = new(1, 1);
    private ECDsa? _key;

    /// <summary>65 bytes as base64url: what a browser is told.</summary>
    public async Task<string> PublicAsync(CancellationToken cancellationToken) =>
        Public(await KeyAsync(cancellationToken));

    /// <summary>The Authorization header of a request to a service.</summary>
    public async Task<string> AuthorizeAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken);
        using var claims = new MemoryStream();
        await using (var json = new Utf8JsonWriter(claims))
        {
            json.WriteStartObject();
            json.WriteString("aud", endpoint.GetLeftPart(UriPartial.Authority));
            json.WriteNumber("exp", (time.GetUtcNow() + Life).ToUnixTimeSeconds());
            if (address.Sender is { } sender)
            {
                json.WriteString("sub", sender);
            }

            json.WriteEndObject();
        }

        var head = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);
        var signed = $"{head}.{Base64Url.EncodeToString(claims.ToArray())}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"vapid t={signed}.{Base64Url.EncodeToString(signature)}, k={Public(key)}";
    }

    public void Dispose()
    {
        _key?.Dispose();
        _door.Dispose();
    }

    private static string Public(ECDsa key) =>
        Base64Url.EncodeToString(P256.Write(key.ExportParameters(includePrivateParameters: false)));

    private async Task<ECDsa> KeyAsync(CancellationToken cancellationToken)
    {
        await _door.WaitAsync(cancellationToken);
        try
        {
            return _key ??= await ReadAsync(cancellationToken);
        }
        finally
        {
            _door.Release();
        }
    }

    private async Task<ECDsa> ReadAsync(CancellationToken cancellationToken)
    {
        var kept = await database.ReadAsync(FindAsync, cancellationToken);
        if (Open(kept) is { } known)
        {
            return known;
        }

        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var closed = secrets.Close(Purpose, Convert.ToBase64String(fresh.ExportPkcs8PrivateKey()));
        var stored = await database.WriteAsync(
            async session =>
            {
                // What cannot be opened any more makes room; where another node was faster, its key counts.
                await session.ExecuteAsync(
                    "delete from settings where key = @Setting and value = @kept",
                    new { Setting, kept = kept ?? "" }
                );
                await session.ExecuteAsync(
                    "insert into settings (key, value) values (@Setting, @closed) on conflict (key) do nothing",
                    new { Setting, closed }
                );
                return await FindAsync(session);
            },
            cancellationToken
        );
        return Open(stored)
            ?? throw new InvalidOperationException(
                "The key for browsers cannot be read: the nodes have different keys."
            );
    }

    private static Task<string?> FindAsync(Session session) =>
        session.FirstOrDefaultAsync<string>("select value from settings where key = @Setting", new { Setting });

    private ECDsa? Open(string? closed)
    {
        if (closed is null || secrets.Open(Purpose, closed) is not { } text)
        {
            return null;
        }

        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
        return key;
    }
}
