using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Devices;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Tests.Watches;

/// <summary>What rules of devices find, on a virtual clock.</summary>
public sealed class DeviceRuleTests
{
    private static readonly SensorRule TooWarm = new("warm", RuleKind.Above, Severity.Urgent)
    {
        Field = "t",
        Limit = -15,
        Clear = -17,
        Held = TimeSpan.FromMinutes(10),
    };

    private static readonly SensorRule Silent = new("silence", RuleKind.NoData, Severity.Urgent);

    [Fact]
    public void A_limit_must_be_passed_for_as_long_as_asked_and_the_alarm_ends_at_its_clear_level()
    {
        var freezer = new DeviceStory(TooWarm).Every(5, -18, -14, -10);
        freezer.IsOpen.ShouldBeFalse("five minutes are not ten");

        freezer.Minutes(5).Reads(-9.5);
        freezer.Alerts.Orders.ShouldBe(["call sam"]);
        freezer.Facts.ShouldBe(
            new SensorFacts
            {
                Value = -9.5,
                At = freezer.Now,
                Unit = "°C",
                Decimals = 1,
                Limit = -15,
            }
        );
        freezer.Alerts.Open.Latest.Since.ShouldBe(freezer.Now.AddMinutes(-10));

        freezer.Takes().Minutes(5).Reads(-16);
        freezer.IsOpen.ShouldBeTrue("below the limit, not yet at the clear level");
        freezer.Facts.Value.ShouldBe(-9.5, "what is told is past the limit");

        freezer.Minutes(5).Reads(-17);
        freezer.IsOpen.ShouldBeFalse();
        freezer.Opened.ShouldBe(1);
    }

    [Theory]
    [InlineData(RuleKind.Above, 1, 1, new double[] { 9, 11, 9, 9 }, new[] { false, true, true, false })]
    [InlineData(RuleKind.Above, 1, 1, new double[] { 10, 10.1, 10, 10.1 }, new[] { false, true, true, true })]
    [InlineData(RuleKind.Below, 1, 1, new double[] { 11, 9, 11, 11 }, new[] { false, true, true, false })]
    [InlineData(RuleKind.Above, 2, 3, new double[] { 11, 9, 11, 9, 9 }, new[] { false, false, true, true, false })]
    [InlineData(RuleKind.Above, 2, 3, new double[] { 11, 9, 9, 11, 9 }, new[] { false, false, false, false, false })]
    [InlineData(
        RuleKind.Rising,
        1,
        1,
        new double[] { 0, 49, 100, 149, 150 },
        new[] { false, false, true, true, false }
    )]
    [InlineData(RuleKind.Falling, 1, 1, new double[] { 100, 51, 0, 0, 0 }, new[] { false, false, true, true, false })]
    public void Limits_changes_and_so_many_of_so_many(RuleKind kind, int count, int of, double[] values, bool[] open)
    {
        var rule = new SensorRule("r", kind, Severity.Urgent)
        {
            Field = "t",
            Limit = 10,
            Count = count,
            Of = of,
        };
        var device = new DeviceStory(rule);
        foreach (var (index, value) in values.Index())
        {
            device.Reads(value);
            device.IsOpen.ShouldBe(open[index], $"after reading {index}");
            device.Minutes(5);
        }
    }

    [Fact]
    [Trait("Rule", "SIG-16")]
    public void Silence_rings_at_three_usual_intervals_and_late_messages_change_nothing()
    {
        var sensor = new DeviceStory(Silent).Every(20, 1, 2, 1, 2, 1, 2);
        sensor.Alerts.NextAt.ShouldBe(sensor.Now.AddMinutes(60));

        sensor.Minutes(59.9);
        sensor.Alerts.AllOrders.ShouldBeEmpty();
        sensor.Minutes(0.1);
        sensor.Alerts.Orders.ShouldBe(["call sam"]);

        sensor.Takes();
        sensor.Minutes(1).Reads(3, late: 21).Reads(3, late: 41);
        sensor.IsOpen.ShouldBeTrue("what came late is no proof that it lives");
        sensor.Alerts.AllOrders.ShouldBe(["call sam"]);

        sensor.Minutes(1).Reads(3);
        sensor.IsOpen.ShouldBeFalse();
        sensor.Opened.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "SIG-32")]
    public void Late_values_neither_ring_nor_end_an_alarm()
    {
        var device = new DeviceStory(TooWarm with { Held = TimeSpan.Zero });
        device.Reads(-18, late: 60).Reads(0, late: 16);
        device.IsOpen.ShouldBeFalse();

        device.Reads(0, late: 14);
        device.IsOpen.ShouldBeTrue();

        device.Minutes(20).Reads(-20, late: 16);
        device.IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, null, 24 * 60)] // nobody said, nothing is known
    [InlineData(60, null, 180)]
    [InlineData(1, null, 10)] // never sooner than networks try again
    [InlineData(null, 90, 270)]
    [InlineData(60, 90, 180)] // a person's word goes before what was learned
    public void How_long_a_device_may_be_silent(int? expected, int? learned, int minutes)
    {
        var device = new DeviceStory(Silent)
        {
            Signs = new DeviceSigns { Expected = Minutes(expected), Learned = Minutes(learned) },
        };
        device.Reads(1);
        device.Alerts.NextAt.ShouldBe(device.Now.AddMinutes(minutes));
    }

    [Fact]
    [Trait("Rule", "SIG-17")]
    public void Other_traffic_and_other_series_never_hide_a_silent_one()
    {
        var device = new DeviceStory(Silent with { Field = "t", After = TimeSpan.FromHours(1) });
        device.Reads(1).Reads(50, "humidity");
        for (var i = 0; i < 6; i++)
        {
            device.Minutes(10);
            device.Signs = device.Signs with { LastSeen = device.Now };
            device.Reads(50, "humidity");
        }

        device.Alerts.AllOrders.ShouldBe(["call sam"]);
        device.Facts.Label.ShouldBe("t");

        var mute = new DeviceStory(Silent with { After = TimeSpan.FromHours(1) });
        mute.Reads(1).Minutes(59);
        mute.Signs = new DeviceSigns { LastSeen = mute.Now };
        mute.Minutes(1);
        mute.IsOpen.ShouldBeTrue("a status message is no data");
    }

    [Fact]
    public void A_deadline_that_passed_while_nobody_looked_rings_at_once()
    {
        var device = new DeviceStory(Silent with { After = TimeSpan.FromHours(1) });
        device.Takes(new Reading(device.Now.AddHours(-5), 1, Trend.Unknown, device.Now.AddHours(-5)));
        device.Alerts.Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    public void History_that_comes_late_rings_nobody_and_ends_nothing()
    {
        var rule = Silent with { After = TimeSpan.FromMinutes(30) };
        var young = new DeviceStory(new DateTimeOffset(2026, 11, 20, 2, 50, 0, TimeSpan.Zero), rule);
        for (var late = 300; late > 20; late -= 10)
        {
            young.Reads(1, late: late);
        }

        young.Opened.ShouldBe(0);
        young.Alerts.NextAt.ShouldBe(young.Now.AddMinutes(20), "half an hour after it began to be watched");
        young.Minutes(20);
        for (var late = 300; late > 20; late -= 10)
        {
            young.Reads(1, late: late);
        }

        young.Opened.ShouldBe(1);
        young.IsOpen.ShouldBeTrue();
        young.Reads(1).IsOpen.ShouldBeFalse();
    }

    [Fact]
    [Trait("Rule", "SIG-31")]
    public void Trouble_of_the_device_calls_and_of_the_network_texts_until_data_is_newer()
    {
        var device = new DeviceStory([.. Profiles.Device().Sensor!.Rules]);
        device.Reads(1).Minutes(1);
        device.Signs = new DeviceSigns { Trouble = DeviceTrouble.Network, TroubleAt = device.Now };
        device.Alerts.Strikes();
        device.Alerts.Orders.ShouldBe(["text sam"]);
        device.Minutes(1).Reads(1);
        device.IsOpen.ShouldBeFalse();

        device.Signs = device.Signs with { Trouble = DeviceTrouble.Device, TroubleAt = device.Now.AddSeconds(1) };
        device.Alerts.Strikes();
        device.Alerts.Orders.ShouldBe(["call sam"]);
    }

    [Fact]
    public void A_battery_is_told_once_a_day_until_it_is_well_above_its_limit()
    {
        var device = new DeviceStory(new SensorRule("battery", RuleKind.Battery, Severity.Warning) { Limit = 2.5 });
        device.Alerts.Strikes();
        device.IsOpen.ShouldBeFalse("no battery was ever told");
        device.Signs = new DeviceSigns { Battery = 2.49 };
        device.Reads(1);
        device.Minutes(60 * 47);
        device.Alerts.AllOrders.ShouldBe(["text sam", "text sam"]);

        device.Signs = new DeviceSigns { Battery = 2.55 };
        device.Reads(1);
        device.IsOpen.ShouldBeTrue();
        device.Signs = new DeviceSigns { Battery = 2.6 };
        device.Reads(1);
        device.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_rule_taken_away_ends_its_alert_and_a_muted_device_opens_none()
    {
        var muted = new DeviceStory(TooWarm with { Held = TimeSpan.Zero })
        {
            Signs = new DeviceSigns { IsMuted = true },
        };
        muted.Reads(0);
        muted.IsOpen.ShouldBeFalse();
        muted.Alerts.NextAt.ShouldBeNull();

        var device = new DeviceStory(TooWarm with { Held = TimeSpan.Zero }).Reads(0);
        var state = new WatchState(
            "Freezer",
            new WatchSettings([], new AlertTimes()) { Sensor = new SensorSettings([]) },
            device.Alerts.Team,
            SourceHealth.Unknown,
            device.Start,
            null,
            [],
            device.Alerts.Alerts
        )
        {
            Sensor = new SensorView([], new DeviceSigns()),
        };
        WatchTurn.Decide(state, new WatchInput.ClockStruck(), "x", device.Now).Alerts.Single().IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_pause_of_a_device_promises_nothing_about_glucose()
    {
        var device = new DeviceStory(TooWarm).Reads(-18);
        device.Alerts.Turn(new WatchInput.Paused("account", device.Now.AddHours(1)));
        device.Alerts.Notices.ShouldNotBeEmpty();
        device.Alerts.Notices.ShouldAllBe(notice => !TextMessages.Paused(notice.Facts).Contains("low"));

        device.Minutes(30).Reads(0).Minutes(15).Reads(0);
        device.IsOpen.ShouldBeFalse();
        device.Minutes(15).Reads(0);
        device.Alerts.AllOrders.ShouldBe(["call sam"], "still so when the pause is over");
    }

    [Theory]
    [InlineData(new long[] { 1, 2, 3 }, 0)]
    [InlineData(new long[] { 1, 5, 6 }, 3)]
    [InlineData(new long[] { 4094, 4095, 0, 1 }, 0)]
    [InlineData(new long[] { 4094, 2 }, 3)]
    [InlineData(new long[] { 65535, 0 }, 0)]
    [InlineData(new long[] { 500, 0, 1 }, 0)] // began anew
    public void Lost_messages_are_counted_over_the_end_of_the_counter(long[] numbers, int lost)
    {
        var now = new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
        var marks = numbers.Select((number, index) => new SequenceMark(now.AddMinutes(index - 100), number)).ToList();

        SequenceGaps.Lost([.. marks], now).ShouldBe(lost);
        SequenceGaps.Lost([.. marks.Concat(marks).Reverse()], now).ShouldBe(lost, "copies and order mean nothing");
    }

    [Fact]
    [Trait("Rule", "SIG-14")]
    public void The_order_in_which_readings_come_means_nothing()
    {
        var orders =
            from values in Gen.Choose(-20, -10).Select(value => (double)value).ListOf(8)
            from order in Gen.Shuffle(Enumerable.Range(0, 8))
            from clear in Gen.Elements<double?>(null, -17)
            from kind in Gen.Elements(RuleKind.Above, RuleKind.Below)
            select (values: values.ToArray(), order: order.ToArray(), clear, kind);
        Prop.ForAll(
                Arb.From(orders),
                told =>
                {
                    var rule = TooWarm with
                    {
                        Kind = told.kind,
                        Clear = told.kind is RuleKind.Above ? told.clear : -told.clear - 30,
                        Held = TimeSpan.Zero,
                    };
                    return IsOpenAfter(rule, told.values, [.. Enumerable.Range(0, 8)])
                        == IsOpenAfter(rule, told.values, told.order);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_preview_counts_the_alarms_that_a_rule_would_have_begun()
    {
        var start = new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
        double[] values = [-18, -10, -10, -10, -16, -10, -18, -18, -10, -10];
        var readings = values.Select((value, index) => At(index * 5, value)).Append(At(400, -18)).ToList();

        SensorPreview.Of(TooWarm, readings).ShouldBe([start.AddMinutes(15)]);
        SensorPreview
            .Of(TooWarm with { Held = TimeSpan.Zero }, readings)
            .ShouldBe([start.AddMinutes(5), start.AddMinutes(40)]);
        SensorPreview.Of(Silent, readings).ShouldBe([start.AddMinutes(45 + 15)]);
        SensorPreview.Of(new SensorRule("b", RuleKind.Battery, Severity.Warning), readings).ShouldBeNull();

        Reading At(double minutes, double value) =>
            new(start.AddMinutes(minutes), value, Trend.Unknown, start.AddMinutes(minutes));
    }

    private static bool IsOpenAfter(SensorRule rule, double[] values, int[] order)
    {
        var device = new DeviceStory(rule).Minutes(8);
        foreach (var index in order)
        {
            device.Takes(new Reading(device.Start.AddMinutes(index), values[index], Trend.Unknown, device.Now));
        }

        return device.IsOpen;
    }

    private static TimeSpan? Minutes(int? minutes) => minutes is { } some ? TimeSpan.FromMinutes(some) : null;

    [Fact]
    public void A_device_that_falls_silent_is_one_alarm_whatever_rules_see_it()
    {
        var device = new DeviceStory(
            Begin,
            Quiet("value", 30, Severity.Warning, "t"),
            Quiet("other", 30, Severity.Warning, "h"),
            Quiet("silence", 60, Severity.Urgent)
        );
        device.Reads(1).Reads(1, "h").Minutes(30);
        device.Alerts.Orders.ShouldBe(["text sam"]);
        device.Alerts.Open.Topic.ShouldBe("value", "the other value fell silent with it");

        device.Minutes(30);
        device.Alerts.Orders.ShouldBe(["call sam"], "it has become urgent");
        device.Opened.ShouldBe(1);
        device.Takes().Minutes(10).Reads(1, "h");
        device.Alerts.Open.Topic.ShouldBe("value", "the device speaks, this value does not");
        device.Alerts.Open.Latest.Severity.ShouldBe(Severity.Warning);
        device.Minutes(1).Reads(1);
        device.IsOpen.ShouldBeFalse();
        device.Opened.ShouldBe(1);
    }

    [Fact]
    public void A_value_that_stays_away_when_the_device_is_back_is_an_alarm_of_its_own()
    {
        var device = new DeviceStory(
            Begin,
            Quiet("silence", 60, Severity.Urgent),
            Quiet("value", 60, Severity.Urgent, "t")
        );
        device.Reads(1).Reads(1, "h").Minutes(60);
        device.Alerts.Open.Topic.ShouldBe("silence");
        device.Alerts.AllOrders.ShouldBe(["call sam"]);
        device.Takes().Minutes(5).Reads(2, "h");
        device.Alerts.Open.Topic.ShouldBe("value");
        device.Alerts.Orders.ShouldContain("call sam");
    }

    [Fact]
    public void Two_values_that_stay_away_while_the_device_speaks_are_two_alarms()
    {
        var device = new DeviceStory(
            Begin,
            Quiet("t", 60, Severity.Warning, "t"),
            Quiet("h", 60, Severity.Warning, "h"),
            Quiet("silence", 60, Severity.Urgent)
        );
        device.Reads(1).Reads(1, "h");
        for (var i = 0; i < 6; i++)
        {
            device.Minutes(10).Reads(1, "p");
        }

        device.Minutes(1);
        device.Alerts.Alerts.Select(alert => alert.Topic).ShouldBe(["t", "h"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_network_reports_of_a_silent_device_is_told_in_its_alarm(bool isReportedFirst)
    {
        var device = new DeviceStory(
            Begin,
            Quiet("silence", 60, Severity.Urgent),
            new SensorRule("trouble", RuleKind.DeviceTrouble, Severity.Urgent)
        );
        device.Reads(1).Minutes(isReportedFirst ? 40 : 60);
        device.IsOpen.ShouldBe(!isReportedFirst);
        device.Signs = device.Signs with
        {
            Trouble = DeviceTrouble.Device,
            TroubleAt = device.Now,
            TroubleWords = "No message since an hour",
        };
        device.Alerts.Strikes();
        device.Takes().Minutes(30);
        device.Alerts.AllOrders.ShouldBe(["call sam"]);
        device.Opened.ShouldBe(1);
        device.Facts.Words.ShouldBe("No message since an hour");

        device.Reads(1);
        device.IsOpen.ShouldBeFalse();
        device.Opened.ShouldBe(1);
    }

    [Fact]
    public void When_the_rule_of_an_alarm_goes_what_it_carried_rings_itself()
    {
        var device = new DeviceStory(
            Begin,
            Quiet("silence", 60, Severity.Urgent),
            Quiet("value", 60, Severity.Urgent, "t")
        );
        device.Reads(1).Minutes(60).Takes();
        device.Without("silence").Minutes(1);
        device.Alerts.Open.Topic.ShouldBe("value");
    }

    [Fact]
    public void What_always_comes_as_late_is_judged_when_it_comes_and_told_with_its_own_age()
    {
        var device = new DeviceStory(Begin, TooWarm, Silent);
        for (var i = 0; i < Lateness.Fewest; i++)
        {
            device.Reads(-18, late: 120 + (i % 2)).Minutes(10);
        }

        device.Reads(-10, late: 120).Minutes(10);
        device.IsOpen.ShouldBeFalse("it is not past the limit for ten minutes yet, and not silent");
        device.Reads(-9, late: 120);
        device.Alerts.Orders.ShouldBe(["call sam"]);
        device.Facts.At.ShouldBe(device.Now.AddMinutes(-120));
        device.Alerts.Open.Latest.Since.ShouldBe(device.Now.AddMinutes(-130));

        device.Takes().Minutes(10).Reads(-18, late: 120);
        device.IsOpen.ShouldBeFalse();
        device.Minutes(20).Reads(-18, late: 120).Minutes(35);
        device.Alerts.Alerts.Count(alert => alert.Topic == "silence").ShouldBe(1, "three usual intervals passed");
        device.Takes().Reads(-18, late: 120);
        device.IsOpen.ShouldBeFalse("what comes late as ever shows that it lives");
    }

    [Fact]
    public void A_back_fill_after_a_gap_calls_nobody_however_steadily_it_comes()
    {
        var device = new DeviceStory(Begin, TooWarm).Every(10, -18, -18, -18, -18, -18, -18);
        device.Minutes(600);
        for (var late = 590.0; late > 16; late -= 9)
        {
            device.Reads(-5, late: late).Minutes(1); // ten minutes' worth each minute
        }

        device.Opened.ShouldBe(0);
    }

    /// <summary>Of every story: watched from then on.</summary>
    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    private static SensorRule Quiet(string id, double minutes, Severity severity, string field = "") =>
        new(id, RuleKind.NoData, severity) { Field = field, After = TimeSpan.FromMinutes(minutes) };
}
