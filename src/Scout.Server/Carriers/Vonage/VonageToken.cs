using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scout.Server.Carriers.Vonage;

/// <summary>The signed token that every request carries: RS256, good for 15 minutes, made anew after 10.</summary>
internal sealed class VonageToken(RSA key, string applicationId, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Reuse = TimeSpan.FromMinutes(10);
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    private readonly Lock _gate = new(); // an RSA object serves one thread at a time
    private string _current = "";
    private DateTimeOffset _madeAt;

    public string Current()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            // Also when the clock was set back: a token from the future is refused.
            if (_current.Length == 0 || now < _madeAt || now - _madeAt >= Reuse)
            {
                _current = Make(now);
                _madeAt = now;
            }

            return _current;
        }
    }

    public void Dispose() => key.Dispose();

    private string Make(DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["application_id"] = applicationId,
                ["iat"] = now.ToUnixTimeSeconds(),
                ["exp"] = (now + Life).ToUnixTimeSeconds(),
                ["jti"] = Guid.CreateVersion7(now).ToString(),
            }
        );
        var signed = $"{Header}.{Base64Url.EncodeToString(claims)}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
