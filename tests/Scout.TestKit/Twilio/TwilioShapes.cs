using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace Scout.TestKit.Twilio;

/// <summary>The shapes of requests, checked strictly: what the real one would ignore in silence is a mistake here.</summary>
internal static class TwilioShapes
{
    private static readonly string[] CallFields =
    [
        "To",
        "From",
        "Twiml",
        "Url",
        "Method",
        "StatusCallback",
        "StatusCallbackMethod",
        "StatusCallbackEvent",
        "Timeout",
        "TimeLimit",
        "MachineDetection",
        "AsyncAmd",
        "AsyncAmdStatusCallback",
        "AsyncAmdStatusCallbackMethod",
    ];

    private static readonly string[] TextFields =
    [
        "To",
        "From",
        "MessagingServiceSid",
        "Body",
        "StatusCallback",
        "ValidityPeriod",
    ];

    private static readonly string[] Events = ["initiated", "ringing", "answered", "completed"];

    public static string? Call(Dictionary<string, StringValues> form) =>
        Unknown(form, CallFields)
        ?? Must(form, "To", @"^\+[1-9][0-9]{6,14}$")
        ?? Must(form, "From", @"^\+[1-9][0-9]{6,14}$")
        ?? (form.ContainsKey("Twiml") == form.ContainsKey("Url") ? "exactly one of Twiml, Url" : null)
        ?? (form.TryGetValue("Twiml", out var script) ? TwilioScript.WhatIsWrong(script.ToString(), most: 4000) : null)
        ?? May(form, "StatusCallback", "^https?://")
        ?? May(form, "StatusCallbackMethod", "^(POST|GET)$")
        ?? (form.GetValueOrDefault("StatusCallbackEvent").Except(Events).Any() ? "StatusCallbackEvent" : null)
        ?? Between(form, "Timeout", 1, 600)
        ?? Between(form, "TimeLimit", 1, 14400)
        ?? May(form, "MachineDetection", "^(Enable|DetectMessageEnd)$")
        ?? May(form, "AsyncAmd", "^(true|false)$")
        ?? May(form, "AsyncAmdStatusCallback", "^https?://");

    public static string? Text(Dictionary<string, StringValues> form) =>
        Unknown(form, TextFields)
        ?? Must(form, "To", @"^\+[1-9][0-9]{6,14}$")
        ?? (
            form.ContainsKey("From") == form.ContainsKey("MessagingServiceSid")
                ? "one of From, MessagingServiceSid"
                : null
        )
        ?? May(form, "From", @"^\+[1-9][0-9]{6,14}$")
        ?? May(form, "MessagingServiceSid", "^MG[0-9a-f]{32}$")
        ?? Must(form, "Body", @"^[\s\S]{1,1600}$")
        ?? May(form, "StatusCallback", "^https?://")
        ?? Between(form, "ValidityPeriod", 1, 36000);

    public static string? Change(Dictionary<string, StringValues> form) =>
        Unknown(form, ["Status", "Twiml"])
        ?? (form.ContainsKey("Status") == form.ContainsKey("Twiml") ? "exactly one of Status, Twiml" : null)
        ?? May(form, "Status", "^(completed|canceled)$")
        ?? (form.TryGetValue("Twiml", out var script) ? TwilioScript.WhatIsWrong(script.ToString(), most: 4000) : null);

    public static Dictionary<string, object?> Shown(TwilioCall call) =>
        new()
        {
            ["sid"] = call.Id,
            ["account_sid"] = FakeTwilio.AccountSid,
            ["to"] = call.To,
            ["from"] = FakeTwilio.Number,
            ["status"] = call.Status,
            ["direction"] = "outbound-api",
            ["answered_by"] = call.AnsweredBy,
            ["date_created"] = Time(call.PlacedAt),
            ["start_time"] = call.Status is "queued" ? null : Time(call.PlacedAt),
            ["duration"] = call.IsOver ? "1" : null,
            ["queue_time"] = "0",
            ["price"] = call.IsPriced ? "-0.01400" : null,
            ["price_unit"] = "USD",
        };

    public static Dictionary<string, object?> Shown(TwilioText text) =>
        new()
        {
            ["sid"] = text.Id,
            ["account_sid"] = FakeTwilio.AccountSid,
            ["to"] = text.To,
            ["from"] = FakeTwilio.Number,
            ["body"] = text.Body,
            ["status"] = text.Status,
            ["direction"] = "outbound-api",
            ["error_code"] = text.ErrorCode is { } code ? int.Parse(code, CultureInfo.InvariantCulture) : null,
            ["date_created"] = Time(text.SentAt),
            ["num_segments"] = "1",
            ["price"] = text.IsPriced ? "-0.00750" : null,
            ["price_unit"] = "USD",
        };

    /// <summary>RFC 2822: "Sun, 01 Mar 2026 12:00:00 +0000".</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static string? Unknown(Dictionary<string, StringValues> form, string[] known) =>
        form.Keys.Except(known).FirstOrDefault() is { } unknown ? $"{unknown} is no field of this request" : null;

    private static string? Must(Dictionary<string, StringValues> form, string field, string pattern) =>
        form.TryGetValue(field, out var values)
        && values is [{ } value]
        && Regex.IsMatch(value, pattern, RegexOptions.None, TimeSpan.FromSeconds(1))
            ? null
            : field;

    private static string? May(Dictionary<string, StringValues> form, string field, string pattern) =>
        form.ContainsKey(field) ? Must(form, field, pattern) : null;

    private static string? Between(Dictionary<string, StringValues> form, string field, int least, int most) =>
        !form.TryGetValue(field, out var values)
        || (int.TryParse(values.ToString(), out var number) && number >= least && number <= most)
            ? null
            : field;
}
