using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>An alarm that a pump has had, as it is kept.</summary>
internal sealed record AlarmRow
{
    public required long At { get; init; }

    public required string Kind { get; init; }

    public PumpAlarmKind KindOf => Enum.TryParse<PumpAlarmKind>(Kind, out var kind) ? kind : PumpAlarmKind.Other;
}

/// <summary>
/// Alarms and malfunctions of pumps: kept once each, shown as past, and told by text where people asked for it. Logs come
/// late, so nothing rings for them.
/// </summary>
internal static class PumpAlarms
{
    /// <summary>Of a pump.</summary>
    private const int Kept = 200;

    /// <summary>A text that could not leave for so long is not sent any more.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Keeps what is new among the events, and orders the texts in the same unit of work.</summary>
    public static async Task TakeAlarmsAsync(
        this Session session,
        PumpRow pump,
        string device,
        IReadOnlyCollection<PumpAlarm> alarms,
        DateTimeOffset now
    )
    {
        var fresh = new List<PumpAlarm>();
        foreach (var alarm in alarms.Where(alarm => alarm.At <= now + PumpClock.Tolerance).OrderBy(alarm => alarm.At))
        {
            if (await session.KeepAlarmAsync(pump.WatchId, device, alarm) == 1)
            {
                fresh.Add(alarm);
            }
        }

        if (fresh.Count == 0)
        {
            return;
        }

        await session.ExecuteAsync(
            """
            delete from pump_alarms where watch_id = @WatchId and at < (
                select at from pump_alarms where watch_id = @WatchId order by at desc limit 1 offset @skipped)
            """,
            new { pump.WatchId, skipped = Kept - 1L }
        );
        // What a first run finds is history, whenever it was.
        if (pump is { AlarmTexts: 1, SyncedAt: not null })
        {
            var late = fresh.Where(alarm => now - alarm.At <= PumpAlarm.TextedWithin);
            await session.TellAlarmsAsync(
                pump,
                device,
                [.. late.GroupBy(alarm => alarm.Kind, (_, one) => one.Last())],
                now
            );
        }
    }

    /// <summary>The newest first.</summary>
    public static Task<IReadOnlyList<AlarmRow>> AlarmsAsync(this Session session, string watch, int count) =>
        session.QueryAsync<AlarmRow>(
            "select at, kind from pump_alarms where watch_id = @watch order by at desc, seq desc limit @count",
            new { watch, count = (long)count }
        );

    /// <summary>1: it is new.</summary>
    private static Task<int> KeepAlarmAsync(this Session session, string watch, string device, PumpAlarm alarm) =>
        session.ExecuteAsync(
            """
            insert into pump_alarms (watch_id, device, seq_group, seq, at, kind)
            values (@watch, @device, @group, @number, @at, @kind)
            on conflict (watch_id, device, seq_group, seq) do nothing
            """,
            new
            {
                watch,
                device,
                group = (long)alarm.Key.Group,
                number = (long)alarm.Key.Number,
                at = alarm.At.ToUnixTimeMilliseconds(),
                kind = alarm.Kind.ToString(),
            }
        );

    /// <param name="alarms">Of several of one kind the newest: a pump sounds an occlusion again and again.</param>
    private static async Task TellAlarmsAsync(
        this Session session,
        PumpRow pump,
        string device,
        PumpAlarm[] alarms,
        DateTimeOffset now
    )
    {
        var person = await session.FirstOrDefaultAsync<Addressee>(
            $"""
            select c.id, c.phone, c.language, c.zone, c.quiet, w.name as about
            from watches w join contacts c on c.id = w.person_id
            where w.id = @WatchId and c.removed_at is null and c.opted_out_at is null and {ContactStore.IsReachable}
            """,
            pump
        );
        if (person is null)
        {
            return;
        }

        var leaves = QuietHours.Parse(person.Quiet)?.EndAt(now, person.Zone) ?? now;
        foreach (var alarm in alarms)
        {
            var facts = new MessageFacts(person.About, RuleKind.Problem, Severity.Info, alarm.At)
            {
                PumpAlarm = alarm.Kind,
                Language = person.Language,
                Zone = person.Zone,
            };
            await session.OrderLooseAsync(
                Purpose.PumpAlarm,
                Channel.Text,
                person.Id,
                person.Phone,
                facts,
                Life,
                now,
                leaves
            );
            await session.ExecuteAsync(
                """
                update pump_alarms set told_at = @now
                where watch_id = @WatchId and device = @device and seq_group = @group and seq = @number
                """,
                new
                {
                    pump.WatchId,
                    device,
                    group = (long)alarm.Key.Group,
                    number = (long)alarm.Key.Number,
                    now = now.ToUnixTimeMilliseconds(),
                }
            );
        }
    }
}
