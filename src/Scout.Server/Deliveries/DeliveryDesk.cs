using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Deliveries;

/// <summary>Where carriers report to. One door for every carrier's webhooks and the sandbox's telephones.</summary>
internal sealed class DeliveryDesk(Database database, DeliveryNewsroom news, Turn turn, TimeProvider time)
{
    /// <summary>After this many questions without a key the call ends.</summary>
    private const int MostRounds = 3;

    /// <summary>No call lasts longer, ringing and waiting at the carrier included: a later key is a copy of an old one.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Takes a report about the attempt with this token; durable when it returns.
    /// False: no such attempt at this carrier (the webhook answers 404).
    /// </summary>
    public Task<bool> ReportAsync(
        string carrier,
        string token,
        CarrierReport report,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                var (delivery, attempt) = await FindAsync(session, carrier, token);
                if (delivery is null || attempt is null)
                {
                    return false;
                }

                await news.HearAsync(session, delivery, attempt, report);
                return true;
            },
            cancellationToken
        );

    /// <summary>The token of the attempt that a carrier knows under this reference; null when there is none.</summary>
    public Task<string?> TokenOfAsync(string carrier, string reference, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    "select token from attempts where carrier = @carrier and reference = @reference",
                    new { carrier, reference }
                ),
            cancellationToken
        );

    /// <summary>
    /// A key was pressed in a call, or none in time (digits empty). Durable when it returns.
    /// Returns what the call says next; null when the token is unknown or its call long over. A script that asks for no key ends the call.
    /// </summary>
    public Task<CallScript?> KeyAsync(
        string carrier,
        string token,
        string reference,
        string digits,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                var (delivery, attempt) = await FindAsync(session, carrier, token);
                if (delivery is null || attempt is null || time.GetUtcNow() - attempt.Sent > LongestCall)
                {
                    return null;
                }

                if (attempt.Reference is null && reference.Length > 0)
                {
                    attempt = attempt with { Reference = reference };
                    session.SaveAttempt(attempt);
                }

                return await PressAsync(session, delivery, digits.Trim());
            },
            cancellationToken
        );

    private async Task<CallScript> PressAsync(Session session, DeliveryRow delivery, string digits)
    {
        var facts = ScoutJson.ReadFacts(delivery.Facts);
        var now = time.GetUtcNow();
        if (delivery is not { AlertId: { } alert, WatchId: { } watch })
        {
            return Test(session, delivery, facts, digits, now);
        }

        if (KeyPress.Read(digits) is not KeyPress.Act { Does: var act })
        {
            return Repeat(session, delivery, facts, understood: KeyPress.Read(digits) is KeyPress.Again);
        }

        var before = await session.FindAlertAsync(alert);
        var repeated = delivery.State is DeliveryState.Confirmed && delivery.Said == $"key {digits}";
        if (!repeated)
        {
            if (act is not ReplyAct.Close)
            {
                // First: a confirmed call is no longer rung out by the very acknowledgement it gave.
                await news.MoveAsync(session, delivery, DeliveryState.Confirmed, $"key {digits}", null);
            }

            var reply = new WatchInput.Replied(alert, delivery.ContactId, act, ReplyWay.Key)
            {
                Fellows = [.. facts.Fellows ?? []],
            };
            await turn.TakeAsync(session, watch, reply);
        }

        var after = await session.FindAlertAsync(alert);
        var earlier =
            before is { IsOpen: true, State: AlertState.Held held } && held.By != delivery.ContactId
                ? await session.NameOfAsync(held.By)
                : null;
        return CallMessages.AfterKey(facts, act, after, earlier, now);
    }

    /// <summary>Any key shows that the call was heard.</summary>
    private CallScript Test(
        Session session,
        DeliveryRow delivery,
        MessageFacts facts,
        string digits,
        DateTimeOffset now
    )
    {
        if (digits.Length == 0)
        {
            var asked = delivery with { Keys = delivery.Keys + 1 };
            session.SaveState(asked, delivery.State, delivery.Said, now);
            return asked.Keys >= MostRounds ? CallMessages.TestOver(facts) : CallMessages.TestAgain(facts);
        }

        session.SaveState(delivery, DeliveryState.Confirmed, $"key {digits}", now);
        news.Show(session, delivery.AlertId, delivery.WatchId);
        session.Later(
            "update contacts set tested_at = @now where id = @ContactId and phone = @Phone",
            new
            {
                delivery.ContactId,
                delivery.Phone,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        return CallMessages.TestDone(facts);
    }

    private CallScript Repeat(Session session, DeliveryRow delivery, MessageFacts facts, bool understood)
    {
        var asked = delivery with { Keys = delivery.Keys + 1 };
        session.SaveState(asked, delivery.State, delivery.Said, time.GetUtcNow());
        return asked.Keys >= MostRounds
            ? CallMessages.Goodbye(facts)
            : CallMessages.Again(facts, understood, time.GetUtcNow());
    }

    private static async Task<(DeliveryRow? Delivery, AttemptRow? Attempt)> FindAsync(
        Session session,
        string carrier,
        string token
    )
    {
        var id = await session.DeliveryOfTokenAsync(carrier, token);
        if (id is null)
        {
            return (null, null);
        }

        var delivery = await session.LoadDeliveryAsync(id);
        var attempts = await session.AttemptsOfAsync(id);
        return (delivery, attempts.FirstOrDefault(attempt => attempt.Token == token));
    }
}
