using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Scout.Server.Push.Browser;

namespace Scout.Server.Tests.Push;

/// <summary>Encryption for browsers against the example of RFC 8291, appendix A.</summary>
public sealed class WebPushCipherTests
{
    private const string BrowserKey =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string SenderKey =
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string SenderSecret = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

    [Fact]
    public void The_example_of_the_standard_comes_out_byte_by_byte()
    {
        var key = P256.Read(Bytes(SenderKey));
        key.D = Bytes(SenderSecret);
        using var sender = ECDiffieHellman.Create(key);

        var message = WebPushCipher.Encrypt(
            Encoding.UTF8.GetBytes("When I grow up, I want to be a watermelon"),
            Bytes(BrowserKey),
            Bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            sender,
            Bytes("DGv6ra1nlYgDCS1FRnbzlw")
        );

        Base64Url
            .EncodeToString(message)
            .ShouldBe(
                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w"
                    + "EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
            );
    }

    [Fact]
    public void Two_messages_of_the_same_words_have_nothing_in_common()
    {
        var (one, other) = (Seal(), Seal());
        one[..16].ShouldNotBe(other[..16]);
        one[21..].ShouldNotBe(other[21..]);

        static byte[] Seal() => WebPushCipher.Encrypt("low"u8.ToArray(), Bytes(BrowserKey), new byte[16]);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void What_is_no_point_of_the_curve_is_no_key(int length)
    {
        var key = new byte[length];
        key[0] = 4;
        key[^1] = 7;
        P256.IsPoint(key).ShouldBeFalse();
        P256.IsPoint(Bytes(BrowserKey)).ShouldBeTrue();
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
