using System.Text.Json;
using NodaTime;
using Scout.Core.Events;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class DocumentTests
{
    private const string Ten = "2026-05-14T10:00";

    [Fact]
    public void A_basal_step_lasts_until_the_next_and_the_last_one_until_the_newest_event()
    {
        var documents = new PumpStory("Europe/Berlin")
            .On(279, "2026-03-21T14:35:28", ("commandedRateSource", 3), ("commandedRate", 5))
            .On(279, "2026-03-21T14:39:58", ("commandedRateSource", 9), ("commandedRate", 800))
            .On(90, "2026-03-21T14:45:58")
            .Documents();

        documents
            .Select(one => one.Json)
            .ShouldBe([
                """{"eventType":"Temp Basal","created_at":"2026-03-21T13:35:28Z","enteredBy":"Pump (tconnectsync)","reason":"Algorithm","duration":4.5,"absolute":0.01,"rate":0.01,"carbs":null,"insulin":null,"pump_event_id":"10","identifier":"tandem:a1:0:10"}""",
                """{"eventType":"Temp Basal","created_at":"2026-03-21T13:39:58Z","enteredBy":"Pump (tconnectsync)","reason":"","duration":6,"absolute":0.8,"rate":0.8,"carbs":null,"insulin":null,"pump_event_id":"11","identifier":"tandem:a1:0:11"}""",
            ]);
    }

    [Fact]
    public void Rates_of_nothing_are_left_out_when_asked_for_but_still_end_others()
    {
        var input = new PumpStory()
            .On(279, Ten, ("commandedRate", 700))
            .On(279, "2026-05-14T10:05", ("commandedRate", 4))
            .On(279, "2026-05-14T10:15", ("commandedRate", 6))
            .Input();

        Pairs(input).ShouldBe(["10 5", "11 10", "12 -"]);
        Pairs(input with { IgnoreZeroUnitBasal = true }).ShouldBe(["10 5", "12 -"]);

        static IEnumerable<string> Pairs(SyncInput input) =>
            PumpDocuments
                .Of(input)
                .Documents.Select(one => JsonElement.Parse(one.Json))
                .Select(doc => $"{doc.TextOf("pump_event_id")} {doc.WholeOf("duration")?.ToString() ?? "-"}");
    }

    [Fact]
    public void A_bolus_is_one_document_of_all_its_events()
    {
        var story = new PumpStory()
            .On(64, Ten, ("bolusId", 7), ("bg", 171), ("carbAmount", 45))
            .On(65, Ten, ("bolusId", 7), ("options", 5), ("userOverride", 1), ("declinedCorrection", 1))
            .On(66, Ten, ("bolusId", 7))
            .On(20, "2026-05-14T10:02", ("bolusId", 7), ("insulinDelivered", 2.675), ("completionStatus", 3))
            .On(21, "2026-05-14T11:02", ("bolusId", 7), ("insulinDelivered", 1.005))
            // The same id comes again months later: another bolus.
            .On(20, "2026-08-14T10:02", ("bolusId", 7), ("insulinDelivered", 0), ("completionStatus", 0));

        story
            .Documents()
            .Select(one => one.Json)
            .ShouldBe([
                """{"eventType":"Combo Bolus","created_at":"2026-05-14T14:02:00Z","enteredBy":"Pump (tconnectsync)","carbs":45,"insulin":2.67,"notes":"BLE Extended Bolus (Override) (Declined Correction)","glucose":171,"units":"mg/dl","pump_event_id":"13,10,11,12","identifier":"tandem:a1:0:13"}""",
                """{"eventType":"Combo Bolus","created_at":"2026-05-14T15:02:00Z","enteredBy":"Pump (tconnectsync)","carbs":0,"insulin":1,"notes":"Extended Bolus","pump_event_id":"14","identifier":"tandem:a1:0:14"}""",
                """{"eventType":"Combo Bolus","created_at":"2026-08-14T14:02:00Z","enteredBy":"Pump (tconnectsync)","carbs":0,"insulin":0,"notes":"","pump_event_id":"15","identifier":"tandem:a1:0:15"}""",
            ]);
    }

    [Theory]
    [InlineData(5, "alarmId", 2, "Alarm", "OcclusionAlarm")]
    [InlineData(5, "alarmId", 19, "Alarm", "DefaultAlarm19")]
    [InlineData(5, "alarmId", 64, "Alarm", "Alarm64")]
    [InlineData(5, "alarmId", 18, null, null)]
    [InlineData(5, "alarmId", 23, null, null)]
    [InlineData(6, "malfId", 7, "Alarm", "Malfunction")]
    [InlineData(11, "suspendReason", 6, "Basal Suspension", "AutoSuspendByPlgs")]
    [InlineData(11, "suspendReason", 5, "Basal Suspension", "")]
    [InlineData(12, "insulinAmount", 5, "Basal Resume", "Basal resumed")]
    [InlineData(33, "insulinVolume", 180, "Site Change", "Cartridge Filled (180u filled)")]
    [InlineData(33, "v2Volume", 11.5, "Site Change", "Cartridge Filled (12u filled)")]
    [InlineData(61, "primeSize", 0.25, "Site Change", "Cannula Filled (0.2u primed)")]
    [InlineData(63, "primeSize", -1, "Site Change", "Tubing Filled")]
    [InlineData(212, "sessionDuration", 10, "Sensor Start", "CGM Session Started")]
    [InlineData(477, "sessionDuration", 14, "Sensor Start", "CGM Session Joined")]
    [InlineData(486, "sessionDuration", 14, "Sensor Stop", "CGM Session Stopped")]
    [InlineData(171, "dalertId", 14, "CGM Alert", "CGM Alert (CgmOutOfRange)")]
    [InlineData(369, "dalertId", 2, "CGM Alert", "Dexcom CGM Alert (CgmHigh)")]
    [InlineData(369, "dalertId", 14, null, null)]
    [InlineData(460, "dalertId", 14, "CGM Alert", "Libre CGM Alert (CgmOutOfRange)")]
    [InlineData(460, "dalertId", 99, null, null)]
    public void An_event_of_one_thing_is_a_note(int code, string field, double value, string? eventType, string? reason)
    {
        var story = new PumpStory().On(code, Ten, (field, value));
        if (eventType is null)
        {
            story.Documents().ShouldBeEmpty();
            return;
        }

        var doc = story.Single();
        doc.TextOf("eventType").ShouldBe(eventType);
        doc.TextOf("reason").ShouldBe(reason);
        doc.TextOf("notes").ShouldBe(reason);
        doc.TextOf("created_at").ShouldBe("2026-05-14T14:00:00Z");
    }

    [Fact]
    public void A_stop_of_everything_ends_sleep_and_exercise()
    {
        var documents = new PumpStory()
            .On(229, "2026-05-14T09:00", ("requestedAction", 1), ("activeSleepSchedule", 2))
            .On(229, Ten, ("requestedAction", 3), ("exerciseChoice", 1))
            .On(229, "2026-05-14T10:30", ("requestedAction", 5))
            .On(90, "2026-05-14T11:00")
            .Documents();

        documents
            .Select(one => JsonElement.Parse(one.Json))
            .Select(doc => $"{doc.TextOf("reason")}, {doc.WholeOf("duration")}, {doc.TextOf("pump_event_id")}")
            .ShouldBe(["Sleep (Scheduled), 90, 10,12", "Exercise (Timed), 30, 11,12"]);
    }

    [Fact]
    public void What_Nightscout_holds_without_an_end_is_replaced_once()
    {
        var adopted = new OpenDocument("Sleep", "ab12", At("2026-03-03T13:36:53Z"), "Not Ended", "151");
        var story = new PumpStory("Europe/Berlin")
            .On(229, "2026-03-03T14:52:36", ("requestedAction", 2))
            .On(229, "2026-03-03T14:58:00", ("requestedAction", 2));
        var input = story.Input() with { Adopted = [adopted] };
        var outcome = PumpDocuments.Of(input);

        SiteWrites
            .Of(outcome.Documents, _ => null)
            .Select(write => $"{write.Method} {write.Id}{write.Json}")
            .ShouldBe([
                "DELETE ab12",
                """POST {"eventType":"Sleep","created_at":"2026-03-03T13:36:53Z","enteredBy":"Pump (tconnectsync)","reason":null,"notes":null,"duration":15.716666666666667,"pump_event_id":"151,10","identifier":"tandem:a1:0:10"}""",
            ]);
        outcome.Warnings.ShouldHaveSingleItem().ShouldContain("no beginning is known");

        var written = outcome.Documents.ToDictionary(one => one.Identifier, one => one.Json);
        SiteWrites.Of(PumpDocuments.Of(input).Documents, written.GetValueOrDefault).ShouldBeEmpty();
    }

    [Fact]
    public void One_stop_that_ends_two_found_documents_gives_two()
    {
        var at = At("2026-03-03T13:00:00Z");
        var input = new PumpStory("UTC").On(229, "2026-03-03T14:00", ("requestedAction", 5)).Input() with
        {
            Adopted =
            [
                new OpenDocument("Sleep", "s", at, "Sleep (Manual) - Not Ended", "7"),
                new OpenDocument("Exercise", "e", at, "Exercise - Not Ended", "8"),
            ],
        };

        var documents = PumpDocuments.Of(input).Documents;
        documents.Select(one => one.Identifier).ShouldBe(["tandem:a1:0:10", "tandem:a1:0:8"]);
        documents.Select(one => JsonElement.Parse(one.Json).TextOf("reason")).ShouldBe(["Sleep (Manual)", "Exercise"]);
    }

    [Theory]
    [InlineData(0, 100, 0, 0, 100)]
    [InlineData(0, 39, 0, 0, 39)]
    [InlineData(0, 401, 0, 0, 401)]
    [InlineData(0, 512, 0, 0, 401)]
    [InlineData(1, 512, 0, 0, 401)]
    [InlineData(2, 0, 0, 0, 39)]
    [InlineData(0, 0, 0, 0, null)]
    [InlineData(6, 120, 0, 0, null)]
    [InlineData(3, 120, 0, 0, null)]
    [InlineData(0, 120, 16, 0, null)]
    [InlineData(1, 120, 0, 16, null)]
    [InlineData(0, 120, 3, 96, 120)]
    public void Only_what_the_sensor_shows_is_written(int status, int shown, int type, int info, int? value)
    {
        var documents = new PumpStory("UTC")
            .On(
                399,
                "2026-11-09T21:02:21",
                ("glucoseValueStatus", status),
                ("currentGlucoseDisplayValue", shown),
                ("cgmDataType", type),
                ("egvInfoBitmask", info),
                ("egvTimeStamp", 595112511)
            )
            .Documents();

        documents
            .Select(one => one.Json)
            .ShouldBe(
                value is null
                    ? []
                    :
                    [
                        $$"""{"type":"sgv","sgv":{{value}},"date":1794258111000,"dateString":"2026-11-09T21:01:51Z","device":"Pump (tconnectsync)","pump_event_id":"10","identifier":"tandem:a1:0:10"}""",
                    ]
            );
    }

    [Fact]
    public void The_battery_is_told_by_the_newest_event()
    {
        var record = Convert.FromHexString("00511fd61467000ff7a441b2d3e23f4ccccd407ede620ef63700");
        var zone = DateTimeZone.Utc;
        var events = LegacyRecords.Read([.. record, .. record[..6], .. new byte[4], .. record[10..]], zone);
        var input = new PumpStory("UTC").On(90, "2024-12-04T00:00").Input() with { Events = events };

        PumpDocuments
            .Of(input)
            .Documents.Select(one => one.Json)
            .ShouldBe([
                """{"device":"Pump (tconnectsync)","created_at":"2024-12-03T23:40:23Z","pump":{"clock":"2024-12-03T23:40:23Z","battery":{"voltage":3.83,"percent":55,"status":"55%"}},"pump_event_id":"0","identifier":"tandem:a1:0:0"}""",
            ]);
    }

    [Fact]
    public void Features_decide_which_classes_are_written()
    {
        var story = new PumpStory()
            .On(11, Ten, ("suspendReason", 0))
            .On(212, Ten)
            .On(171, Ten, ("dalertId", 2))
            .On(5, Ten, ("alarmId", 2));

        Types(Feature.Basal).ShouldBe(["Basal Suspension"]);
        Types(Feature.CgmAlerts).ShouldBe(["Sensor Start", "CGM Alert"]);
        Types(Feature.PumpEvents).ShouldBe(["Basal Suspension", "Sensor Start", "Alarm"]);
        Types(Feature.Iob | Feature.BolusBg | Feature.PumpEventsBasalSuspension | Feature.Cgm).ShouldBeEmpty();

        IEnumerable<string> Types(Feature features) =>
            PumpDocuments
                .Of(story.Input() with { Features = features })
                .Documents.Select(one => JsonElement.Parse(one.Json).TextOf("eventType"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
