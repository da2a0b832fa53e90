using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Carriers;
using Scout.Server.Contacts;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>From the queue to the carrier's door: whether a delivery may leave, by whom, when, and with what in hand.</summary>
internal sealed class DeliveryDeparture(
    Database database,
    CarrierBoard carriers,
    CarrierPace pace,
    DeliveryNewsroom news,
    MessageWriter messages,
    NumberRules numbers,
    IOptions<EscalationOptions> options,
    TimeProvider time
)
{
    private const string CapTopic = "cap";

    /// <summary>Waits for its turn at the carrier that would take it now. Null: there is nothing to send.</summary>
    public async Task<PacePlace?> WaitAsync(DueRow row, CancellationToken cancellationToken)
    {
        var queued = await database.ReadAsync(session => session.QueuedAsync(row.Key), cancellationToken);
        if (
            queued is not { } delivery
            || Failover.Choose(carriers.For(delivery.Phone, delivery.Channel), delivery.Failed) is not NextTry.By by
        )
        {
            return null;
        }

        var urgency = new Urgency(row.Rank, row.DueAt);
        return await pace.EnterAsync(row.Key, by.Carrier, delivery.Channel, urgency, cancellationToken);
    }

    /// <summary>Everything that is taken for granted later is written before the request leaves.</summary>
    public async Task<NextAct?> PlanAsync(
        Session session,
        DeliveryRow delivery,
        IReadOnlyList<AttemptRow> attempts,
        PacePlace? place
    )
    {
        var now = time.GetUtcNow();
        if (await StopAsync(session, delivery, now))
        {
            return null;
        }

        var failed = attempts.Select(attempt => attempt.AsFailed()).OfType<FailedTry>();
        var choice = Failover.Choose(
            carriers.For(delivery.Phone, delivery.Channel),
            [.. failed],
            Failover.JitterOf(delivery.Id)
        );
        if (choice is not NextTry.By by || carriers.Find(by.Carrier) is not { } carrier)
        {
            var reason = (choice as NextTry.Nobody)?.Reason ?? "no carrier";
            if (attempts is not [.., { Refusal: RefusalKind.NotPutThrough }]) // a carrier had it: no fault of this instance
            {
                await news.ImpairAsync(session, "delivery", $"A message could not be sent: {reason}.");
            }

            if (attempts is [.., { Refusal: RefusalKind.TakesNoTexts }])
            {
                await news.MissAsync(session, delivery, reason, callInstead: true);
                return null;
            }

            await news.RefuseAsync(session, delivery, reason);
            return null;
        }

        if (place?.Carrier != carrier.Name)
        {
            return new NextAct.Elsewhere();
        }

        if (attempts.Count > 0 && attempts[^1].Sent + by.After is var at && at > now)
        {
            await session.SetAsync(DeliveryWorker.WorkKind, delivery.Id, at, delivery.Rank);
            return null;
        }

        PhoneHistory? history = null; // a text asks nothing of the phone's past
        if (delivery.Channel is Channel.Call)
        {
            history = await session.PhoneAsync(delivery.Phone, now);
        }

        return await IsClearedAsync(session, delivery, history, now)
            ? Begin(session, delivery, attempts.Count + 1, carrier, history, now)
            : null;
    }

    /// <summary>True: it does not leave any more, whoever would take it.</summary>
    private async Task<bool> StopAsync(Session session, DeliveryRow delivery, DateTimeOffset now)
    {
        if (delivery.ExpiresAt == 0)
        {
            await news.MoveAsync(session, delivery, DeliveryState.Cancelled, "dealt with", null);
            return true;
        }

        if (now.ToUnixTimeMilliseconds() >= delivery.ExpiresAt)
        {
            await news.MissAsync(session, delivery, "could not leave in time");
            return true;
        }

        if (delivery is { Reachable: 0, Purpose: not Purpose.Verify })
        {
            await news.RefuseAsync(session, delivery, "number not verified");
            return true;
        }

        if (numbers.Allowed.WhyNot(delivery.Phone) is { } reason)
        {
            await news.RefuseAsync(session, delivery, reason.TrimEnd('.'));
            return true;
        }

        if (delivery is { Channel: Channel.Text, OptedOutAt: not null })
        {
            await news.MissAsync(session, delivery, "has asked for no more texts", callInstead: true);
            return true;
        }

        return false;
    }

    private async Task<bool> IsClearedAsync(
        Session session,
        DeliveryRow delivery,
        PhoneHistory? history,
        DateTimeOffset now
    )
    {
        var firstPage =
            delivery.Purpose is Purpose.Test or Purpose.Verify or Purpose.Answer // these have limits of their own
            || await session.IsFirstPageAsync(delivery);
        if (history is not null)
        {
            var wait = TimeSpan.FromSeconds(options.Value.WaitAfterCall);
            var limits = new PhoneLimits(wait, options.Value.CallsPerHour);
            switch (Throttle.ForCall(history, limits, delivery.Severity, firstPage, now))
            {
                case Clearance.Later later:
                    await session.SetAsync(DeliveryWorker.WorkKind, delivery.Id, later.At, delivery.Rank);
                    return false;
                case Clearance.Never never:
                    await news.MissAsync(session, delivery, never.Reason);
                    return false;
            }
        }

        var caps = new CapLimits(options.Value.NumberPerDay, options.Value.PerAlert, options.Value.PerDay);
        var traffic = await session.TrafficAsync(delivery, now);
        if (traffic.InAll < caps.PerDay)
        {
            await news.ImpairAsync(session, CapTopic, null);
        }

        if (Caps.Judge(traffic, caps, delivery.Severity, firstPage, now) is not { } reached)
        {
            return true;
        }

        if (reached.IsInstances)
        {
            await news.ImpairAsync(session, CapTopic, $"Messages are held back: {reached.Reason}.");
        }

        await news.MissAsync(session, delivery, reached.Reason);
        return false;
    }

    private NextAct.Send Begin(
        Session session,
        DeliveryRow delivery,
        int number,
        ICarrier carrier,
        PhoneHistory? history,
        DateTimeOffset now
    )
    {
        var attempt = new AttemptRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            DeliveryId = delivery.Id,
            Number = number,
            Carrier = carrier.Name,
            Token = RandomNumberGenerator.GetHexString(40, lowercase: true),
            State = AttemptState.Sending,
            PreviousCallAt = history?.LastCallAt?.ToUnixTimeMilliseconds(),
            SentAt = now.ToUnixTimeMilliseconds(),
        };
        var message = messages.Write(delivery, carrier.HearsAnswers(delivery.Channel), now);
        session.AddAttempt(attempt, message.Kept);
        session.SaveState(delivery, DeliveryState.Leased, delivery.Said, now);
        if (delivery.Channel is Channel.Call)
        {
            var ends = now + options.Value.RingFor + DeliveryWorker.LongestTalk;
            session.PhoneIsCalled(delivery.Phone, attempt.Id, now, ends);
        }

        return new NextAct.Send(delivery, attempt, carrier, message);
    }
}
