using Scout.Server.Carriers.Sandbox;
using Scout.Server.Tests.Contacts;
using Scout.TestKit;

namespace Scout.Server.Tests.OnCall;

/// <summary>Duty by text: taken at once, handed over only when the other says so, asked for.</summary>
public sealed class DutyTextStories
{
    private const string Ann = "+14155550111";
    private const string Bob = "+14155550112";
    private const string Cy = "+14155550113";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "OC-28")]
    public async Task Cover_counts_when_the_other_takes_it_and_take_counts_at_once(string engine)
    {
        await using var bed = await ContactsBed.LaidAsync(engine);
        var start = bed.Time.GetUtcNow();
        string[] people =
        [
            await bed.AddAsync(bed.Owner, "Ann", Ann),
            await bed.AddAsync(bed.Owner, "Bob", Bob),
            await bed.AddAsync(bed.Owner, "Cy", Cy),
        ];
        await Seed.RosterAsync(bed.Server.Database, "r1", people, start.AddHours(4 - (7 * 24)), Stop);
        await bed.Server.SettleAsync(Stop);
        await bed.Server.AdvanceAsync(TimeSpan.FromHours(1), Stop);

        (await SaysAsync(bed, Bob, "who")).ShouldStartWith("Team: Ann is on duty until ");
        (await SaysAsync(bed, Bob, "cover 2h")).ShouldStartWith("You are not on duty now");

        // Asked, and nothing has changed.
        (await SaysAsync(bed, Ann, "cover 2h")).ShouldStartWith("Bob has been asked.");
        (await ReadsAsync(bed, Bob)).ShouldStartWith("Ann asks you to take the duty of Team until ");
        (await SaysAsync(bed, Cy, "who")).ShouldContain("Ann is on duty");

        // Bob's own word counts; Ann is told.
        (await SaysAsync(bed, Bob, "take")).ShouldStartWith("Team: you have the duty until ");
        (await ReadsAsync(bed, Ann)).ShouldStartWith("Team: Bob has the duty until ");
        (await SaysAsync(bed, Cy, "who")).ShouldContain("Bob is on duty");
        await bed.Server.AdvanceAsync(TimeSpan.FromHours(2.1), Stop);
        (await SaysAsync(bed, Cy, "who")).ShouldContain("Ann is on duty");

        // Taken without being asked, until the next hand-over; who has it already has it.
        (await SaysAsync(bed, Cy, "TAKE")).ShouldStartWith("Team: you have the duty until ");
        (await ReadsAsync(bed, Ann)).ShouldStartWith("Team: Cy has the duty until ");
        (await SaysAsync(bed, Cy, "take")).ShouldStartWith("Team: you have the duty until ");
        (await bed.TextAsync("select cast(count(*) as text) from changes where changed_by <> 'owner'")).ShouldBe("2");
        await bed.Server.AdvanceAsync(TimeSpan.FromHours(1), Stop);
        (await SaysAsync(bed, Cy, "who")).ShouldContain("Bob is on duty");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Whoever_says_no_or_nothing_makes_room_for_the_next_and_in_the_end_the_asker_is_told(string engine)
    {
        await using var bed = await ContactsBed.LaidAsync(
            engine,
            new KeyValuePair<string, string?>("Scout:OnCall:CoverMinutes", "5")
        );
        string[] people =
        [
            await bed.AddAsync(bed.Owner, "Ann", Ann),
            await bed.AddAsync(bed.Owner, "Bob", Bob),
            await bed.AddAsync(bed.Owner, "Cy", Cy),
        ];
        var start = bed.Time.GetUtcNow();
        await Seed.RosterAsync(bed.Server.Database, "r1", people, start.AddHours(9 - (7 * 24)), Stop);
        await bed.Server.SettleAsync(Stop);

        (await SaysAsync(bed, Ann, "cover 4h")).ShouldStartWith("Bob has been asked.");
        (await SaysAsync(bed, Bob, "no")).ShouldStartWith("All right.");
        (await ReadsAsync(bed, Cy)).ShouldStartWith("Ann asks you to take the duty of Team until ");
        (await ReadsAsync(bed, Ann)).ShouldStartWith("Cy has been asked.");

        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(5.1), Stop); // Cy says nothing
        (await ReadsAsync(bed, Ann)).ShouldStartWith("There is nobody else");
        (await SaysAsync(bed, Bob, "no")).ShouldNotStartWith("All right."); // nobody asks any more
        (await SaysAsync(bed, Bob, "who")).ShouldContain("Ann is on duty");

        (await SaysAsync(bed, Ann, "cover 4h")).ShouldStartWith("Bob has been asked.");
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(5.1), Stop);
        (await ReadsAsync(bed, Cy)).ShouldStartWith("Ann asks you to take the duty of Team until ");
        (await SaysAsync(bed, Bob, "take")).ShouldStartWith("Team: you have the duty until "); // late, and welcome
        (await SaysAsync(bed, Cy, "who")).ShouldContain("Bob is on duty");
    }

    private static async Task<string> SaysAsync(ContactsBed bed, string phone, string words)
    {
        await bed.Server.AdvanceAsync(TimeSpan.FromSeconds(1), Stop);
        await bed.Server.Services.GetRequiredService<SandboxTelephone>().WriteAsync(phone, words, Stop);
        await bed.Server.AdvanceAsync(TimeSpan.FromSeconds(1), Stop);
        return await ReadsAsync(bed, phone);
    }

    private static async Task<string> ReadsAsync(ContactsBed bed, string phone) =>
        (
            await bed.TextAsync(
                "select body from sandbox_texts where number = @phone and from_phone = 0 order by at desc, id desc",
                new { phone }
            )
        ).ShouldNotBeNull();
}
