using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime.Text;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>The small rules, each against its table.</summary>
public sealed class RuleVectorTests
{
    [Fact]
    public void A_wall_time_is_the_instant_of_the_rule()
    {
        foreach (var (where, item) in TandemVectors.Items("wall_clock", "cases"))
        {
            // U6: in the hour that clocks leap over, tconnectsync depends on its date library; "unixSeconds" is the rule.
            var zone = TandemVectors.Zone(item);
            var local = PumpClock.Parse(item.GetProperty("pumpDateTime").GetString()).ShouldNotBeNull(where);
            var expect = item.GetProperty("unixSeconds").GetInt64();

            PumpClock.At(local, zone).ToUnixTimeSeconds().ShouldBe(expect, where);
            PumpClock.FromSeconds(item.GetProperty("timestampRaw").GetUInt32()).ShouldBe(local, where);
            var gap = (long)TandemVectors.Gap(local, zone).TotalSeconds;
            (expect - item.GetProperty("oracleUnixSeconds").GetInt64()).ShouldBe(gap, where);
        }
    }

    [Fact]
    public void Amounts_are_rounded_from_their_exact_value()
    {
        foreach (var (where, item) in TandemVectors.Items("rounding", "units"))
        {
            Amounts.Round2(item.GetProperty("in").GetDouble()).ShouldBe(item.GetProperty("out").GetDouble(), where);
        }

        foreach (var (where, item) in TandemVectors.Items("rounding", "milliunits"))
        {
            var units = Amounts.FromMilliunits(item.GetProperty("in").GetDouble());
            units.ShouldBe(item.GetProperty("out").GetDouble(), where);
        }

        foreach (var (where, item) in TandemVectors.Items("rounding", "siteChangeText"))
        {
            var value = item.GetProperty("value").GetDouble();
            Amounts.FilledText(value, 0).ShouldBe(item.GetProperty("cartridge").GetString(), where);
            Amounts.FilledText(0, value).ShouldBe(item.GetProperty("cartridge").GetString(), where);
            Amounts.PrimedText(value).ShouldBe(item.GetProperty("cannula").GetString(), where);
            Amounts.PrimedWholeText(value).ShouldBe(item.GetProperty("tubing").GetString(), where);
        }
    }

    [Fact]
    public void A_naive_time_is_read_in_the_zone_of_the_pump()
    {
        foreach (var (where, item) in TandemVectors.Items("naive_local_to_utc", "cases"))
        {
            PumpClock
                .ToUtc(item.GetProperty("value").GetString(), TandemVectors.Zone(item))
                ?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
                .ShouldBe(item.GetProperty("expect").GetString(), where);
        }
    }

    [Fact]
    public void Logs_are_asked_for_in_windows_of_four_weeks()
    {
        foreach (var (where, item) in TandemVectors.Items("pump_log_windows", "cases"))
        {
            var windows = PumpLogWindows
                .Of(Date(item.GetProperty("from")), Date(item.GetProperty("to")))
                .Select(window => $"{window.From:uuuu-MM-dd} {window.To:uuuu-MM-dd}");
            windows.ShouldBe(
                item.GetProperty("expect")
                    .EnumerateArray()
                    .Select(pair => $"{pair[0].GetString()} {pair[1].GetString()}"),
                where
            );
        }
    }

    [Fact]
    public void The_pump_is_chosen_as_recorded()
    {
        foreach (var (where, item) in TandemVectors.Items("choose_device", "cases"))
        {
            var pumps = item.GetProperty("pumps").EnumerateArray().Select(Pump.Of).ToImmutableArray();
            var serial = item.GetProperty("configuredSerial") is { ValueKind: not JsonValueKind.Null } set
                ? set.ToString()
                : null;
            var zone = TandemVectors.Zone(TandemVectors.NewYork);
            var choice = DeviceChoice.Of(pumps, serial, zone, DateTimeOffset.UnixEpoch);

            var expect = item.GetProperty("expect");
            if (expect.TryGetProperty("error", out var error))
            {
                choice.Why.ToString().ShouldBe(error.GetString(), where);
                $"{choice.Why}: {choice.Sentence}".ShouldBe(expect.GetProperty("message").GetString(), where);
                choice.Pump.ShouldBeNull(where);
            }
            else
            {
                choice.Pump?.AssignmentId.ShouldBe(expect.GetProperty("assignmentId").GetString(), where);
                choice.IsChosen.ShouldBeTrue(where);
            }
        }
    }

    [Fact]
    public void Bounds_of_a_look_up_are_percent_encoded()
    {
        foreach (var (where, item) in TandemVectors.Items("nightscout_date_filter", "cases"))
        {
            DateFilter
                .Of(item.GetProperty("field").GetString()!, Text(item, "from"), Text(item, "to"))
                .ShouldBe(item.GetProperty("expect").GetString(), where);
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static NodaTime.LocalDate Date(JsonElement text) => LocalDatePattern.Iso.Parse(text.GetString()!).Value;
}
