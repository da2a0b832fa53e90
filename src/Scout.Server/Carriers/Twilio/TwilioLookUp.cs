using System.Text.Json;
using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Twilio;

/// <summary>Finds an attempt in the answer to a look-up: one call or text, or a page of them, newest first.</summary>
internal static class TwilioLookUp
{
    /// <summary>Clocks differ a little; what is older than this is another call. Texts may follow closely.</summary>
    private static TimeSpan SlackOf(Channel channel) => TimeSpan.FromSeconds(channel is Channel.Call ? 10 : 2);

    public static string Path(LookUpOrder order, string from)
    {
        var kind = order.Channel is Channel.Call ? "Calls" : "Messages";
        if (order.Reference is { } reference)
        {
            return $"{kind}/{InAddress(reference)}.json";
        }

        // Not by time: a call that still waits in Twilio's queue has no start yet.
        var to = Uri.EscapeDataString(order.To);
        return order.Channel is Channel.Call
            ? $"{kind}.json?To={to}&From={Uri.EscapeDataString(from)}&PageSize=50"
            : $"{kind}.json?To={to}&PageSize=50";
    }

    public static CarrierAnswer Read(ReadOnlyMemory<byte> body, LookUpOrder order)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (order.Reference is not null)
            {
                return Answer(root, order.Channel);
            }

            // The oldest that is young enough: what came after it was another order.
            var found = Page(root, order.Channel is Channel.Call ? "calls" : "messages")
                .LastOrDefault(item => Fits(item, order));
            return found.ValueKind is JsonValueKind.Object
                ? Answer(found, order.Channel)
                : new CarrierAnswer.NotFound();
        }
        catch (JsonException)
        {
            return new CarrierAnswer.NoAnswer("Twilio's answer is not JSON.");
        }
    }

    /// <summary>"ca63f6…" as "CA63f6…": the letters of the kind are capital on the wire.</summary>
    public static string InAddress(string reference) =>
        reference.Length > 2
            ? Uri.EscapeDataString(reference[..2].ToUpperInvariant() + reference[2..])
            : Uri.EscapeDataString(reference);

    private static bool Fits(JsonElement item, LookUpOrder order) =>
        item.Text("to") == order.To
        && !item.Text("direction").StartsWith("inbound", StringComparison.Ordinal)
        && (Time(item) is { } at ? at >= order.SentAt - SlackOf(order.Channel) : IsUnderWay(item));

    private static DateTimeOffset? Time(JsonElement item)
    {
        var text = item.Text("date_created") is { Length: > 0 } created ? created : item.Text("start_time");
        return CarrierWords.Instant(text);
    }

    private static bool IsUnderWay(JsonElement item) =>
        item.Text("status") is "queued" or "initiated" or "ringing" or "in-progress" or "accepted" or "sending";

    private static CarrierAnswer Answer(JsonElement item, Channel channel)
    {
        var report = channel is Channel.Call ? TwilioReports.OfCall(item) : TwilioReports.OfText(item);
        return report.Reference.Length == 0
            ? new CarrierAnswer.NoAnswer("Twilio's answer names no call or text.")
            : new CarrierAnswer.Found(report);
    }

    private static JsonElement.ArrayEnumerator Page(JsonElement root, string name) =>
        root.ValueKind is JsonValueKind.Object
        && root.TryGetProperty(name, out var items)
        && items.ValueKind is JsonValueKind.Array
            ? items.EnumerateArray()
            : default;
}
