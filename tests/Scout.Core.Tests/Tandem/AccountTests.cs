using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class AccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 14, 10, 0, 0, TimeSpan.Zero);
    private static readonly AutoUpdateSettings Settings = AutoUpdateSettings.Default;

    [Fact]
    public void A_pump_that_never_uploaded_is_asked_again_and_not_synced()
    {
        var step = AutoUpdate.Begin.Answered(null, Now, Settings);

        (step.Sync, step.Backfill).ShouldBe((false, false));
        step.Next.Answered(Now, Now, Settings).Sync.ShouldBeTrue();
        step.Next.Answered(Now, Now, Settings).Next.Answered(null, Now, Settings).Next.Newest.ShouldBe(Now);
    }

    [Theory]
    [InlineData(0, 300)]
    [InlineData(0.5, 315)]
    [InlineData(0.999, 329.97)]
    public void Asks_are_five_minutes_apart_and_never_nearer(double chance, double seconds) =>
        AutoUpdate.Begin.Answered(Now, Now, Settings, chance).Wait.TotalSeconds.ShouldBe(seconds, 1e-6);

    [Fact]
    public void Once_a_day_the_days_before_are_gone_through()
    {
        var state = AutoUpdate.Begin;
        var runs = 0;
        for (var minute = 0; minute < 3 * 24 * 60; minute += 5)
        {
            var step = state.Answered(Now, Now.AddMinutes(minute), Settings);
            runs += step.Backfill ? 1 : 0;
            step.Sync.ShouldBe(minute == 0);
            state = step.Next;
        }

        runs.ShouldBe(3);
    }

    [Fact]
    public void An_hour_of_failures_is_told_and_the_first_answer_ends_it()
    {
        var state = AutoUpdate.Begin.Failed(Now, Settings).Next.Failed(Now.AddSeconds(30), Settings).Next;

        state.IsUnreachable(Now.AddMinutes(44), Settings).ShouldBeFalse();
        state.IsUnreachable(Now.AddMinutes(45), Settings).ShouldBeTrue();
        state.IsUnreachable(Now.AddDays(1), Settings with { UnreachableAfter = TimeSpan.Zero }).ShouldBeFalse();
        state.Answered(Now, Now, Settings).Next.IsUnreachable(Now.AddDays(1), Settings).ShouldBeFalse();
        state.Answered(Now, Now, Settings).Next.Failed(Now, Settings).Wait.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_chosen_pump_that_is_silent_for_days_is_told()
    {
        var zone = TandemVectors.Zone("UTC");
        var pumps = ImmutableArray.Create(
            new Pump("a", "0012", "", "", "2026-05-11T10:00:00", null, default),
            new Pump("b", "13", "", "", "2026-05-10T09:59:59", null, default)
        );

        DeviceChoice.Of(pumps, "0012", zone, Now).Warning.ShouldBeNull();
        DeviceChoice.Of(pumps, "13", zone, Now).Warning.ShouldNotBeNull().ShouldContain("4 days");
        DeviceChoice.Of(pumps, "12", zone, Now).Why.ShouldBe(NoDevice.InvalidSerialNumber);
        DeviceChoice.Of(pumps, "", zone, Now).Pump?.AssignmentId.ShouldBe("a");
    }

    [Fact]
    public void Of_an_account_only_the_pumps_are_read()
    {
        var pumper = JsonElement.Parse(
            """
            {"firstName":"x","pumps":[
              {"assignmentId":"a","serialNumber":"0012","modelName":"Tandem Mobi","maxDateOfEvents":"2026-05-11T10:00:00",
               "lastUploadDate":"2026-05-11T09:58:00Z","settings":{"details":{"profiles":{} } } },
              {"assignmentId":"b","serialNumber":13,"maxDateOfEvents":null,"settings":null}]}
            """
        );
        var pumps = Pump.ListOf(pumper);

        pumps
            .Select(pump => (pump.AssignmentId, pump.SerialNumber, pump.MaxDateOfEvents))
            .ShouldBe([("a", "0012", "2026-05-11T10:00:00"), ("b", "13", null)]);
        pumps[0].LastUpload.ShouldBe(new DateTimeOffset(2026, 5, 11, 9, 58, 0, TimeSpan.Zero));
        pumps.Select(pump => pump.Settings.ValueKind).ShouldBe([JsonValueKind.Object, JsonValueKind.Undefined]);
        Pump.ListOf(JsonElement.Parse("[]")).ShouldBeEmpty();
    }

    [Fact]
    public void The_days_asked_for_are_the_pumps_with_one_on_each_side()
    {
        var late = new DateTimeOffset(2026, 5, 14, 23, 30, 0, TimeSpan.Zero);

        PumpLogWindows
            .Days(late.AddDays(-1), late, TandemVectors.Zone("Australia/Adelaide"))
            .ShouldBe((new LocalDate(2026, 5, 13), new LocalDate(2026, 5, 16)));
        PumpLogWindows
            .Days(late.AddDays(-1), late, TandemVectors.Zone("America/New_York"))
            .ShouldBe((new LocalDate(2026, 5, 12), new LocalDate(2026, 5, 15)));
    }

    [Fact]
    public void Features_are_read_as_configurations_write_them()
    {
        Features.TryParse(" BASAL, CGM BOLUS_BG ", out var features, out _).ShouldBeTrue();
        features.ShouldBe(Feature.Basal | Feature.Cgm | Feature.BolusBg);
        features.Names().ShouldBe(["BASAL", "CGM", "BOLUS_BG"]);
        Features.Default.Names().ShouldBe(["BASAL", "BOLUS", "PUMP_EVENTS", "PROFILES"]);
        Features.AllNames.Count().ShouldBe(10);
        Features.TryParse("BASAL,basal", out _, out var unknown).ShouldBeFalse();
        unknown.ShouldBe("basal");
    }
}
