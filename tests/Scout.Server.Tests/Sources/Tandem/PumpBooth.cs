using Scout.Server.Contacts;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>A pump's house whose person has a phone.</summary>
internal static class PumpBooth
{
    public const string Sam = "+14155550101";

    private static readonly KeyValuePair<string, string?> Often = new("Scout:Tandem:IntervalMinutes", "5");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<FakeVonage> OpensAsync()
    {
        var booth = await FakeVonage.StartAsync(new ManualTime(), Stop);
        booth.Webhooks.Site = new Uri("https://scout.example.com");
        return booth;
    }

    public static async Task<PumpHouse> HouseAsync(
        FakeVonage booth,
        Action<PumpHouse>? before = null,
        string language = "en",
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var house = await PumpHouse.OpensAsync(
            time: (ManualTime)booth.Time,
            before: before ?? (house => house.Lives(1)),
            settings: [.. booth.Settings, Often, new("Scout:SiteUrl", "https://scout.example.com"), .. settings]
        );
        booth.Webhooks.Through(house.Server.Server.CreateHandler());
        var now = house.Time.GetUtcNow();
        await house.Server.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into contacts (id, name, phone, language, unit, zone, verified_at, declared_by, created_at)
                    values ('sam', 'Sam', @Sam, @language, 'MgDl', 'UTC', @now, 'owner', @now);
                    update watches set person_id = 'sam' where id = 'declared-pump'
                    """,
                    new
                    {
                        Sam,
                        language,
                        now = now.ToUnixTimeMilliseconds(),
                    }
                );
                await session.SetContactsAsync("declared-pump", [("sam", ContactRole.Person)]);
            },
            Stop
        );
        return house;
    }
}
