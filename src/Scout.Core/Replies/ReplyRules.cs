using System.Collections.Immutable;
using NodaTime;
using Scout.Core.Alerts;

namespace Scout.Core.Replies;

/// <summary>An alert that a number was told about.</summary>
/// <param name="Code">The number's own short code for it; null: it has none any more.</param>
/// <param name="PagedAt">When the newest call or text about it was ordered for the number.</param>
public sealed record ToldAlert(Alert Alert, int? Code, DateTimeOffset PagedAt)
{
    public required string Watch { get; init; }

    /// <summary>Who or what the watch is about, as messages say it.</summary>
    public required string About { get; init; }

    /// <summary>The contact who was told.</summary>
    public required string Contact { get; init; }
}

/// <summary>What a reply leads to.</summary>
public abstract record ReplyDecision
{
    private ReplyDecision() { } // closed

    /// <summary>This act on this alert, and no other; the answer is the state that follows.</summary>
    public sealed record Obey(ToldAlert Told, ReplyAct Act) : ReplyDecision
    {
        /// <summary>Others that ring together with it, where no code said which one is meant.</summary>
        public ImmutableArray<string> Fellows { get; init; } = [];
    }

    /// <summary>It is over: nothing changes, the answer says since when and by whom.</summary>
    public sealed record Late(ToldAlert Told) : ReplyDecision;

    /// <summary>No alert has this code.</summary>
    public sealed record NoSuchCode(int Code) : ReplyDecision;

    /// <summary>More than one alert could be meant.</summary>
    public sealed record WhichOne : ReplyDecision;

    /// <summary>There is nothing to act on.</summary>
    public sealed record NothingOpen : ReplyDecision;

    /// <summary>A question, answered without changing anything; or what was not understood.</summary>
    public sealed record Answer(Reply Reply) : ReplyDecision;
}

/// <summary>Decides what a reply means for the alerts that its sender was told about.</summary>
public static class ReplyRules
{
    /// <summary>A code stays with its alert this long after the end: a late reply learns who ended it.</summary>
    public static TimeSpan CodeRests { get; } = TimeSpan.FromHours(24);

    /// <summary>A reply without a code belongs to a page that is no older than this.</summary>
    public static TimeSpan Fresh { get; } = TimeSpan.FromMinutes(15);

    public const int LargestCode = 999;

    /// <param name="told">What the number was told about: open alerts, and those that ended within a day.</param>
    /// <param name="zone">The sender's, for "until 8:00".</param>
    public static ReplyDecision Decide(
        Reply reply,
        ImmutableArray<ToldAlert> told,
        DateTimeOffset now,
        DateTimeZone zone
    ) =>
        reply is not Reply.Act act ? new ReplyDecision.Answer(reply)
        : act.Code is { } code ? ByCode(act, code, told, now, zone)
        : Bare(act, told, now, zone);

    /// <summary>When the sender's clock next shows this time, also in an hour that comes twice; the first instant after a gap.</summary>
    public static DateTimeOffset NextAt(LocalTime time, DateTimeOffset now, DateTimeZone zone)
    {
        var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        return At(today).Concat(At(today.PlusDays(1))).First(at => at > now);

        IEnumerable<DateTimeOffset> At(LocalDate date)
        {
            var map = zone.MapLocal(date + time);
            Instant[] instants =
                map.Count == 0 ? [map.LateInterval.Start] : [map.First().ToInstant(), map.Last().ToInstant()];
            return instants.Select(instant => instant.ToDateTimeOffset());
        }
    }

    private static ReplyDecision ByCode(
        Reply.Act act,
        int code,
        ImmutableArray<ToldAlert> told,
        DateTimeOffset now,
        DateTimeZone zone
    ) =>
        told.FirstOrDefault(one => one.Code == code) is { } found
            ? On(found, act, now, zone)
            : new ReplyDecision.NoSuchCode(code);

    private static ReplyDecision Bare(
        Reply.Act act,
        ImmutableArray<ToldAlert> told,
        DateTimeOffset now,
        DateTimeZone zone
    )
    {
        var open = Together(told.Where(one => one.Alert.IsOpen));
        var fresh = Together(told.Where(one => now - one.PagedAt <= Fresh));
        return (open, fresh) switch
        {
            ([var only], _) => OnAll(only, act, now, zone),
            (_, [var page]) => OnAll(page, act, now, zone),
            ([], []) => new ReplyDecision.NothingOpen(),
            ([], _) => new ReplyDecision.Late(fresh.SelectMany(page => page).MaxBy(one => one.PagedAt)!),
            _ => new ReplyDecision.WhichOne(),
        };
    }

    /// <summary>What rings together is one page; whatever leads it is first.</summary>
    private static ToldAlert[][] Together(IEnumerable<ToldAlert> told) =>
        [
            .. told.GroupBy(one => one.Alert.State is AlertState.Joined joined ? joined.With : one.Alert.Id)
                .Select(page => page.OrderBy(one => one.Alert.Id == page.Key ? 0 : 1).ToArray()),
        ];

    /// <summary>Without a code all of a page is taken; which one is closed must be said.</summary>
    private static ReplyDecision OnAll(ToldAlert[] page, Reply.Act act, DateTimeOffset now, DateTimeZone zone) =>
        page.Length > 1 && act.Verb is ReplyVerb.Close ? new ReplyDecision.WhichOne()
        : On(page[0], act, now, zone) is ReplyDecision.Obey obey
            ? obey with
            {
                Fellows = [.. page.Skip(1).Select(one => one.Alert.Id)],
            }
        : On(page[0], act, now, zone);

    private static ReplyDecision On(ToldAlert told, Reply.Act act, DateTimeOffset now, DateTimeZone zone) =>
        told.Alert.IsOpen
            ? new ReplyDecision.Obey(
                told,
                act.Verb switch
                {
                    ReplyVerb.Acknowledge => new ReplyAct.Acknowledge(),
                    ReplyVerb.Snooze => new ReplyAct.Snooze(Length(act.Time, now, zone)),
                    ReplyVerb.Close => new ReplyAct.Close(),
                    _ => new ReplyAct.Escalate(),
                }
            )
            : new ReplyDecision.Late(told);

    private static TimeSpan? Length(ReplyTime? time, DateTimeOffset now, DateTimeZone zone) =>
        time switch
        {
            ReplyTime.Lasting lasting => lasting.Span,
            ReplyTime.UntilClock until => NextAt(until.Time, now, zone) - now,
            _ => null,
        };
}
