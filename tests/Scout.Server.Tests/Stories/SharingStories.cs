using System.Net;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Stories;

/// <summary>Sharing a watch: by a link, as much as is wanted, and taken back.</summary>
public sealed class SharingStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task An_invitation_makes_a_carer_whose_grant_can_be_changed_and_taken_back(string engine)
    {
        await using var storage = await TestDatabase.CreateAsync(engine, Stop);
        await using var server = new ScoutServer(new ManualTime(), storage.Settings);
        await Seed.WatchAsync(server.Database, "sam", server.Time.GetUtcNow(), Stop);
        using var owner = await AccountBrowser.SignInAsync(server, "owner", "Owner", Stop);
        using var mia = await AccountBrowser.SignInAsync(server, "mia", "<b>Mia</b>", Stop);
        (await mia.OpensAsync("/watches/sam/carers", Stop)).ShouldBe(HttpStatusCode.NotFound);

        await owner.OpensAsync("/watches/sam/carers", Stop);
        await owner.SendsAsync("/watches/sam/carers/invite", Stop, ("may", "Acknowledge"), ("email", ""));
        var token = owner.Page.Split("/join/")[1].Split('<')[0].Trim();
        await server.Database.WriteAsync(
            session => session.UseInvitationAsync(token, "mia", server.Time.GetUtcNow()),
            Stop
        );

        (await mia.OpensAsync("/watches/sam/carers", Stop)).ShouldBe(HttpStatusCode.OK);
        mia.Page.ShouldNotContain("/carers/invite");
        (await mia.SendsAsync("/watches/sam/carers/invite", Stop, ("may", "See"))).ShouldBe(HttpStatusCode.NotFound);
        (await GrantAsync(server)).ShouldBe(Grant.Acknowledge);
        await owner.OpensAsync("/watches/sam/carers", Stop);
        owner.Page.ShouldContain("&lt;b&gt;Mia&lt;/b&gt;");
        owner.Page.ShouldNotContain("<b>Mia</b>");
        await owner.SendsAsync("/watches/sam/carers/mia/change", Stop, ("may", "See"));
        (await GrantAsync(server)).ShouldBe(Grant.See);
        (await owner.SendsAsync("/watches/sam/carers/mia/change", Stop, ("may", "Own"))).ShouldBe(
            HttpStatusCode.NotFound
        );
        await owner.SendsAsync("/watches/sam/carers/mia/remove", Stop);
        (await GrantAsync(server)).ShouldBe(Grant.None);
        (await mia.OpensAsync("/watches/sam/carers", Stop)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_carer_can_leave_and_an_unused_invitation_can_be_taken_back()
    {
        await using var storage = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var server = new ScoutServer(new ManualTime(), storage.Settings);
        await Seed.WatchAsync(server.Database, "sam", server.Time.GetUtcNow(), Stop);
        using var owner = await AccountBrowser.SignInAsync(server, "owner", "Owner", Stop);
        using var mia = await AccountBrowser.SignInAsync(server, "mia", "Mia", Stop);
        await mia.LooksAfterAsync(server, "sam", "Change", Stop);

        await mia.OpensAsync("/watches/sam/carers", Stop);
        (await mia.SendsAsync("/watches/sam/carers/leave", Stop)).ShouldBe(HttpStatusCode.Redirect);
        (await GrantAsync(server)).ShouldBe(Grant.None);

        await owner.OpensAsync("/watches/sam/carers", Stop);
        await owner.SendsAsync("/watches/sam/carers/invite", Stop, ("may", "See"));
        var token = owner.Page.Split("/join/")[1].Split('<')[0].Trim();
        await owner.SendsAsync("/watches/sam/carers/withdraw", Stop, ("invitation", Secrets.Hash(token)));
        var used = await server.Database.WriteAsync(
            session => session.UseInvitationAsync(token, "mia", server.Time.GetUtcNow()),
            Stop
        );
        used.ShouldBeNull();
    }

    private static Task<Grant> GrantAsync(ScoutServer server) =>
        server.Database.ReadAsync(session => session.GrantAsync(new Viewer("mia", RunsInstance: false), "sam"), Stop);
}
