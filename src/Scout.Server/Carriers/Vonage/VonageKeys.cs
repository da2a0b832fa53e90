using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Scout.Core.Messages;

namespace Scout.Server.Carriers.Vonage;

/// <summary>A key in a call: read as Vonage writes it, answered with what the call says next.</summary>
internal sealed class VonageKeys(CallKeys keys, VonageCallbacks callbacks)
{
    public async Task<IResult> PressAsync(string token, Webhook webhook, CancellationToken cancellationToken)
    {
        var pressed = new PressedKey(
            VonageClient.CarrierName,
            token,
            VonageReports.Reference(webhook.Root),
            Digits(webhook.Root),
            Convert.ToHexString(SHA256.HashData(webhook.Payload))
        );
        return await keys.PressAsync(pressed, cancellationToken) switch
        {
            KeyAnswer.Says says => Says(says.Script),
            KeyAnswer.OneMoment => Says(CallKeys.OneMoment),
            KeyAnswer.NotKept => TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable), // Vonage asks again; not after a 500
            _ => TypedResults.NotFound(),
        };

        IResult Says(CallScript script) =>
            TypedResults.Json<ImmutableArray<NccoAction>>(
                VonageMarkup.ForAnswer(script, callbacks.Input(token)),
                VonageWire.Json
            );
    }

    /// <summary>The pressed keys; empty for none. An older shape is a plain text.</summary>
    internal static string Digits(JsonElement root)
    {
        var keys = root.Text("dtmf", "digits") is { Length: > 0 } digits ? digits : root.Text("dtmf");
        return string.Concat(keys.Where(key => char.IsAsciiDigit(key) || key is '*' or '#').Take(20));
    }
}
