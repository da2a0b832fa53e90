using Microsoft.Extensions.Options;
using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>Carries out deliveries: one due row follows each from its order to its last word.</summary>
internal sealed partial class DeliveryWorker(
    Database database,
    CarrierBoard carriers,
    CarrierPace pace,
    DeliveryDeparture departure,
    DeliveryNewsroom news,
    IOptions<EscalationOptions> options,
    TimeProvider time,
    ILogger<DeliveryWorker> logger
) : IDueWork
{
    public const string WorkKind = "delivery";

    /// <summary>In doubt, the carrier's own word is waited for this long before it is asked.</summary>
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(15);

    /// <summary>Talking, the longest: three rounds of the script.</summary>
    internal static readonly TimeSpan LongestTalk = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(3);

    /// <summary>A call without a last word is given up after this long; the alert has moved on long before.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(5);

    public string Kind => WorkKind;

    /// <summary>Most of them wait for their turn at a carrier; what is more than this waits in the table, the most urgent first.</summary>
    public int Concurrency => 256;

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

    public void Expect(DueRow row) => pace.Expect(row.Key, new Urgency(row.Rank, row.DueAt));

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        try
        {
            while (!await TryAsync(row, cancellationToken))
            {
                // While it waited for one carrier, another became the right one.
            }
        }
        finally
        {
            pace.Forget(row.Key);
        }
    }

    private async Task<bool> TryAsync(DueRow row, CancellationToken cancellationToken)
    {
        using var place = await departure.WaitAsync(row, cancellationToken);
        switch (await database.WriteAsync(session => PlanAsync(session, row, place), cancellationToken))
        {
            case NextAct.Elsewhere:
                return false;
            case NextAct.Send send:
                LogSends(send.Delivery.Id, send.Attempt.Carrier, send.Attempt.Number);
                place?.Leave();
                await SendAsync(row, send, cancellationToken);
                break;
            case NextAct.Ask ask:
                var answer = await ask.Carrier.LookUpAsync(
                    new LookUpOrder(ask.Delivery.Channel, ask.Delivery.Phone, ask.Attempt.Reference, ask.Attempt.Sent),
                    cancellationToken
                );
                await database.WriteAsync(session => LearnAsync(session, row, ask, answer), cancellationToken);
                break;
        }

        return true;
    }

    private async Task SendAsync(DueRow row, NextAct.Send send, CancellationToken cancellationToken)
    {
        var receipt = await OrderAsync(send, cancellationToken);
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
    }

    /// <summary>What to do with the delivery now. Everything it takes for granted later is written before it is done.</summary>
    private async Task<NextAct?> PlanAsync(Session session, DueRow row, PacePlace? place)
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
            return await departure.PlanAsync(session, delivery, attempts, place);
        }

        var attempt = attempts[^1];
        var askAt = attempt.Sent + AskAfter;
        if (delivery.State is DeliveryState.Leased)
        {
            // Whoever sent it died before the answer: it may ring.
            session.SaveState(delivery, DeliveryState.Unknown, "in doubt after a restart", time.GetUtcNow());
            session.SaveAttempt(attempt with { State = AttemptState.Doubt });
            await news.TellAlertAsync(session, delivery, new DeliveryNews.Left(attempt.Carrier));
            await session.SetAsync(Kind, delivery.Id, Latest(askAt, time.GetUtcNow()), QueueOrder.UnderWay);
            return null;
        }

        if (carriers.Find(attempt.Carrier) is { } carrier)
        {
            return new NextAct.Ask(delivery, attempt, carrier);
        }

        await news.FailAsync(session, delivery, attempt, RefusalKind.Lost, "the carrier is no longer configured", null);
        return null;
    }

    private Task<Receipt> OrderAsync(NextAct.Send send, CancellationToken cancellationToken) =>
        send.Message.Script is { } script
            ? send.Carrier.CallAsync(
                new CallOrder(send.Delivery.Phone, send.Attempt.Token, script, options.Value.RingFor),
                cancellationToken
            )
            : send.Carrier.TextAsync(
                new TextOrder(send.Delivery.Phone, send.Attempt.Token, send.Message.PlainText)
                {
                    Language = send.Message.Language,
                },
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
                var askAt = Latest(attempt.Sent + AskAfter, time.GetUtcNow());
                await (
                    doubt.Stays
                        ? session.DropAsync(Kind, delivery.Id)
                        : session.SetAsync(Kind, row.Key, askAt, QueueOrder.UnderWay)
                );
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
        await session.SetAsync(Kind, delivery.Id, check, QueueOrder.UnderWay);
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
            await session.SetAsync(Kind, delivery.Id, now + again, QueueOrder.UnderWay); // dropped again by a last word
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
            await news.MissAsync(session, delivery, "no last word from the carrier");
        }
        else
        {
            await session.SetAsync(Kind, delivery.Id, now.AddSeconds(10), QueueOrder.UnderWay);
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [LoggerMessage(2001, LogLevel.Information, "Delivery {Delivery} goes to {Carrier}, try {Number}")]
    private partial void LogSends(string delivery, string carrier, int number);

    [LoggerMessage(2002, LogLevel.Warning, "Delivery {Delivery} was refused by {Carrier}: {Code}")]
    private partial void LogRefused(string delivery, string carrier, string code);
}

/// <summary>What follows the plan, outside any transaction.</summary>
internal abstract record NextAct
{
    private NextAct() { }

    internal sealed record Send(DeliveryRow Delivery, AttemptRow Attempt, ICarrier Carrier, DeliveryMessage Message)
        : NextAct;

    internal sealed record Ask(DeliveryRow Delivery, AttemptRow Attempt, ICarrier Carrier) : NextAct;

    /// <summary>Another carrier is to take it: its turn there comes first.</summary>
    internal sealed record Elsewhere : NextAct;
}
