using Scout.Server.Accounts;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Accounts;

/// <summary>Links that let somebody in, on both engines.</summary>
public sealed class InvitationTests
{
    private static readonly DateTimeOffset Now = new ManualTime().GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task An_invitation_to_care_makes_one_account_a_carer_and_is_over_then(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await Seed.WatchAsync(database.Database, "sam", Now, Stop);
        await MemberAsync(database.Database, "alex");
        await MemberAsync(database.Database, "kim");
        var token = await InviteAsync(database.Database);

        (await UseAsync(database.Database, token, "alex", Now)).ShouldNotBeNull().WatchId.ShouldBe("sam");

        (await UseAsync(database.Database, token, "kim", Now)).ShouldBeNull();
        (await GrantAsync(database.Database, "alex")).ShouldBe(Grant.Acknowledge);
        (await GrantAsync(database.Database, "kim")).ShouldBe(Grant.None);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Of_two_people_who_open_a_link_at_once_one_gets_in(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await Seed.WatchAsync(database.Database, "sam", Now, Stop);
        var people = Enumerable.Range(0, 8).Select(i => $"person{i}").ToArray();
        foreach (var person in people)
        {
            await MemberAsync(database.Database, person);
        }

        var token = await InviteAsync(database.Database);
        var used = await Task.WhenAll(people.Select(person => UseAsync(database.Database, token, person, Now)));

        used.Count(invitation => invitation is not null).ShouldBe(1);
        var carers = await database.Database.ReadAsync(
            session => session.ScalarAsync<long>("select count(*) from carers"),
            Stop
        );
        carers.ShouldBe(1);
    }

    [Theory]
    [InlineData(6.9, true)]
    [InlineData(7, false)]
    public async Task An_invitation_is_good_for_seven_days(double days, bool good)
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await Seed.WatchAsync(database.Database, "sam", Now, Stop);
        await MemberAsync(database.Database, "alex");
        var token = await InviteAsync(database.Database);

        var used = await UseAsync(database.Database, token, "alex", Now + TimeSpan.FromDays(days));

        (used is not null).ShouldBe(good);
    }

    [Fact]
    public async Task An_invitation_ends_with_its_watch_and_when_it_is_taken_back()
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await Seed.WatchAsync(database.Database, "sam", Now, Stop);
        await MemberAsync(database.Database, "alex");
        var taken = await InviteAsync(database.Database);
        var orphaned = await InviteAsync(database.Database);

        (
            await database.Database.WriteAsync(session => session.TakeBackAsync(Secrets.Hash(taken)), Stop)
        ).ShouldBeTrue();
        await database.Database.WriteAsync(session => session.ExecuteAsync("update watches set removed_at = 1"), Stop);

        (await UseAsync(database.Database, taken, "alex", Now)).ShouldBeNull();
        (await UseAsync(database.Database, orphaned, "alex", Now)).ShouldBeNull();
    }

    private static Task<string> InviteAsync(Database database) =>
        database.WriteAsync(
            session =>
                session.InviteAsync(
                    new NewInvitation(
                        InvitationKind.Care,
                        MadeBy: Viewer.OwnerId,
                        Watch: "sam",
                        May: Grant.Acknowledge
                    ),
                    Now
                ),
            Stop
        );

    private static Task<Invitation?> UseAsync(Database database, string token, string account, DateTimeOffset now) =>
        database.WriteAsync(session => session.UseInvitationAsync(token, account, now), Stop);

    private static Task<Grant> GrantAsync(Database database, string account) =>
        database.ReadAsync(session => session.GrantAsync(new Viewer(account, RunsInstance: false), "sam"), Stop);

    private static Task<int> MemberAsync(Database database, string account) =>
        database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into accounts (id, role, name, language, unit, zone, created_at)
                    values (@account, 'Member', @account, 'en', 'MgDl', 'UTC', 0)
                    """,
                    new { account }
                ),
            Stop
        );
}
