using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scout.TestKit.Vonage;

/// <summary>The shapes of requests, checked strictly: what the real one would ignore in silence is a mistake here.</summary>
internal static partial class Shapes
{
    private static readonly string[] CallFields =
    [
        "to",
        "from",
        "random_from_number",
        "ncco",
        "answer_url",
        "answer_method",
        "event_url",
        "event_method",
        "machine_detection",
        "advanced_machine_detection",
        "length_timer",
        "ringing_timer",
    ];

    private static readonly string[] TextFields =
    [
        "message_type",
        "text",
        "to",
        "from",
        "channel",
        "client_ref",
        "webhook_url",
        "webhook_version",
        "ttl",
        "sms",
    ];

    public static async Task<(Dictionary<string, JsonElement> Body, string? Wrong)> ReadAsync(
        HttpRequest request,
        Func<Dictionary<string, JsonElement>, string?> check
    )
    {
        if (!request.HasJsonContentType())
        {
            return ([], "Content-Type must be application/json");
        }

        try
        {
            var body = await request.ReadFromJsonAsync<Dictionary<string, JsonElement>>() ?? [];
            return (body, check(body));
        }
        catch (JsonException)
        {
            return ([], "the body is not a JSON object");
        }
    }

    public static string? Call(Dictionary<string, JsonElement> body) =>
        Unknown(body, CallFields)
        ?? OnePhone(body)
        ?? (Has(body, "from") == Has(body, "random_from_number") ? "exactly one of from, random_from_number" : null)
        ?? (Has(body, "from") && !IsPhone(body["from"]) ? "from" : null)
        ?? (Has(body, "ncco") == Has(body, "answer_url") ? "exactly one of ncco, answer_url" : null)
        ?? (Has(body, "ncco") ? Scripts.WhatIsWrong(body["ncco"]) : null)
        ?? (Has(body, "event_url") && !Scripts.IsAddressArray(body["event_url"]) ? "event_url" : null)
        ?? Between(body, "ringing_timer", 1, 120)
        ?? Between(body, "length_timer", 1, 86400)
        ?? OneOf(body, "event_method", "POST", "GET")
        ?? OneOf(body, "machine_detection", "continue", "hangup");

    public static string? Text(Dictionary<string, JsonElement> body) =>
        Unknown(body, TextFields)
        ?? Required(body, "message_type", "^text$")
        ?? Required(body, "channel", "^sms$")
        ?? Required(body, "to", "^[1-9][0-9]{6,14}$")
        ?? Required(body, "from", "^([0-9]{5,15}|[A-Za-z0-9 ]{3,11})$")
        ?? Required(body, "text", @"^[\s\S]{1,1000}$")
        ?? (Has(body, "client_ref") ? Required(body, "client_ref", "^.{1,40}$") : null)
        ?? (Has(body, "webhook_url") ? Required(body, "webhook_url", "^https?://") : null)
        ?? OneOf(body, "webhook_version", "v0.1", "v1")
        ?? Between(body, "ttl", 1, 259200);

    public static string? Change(Dictionary<string, JsonElement> body) =>
        Unknown(body, ["action", "destination"])
        ?? Required(body, "action", "^(hangup|transfer)$")
        ?? (Has(body, "destination") == (body["action"].GetString() is "transfer") ? null : "destination")
        ?? (Has(body, "destination") ? Destination(body["destination"]) : null);

    /// <summary>A call as a look-up shows it: numbers are strings, money and times only at the end.</summary>
    public static Dictionary<string, object?> Shown(PhoneCall call) =>
        new()
        {
            ["uuid"] = call.Id,
            ["conversation_uuid"] = $"CON-{call.Id}",
            ["to"] = new { type = "phone", number = Wire.Digits(call.To) },
            ["from"] = new { type = "phone", number = Wire.Digits(FakeVonage.Number) },
            ["status"] = call.Status,
            ["direction"] = "outbound",
            ["rate"] = call.IsOver ? "0.0100" : null,
            ["price"] = call.IsOver ? "0.0100" : null,
            ["duration"] = call.IsOver ? call.Duration : null,
            ["start_time"] = call.IsOver ? call.PlacedAt.ToString("yyyy-MM-dd HH:mm:ss") : null,
            ["network"] = "65512",
        };

    private static string? Destination(JsonElement destination) =>
        destination.ValueKind is JsonValueKind.Object
        && destination.EnumerateObject().All(field => field.Name is "type" or "ncco")
        && destination.TryGetProperty("type", out var type)
        && type.GetString() is "ncco"
        && destination.TryGetProperty("ncco", out var script)
            ? Scripts.WhatIsWrong(script)
            : "destination must be an ncco";

    private static bool Has(Dictionary<string, JsonElement> body, string field) => body.ContainsKey(field);

    private static string? Unknown(Dictionary<string, JsonElement> body, string[] known) =>
        body.Keys.Except(known).FirstOrDefault() is { } unknown ? $"{unknown} is no property of this request" : null;

    private static string? OnePhone(Dictionary<string, JsonElement> body) =>
        body.TryGetValue("to", out var to)
        && to.ValueKind is JsonValueKind.Array
        && to.GetArrayLength() == 1
        && IsPhone(to[0])
            ? null
            : "to must be an array of one phone with digits only";

    private static bool IsPhone(JsonElement endpoint) =>
        endpoint.ValueKind is JsonValueKind.Object
        && endpoint.EnumerateObject().All(field => field.Name is "type" or "number" or "dtmfAnswer")
        && endpoint.TryGetProperty("type", out var type)
        && type.GetString() is "phone"
        && endpoint.TryGetProperty("number", out var number)
        && number.ValueKind is JsonValueKind.String
        && PhoneNumber().IsMatch(number.GetString()!);

    private static string? Required(Dictionary<string, JsonElement> body, string field, string pattern) =>
        body.TryGetValue(field, out var value)
        && value.ValueKind is JsonValueKind.String
        && Regex.IsMatch(value.GetString()!, pattern, RegexOptions.None, TimeSpan.FromSeconds(1))
            ? null
            : field;

    private static string? OneOf(Dictionary<string, JsonElement> body, string field, params string[] values) =>
        !body.TryGetValue(field, out var value) || values.Contains(value.ToString()) ? null : field;

    private static string? Between(Dictionary<string, JsonElement> body, string field, int least, int most) =>
        !body.TryGetValue(field, out var value)
        || (value.TryGetInt32(out var number) && number >= least && number <= most)
            ? null
            : field;

    [GeneratedRegex("^[1-9][0-9]{6,14}$", RegexOptions.None, 1000)]
    private static partial Regex PhoneNumber();
}
