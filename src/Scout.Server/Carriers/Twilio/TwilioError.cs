using System.Text.Json;

namespace Scout.Server.Carriers.Twilio;

/// <summary>An error body, or none: reading it never throws.</summary>
/// <param name="Code">e.g. "21211"; empty when there is none.</param>
/// <param name="Words">For the ledger, without phone numbers.</param>
internal sealed record TwilioError(string Code, string Words)
{
    public static TwilioError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var code = root.Text("code");
            return new TwilioError(
                code.Length is > 0 and <= 6 && code.All(char.IsAsciiDigit) ? code : "",
                CarrierWords.Mask(root.Text("message"))
            );
        }
        catch (JsonException)
        {
            return new TwilioError("", ""); // a proxy's page, or nothing
        }
    }
}
