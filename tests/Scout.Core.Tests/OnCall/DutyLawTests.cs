using NodaTime;
using Scout.Core.OnCall;
using static Scout.Core.Tests.OnCall.Rosters;

namespace Scout.Core.Tests.OnCall;

/// <summary>Around every change of every zone's clocks, against a truth that never asks how a clock time is mapped.</summary>
public sealed class DutyLawTests
{
    private static readonly Instant First = Utc("2000-01-01 00:00");
    private static readonly Instant Last = Utc("2036-01-01 00:00");
    private static readonly Duration Minute = Duration.FromMinutes(1);

    [Fact]
    public void At_every_minute_around_every_change_of_clocks_one_person_is_primary_and_hands_over_on_time()
    {
        var seen = new HashSet<(Instant, Offset, Offset)>();
        var zones = new HashSet<string>();
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            foreach (var change in zone.GetZoneIntervals(First, Last).Where(one => one.HasStart && one.Start >= First))
            {
                var before = zone.GetUtcOffset(change.Start - Duration.Epsilon);
                // Zones that change alike are alike here: the schedule knows nothing else of them.
                if (before != change.WallOffset && seen.Add((change.Start, before, change.WallOffset)))
                {
                    zones.Add(id);
                    Check(id, change.Start, before, change.WallOffset);
                }
            }
        }

        seen.Count.ShouldBeGreaterThan(2_000);
        string[] hard = ["Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "America/New_York"];
        zones.Intersect(hard).Count().ShouldBeGreaterThan(1); // others stand for those that change alike
    }

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    [InlineData("America/Sao_Paulo")]
    public void The_same_in_zones_that_are_known_to_be_hard(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        foreach (var change in zone.GetZoneIntervals(First, Last).Where(one => one.HasStart && one.Start >= First))
        {
            Check(id, change.Start, zone.GetUtcOffset(change.Start - Duration.Epsilon), change.WallOffset);
        }
    }

    private static void Check(string id, Instant change, Offset before, Offset after)
    {
        var leap = (after.Seconds - before.Seconds) / 60; // a day in Apia
        // A clock time in the middle of what is missing or comes twice, on the day before.
        var wall = change.WithOffset(leap > 0 ? before : after).LocalDateTime;
        var start = wall.PlusMinutes(Math.Abs(leap) / 2).PlusDays(-1);
        start = new LocalDateTime(start.Year, start.Month, start.Day, start.Hour, start.Minute);
        Follow(id, new Rotation(TurnUnit.Days, 1, start, Abc), change);
        Follow(id, new Rotation(TurnUnit.Hours, 1, start, Abc), change);
    }

    /// <summary>The holder is whoever the wall clock has come to so far: clocks that go back hand nothing back.</summary>
    private static void Follow(string id, Rotation rotation, Instant change)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var clock = new DutyClock(new Roster(id, [new Layer("Primary", rotation, [])]));
        var from = change - Duration.FromMinutes(65);
        var until = change + Duration.FromMinutes(125);
        var hours = rotation.Unit is TurnUnit.Days ? 24 : 1;
        var turn = -1L;
        // The wall clock's best so far, from well before: offsets alone, no mapping back.
        for (var at = from - Duration.FromHours(5); at < from; at += Minute)
        {
            turn = Math.Max(turn, TurnAt(at));
        }

        var spans = clock.Over("Primary", from, until);
        spans[0].Start.ShouldBe(from);
        spans[^1].End.ShouldBe(until);
        var index = 0;
        for (var at = from; at < until; at += Minute)
        {
            turn = Math.Max(turn, TurnAt(at));
            while (spans[index].End <= at)
            {
                (spans[index].End == spans[index + 1].Start).ShouldBeTrue();
                index++;
            }

            var truth = rotation.People[(int)(turn % 3)];
            if (
                clock.At("Primary", at) is not { IsGap: false, People: [var one] }
                || one != truth
                || spans[index].Who.Primary != truth
            )
            {
                Assert.Fail($"{id}, {rotation.Unit}: at {at} it should be {truth}");
            }
        }

        long TurnAt(Instant at)
        {
            var wall = at.WithOffset(zone.GetUtcOffset(at)).LocalDateTime;
            var since = (wall.InUtc().ToInstant() - rotation.Start.InUtc().ToInstant()).TotalMinutes;
            return (long)Math.Floor(since / (hours * 60));
        }
    }
}
