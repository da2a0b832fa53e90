using NodaTime;
using Scout.Core.OnCall;
using static Scout.Core.Tests.OnCall.Rosters;

namespace Scout.Core.Tests.OnCall;

public sealed class DutyClockTests
{
    private static readonly Roster Weekly = Of("Europe/Berlin", TurnUnit.Weeks, 1, "2026-03-02 09:00"); // a Monday

    [Theory]
    [InlineData("2026-03-02 07:59", "zoe")] // not begun
    [InlineData("2026-03-02 08:00", "ann")]
    [InlineData("2026-03-09 07:59", "ann")]
    [InlineData("2026-03-09 08:00", "bob")]
    [InlineData("2026-03-23 08:00", "ann")]
    [InlineData("2026-03-30 06:59", "ann")] // summer time: still 09:00 on the wall
    [InlineData("2026-03-30 07:00", "bob")]
    public void A_weekly_turn_is_handed_over_at_its_clock_time(string utc, string who) => Weekly.Who(utc).ShouldBe(who);

    [Theory]
    // Hand-over 02:30 daily. 2026-03-29 has none: the first instant after the gap.
    [InlineData("2026-03-27 02:30", "2026-03-29 00:59", "bob")]
    [InlineData("2026-03-27 02:30", "2026-03-29 01:00", "cy")]
    // 2026-10-25 has two: the first is the hand-over, and the second hands nothing back.
    [InlineData("2026-10-23 02:30", "2026-10-25 00:29", "bob")]
    [InlineData("2026-10-23 02:30", "2026-10-25 00:30", "cy")]
    [InlineData("2026-10-23 02:30", "2026-10-25 01:10", "cy")]
    [InlineData("2026-10-23 02:30", "2026-10-25 01:30", "cy")]
    public void In_a_night_when_clocks_change_there_is_one_hand_over(string start, string utc, string who) =>
        Of("Europe/Berlin", TurnUnit.Days, 1, start).Who(utc).ShouldBe(who);

    [Fact]
    public void Hourly_turns_follow_the_wall_clock()
    {
        var roster = Of("Europe/Berlin", TurnUnit.Hours, 6, "2026-03-28 00:00");
        var spans = new DutyClock(roster).Over("Primary", Utc("2026-03-28 23:00"), Utc("2026-03-29 22:00"));

        spans
            .Select(span => ((span.End - span.Start).TotalHours, span.Who.Primary))
            .ShouldBe([(5, "bob"), (6, "cy"), (6, "ann"), (6, "bob")]); // the night is an hour short
    }

    [Fact]
    public void With_duty_hours_the_turns_that_are_worked_count()
    {
        var roster = Of("Europe/Berlin", TurnUnit.Days, 1, "2026-11-02 09:00", Hours("09:00", "17:00", [.. Workdays]));
        var byCalendar = roster with
        {
            Layers =
            [
                roster.Layers[0] with
                {
                    Rotation = roster.Layers[0].Rotation with { Count = TurnCount.Calendar },
                },
            ],
        };

        string?[] Noons(Roster one) => [.. Enumerable.Range(2, 9).Select(day => one.Who($"2026-11-{day:00} 11:00"))];
        Noons(roster).ShouldBe(["ann", "bob", "cy", "ann", "bob", "zoe", "zoe", "cy", "ann"]);
        Noons(byCalendar).ShouldBe(["ann", "bob", "cy", "ann", "bob", "zoe", "zoe", "bob", "cy"]);
    }

    [Fact]
    public void Duty_hours_that_touch_are_one_stretch_and_end_at_the_second_of_two_clock_times()
    {
        var roster = Of(
            "Europe/Berlin",
            TurnUnit.Weeks,
            1,
            "2026-10-05 00:00",
            Hours("17:00", "00:00", IsoDayOfWeek.Friday),
            Hours("00:00", "00:00", IsoDayOfWeek.Saturday),
            Hours("00:00", "02:30", IsoDayOfWeek.Sunday)
        );

        new DutyClock(roster)
            .Over("Primary", Utc("2026-10-19 00:00"), Utc("2026-10-26 00:00"))
            .Where(span => !span.Who.IsGap)
            .ShouldBe([
                new DutySpan("Primary", Utc("2026-10-23 15:00"), Utc("2026-10-25 01:30"), new OnDuty(["cy"], false)),
            ]);
    }

    [Fact]
    public void Hours_over_the_end_of_the_week_are_one_stretch()
    {
        var roster = Of(
            "UTC",
            TurnUnit.Weeks,
            1,
            "2026-11-02 09:00",
            Hours("22:00", "06:00", [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day is not IsoDayOfWeek.None)])
        );

        roster.Who("2026-11-08 23:00").ShouldBe("ann");
        roster.Who("2026-11-09 05:59").ShouldBe("ann");
        roster.Who("2026-11-09 06:00").ShouldBe("zoe");
        roster.Who("2026-11-09 22:00").ShouldBe("bob");
    }

    [Theory]
    [InlineData(OverrideKind.Replace, "zoe", "ann", "zoe")]
    [InlineData(OverrideKind.Replace, "zoe", "bob", "ann")] // bob is not on duty then
    [InlineData(OverrideKind.Replace, "dee", "ann", "dee,bob")]
    [InlineData(OverrideKind.Replace, "bob", "ann", "bob")]
    [InlineData(OverrideKind.Add, "dee", null, "ann,bob,dee")]
    [InlineData(OverrideKind.Remove, null, "ann", "bob")]
    [InlineData(OverrideKind.Instead, "dee", null, "dee")]
    public void What_was_agreed_otherwise_counts_while_it_lasts(
        OverrideKind kind,
        string? person,
        string? replaced,
        string on
    )
    {
        var two = on.Contains(',', StringComparison.Ordinal) || person == "bob" || kind is OverrideKind.Remove;
        var roster = Weekly with
        {
            Layers = two
                ?
                [
                    .. Weekly.Layers,
                    Weekly.Layers[0] with
                    {
                        Rotation = Weekly.Layers[0].Rotation with { People = ["bob"] },
                    },
                ]
                : Weekly.Layers,
            Overrides = [Override(kind, "2026-03-03 12:00", "2026-03-04 12:00", person, replaced)],
        };
        var clock = new DutyClock(roster);

        string.Join(',', clock.At("Primary", Utc("2026-03-03 11:00")).People).ShouldBe(on);
        foreach (var outside in new[] { "2026-03-03 10:59", "2026-03-04 11:00" })
        {
            clock.At("Primary", Utc(outside)).Primary.ShouldBe("ann");
        }
    }

    [Fact]
    public void An_override_never_changes_what_was_before_it_was_made()
    {
        // Made in the second 02:40 of the night: the first is past.
        var taken = Override(OverrideKind.Replace, "2026-10-25 02:40", "2026-10-25 09:00", "cy", "ann") with
        {
            MadeAt = Utc("2026-10-25 01:40"),
        };
        var roster = Weekly with { Overrides = [taken] };

        roster.Who("2026-10-25 01:39").ShouldBe("ann");
        roster.Who("2026-10-25 01:40").ShouldBe("cy");
    }

    [Fact]
    public void The_next_hand_over_is_found_and_gaps_are_told()
    {
        var roster = Weekly with
        {
            Overrides = [Override(OverrideKind.Remove, "2026-03-10 09:00", "2026-03-11 09:00", replaced: "bob")],
        };
        var clock = new DutyClock(roster);

        clock.Next("Primary", Utc("2026-03-03 00:00")).ShouldBe(new HandOver(Utc("2026-03-09 08:00"), "bob", false));
        clock.Next("Primary", Utc("2026-03-09 08:00")).ShouldBe(new HandOver(Utc("2026-03-10 08:00"), "zoe", true));
        clock
            .Gaps(Utc("2026-03-02 08:00"), Utc("2026-04-01 08:00"))
            .Select(gap => (gap.Start, gap.End))
            .ShouldBe([(Utc("2026-03-10 08:00"), Utc("2026-03-11 08:00"))]);
        new DutyClock(
            new Roster(
                "UTC",
                [
                    Primary(TurnUnit.Weeks, 1, "2026-03-02 09:00") with
                    {
                        Rotation = Weekly.Layers[0].Rotation with { People = ["ann"] },
                    },
                ]
            )
        )
            .Next("Primary", Utc("2026-03-03 00:00"))
            .ShouldBeNull();
    }

    [Fact]
    public void What_is_wrong_with_a_roster_is_said()
    {
        RosterRules.Of(Weekly).ShouldBeEmpty();
        RosterRules
            .Of(
                new Roster(
                    "Mars/Olympus",
                    [
                        new Layer(
                            " ",
                            new Rotation(TurnUnit.Days, 0, Local("2026-01-01 00:00"), []),
                            [Hours("09:00", "17:00")]
                        ),
                    ]
                )
            )
            .Count()
            .ShouldBe(5);
        RosterRules.Of(new Roster("UTC", [])).ShouldHaveSingleItem();
    }
}
