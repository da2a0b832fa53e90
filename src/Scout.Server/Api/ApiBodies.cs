using System.ComponentModel;
using System.Text.Json.Serialization;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Accounts;

namespace Scout.Server.Api;

/// <summary>The account that asks.</summary>
internal sealed record ApiMe(
    string Id,
    string Name,
    string Role,
    [property: Description("Empty: none was chosen.")] string Language,
    [property: JsonConverter(typeof(JsonStringEnumConverter<GlucoseUnit>))] GlucoseUnit Unit,
    [property: Description("IANA name.")] string Zone
);

internal sealed record ApiWatches(IReadOnlyList<ApiWatch> Watches);

/// <summary>What is watched, and how it stands.</summary>
internal sealed record ApiWatch(
    string Id,
    string Name,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Grant>)), Description("What the account may do.")]
        Grant May,
    [property: Description("The newest reading; null: there is none yet.")] ApiReading? Latest,
    [property: Description("The newest reading is at most 15 minutes old and a real value.")] bool Fresh,
    [property: JsonConverter(typeof(JsonStringEnumConverter<SourceFailure>)), Description("None: the source answers.")]
        SourceFailure Failure,
    DateTimeOffset? FailingSince,
    [property: Description("Null: not paused.")] DateTimeOffset? PausedUntil,
    [property: Description("Names of those whom an alert reaches.")] IReadOnlyList<string> Reaches,
    [property: Description("Ids of its open alerts.")] IReadOnlyList<string> OpenAlerts
);

/// <summary>A value at a time.</summary>
internal sealed record ApiReading(
    DateTimeOffset At,
    [property: Description("Milligrams per decilitre; 39 and less: below what the sensor measures, 401: above.")]
        double MgDl,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Trend>))] Trend Trend,
    DateTimeOffset ReceivedAt
);

internal sealed record ApiReadings(
    [property: Description("Oldest first.")] IReadOnlyList<ApiReading> Readings,
    [property: Description("Where to go on with from; null: these were all.")] DateTimeOffset? Next
);

internal sealed record ApiAlerts(
    [property: Description("Newest first.")] IReadOnlyList<ApiAlert> Alerts,
    [property: Description("For \"before\"; null: these were the last.")] string? Next
);

/// <summary>How an alert stands.</summary>
internal record ApiAlert(
    string Id,
    string Watch,
    [property: Description("The name of the watch.")] string About,
    [property: JsonConverter(typeof(JsonStringEnumConverter<AlertKind>))] AlertKind Kind,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Severity>))] Severity Severity,
    [property: JsonConverter(typeof(JsonStringEnumConverter<RuleKind>))] RuleKind Rule,
    [property: Description("Ringing, Held, Snoozed, Waiting, Clearing, Resolved or Closed.")] string State,
    [property: Description("When the state ends; null: it is over.")] DateTimeOffset? Until,
    [property: Description("Who holds, snoozed or closed it.")] ApiPerson? By,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt,
    [property: Description("Who last acknowledged, snoozed or closed it.")] ApiPerson? TakenBy,
    [property: Description("How many people a call or text has left for.")] int Disturbed,
    [property: Description("Names this state; send it as \"seen\" to act on nothing newer.")] string Seen,
    [property: Description("The account may act on it.")] bool MayAct
);

/// <summary>An alert with everything that happened.</summary>
internal sealed record ApiAlertWithLedger(
    ApiAlert Alert,
    [property: Description("In order.")] IReadOnlyList<ApiLedgerLine> Ledger,
    [property: Description("Calls and texts, oldest first.")] IReadOnlyList<ApiDelivery> Deliveries,
    [property: Description("Who can be called now.")] IReadOnlyList<ApiCallable> Callable
);

/// <summary>An account or a contact.</summary>
internal sealed record ApiPerson(string Id, string Name);

/// <summary>One thing that happened to an alert.</summary>
internal sealed record ApiLedgerLine(
    DateTimeOffset At,
    [property: JsonConverter(typeof(JsonStringEnumConverter<LedgerEntry>))] LedgerEntry Entry,
    [property: Description("The line in words, in the account's language.")] string Text,
    ApiPerson? Who,
    ApiPerson? To,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Channel>))] Channel? Channel,
    string? Carrier,
    string? Detail,
    double? MgDl,
    DateTimeOffset? Until,
    [property: JsonConverter(typeof(JsonStringEnumConverter<ReplyWay>))] ReplyWay? Way,
    int? Round,
    int? Step
);

/// <summary>One call or text.</summary>
internal sealed record ApiDelivery(
    string Id,
    [property: Description("Id of its alert; null: it belongs to none.")] string? Alert,
    [property: Description("What it was about, in a few words.")] string About,
    ApiPerson To,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Channel>))] Channel Channel,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Purpose>))] Purpose Purpose,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))] DeliveryState State,
    [property: Description("Why the person was not reached, as a sentence; null: reached, or still under way.")]
        string? Why,
    [property: Description("The last word about it, Scout's or the carrier's.")] string Reason,
    DateTimeOffset OrderedAt,
    [property: Description("What was said or written; empty while nothing left, null: not for this account.")]
        string? Said,
    [property: Description("In order.")] IReadOnlyList<ApiTry> Tries
);

/// <summary>One try at one carrier.</summary>
internal sealed record ApiTry(
    string Carrier,
    DateTimeOffset SentAt,
    [property: Description("Nothing was placed by it.")] bool Refused,
    [property: Description("Null: the carrier has not said.")] ApiCost? Cost,
    [property: Description("The carrier's words, in order.")] IReadOnlyList<ApiStatus> Statuses
);

/// <summary>A word of a carrier.</summary>
internal sealed record ApiStatus(
    DateTimeOffset At,
    [property: JsonConverter(typeof(JsonStringEnumConverter<CarrierStatus>))] CarrierStatus Status,
    [property: Description("As the carrier said it.")] string Said
);

internal sealed record ApiCost(
    [property: Description("A decimal number as text, so that nothing is rounded: 0.0333.")] string Amount,
    [property: Description("ISO 4217.")] string Currency
);

internal sealed record ApiDeliveries(
    [property: Description("Newest first.")] IReadOnlyList<ApiDelivery> Deliveries,
    [property: Description("For \"before\"; null: these were the last.")] string? Next
);

internal sealed record ApiCosts([property: Description("Newest first.")] IReadOnlyList<ApiMonthCost> Months);

internal sealed record ApiMonthCost(
    [property: Description("2026-03.")] string Month,
    string Carrier,
    [property: Description("Calls and texts with a known cost.")] int Count,
    ApiCost Sum
);

/// <summary>Somebody who can be called; null RestsUntil: at once.</summary>
internal sealed record ApiCallable(string Contact, string Name, DateTimeOffset? RestsUntil);

/// <summary>What may come with an act; all of it may be left out.</summary>
internal sealed record ApiAct(
    [property: Description("The state that was seen; if it is another one now, nothing is done (409).")] string? Seen
);

internal sealed record ApiSnooze(
    [property: Description("1 to 1440; left out: the usual time. A critical low is quiet for 15 at most.")]
        int? Minutes,
    [property: Description("As in acknowledge.")] string? Seen
);

internal sealed record ApiCall([property: Description("Id of a contact of the watch.")] string Contact);

internal sealed record ApiPause(
    [property: Description("1 to 1440. Either this or \"until\".")] int? Minutes,
    [property: Description("At most 24 hours ahead.")] DateTimeOffset? Until
);
