using System.Text;
using Scout.Core.Nightscout;
using Scout.Core.Readings;

namespace Scout.Core.Tests.Nightscout;

public sealed class NightscoutEntriesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_795_211_400_000);

    [Fact]
    [Trait("Rule", "NS-R5")]
    public void A_bad_row_never_loses_a_good_one()
    {
        var entries = Parse(
            """
            [ null, 7, "x", [1,[2]], {}, {"sgv":100}, {"date":1795211300000},
              {"type":"cal","date":1795211300000,"slope":900}, {"type":"mbg","mbg":101,"date":1795211310000},
              {"type":"sgv","sgv":{"a":[1]},"date":1795211200000}, {"type":"sgv","sgv":true,"date":1795211200000},
              {"type":"sgv","sgv":100,"date":"yesterday"}, {"type":"sgv","sgv":100,"date":1795211},
              {"type":"sgv","sgv":62,"date":1795211100000,"direction":"SingleDown","extra":{"deep":[{}]}} ]
            """
        );
        entries.IsWellFormed.ShouldBeTrue();
        entries.Readings.ShouldBe([new Reading(At(1_795_211_100_000), 62, Trend.FallingFast, Now)]);
        entries.Rows.ShouldBe(14);
        entries.Skipped.ShouldBe(4); // no value, or of another type
        entries.Malformed.ShouldBe(9);
    }

    [Theory]
    [Trait("Rule", "NS-R6")]
    [InlineData("62", 62)]
    [InlineData("\"62\"", 62)]
    [InlineData("\" 401 \"", 401)]
    [InlineData("62.5", 62.5)]
    [InlineData("\"62.5\"", 62.5)]
    [InlineData("6.2e1", 62)]
    [InlineData("39", 39)]
    [InlineData("5", 5)]
    [InlineData("1000", 1000)]
    public void Numbers_are_read_leniently(string sgv, double expected) =>
        One($$"""[{"sgv":{{sgv}},"date":1795211100000}]""").Value.ShouldBe(expected);

    [Theory]
    [Trait("Rule", "NS-R6")]
    [InlineData("-1")]
    [InlineData("1001")]
    [InlineData("1e400")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"high\"")]
    [InlineData("\"\"")]
    public void Senseless_values_are_counted_as_malformed(string sgv)
    {
        var entries = Parse($$"""[{"sgv":{{sgv}},"date":1795211100000}]""");
        entries.Readings.ShouldBeEmpty();
        entries.Malformed.ShouldBe(1);
    }

    [Theory]
    [Trait("Rule", "NS-R6")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("\"0\"")]
    public void Zero_and_null_are_no_reading(string sgv)
    {
        var entries = Parse($$"""[{"sgv":{{sgv}},"date":1795211100000}]""");
        entries.Readings.ShouldBeEmpty();
        entries.Skipped.ShouldBe(1);
    }

    [Theory]
    [Trait("Rule", "NS-R5")]
    [InlineData("1795211100000")]
    [InlineData("1795211100000.75")]
    [InlineData("\"1795211100000\"")]
    [InlineData("\"1795211100000.75\"")]
    [InlineData("1.7952111e12")]
    public void The_date_may_be_a_text_and_fractions_are_cut(string date) =>
        One($$"""[{"sgv":62,"date":{{date}}}]""").At.ShouldBe(At(1_795_211_100_000));

    [Fact]
    [Trait("Rule", "NS-R8")]
    public void Only_date_tells_the_time() =>
        One("""[{"sgv":62,"date":1795211100000,"dateString":"2001-01-01T00:00:00Z","sysTime":"x","mills":1}]""")
            .At.ShouldBe(At(1_795_211_100_000));

    [Fact]
    [Trait("Rule", "NS-R9")]
    public void Rows_of_the_future_are_set_apart_and_hide_nothing()
    {
        var ahead = Now.AddHours(1).ToUnixTimeMilliseconds();
        var atTheEdge = Now.AddMinutes(5).ToUnixTimeMilliseconds();
        var entries = Parse(
            $$"""[{"sgv":250,"date":{{ahead}}},{"sgv":90,"date":{{atTheEdge}}},{"sgv":44,"date":1795211100000}]"""
        );
        entries.Future.ShouldHaveSingleItem().Value.ShouldBe(250);
        entries.Readings.Select(reading => reading.Value).ShouldBe([90, 44]);
    }

    [Fact]
    public void Readings_come_newest_first_and_each_time_once() =>
        Parse("""[{"sgv":1,"date":1795211100000},{"sgv":3,"date":1795211160000},{"sgv":2,"date":1795211100000}]""")
            .Readings.Select(reading => reading.Value)
            .ShouldBe([3, 1]);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"status":401,"message":"Unauthorized"}""")]
    [InlineData("<html></html>")]
    [InlineData("[]]")]
    [InlineData("[{}")]
    public void What_is_no_array_is_not_well_formed(string json) => Parse(json).IsWellFormed.ShouldBeFalse();

    [Fact]
    [Trait("Rule", "NS-R12")]
    public void An_empty_answer_is_well_formed()
    {
        var entries = Parse("[]");
        entries.IsWellFormed.ShouldBeTrue();
        entries.Rows.ShouldBe(0);
    }

    [Fact]
    [Trait("Rule", "NS-R5")]
    public void An_answer_that_breaks_off_keeps_the_rows_before_the_break()
    {
        var entries = Parse("""[{"sgv":62,"date":1795211100000},{"sgv":6""");
        entries.IsWellFormed.ShouldBeFalse();
        entries.Readings.ShouldHaveSingleItem().Value.ShouldBe(62);
    }

    [Fact]
    [Trait("Rule", "NS-R5")]
    public void Bytes_that_are_no_text_spoil_one_row_only()
    {
        byte[] json =
        [
            .. "[{\"type\":\"s\xFF"u8[..12],
            0xFF,
            .. "\",\"sgv\":70,\"date\":1795211100000},{\"sgv\":62,\"date\":1795211160000}]"u8,
        ];
        NightscoutEntries.Parse(json, Now).Readings.ShouldHaveSingleItem().Value.ShouldBe(62);
    }

    [Theory]
    [InlineData("NOT COMPUTABLE", Trend.Unknown)]
    [InlineData("RATE OUT OF RANGE", Trend.Unknown)]
    [InlineData("NONE", Trend.Unknown)]
    [InlineData("sideways", Trend.Unknown)]
    [InlineData("TripleUp", Trend.RisingVeryFast)]
    [InlineData("DoubleUp", Trend.RisingVeryFast)]
    [InlineData("SingleUp", Trend.RisingFast)]
    [InlineData("FortyFiveUp", Trend.RisingSlowly)]
    [InlineData("Flat", Trend.Steady)]
    [InlineData("forty five down", Trend.FallingSlowly)]
    [InlineData("singledown", Trend.FallingFast)]
    [InlineData("DOUBLEDOWN", Trend.FallingVeryFast)]
    [InlineData("TripleDown", Trend.FallingVeryFast)]
    public void Directions_become_trends(string direction, Trend expected) =>
        One($$"""[{"sgv":62,"date":1795211100000,"direction":"{{direction}}"}]""").Trend.ShouldBe(expected);

    [Fact]
    public void A_number_stands_in_for_a_missing_direction() =>
        One("""[{"sgv":62,"date":1795211100000,"trend":7}]""").Trend.ShouldBe(Trend.FallingVeryFast);

    private static Reading One(string json) => Parse(json).Readings.ShouldHaveSingleItem();

    private static NightscoutEntries Parse(string json) => NightscoutEntries.Parse(Encoding.UTF8.GetBytes(json), Now);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
