using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Carriers;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>Carries out deliveries: one due row follows each from its order to its last word.</summary>
internal sealed partial class DeliveryWorker(
    Database database,
    CarrierBoard carriers,
    DeliveryNewsroom news,
    MessageWriter messages,
    IOptions<EscalationOptions> options,
    TimeProvider time,
    ILogger<DeliveryWorker> logger
) : IDueWork
{
    public const string WorkKind = "delivery";

    /// <summary>In doubt, the carrier's own word is waited for this long before it is asked.</summary>
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(15);

    /// <summary>Talking, the longest: three rounds of the script.</summary>
    private static readonly TimeSpan LongestTalk = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(3);

    /// <summary>A call without a last word is given up after this long; the alert has moved on long before.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(5);

    public string Kind => WorkKind;

    public int Concurrency => 32;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    /// <summary>What carriers reported while no process listened is lost: calls under way are asked about now, not when they should be over.</summary>
    public Task PlanAsync(Session session, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            update due set due_at = @now
            where kind = @WorkKind and due_at > @now and lease_until <= @now and key in (
                select id from deliveries
                where finished_at is null and channel = 'Call' and state in ('Accepted', 'Ringing', 'Answered'))
            """,
            new { WorkKind, now = now.ToUnixTimeMilliseconds() }
        );

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var next = await database.WriteAsync(session => PlanAsync(session, row), cancellationToken);
        switch (next)
        {
            case NextAct.Send send:
                LogSends(send.Delivery.Id, send.Attempt.Carrier, send.Attempt.Number);
                var receipt = await SendAsync(send, cancellationToken);
                var failsOften = carriers.Heard(send.Attempt.Carrier, receipt);
                await database.WriteAsync(
                    async session =>
                    {
                        await RecordAsync(session, row, send, receipt);
                        if (failsOften)
                        {
                            await news.ImpairAsync(
                                session,
                                send.Attempt.Carrier,
                                $"The carrier {send.Attempt.Carrier} has failed several times in a row."
                            );
                        }
                    },
                    cancellationToken
                );
                break;
            case NextAct.Ask ask:
                var answer = await ask.Carrier.LookUpAsync(
                    new LookUpOrder(ask.Delivery.Channel, ask.Delivery.Phone, ask.Attempt.Reference, ask.Attempt.Sent),
                    cancellationToken
                );
                await database.WriteAsync(session => LearnAsync(session, row, ask, answer), cancellationToken);
                break;
        }
    }

    /// <summary>What to do with the delivery now. Everything it takes for granted later is written before it is done.</summary>
    private async Task<NextAct?> PlanAsync(Session session, DueRow row)
    {
        var delivery = await session.LoadDeliveryAsync(row.Key);
        if (delivery is null || delivery.State.IsFinal())
        {
            await session.FinishAsync(row);
            return null;
        }

        var attempts = await session.AttemptsOfAsync(delivery.Id);
        if (delivery.State is DeliveryState.Queued)
        {
            return await PlanSendAsync(session, delivery, attempts);
        }

        var attempt = attempts[^1];
        var askAt = attempt.Sent + AskAfter;
        if (delivery.State is DeliveryState.Leased)
        {
            // Whoever sent it died before the answer: it may ring.
            session.SaveState(delivery, DeliveryState.Unknown, "in doubt after a restart", time.GetUtcNow());
            session.SaveAttempt(attempt with { State = AttemptState.Doubt });
            await news.TellAlertAsync(session, delivery, new DeliveryNews.Left(attempt.Carrier));
            await session.SetAsync(Kind, delivery.Id, Latest(askAt, time.GetUtcNow()), rank: -20);
            return null;
        }

        if (carriers.Find(attempt.Carrier) is { } carrier)
        {
            return new NextAct.Ask(delivery, attempt, carrier);
        }

        await news.FailAsync(session, delivery, attempt, RefusalKind.Lost, "the carrier is no longer configured", null);
        return null;
    }

    private async Task<NextAct?> PlanSendAsync(
        Session session,
        DeliveryRow delivery,
        IReadOnlyList<AttemptRow> attempts
    )
    {
        var now = time.GetUtcNow();
        if (delivery.ExpiresAt == 0)
        {
            await news.MoveAsync(session, delivery, DeliveryState.Cancelled, "dealt with", null);
            return null;
        }

        if (now.ToUnixTimeMilliseconds() >= delivery.ExpiresAt)
        {
            return await MissAsync(session, delivery, "could not leave in time");
        }

        if (delivery is { Reachable: 0, Purpose: not Purpose.Verify })
        {
            return await RefuseAsync(session, delivery, "number not verified");
        }

        if (delivery is { Channel: Channel.Text, OptedOutAt: not null })
        {
            return await MissAsync(session, delivery, "has asked for no more texts");
        }

        var failed = attempts.Select(attempt => attempt.AsFailed()).OfType<FailedTry>();
        var choice = Failover.Choose(carriers.For(delivery.Phone), [.. failed]);
        if (choice is not NextTry.By by || carriers.Find(by.Carrier) is not { } carrier)
        {
            var reason = (choice as NextTry.Nobody)?.Reason ?? "no carrier";
            if (attempts is not [.., { Refusal: RefusalKind.NotPutThrough }]) // a carrier had it: no fault of this instance
            {
                await news.ImpairAsync(session, "delivery", $"A message could not be sent: {reason}.");
            }

            return await RefuseAsync(session, delivery, reason);
        }

        if (attempts.Count > 0 && attempts[^1].Sent + by.After is var at && at > now)
        {
            await session.SetAsync(Kind, delivery.Id, at, rank: -20);
            return null;
        }

        PhoneHistory? history = null; // a text asks nothing of the phone's past
        if (delivery.Channel is Channel.Call)
        {
            history = await session.PhoneAsync(delivery.Phone, now);
            switch (await MayCallAsync(session, delivery, history, now))
            {
                case Clearance.Later later:
                    await session.SetAsync(Kind, delivery.Id, later.At, rank: -20);
                    return null;
                case Clearance.Never never:
                    return await MissAsync(session, delivery, never.Reason);
            }
        }

        var attempt = new AttemptRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            DeliveryId = delivery.Id,
            Number = attempts.Count + 1,
            Carrier = carrier.Name,
            Token = RandomNumberGenerator.GetHexString(40, lowercase: true),
            State = AttemptState.Sending,
            PreviousCallAt = history?.LastCallAt?.ToUnixTimeMilliseconds(),
            SentAt = now.ToUnixTimeMilliseconds(),
        };
        var message = messages.Write(delivery, carrier.HasCallbacks, now);
        session.AddAttempt(attempt, message.Kept);
        session.SaveState(delivery, DeliveryState.Leased, delivery.Said, now);
        if (delivery.Channel is Channel.Call)
        {
            var ends = now + options.Value.RingFor + LongestTalk;
            session.PhoneIsCalled(delivery.Phone, attempt.Id, now, ends);
        }

        return new NextAct.Send(delivery, attempt, carrier, message);
    }

    private async Task<Clearance> MayCallAsync(
        Session session,
        DeliveryRow delivery,
        PhoneHistory history,
        DateTimeOffset now
    ) =>
        Throttle.ForCall(
            history,
            new PhoneLimits(TimeSpan.FromSeconds(options.Value.WaitAfterCall), options.Value.CallsPerHour),
            delivery.Severity,
            delivery.Purpose is Purpose.Test or Purpose.Verify || await session.IsFirstPageAsync(delivery),
            now
        );

    private Task<Receipt> SendAsync(NextAct.Send send, CancellationToken cancellationToken) =>
        send.Message.Script is { } script
            ? send.Carrier.CallAsync(
                new CallOrder(send.Delivery.Phone, send.Attempt.Token, script, options.Value.RingFor),
                cancellationToken
            )
            : send.Carrier.TextAsync(
                new TextOrder(send.Delivery.Phone, send.Attempt.Token, send.Message.PlainText),
                cancellationToken
            );

    /// <summary>The carrier's answer. Its webhooks may have been faster, and the alert may be over by now.</summary>
    private async Task RecordAsync(Session session, DueRow row, NextAct.Send send, Receipt receipt)
    {
        var delivery = await session.LoadDeliveryAsync(send.Delivery.Id);
        var attempt = (await session.AttemptsOfAsync(send.Delivery.Id)).FirstOrDefault(a => a.Id == send.Attempt.Id);
        if (delivery is null || attempt is null || attempt.State is AttemptState.Failed)
        {
            return;
        }

        switch (receipt)
        {
            case Receipt.Accepted accepted:
                await AcceptAsync(session, delivery, attempt with { Reference = accepted.Reference }, send.Carrier);
                break;
            case Receipt.Refused refused:
                LogRefused(delivery.Id, attempt.Carrier, refused.Code);
                if (refused.OptedOut)
                {
                    await session.OptOutAsync(delivery.Phone, time.GetUtcNow());
                }

                await news.FailAsync(session, delivery, attempt, refused.Kind, refused.Reason, refused.RetryAfter);
                break;
            case Receipt.Doubt doubt when attempt.State is AttemptState.Sending:
                session.SaveAttempt(attempt with { State = AttemptState.Doubt });
                await news.MoveAsync(
                    session,
                    delivery,
                    DeliveryState.Unknown,
                    doubt.Reason,
                    new DeliveryNews.Left(attempt.Carrier)
                );
                await session.SetAsync(Kind, row.Key, Latest(attempt.Sent + AskAfter, time.GetUtcNow()), rank: -20);
                break;
        }
    }

    private async Task AcceptAsync(Session session, DeliveryRow delivery, AttemptRow attempt, ICarrier carrier)
    {
        var first = attempt.State is AttemptState.Sending;
        var isOver = delivery.State.IsFinal();
        session.SaveAttempt(
            attempt with
            {
                State = attempt.State is AttemptState.Over ? attempt.State : AttemptState.Accepted,
            }
        );
        if (first)
        {
            await news.ImpairAsync(session, attempt.Carrier, null);
            await news.ImpairAsync(session, "delivery", null);
            var state = delivery.State is DeliveryState.Leased ? DeliveryState.Accepted : delivery.State;
            await news.MoveAsync(session, delivery, state, "", new DeliveryNews.Left(attempt.Carrier));
        }

        if (isOver || delivery.Channel is Channel.Text)
        {
            await session.DropAsync(Kind, delivery.Id); // a text's later fate comes by webhook, nobody waits for it
            return;
        }

        var now = time.GetUtcNow();
        var check = carrier.HasCallbacks ? now + options.Value.RingFor + TimeSpan.FromSeconds(30) : now + PollEvery;
        await session.SetAsync(Kind, delivery.Id, check, rank: -20);
    }

    /// <summary>What a look-up found.</summary>
    private async Task LearnAsync(Session session, DueRow row, NextAct.Ask ask, CarrierAnswer answer)
    {
        var delivery = await session.LoadDeliveryAsync(ask.Delivery.Id);
        var attempt = (await session.AttemptsOfAsync(ask.Delivery.Id))[^1];
        if (delivery is null || delivery.State.IsFinal() || attempt.Id != ask.Attempt.Id)
        {
            await session.FinishAsync(row);
            return;
        }

        var now = time.GetUtcNow();
        if (answer is CarrierAnswer.Found found)
        {
            var again = ask.Carrier.HasCallbacks ? TimeSpan.FromSeconds(30) : PollEvery;
            await session.SetAsync(Kind, delivery.Id, now + again, rank: -20); // dropped again by a last word
            await news.HearAsync(session, delivery, attempt, found.Report);
        }
        else if (attempt.State is AttemptState.Doubt)
        {
            // Doubt is bounded: a second call is better than silence.
            await news.FailAsync(session, delivery, attempt, RefusalKind.Lost, "the carrier does not know it", null);
        }
        else if (now - attempt.Sent > GiveUpAfter)
        {
            session.PhoneIsFree(delivery.Phone, attempt.Id);
            await MissAsync(session, delivery, "no last word from the carrier");
        }
        else
        {
            await session.SetAsync(Kind, delivery.Id, now.AddSeconds(10), rank: -20);
        }
    }

    private async Task<NextAct?> MissAsync(Session session, DeliveryRow delivery, string reason)
    {
        await news.MoveAsync(session, delivery, DeliveryState.Missed, reason, new DeliveryNews.Missed(reason));
        return null;
    }

    private async Task<NextAct?> RefuseAsync(Session session, DeliveryRow delivery, string reason)
    {
        await news.MoveAsync(session, delivery, DeliveryState.Refused, reason, new DeliveryNews.Missed(reason));
        return null;
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [LoggerMessage(2001, LogLevel.Information, "Delivery {Delivery} goes to {Carrier}, try {Number}")]
    private partial void LogSends(string delivery, string carrier, int number);

    [LoggerMessage(2002, LogLevel.Warning, "Delivery {Delivery} was refused by {Carrier}: {Code}")]
    private partial void LogRefused(string delivery, string carrier, string code);

    /// <summary>What follows the plan, outside any transaction.</summary>
    private abstract record NextAct
    {
        internal sealed record Send(DeliveryRow Delivery, AttemptRow Attempt, ICarrier Carrier, DeliveryMessage Message)
            : NextAct;

        internal sealed record Ask(DeliveryRow Delivery, AttemptRow Attempt, ICarrier Carrier) : NextAct;
    }
}
