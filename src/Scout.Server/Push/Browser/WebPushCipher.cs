using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Scout.Server.Push.Browser;

/// <summary>Encrypts a message for one browser (RFC 8291 over RFC 8188, aes128gcm), so that its maker's service cannot read it.</summary>
internal static class WebPushCipher
{
    /// <summary>What services accept in all, less what the encryption adds.</summary>
    public const int MostBytes = 3_900;

    private const int RecordSize = 4_096;
    private const int SaltBytes = 16;
    private const int TagBytes = 16;

    /// <param name="browserKey">65 bytes, an uncompressed point.</param>
    /// <param name="auth">16 bytes.</param>
    /// <exception cref="CryptographicException">The key is no point of the curve.</exception>
    public static byte[] Encrypt(byte[] plain, byte[] browserKey, byte[] auth)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plain, browserKey, auth, own, RandomNumberGenerator.GetBytes(SaltBytes));
    }

    /// <summary>The same with the sender's key and the salt given, as the example of the RFC needs it.</summary>
    internal static byte[] Encrypt(byte[] plain, byte[] browserKey, byte[] auth, ECDiffieHellman own, byte[] salt)
    {
        using var theirs = ECDiffieHellman.Create(P256.Read(browserKey));
        var ownKey = P256.Write(own.ExportParameters(includePrivateParameters: false));
        var shared = own.DeriveRawSecretAgreement(theirs.PublicKey);
        byte[] keyInfo = [.. "WebPush: info\0"u8, .. browserKey, .. ownKey];
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth, keyInfo);
        var pseudo = HKDF.Extract(HashAlgorithmName.SHA256, input, salt);
        var key = HKDF.Expand(HashAlgorithmName.SHA256, pseudo, 16, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.Expand(HashAlgorithmName.SHA256, pseudo, 12, "Content-Encoding: nonce\0"u8.ToArray());

        // salt, record size, length of the key's id, the key itself; then one record with its end mark.
        var head = SaltBytes + 4 + 1 + ownKey.Length;
        var sealedMessage = new byte[head + plain.Length + 1 + TagBytes];
        salt.CopyTo(sealedMessage, 0);
        BinaryPrimitives.WriteUInt32BigEndian(sealedMessage.AsSpan(SaltBytes), RecordSize);
        sealedMessage[SaltBytes + 4] = (byte)ownKey.Length;
        ownKey.CopyTo(sealedMessage, SaltBytes + 5);
        byte[] record = [.. plain, 2];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            nonce,
            record,
            sealedMessage.AsSpan(head, record.Length),
            sealedMessage.AsSpan(head + record.Length)
        );
        return sealedMessage;
    }
}
