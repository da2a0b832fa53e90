using System.Text.Json;

namespace Scout.Server.Carriers.Vonage;

/// <summary>Finds an attempt in the answer to a look-up: one call, or a page of calls.</summary>
internal static class VonageLookUp
{
    public static CarrierAnswer Read(ReadOnlyMemory<byte> body, LookUpOrder order, string from)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (order.Reference is not null)
            {
                return Answer(root);
            }

            var to = VonageNumber.Digits(order.To);
            var call = Calls(root).FirstOrDefault(call => Number(call, "to") == to && IsFrom(call, from)); // newest first
            return call.ValueKind is JsonValueKind.Object ? Answer(call) : new CarrierAnswer.NotFound();
        }
        catch (JsonException)
        {
            return new CarrierAnswer.NoAnswer("Vonage's answer is not JSON.");
        }
    }

    private static CarrierAnswer Answer(JsonElement call)
    {
        var report = VonageReports.OfCall(call);
        return report.Reference.Length == 0
            ? new CarrierAnswer.NoAnswer("Vonage's answer names no call.")
            : new CarrierAnswer.Found(report with { Key = $"{report.Key}look-up" });
    }

    private static bool IsFrom(JsonElement call, string from)
    {
        var by = Number(call, "from");
        return by.Length == 0 || by == from;
    }

    private static JsonElement.ArrayEnumerator Calls(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object
        && root.TryGetProperty("_embedded", out var embedded)
        && embedded.ValueKind is JsonValueKind.Object
        && embedded.TryGetProperty("calls", out var calls)
        && calls.ValueKind is JsonValueKind.Array
            ? calls.EnumerateArray()
            : default;

    // An object here; a plain number, or an array of one, in older answers.
    private static string Number(JsonElement call, string field)
    {
        if (!call.Has(field))
        {
            return "";
        }

        var value = call.GetProperty(field);
        if (value.ValueKind is JsonValueKind.Array)
        {
            value = value.EnumerateArray().FirstOrDefault();
        }

        return VonageNumber.Digits(value.ValueKind is JsonValueKind.Object ? value.Text("number") : value.AsText());
    }
}
