using Scout.Core.Deliveries;
using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Deliveries;

/// <summary>A delivery moves on: its rows, its phone, and its alert, in one unit of work.</summary>
internal sealed class DeliveryNewsroom(Turn turn, LiveHub live, TimeProvider time)
{
    /// <summary>A carrier's report about an attempt. Idempotent: the same report twice is one report.</summary>
    public async Task HearAsync(Session session, DeliveryRow delivery, AttemptRow attempt, CarrierReport report)
    {
        var now = time.GetUtcNow();
        if (report.Cost is { } cost)
        {
            session.KeepCost(attempt.Id, cost); // a look-up may say nothing new but this
        }
        else if (report.CostFollows)
        {
            await session.AddAsync(CostWork.WorkKind, attempt.Id, now + CostWork.FirstLook, CostWork.Rank);
        }

        Show(session, delivery.AlertId, delivery.WatchId);
        if (!await session.KeepReportAsync(attempt, report, now))
        {
            return;
        }

        await TellOwnerAsync(session, delivery, attempt, report);
        if (attempt.State is AttemptState.Failed)
        {
            return; // another try took its place; its words are kept, they change nothing
        }

        var known = attempt with
        {
            Reference = attempt.Reference ?? (report.Reference.Length > 0 ? report.Reference : null),
        };
        if (attempt.State is AttemptState.Sending or AttemptState.Doubt && report.Status is not CarrierStatus.Unknown)
        {
            // The first word of the carrier proves that it has it, even when the answer to the request was lost.
            known = known with
            {
                State = AttemptState.Accepted,
            };
            if (attempt.State is AttemptState.Sending)
            {
                await TellAlertAsync(session, delivery, new DeliveryNews.Left(attempt.Carrier));
            }
        }

        var move = DeliveryMachine.Hear(delivery.State, delivery.Channel, report);
        if (move.CarrierFailed)
        {
            var kind = delivery.Channel is Channel.Call ? RefusalKind.NotPutThrough : RefusalKind.Lost;
            await FailAsync(session, delivery, known, kind, report.Said, null); // and the number was not called
            return;
        }

        if (IsLastWord(report.Status))
        {
            session.PhoneIsFree(delivery.Phone, attempt.Id);
        }

        if (report.Status is CarrierStatus.AnsweredMachine && move.News is DeliveryNews.Missed)
        {
            await session.SetAsync(MachineWork.WorkKind, attempt.Id, now, QueueOrder.UnderWay);
        }

        session.SaveAttempt(move.State.IsFinal() ? known with { State = AttemptState.Over } : known);
        await MoveAsync(session, delivery, move.State, report.Said, move.News);
    }

    /// <summary>Nothing was, or will be, placed by this attempt: the number does not rest, the next try is due.</summary>
    public async Task FailAsync(
        Session session,
        DeliveryRow delivery,
        AttemptRow attempt,
        RefusalKind kind,
        string reason,
        TimeSpan? retryAfter
    )
    {
        session.SaveAttempt(
            attempt with
            {
                State = AttemptState.Failed,
                Refusal = kind,
                RetryAfterMs = retryAfter is { } pause ? (long)pause.TotalMilliseconds : null,
            }
        );
        session.PhoneWasNotCalled(delivery.Phone, attempt);
        session.SaveState(delivery, DeliveryState.Queued, reason, time.GetUtcNow());
        Show(session, delivery.AlertId, delivery.WatchId);
        // As old as it was: whoever waited long enough once does not queue behind those who came later.
        await session.SetAsync(DeliveryWorker.WorkKind, delivery.Id, delivery.OrderedFor, delivery.Rank);
        await TellAlertAsync(session, delivery, new DeliveryNews.Refused(attempt.Carrier, reason));
        if (kind is RefusalKind.Operator)
        {
            await ImpairAsync(session, attempt.Carrier, $"The carrier {attempt.Carrier} refuses: {reason}.");
        }
    }

    /// <summary>A new state; final ones leave no due work behind.</summary>
    public async Task MoveAsync(
        Session session,
        DeliveryRow delivery,
        DeliveryState state,
        string said,
        DeliveryNews? news
    )
    {
        if (state != delivery.State || news is not null)
        {
            session.SaveState(delivery, state, said, time.GetUtcNow());
            Show(session, delivery.AlertId, delivery.WatchId);
        }

        if (state.IsFinal())
        {
            await session.DropAsync(DeliveryWorker.WorkKind, delivery.Id);
        }

        if (news is not null)
        {
            await TellAlertAsync(session, delivery, news);
        }
    }

    /// <param name="callInstead">No text can reach the contact, a call may.</param>
    public Task MissAsync(Session session, DeliveryRow delivery, string reason, bool callInstead = false) =>
        MoveAsync(
            session,
            delivery,
            DeliveryState.Missed,
            reason,
            new DeliveryNews.Missed(reason) { CallInstead = callInstead }
        );

    public Task RefuseAsync(Session session, DeliveryRow delivery, string reason) =>
        MoveAsync(session, delivery, DeliveryState.Refused, reason, new DeliveryNews.Missed(reason));

    public async Task TellAlertAsync(Session session, DeliveryRow delivery, DeliveryNews news)
    {
        if (delivery is { AlertId: { } alert, WatchId: { } watch })
        {
            var moved = new WatchInput.DeliveryMoved(
                alert,
                delivery.Purpose,
                delivery.Round,
                delivery.Step,
                delivery.ContactId,
                delivery.Channel,
                news
            );
            await turn.TakeAsync(session, watch, moved);
        }
    }

    /// <summary>"I cannot alarm" is an alarm of its own; null detail: it can again.</summary>
    public async Task ImpairAsync(Session session, string topic, string? detail)
    {
        var open = await session.ScalarAsync<long>(
            "select count(*) from alerts where watch_id = @Id and topic = @topic and closed_at is null",
            new { SelfWatch.Id, topic }
        );
        if (open == 0 == detail is not null)
        {
            await turn.TakeAsync(session, SelfWatch.Id, new WatchInput.ImpairmentFound(topic, detail));
        }
    }

    /// <summary>Pages that show the delivery draw it again.</summary>
    public void Show(Session session, string? alert, string? watch) =>
        session.AfterCommit(() => live.Publish(LiveChange.OfDelivery(alert, watch)));

    private async Task TellOwnerAsync(Session session, DeliveryRow delivery, AttemptRow attempt, CarrierReport report)
    {
        if (report.OptedOut)
        {
            await session.OptOutAsync(delivery.Phone, time.GetUtcNow());
        }

        if (report.OperatorAlarm)
        {
            await ImpairAsync(session, attempt.Carrier, $"The carrier {attempt.Carrier} reports: {report.Said}.");
        }

        if (report.NumberIsBad)
        {
            await ImpairAsync(
                session,
                $"contact {delivery.ContactId}",
                $"The carrier cannot reach one of your contacts: {report.Said}."
            );
        }
    }

    private static bool IsLastWord(CarrierStatus status) =>
        status
            is CarrierStatus.Completed
                or CarrierStatus.NotReached
                or CarrierStatus.Failed
                or CarrierStatus.Undelivered
                or CarrierStatus.Delivered;
}
