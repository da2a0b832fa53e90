using System.Collections.Immutable;
using System.Security.Cryptography;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Alerts;
using Scout.Server.Carriers;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Push;

/// <summary>
/// Carries out messages on screens: one delivery goes to every screen of its contact, and each screen has its own tries.
/// Nothing waits for them: calls and texts go their own way.
/// </summary>
internal sealed partial class PushWorker(
    Database database,
    IEnumerable<IPushService> services,
    ScreenStore screens,
    MessageWriter messages,
    DeliveryNewsroom news,
    TimeProvider time,
    ILogger<PushWorker> logger
) : IDueWork
{
    public const string WorkKind = "notify";

    private readonly ImmutableArray<IPushService> _services = [.. services];

    public string Kind => WorkKind;

    public int Concurrency => 16;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var plan = await database.WriteAsync(session => PlanAsync(session, row), cancellationToken);
        if (plan.IsEmpty)
        {
            return;
        }

        var receipts = await Task.WhenAll(plan.Select(leaving => SendAsync(leaving, cancellationToken)));
        await database.WriteAsync(session => RecordAsync(session, row, plan, receipts), cancellationToken);
    }

    /// <summary>What leaves now. Every try is written before it leaves; when all is said and done, so is the delivery's state.</summary>
    private async Task<ImmutableArray<Leaving>> PlanAsync(Session session, DueRow row)
    {
        var now = time.GetUtcNow();
        var delivery = await session.LoadDeliveryAsync(row.Key);
        if (delivery is null || delivery.State.IsFinal())
        {
            return [];
        }

        var tries = await session.PushTriesAsync(delivery.Id);
        var isOver = delivery.ExpiresAt == 0;
        if (isOver || now.ToUnixTimeMilliseconds() >= delivery.ExpiresAt)
        {
            await EndAsync(session, delivery, isOver ? null : "could not leave in time");
            return [];
        }

        var leaving = ImmutableArray.CreateBuilder<Leaving>();
        DateTimeOffset? next = null;
        var number = tries.Length;
        foreach (var screen in await screens.OfAsync(session, delivery.ContactId))
        {
            var before = tries.Where(one => one.Screen == screen.Id).Select(one => one.Attempt).ToArray();
            if (before is [.., { State: AttemptState.Accepted }])
            {
                continue;
            }

            if (before is [.., { State: AttemptState.Sending } lost])
            {
                // Whoever sent it died before the answer. Shown twice is better than not shown.
                before[^1] = lost with
                {
                    State = AttemptState.Failed,
                    Refusal = RefusalKind.Temporary,
                };
                session.SaveAttempt(before[^1]);
            }

            if (NextOf(screen, before) is not { } at)
            {
                continue;
            }

            if (at > now)
            {
                next = next < at ? next : at;
                continue;
            }

            leaving.Add(Prepare(session, delivery, screen, ++number, now));
        }

        if (leaving.Count > 0)
        {
            var state = delivery.State is DeliveryState.Sent ? DeliveryState.Sent : DeliveryState.Leased;
            session.SaveState(delivery, state, delivery.Said, now);
        }
        else if (next is { } again)
        {
            await session.SetAsync(Kind, delivery.Id, again, delivery.Rank);
        }
        else
        {
            await EndAsync(session, delivery, tries.IsEmpty ? "no screen any more" : delivery.Said);
        }

        return leaving.ToImmutable();
    }

    /// <summary>When a screen is tried next; null: it has it, or never will.</summary>
    private static DateTimeOffset? NextOf(Screen screen, AttemptRow[] before)
    {
        var failed = before.Select(attempt => attempt.AsFailed()).OfType<FailedTry>();
        var choice = Failover.Choose([screen.Id], [.. failed.Select(one => one with { Carrier = screen.Id })]);
        return choice is not NextTry.By by ? null
            : before is [.., var last] ? last.Sent + by.After
            : DateTimeOffset.MinValue;
    }

    private Leaving Prepare(Session session, DeliveryRow delivery, Screen screen, int number, DateTimeOffset now)
    {
        var facts = ScoutJson.ReadFacts(delivery.Facts) with { HidesValues = screen.HidesValues };
        var text = messages.Write(delivery with { Facts = ScoutJson.Write(facts) }, asksForKey: false, now).PlainText;
        var attempt = new AttemptRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            DeliveryId = delivery.Id,
            Number = number,
            Carrier = screen.Service,
            Token = RandomNumberGenerator.GetHexString(40, lowercase: true),
            State = AttemptState.Sending,
            SentAt = now.ToUnixTimeMilliseconds(),
        };
        session.AddPushTry(new PushTry(screen.Id, attempt), text);
        var message = new PushMessage(
            "Scout",
            text,
            facts.Severity,
            delivery.AlertId ?? delivery.Id,
            delivery.AlertId is { } alert ? $"/alerts/{Uri.EscapeDataString(alert)}" : "/",
            DateTimeOffset.FromUnixTimeMilliseconds(delivery.ExpiresAt) - now
        )
        {
            Act = delivery is { Purpose: Purpose.Alert, AlertId: not null }
                ? new PushAct(PushMessages.TakeIt(facts.Language), $"/push/{attempt.Token}")
                : null,
        };
        return new Leaving(screen, attempt, message);
    }

    private async Task<Receipt> SendAsync(Leaving leaving, CancellationToken cancellationToken)
    {
        LogSends(leaving.Attempt.DeliveryId, leaving.Screen.Service, leaving.Attempt.Number);
        var service = _services.FirstOrDefault(service => service.Name == leaving.Screen.Service);
        return leaving.Screen.Target is { } target && service is not null
            ? await service.SendAsync(target, leaving.Message, cancellationToken)
            : new Receipt.Refused("secret", "its address cannot be read any more", RefusalKind.BadNumber);
    }

    /// <summary>What the services answered. The button may have been faster, and the alert may be over by now.</summary>
    private async Task RecordAsync(
        Session session,
        DueRow row,
        ImmutableArray<Leaving> plan,
        IReadOnlyList<Receipt> receipts
    )
    {
        if (await session.LoadDeliveryAsync(row.Key) is not { } delivery)
        {
            return;
        }

        var now = time.GetUtcNow();
        var kept = (await session.AttemptsOfAsync(delivery.Id)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var failed = false;
        foreach (var (leaving, receipt) in plan.Zip(receipts))
        {
            if (kept.GetValueOrDefault(leaving.Attempt.Id) is not { State: AttemptState.Sending } attempt)
            {
                continue; // another node took it for lost
            }

            if (receipt is Receipt.Accepted)
            {
                session.SaveAttempt(attempt with { State = AttemptState.Accepted });
                session.ScreenIsReached(leaving.Screen.Id, now);
                delivery = await ReachedAsync(session, delivery, attempt);
                continue;
            }

            failed = true;
            var (reason, kind, pause) = Why(receipt);
            LogRefused(delivery.Id, attempt.Carrier, kind);
            session.SaveAttempt(
                attempt with
                {
                    State = AttemptState.Failed,
                    Refusal = kind,
                    RetryAfterMs = pause is { } wait ? (long)wait.TotalMilliseconds : null,
                }
            );
            session.ScreenRefuses(leaving.Screen.Id, reason, isGone: kind is RefusalKind.BadNumber, now);
            await news.TellAlertAsync(session, delivery, new DeliveryNews.Refused(attempt.Carrier, reason));
            if (delivery.State is DeliveryState.Leased)
            {
                delivery = delivery with { Said = reason };
                session.SaveState(delivery, DeliveryState.Leased, reason, now);
            }
        }

        if (failed && !delivery.State.IsFinal())
        {
            await session.SetAsync(Kind, delivery.Id, now, delivery.Rank);
        }
    }

    /// <summary>The first screen that has it makes the delivery sent; a press of its button may have come before.</summary>
    private async Task<DeliveryRow> ReachedAsync(Session session, DeliveryRow delivery, AttemptRow attempt)
    {
        if (delivery.State is DeliveryState.Leased)
        {
            var sent = new DeliveryNews.Left(attempt.Carrier);
            await news.MoveAsync(session, delivery, DeliveryState.Sent, "", sent);
            return delivery with { State = DeliveryState.Sent, Said = "" };
        }

        return delivery;
    }

    /// <param name="reason">Why it went nowhere; null: it is not needed any more.</param>
    private async Task EndAsync(Session session, DeliveryRow delivery, string? reason)
    {
        switch (delivery.State, reason)
        {
            case (DeliveryState.Sent, _):
                break; // on one screen at least
            case (_, null):
                await news.MoveAsync(session, delivery, DeliveryState.Cancelled, "dealt with", null);
                break;
            default:
                await news.MoveAsync(
                    session,
                    delivery,
                    DeliveryState.Missed,
                    reason!,
                    new DeliveryNews.Missed(reason!)
                );
                break;
        }
    }

    /// <summary>A lost answer counts as none: the same message shown twice does no harm, one that is not shown may.</summary>
    private static (string Reason, RefusalKind Kind, TimeSpan? Pause) Why(Receipt receipt) =>
        receipt switch
        {
            Receipt.Refused refused => (refused.Reason, refused.Kind, refused.RetryAfter),
            Receipt.Doubt doubt => (doubt.Reason, RefusalKind.Temporary, null),
            _ => ("", RefusalKind.Temporary, null),
        };

    /// <summary>One try that is written and leaves now.</summary>
    private sealed record Leaving(Screen Screen, AttemptRow Attempt, PushMessage Message);

    [LoggerMessage(2101, LogLevel.Information, "Message {Delivery} goes to a screen by {Service}, try {Number}")]
    private partial void LogSends(string delivery, string service, int number);

    [LoggerMessage(2102, LogLevel.Warning, "Message {Delivery} was refused by {Service}: {Kind}")]
    private partial void LogRefused(string delivery, string service, RefusalKind kind);
}
