using System.Text.Json;
using Scout.Server.Replies;

namespace Scout.Server.Carriers.Vonage;

/// <summary>Reads an inbound text in the shape of Messages v1 or of the older SMS API.</summary>
internal static class VonageInbound
{
    private const int LongestText = 1600;

    public static InboundText? Read(JsonElement root)
    {
        var id = First(root, "message_uuid", "messageId");
        var from = VonageNumber.International(First(root, "from", "msisdn"));
        var text = root.Text("text");
        return id.Length is > 0 and <= 100 && from.Length is > 7 and <= 16
            ? new InboundText(
                VonageClient.CarrierName,
                id,
                from,
                text.Length > LongestText ? text[..LongestText] : text
            )
            {
                To = VonageNumber.International(root.Text("to")),
            }
            : null;
    }

    private static string First(JsonElement root, string name, string olderName) =>
        root.Text(name) is { Length: > 0 } text ? text : root.Text(olderName);
}
