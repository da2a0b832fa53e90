using Microsoft.Extensions.Options;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Push;

/// <summary>
/// Takes an alert for whoever pressed the button of a message. The token in the button's address is that of one try at
/// one screen: it cannot be guessed, takes one alert for one person once, and only for a while.
/// </summary>
internal sealed class PushDesk(
    Database database,
    DeliveryNewsroom news,
    Turn turn,
    IOptions<PushOptions> options,
    TimeProvider time
)
{
    /// <summary>False: there is no such button, or not any more.</summary>
    public Task<bool> KnowsAsync(string token, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => await session.PressOfAsync(token) is not null, cancellationToken);

    /// <summary>Durable when it returns.</summary>
    public Task<PushAnswer> PressAsync(string token, CancellationToken cancellationToken) =>
        database.WriteAsync(session => PressAsync(session, token), cancellationToken);

    private async Task<PushAnswer> PressAsync(Session session, string token)
    {
        if (
            await session.PressOfAsync(token) is not { } press
            || await session.LoadDeliveryAsync(press.DeliveryId)
                is not { Purpose: Purpose.Alert, AlertId: { } id, WatchId: { } watch } delivery
            || await ReaderAsync(session, watch, delivery.ContactId) is not { } reader
            || await session.FindAlertAsync(id) is not { } alert
        )
        {
            return PushAnswer.Unknown;
        }

        var told = new ToldAlert(alert, null, DateTimeOffset.FromUnixTimeMilliseconds(press.SentAt))
        {
            Watch = watch,
            About = ScoutJson.ReadFacts(delivery.Facts).About,
            Contact = delivery.ContactId,
        };
        if (!alert.IsOpen)
        {
            return new(PushOutcome.Over, ReplyMessages.Late(told, await NamesAsync(session, alert), reader));
        }

        if (delivery.State is DeliveryState.Confirmed)
        {
            return new(PushOutcome.Taken, await StateAsync(session, told, null, reader)); // pressed twice is once
        }

        if (time.GetUtcNow() - told.PagedAt > options.Value.AnswerWithin)
        {
            return new(PushOutcome.TooOld, PushMessages.TooOld(reader.Language));
        }

        await news.MoveAsync(session, delivery, DeliveryState.Confirmed, "button", null);
        var act = new ReplyAct.Acknowledge();
        await turn.TakeAsync(session, watch, new WatchInput.Replied(id, delivery.ContactId, act, ReplyWay.Push));
        var after = await session.FindAlertAsync(id) ?? alert;
        var earlier =
            alert.State is AlertState.Held held && held.By != delivery.ContactId
                ? await session.NameOfAsync(held.By)
                : null;
        return new(PushOutcome.Taken, await StateAsync(session, told with { Alert = after }, earlier, reader));
    }

    private static async Task<string> StateAsync(Session session, ToldAlert told, string? earlier, Reader reader) =>
        ReplyMessages.AfterAct(
            told,
            new ReplyAct.Acknowledge(),
            earlier,
            await NamesAsync(session, told.Alert),
            reader
        );

    private static async Task<Dictionary<string, string>> NamesAsync(Session session, Alert alert)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (alert.TakenBy is { } by && await session.NameOfAsync(by) is { } name)
        {
            names[by] = name;
        }

        return names;
    }

    /// <summary>Null: the watch does not reach this contact any more.</summary>
    private static async Task<Reader?> ReaderAsync(Session session, string watch, string contact) =>
        await session.FirstOrDefaultAsync<ReaderRow>(
            """
            select c.language, c.zone, c.unit
            from contacts c
            join watch_contacts m on m.contact_id = c.id
            where m.watch_id = @watch and c.id = @contact and c.removed_at is null
            """,
            new { watch, contact }
        )
            is { } row
            ? new Reader(
                contact,
                row.Language,
                row.Zone,
                Enum.TryParse<GlucoseUnit>(row.Unit, out var unit) ? unit : GlucoseUnit.MgDl
            )
            : null;

    private sealed record ReaderRow
    {
        public required string Language { get; init; }

        public required string Zone { get; init; }

        public required string Unit { get; init; }
    }
}

/// <summary>What became of a press.</summary>
internal enum PushOutcome
{
    /// <summary>There is no such button, or not any more.</summary>
    Unknown,

    /// <summary>The person has it: by this press, or by an earlier one of the same button.</summary>
    Taken,

    /// <summary>The alert had ended.</summary>
    Over,

    TooOld,
}

/// <param name="Words">The resulting state in the person's language; empty: nobody knows whose it is.</param>
internal sealed record PushAnswer(PushOutcome Outcome, string Words)
{
    public static PushAnswer Unknown { get; } = new(PushOutcome.Unknown, "");
}
