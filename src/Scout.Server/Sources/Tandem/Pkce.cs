using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Scout.Server.Sources.Tandem;

/// <summary>Proof that whoever redeems a code is who asked for it.</summary>
internal sealed record Pkce(string Verifier, string Challenge)
{
    public const int RandomBytes = 64;

    public static Pkce Of(ReadOnlySpan<byte> random)
    {
        var verifier = Base64Url.EncodeToString(random);
        return new Pkce(verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    public static Pkce Make() => Of(RandomNumberGenerator.GetBytes(RandomBytes));

    public override string ToString() => nameof(Pkce);
}
