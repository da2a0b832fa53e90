using System.Globalization;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Deliveries;
using Scout.Server.Pages.Status;

namespace Scout.Server.Api;

/// <summary>What pages show, as the API says it.</summary>
internal static class ApiWords
{
    public static ApiMe Of(Me me) => new(me.Account, me.Name, me.Role, me.Language, me.Unit, me.Zone);

    public static ApiWatch Of(WatchCard card) =>
        new(
            card.Id,
            card.Name,
            AccessStore.ReadGrant(card.May),
            card.Latest is { } latest ? Of(latest) : null,
            card.IsFresh,
            card.Health.Failure,
            card.Health.FailingSince,
            card.PausedUntil,
            card.Reach,
            [.. card.Open.Select(alert => alert.Alert.Id)]
        );

    public static ApiReading Of(Reading reading) => new(reading.At, reading.Value, reading.Trend, reading.ReceivedAt);

    public static ApiAlert Of(AlertCard card) =>
        new(
            card.Alert.Id,
            card.WatchId,
            card.About,
            card.Alert.Kind,
            card.Alert.Latest.Severity,
            card.Alert.Latest.Rule,
            card.Alert.State.GetType().Name,
            card.Alert.State.Until(),
            Person(
                card,
                card.Alert.State switch
                {
                    AlertState.Held held => held.By,
                    AlertState.Snoozed snoozed => snoozed.By,
                    AlertState.Closed closed => closed.By,
                    _ => null,
                }
            ),
            card.Alert.OpenedAt,
            card.EndedAt,
            Person(card, card.Alert.TakenBy),
            card.Disturbed,
            card.Stamp,
            card.MayAct
        );

    public static ApiAlertWithLedger WithLedger(AlertCard card) =>
        new(
            Of(card),
            [.. card.Ledger.Select(line => Of(line, card))],
            [.. card.Deliveries.Select(Of)],
            [.. card.Callable.Select(one => new ApiCallable(one.Contact, one.Name, one.RestsUntil))]
        );

    public static ApiDelivery Of(DeliveryCard card) =>
        new(
            card.Id,
            card.Alert,
            card.About,
            new ApiPerson(card.Contact, card.Name),
            card.Channel,
            card.Purpose,
            card.State,
            WhyText.Of(card),
            card.Word,
            card.OrderedAt,
            card.Said,
            [
                .. card.Tries.Select(one => new ApiTry(
                    one.Carrier,
                    one.SentAt,
                    one.IsRefused,
                    one.Cost is { } cost ? Of(cost) : null,
                    [.. one.Steps.Select(step => new ApiStatus(step.At, step.Status, step.Said))]
                )),
            ]
        );

    public static ApiMonthCost Of(MonthCost month) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{month.Month.Year:D4}-{month.Month.Month:D2}"),
            month.Carrier,
            month.Count,
            Of(month.Sum)
        );

    private static ApiCost Of(Cost cost) => new(cost.Written, cost.Currency);

    private static ApiLedgerLine Of(LedgerLine line, AlertCard card) =>
        new(
            line.At,
            line.Entry,
            LedgerWords.Of(line, card),
            Person(card, line.Contact),
            Person(card, line.Target),
            line.Channel,
            line.Carrier,
            line.Detail,
            line.Reading?.Value ?? line.Sensor?.Value,
            line.Until,
            line.Way,
            line.Round,
            line.Step
        );

    private static ApiPerson? Person(AlertCard card, string? id) =>
        id is null ? null : new ApiPerson(id, card.Names.GetValueOrDefault(id) ?? "");
}
