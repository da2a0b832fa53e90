using System.Text.Json.Nodes;
using Scout.Server.Sources.Tandem;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>Alarms that a pump has had: told as past, once, to whoever asked for it, and never from long ago.</summary>
public sealed class PastAlarmStories
{
    private const int Occlusion = 2;
    private const int Empty = 8;
    private const int ResumeReminder = 18;

    private static readonly KeyValuePair<string, string?> Asked = new("Scout:Tandem:AlarmTexts", "true");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_is_told_as_past_and_once()
    {
        await using var booth = await PumpBooth.OpensAsync();
        await using var house = await PumpBooth.HouseAsync(booth, HadOneBefore, settings: Asked);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
        booth.AssertNothingUnexpected(); // a first run finds history

        var at = house.Now.AddHours(-4).AddMinutes(-2);
        house.Life.Alarm(at, Occlusion);
        house.Life.Alarm(at.AddMinutes(1), ResumeReminder);
        await NextUploadAsync(house);
        await booth
            .Phone(PumpBooth.Sam)
            .GetsText($"Pump: the pump had an occlusion alarm at {at:HH:mm} UTC, 4 h ago. It is past");

        // Downloaded again and again, by the schedule and by hand, it is one alarm.
        await NextUploadAsync(house);
        await house.RunAsync(days: 30);
        await house.Server.SettleAsync(Stop);
        booth.AssertNothingUnexpected();
    }

    [Fact]
    public async Task What_is_old_by_the_time_it_is_read_is_shown_and_not_told_and_of_many_of_a_kind_the_newest_is_told()
    {
        await using var booth = await PumpBooth.OpensAsync();
        await using var house = await PumpBooth.HouseAsync(booth, language: "es", settings: Asked);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);

        house.Life.Alarm(house.Now.AddHours(-13), Empty);
        house.Pump.Log(6, house.Now.AddMinutes(-50), new JsonObject { ["malfId"] = 3 });
        for (var minutes = 40; minutes >= 20; minutes -= 5)
        {
            house.Life.Alarm(house.Now.AddMinutes(-minutes), Occlusion);
        }

        await NextUploadAsync(house);
        var texts = new[]
        {
            await booth.Phone(PumpBooth.Sam).GetsText("la bomba tuvo"),
            await booth.Phone(PumpBooth.Sam).GetsText("la bomba tuvo"),
        };
        texts.Count(text => text.Body.Contains("un fallo propio", StringComparison.Ordinal)).ShouldBe(1);
        texts.Count(text => text.Body.Contains("oclusion", StringComparison.Ordinal)).ShouldBe(1);
        booth.AssertNothingUnexpected();
        (await AlarmsAsync(house)).Count.ShouldBe(7);
    }

    [Fact]
    public async Task Who_did_not_ask_gets_no_text_and_a_run_that_pretends_keeps_nothing()
    {
        await using var booth = await PumpBooth.OpensAsync();
        await using var house = await PumpBooth.HouseAsync(booth);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
        house.Life.Alarm(house.Now.AddMinutes(-20), Occlusion);

        await house.RunAsync(isPretend: true);
        (await AlarmsAsync(house)).ShouldBeEmpty();
        await NextUploadAsync(house);

        (await AlarmsAsync(house)).ShouldHaveSingleItem();
        booth.AssertNothingUnexpected();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Alarms_are_kept_once_and_the_newest_two_hundred(string engine)
    {
        await using var house = await PumpHouse.OpensAsync(engine);
        for (var i = 0; i < 250; i++)
        {
            house.Life.Alarm(house.Now.AddMinutes(-i * 10), Occlusion);
        }

        await house.RunAsync(days: 3);
        await house.RunAsync(days: 3);

        var alarms = await AlarmsAsync(house);
        alarms.Count.ShouldBe(200);
        alarms[0].At.ShouldBe(new DateTimeOffset(house.Now).ToUnixTimeMilliseconds() / 1_000 * 1_000);
        alarms.Select(alarm => alarm.At).ShouldBeInOrder(SortDirection.Descending);
    }

    private static void HadOneBefore(PumpHouse house)
    {
        house.Lives(1);
        house.Life.Alarm(house.Now.AddHours(-1), Occlusion);
    }

    private static async Task NextUploadAsync(PumpHouse house)
    {
        house.Lives(0.2);
        await house.Server.AdvanceAsync(TimeSpan.FromMinutes(6), Stop);
    }

    private static Task<IReadOnlyList<AlarmRow>> AlarmsAsync(PumpHouse house) =>
        house.Server.Database.ReadAsync(session => session.AlarmsAsync(DeclaredPumpKeeper.Id, 1_000), Stop);
}
