using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Simulation;

namespace Scout.Core.Tests.Simulation;

public sealed class ReplayTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 3, 0, 0, TimeSpan.Zero);

    // 110 90 62 60 58 66 80 90, five minutes apart: a low from 10 to 35 min.
    private static readonly Trace Low = Of(110, 90, 62, 60, 58, 66, 80, 90, 95);

    [Fact]
    [Trait("Rule", "GA-R19")]
    [Trait("Rule", "GA-R20")]
    public void Nobody_answers_so_the_others_are_texted_and_it_rings_again_until_it_is_over()
    {
        var result = Replay.Run(Low, ReplaySettings.Default);

        result.Of(AlertKind.Low).Single().State.ShouldBe(new AlertState.Resolved(Start.AddMinutes(35)));
        Said(result)
            .Take(5)
            .ShouldBe([
                "10:00 Alert Call person",
                "10:30 Alert Text emergency",
                "10:30 Alert Text extra",
                "12:00 Alert Call person",
                "14:00 Alert Call person",
            ]);
        Said(result)
            .TakeLast(3)
            .Order()
            .ShouldBe(["35:00 AllClear Text emergency", "35:00 AllClear Text extra", "35:00 AllClear Text person"]);
    }

    [Fact]
    [Trait("Rule", "GA-R18")]
    [Trait("Rule", "GA-R16")]
    public void A_key_in_the_call_spares_the_others_and_the_hold_ends_after_15_minutes() =>
        Said(Replay.Run(Low, With(new Behaviour.Acknowledges(TimeSpan.FromSeconds(15)))))
            .ShouldBe(["10:00 Alert Call person", "25:15 Alert Call person", "35:00 AllClear Text person"]);

    [Fact]
    [Trait("Rule", "GA-R17")]
    [Trait("Rule", "GA-N29")]
    public void A_call_that_is_answered_without_a_key_was_missed() =>
        Said(Replay.Run(Low, With(new Behaviour.AnswersWithoutKey())))
            .Take(4)
            .ShouldBe([
                "10:00 Alert Call person",
                "11:00 Alert Text emergency",
                "11:00 Alert Text extra",
                "12:00 Alert Call person",
            ]);

    [Fact]
    public void Whoever_acknowledges_later_ends_the_ringing_then()
    {
        var said = Said(Replay.Run(Low, With(new Behaviour.Acknowledges(TimeSpan.FromMinutes(5)))));

        said.Where(line => line.Contains("Call"))
            .ShouldBe(["10:00 Alert Call person", "12:00 Alert Call person", "14:00 Alert Call person"]);
        said.ShouldContain("15:00 TakenBy Text emergency");
    }

    [Fact]
    public void The_messages_carry_the_facts_of_their_alert()
    {
        var call = Replay.Run(Low, ReplaySettings.Default).Calls.First();

        CallMessages
            .Alert(call.Facts, asksForKey: true, call.At)
            .PlainText.ShouldStartWith("This is Scout about Sam. Low. Glucose 62 milligrams per decilitre.");
    }

    [Fact]
    public void The_same_trace_gives_the_same_ledger()
    {
        string[] Ledger() => [.. Replay.Run(Low, ReplaySettings.Default).Ledger.Select(note => $"{note}")];

        Ledger().ShouldBe(Ledger());
    }

    [Fact]
    public void Repeated_and_shuffled_arrivals_end_in_the_same_messages()
    {
        var chance = new Random(5);
        var twice = Low
            .Arrivals.Concat(
                Low.Arrivals.Select(reading => reading with { ReceivedAt = reading.ReceivedAt.AddMinutes(3) })
            )
            .OrderBy(_ => chance.Next());

        Said(Replay.Run(Trace.Of(twice), ReplaySettings.Default with { Tail = TimeSpan.FromMinutes(2) }))
            .ShouldBe(Said(Replay.Run(Low, ReplaySettings.Default)));
    }

    [Fact]
    [Trait("Rule", "GA-R15")]
    [Trait("Rule", "GA-N23")]
    public void Readings_that_come_too_late_ring_nobody()
    {
        var late = Low.Arrivals.Select(reading => reading with { ReceivedAt = Start.AddHours(2) });
        var fresh = Enumerable.Range(24, 3).Select(step => At(step, 100));

        Replay.Run(Trace.Of([.. late, .. fresh]), ReplaySettings.Default).Messages.ShouldBeEmpty();
    }

    [Theory]
    [Trait("Rule", "GA-R15")]
    [InlineData(899, 1)]
    [InlineData(900, 0)]
    public void At_fifteen_minutes_a_value_no_longer_rings(int seconds, int alerts)
    {
        var low = At(3, 62);
        var day = new[] { At(0, 100), At(1, 100), At(2, 100), low with { ReceivedAt = low.At.AddSeconds(seconds) } };

        Replay
            .Run(Trace.Of(day), ReplaySettings.Default with { Tail = TimeSpan.Zero })
            .Of(AlertKind.Low)
            .Count()
            .ShouldBe(alerts);
    }

    [Fact]
    [Trait("Rule", "GA-R1")]
    public void A_row_dated_ahead_is_no_reading_when_its_time_comes()
    {
        var misdated = new Reading(Start.AddHours(5), 45, Trend.Unknown, Start.AddMinutes(3));
        var day = Enumerable.Range(0, 100).Select(step => At(step, 120));

        Replay.Run(Trace.Of([.. day, misdated]), ReplaySettings.Default).Alerts.ShouldBeEmpty();
    }

    private static ReplaySettings With(Behaviour person) => ReplaySettings.Default with { Person = person };

    private static string[] Said(ReplayResult result) =>
        [
            .. result.Messages.Select(message =>
                $"{(message.At - Start):mm\\:ss} {message.Purpose} {message.Channel} {message.Contact}"
            ),
        ];

    private static Trace Of(params double[] values) => Trace.Of(values.Select((value, step) => At(step, value)));

    private static Reading At(int step, double value) =>
        new(Start.AddMinutes(5 * step), value, Trend.Unknown, Start.AddMinutes(5 * step));
}
