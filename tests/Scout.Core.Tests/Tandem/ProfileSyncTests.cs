using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class ProfileSyncTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 14, 10, 0, 0, TimeSpan.FromHours(2));
    private static readonly ProfileSettings Settings = new(false, "20", "20", "Europe/Berlin", "Pump (tconnectsync)");

    private const string Stored = """
        {"dia":"4.75","carbratio":[{"time":"00:00","timeAsSeconds":0,"value":"6"},{"time":"07:30","timeAsSeconds":"27000","value":6.5}],
        "carbs_hr":20,"delay":"20","sens":[{"time":"00:00","timeAsSeconds":0,"value":40},{"time":"07:30","timeAsSeconds":27000,"value":45}],
        "basal":[{"time":"00:00","timeAsSeconds":0,"value":0.8},{"time":"07:30","timeAsSeconds":27000,"value":1.0250000001}],
        "target_low":[{"time":"00:00","timeAsSeconds":0,"value":80}],"target_high":[{"time":"00:00","timeAsSeconds":0,"value":200.0}],
        "timezone":"Europe/Berlin","startDate":"1970-01-01T00:00:00.000Z","units":"mg/dl"}
        """;

    [Fact]
    public void Nothing_is_written_where_all_is_the_same_numbers_or_texts()
    {
        var current = Current($$"""{"_id":"1","defaultProfile":"Day","store":{"Day":{{Stored}},"Mine":{} } }""");

        ProfileSync.Decide(Details(), current, Settings, Now).ShouldBe(new ProfileOutcome(null, null, null));
    }

    [Fact]
    public void A_site_without_profiles_gets_them_all()
    {
        var write = ProfileSync.Decide(Details(), default, Settings, Now).Write.ShouldNotBeNull();

        write.Method.ShouldBe(WriteMethod.Post);
        var doc = JsonElement.Parse(write.Json);
        doc.TextOf("defaultProfile").ShouldBe("Day");
        doc.TextOf("created_at").ShouldBe("2026-05-14T08:00:00Z");
        doc.In("store").In("Day").TextOf("dia").ShouldBe("4.75");
        doc.In("store").In("Day").In("basal").GetRawText().ShouldContain("\"value\":1.025");
        doc.In("store").In("Day").In("basal").GetArrayLength().ShouldBe(2); // the segment of zeros is gone
    }

    [Theory]
    [InlineData(false, WriteMethod.Post)]
    [InlineData(true, WriteMethod.Put)]
    public void A_change_keeps_all_else_of_the_document(bool replace, WriteMethod method)
    {
        var current = Current(
            """{"_id":"1","defaultProfile":"Mine","mills":"7","store":{"Mine":{"a":1}},"enteredBy":"Loop"}"""
        );
        var outcome = ProfileSync.Decide(Details(), current, Settings with { Replace = replace }, Now);

        outcome.OtherAuthor.ShouldBe("Loop");
        var write = outcome.Write.ShouldNotBeNull();
        write.Method.ShouldBe(method);
        var doc = JsonElement.Parse(write.Json);
        doc.TextOf("_id").ShouldBe(replace ? "1" : "");
        doc.TextOf("startDate").ShouldBe(replace ? "" : "2026-05-14T08:00:00Z");
        doc.TextOf("mills").ShouldBe("7");
        doc.TextOf("enteredBy").ShouldBe("Pump (tconnectsync)");
        doc.In("store").In("Mine").WholeOf("a").ShouldBe(1);
        doc.In("store").In("Day").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public void Without_an_active_profile_nothing_is_uploaded_and_people_are_told()
    {
        var outcome = ProfileSync.Decide(Details(active: 9), default, Settings, Now);

        outcome.Write.ShouldBeNull();
        outcome.Warning.ShouldNotBeNull().ShouldContain("active");
        ProfileSync.Decide(default, default, Settings, Now).ShouldBe(new ProfileOutcome(null, null, null));
    }

    [Theory]
    // Nothing was uploaded yet: only another program's name keeps Scout from it.
    [InlineData("{}", null, null)]
    [InlineData("""{"enteredBy":"Pump (tconnectsync)"}""", null, null)]
    [InlineData("""{"enteredBy":"Loop"}""", null, "Loop")]
    // What was uploaded last stands there, or no more.
    [InlineData("""{"enteredBy":"Loop"}""", true, null)]
    [InlineData("""{"enteredBy":"Loop"}""", false, "Loop")]
    [InlineData("{}", false, "")]
    [InlineData("""{"enteredBy":"Pump (tconnectsync)"}""", false, "")]
    [InlineData("null", false, null)]
    public void A_profile_of_somebody_else_is_a_conflict(string current, bool? stands, string? author) =>
        (ProfileKeeping.Conflict(Current(current), stands, Settings.Author)?.Author).ShouldBe(author);

    [Fact]
    public void What_a_profile_says_is_the_same_however_numbers_are_written_and_whoever_keeps_it()
    {
        var one = Current(
            """{"_id":"1","defaultProfile":"Day","store":{"Day":{"dia":"4.75","sens":[{"value":40}]},"A":{}}}"""
        );
        var same = Current(
            """{"enteredBy":"x","store":{"A":{},"Day":{"sens":[{"value":"40.0"}],"dia":4.75}},"defaultProfile":"Day"}"""
        );
        var other = Current("""{"defaultProfile":"Day","store":{"Day":{"dia":"4.75","sens":[{"value":41}]},"A":{}}}""");

        ProfileKeeping.Content(same).ShouldBe(ProfileKeeping.Content(one));
        ProfileKeeping.Content(other).ShouldNotBe(ProfileKeeping.Content(one));
        ProfileKeeping.Content(default).ShouldBe("");
    }

    private static JsonElement Current(string json) => JsonElement.Parse(json);

    private static JsonElement Details(int active = 1) =>
        JsonElement.Parse(
            $$"""
            {"profiles":{"activeIdp":{{active}},"profile":[{"idp":1,"name":"Day","insulinDuration":285,"timeDependentSegments":[
              {"startTime":450,"basalRate":1025,"isf":45,"carbRatio":6500,"targetBg":110},
              {"startTime":0,"basalRate":800,"isf":40,"carbRatio":6000,"targetBg":110},
              {"startTime":0,"basalRate":0,"isf":0,"carbRatio":0,"targetBg":0}]}]},
             "cgmSettings":{"lowGlucoseAlertMgPerDl":80,"highGlucoseAlertMgPerDl":200} }
            """
        );
}
