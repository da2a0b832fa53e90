using Scout.Server.Deliveries;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Hosting.Health;

/// <summary>Is what alarms are made of done in time, by whichever node?</summary>
internal sealed class ClockworkLook(Database database, TimeProvider time) : IHealthLook
{
    private const string Name = "due-work";

    // A lease does not excuse a row: what fails again and again is leased, and never done.
    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var oldest = await database.ReadAsync(
            session =>
                session.ScalarAsync<long?>(
                    """
                    select min(due_at) from due
                    where kind in (@poll, @turn, @delivery) and due_at <= @late
                    """,
                    new
                    {
                        poll = NightscoutPoller.PollKind,
                        turn = Turn.Kind,
                        delivery = DeliveryWorker.WorkKind,
                        late = (now - Impairment.TooLate).ToUnixTimeMilliseconds(),
                    }
                ),
            cancellationToken
        );
        if (oldest is not { } due)
        {
            return [HealthFinding.Fine(Name, Say.It("Polls, decisions and deliveries are done in time."))];
        }

        var late = SpanText.Of(now - DateTimeOffset.FromUnixTimeMilliseconds(due));
        return
        [
            HealthFinding.Failing(
                Name,
                Say.It("Due work waits for {0}; the log says why, or this machine is too slow.", late)
            ) with
            {
                Impairs = new Impairment(
                    Impairment.Evaluator,
                    Say.It("Something that was due {0} ago is not done yet.", late)
                ),
            },
        ];
    }
}
