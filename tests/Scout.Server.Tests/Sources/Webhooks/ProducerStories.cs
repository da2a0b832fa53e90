using System.Net;
using System.Security.Cryptography;
using System.Text;
using Scout.Core.Alerts;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Webhooks;

/// <summary>From each producer's webhook to a telephone and back.</summary>
public sealed class ProducerStories
{
    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "ONCALL-9")]
    public async Task Alertmanager_fires_a_text_comes_and_when_it_is_resolved_all_is_clear(string engine)
    {
        await using var tower = await Tower.OpensAsync(engine);
        var path = await tower.AddsAsync("alertmanager");

        (await tower.PostsAsync(path, Group(("hot", "firing"), ("cold", "firing")))).ShouldBe(HttpStatusCode.OK);
        var first = await tower.TextsAsync();
        first.Single().ShouldStartWith("hot on web-1. ");
        first.Single().ShouldContain("And 1 more. Reply A1 to take all of them");
        await tower.RestartsAsync(TimeSpan.FromMinutes(1));

        // The group goes on firing, one of its alerts is over; then the same by the other node of the pair.
        (await tower.PostsAsync(path, Group(("hot", "resolved"), ("cold", "firing")))).ShouldBe(HttpStatusCode.OK);
        (await tower.PostsAsync(path, Group(("hot", "resolved")))).ShouldBe(HttpStatusCode.OK);
        (await tower.PostsAsync(path, Group(("hot", "firing")))).ShouldBe(HttpStatusCode.OK); // a copy, late
        var texts = await tower.TextsAsync();
        texts.Count.ShouldBe(2);
        texts[1].ShouldContain("web-1 hot: quiet again");

        await tower.WaitsAsync(TimeSpan.FromMinutes(4)); // nobody took the other one
        (await tower.CallsAsync()).Single().ShouldContain("cold on web-1");
        (await tower.AlertsAsync())
            .Select(alert => alert.State.GetType())
            .ShouldBe([typeof(AlertState.Resolved), typeof(AlertState.Ringing)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_group_of_many_alerts_is_one_text_and_each_is_known_by_itself()
    {
        await using var tower = await Tower.OpensAsync();
        var path = await tower.AddsAsync("alertmanager");
        var all = Enumerable.Range(0, 45).Select(number => ($"a{number}", "firing")).ToArray();

        await tower.PostsAsync(path, Group(all));
        await tower.PostsAsync(path, Group(all));

        (await tower.AlertsAsync()).Length.ShouldBe(45);
        (await tower.TextsAsync()).Single().ShouldContain("And 44 more.");
        (await tower.AskAsync("select state || outcome from intake order by id")).ShouldBe([
            "TakenOpened",
            "TakenDuplicate",
        ]);
    }

    [Fact]
    public async Task An_alert_that_comes_back_under_its_old_time_reaches_people_again()
    {
        await using var tower = await Tower.OpensAsync();
        var path = await tower.AddsAsync("alertmanager");
        await tower.PostsAsync(path, Group(("hot", "firing")));
        await tower.PostsAsync(path, Group(("hot", "resolved")));

        await tower.WaitsAsync(TimeSpan.FromMinutes(10)); // the line between the two was cut
        await tower.PostsAsync(path, Group(("hot", "firing")));

        (await tower.AlertsAsync()).Length.ShouldBe(2);
        (await tower.TextsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    [Trait("Rule", "ONCALL-10")]
    [Trait("Rule", "ONCALL-4")]
    public async Task Sentry_is_believed_only_signed_and_once_for_each_request()
    {
        await using var tower = await Tower.OpensAsync();
        var path = await tower.AddsAsync("sentry", ("signing", "client-secret"));
        const string Happened =
            """{"action":"triggered","data":{"event":{"issue_id":"9","title":"Boom: ä","level":"error"},"triggered_rule":"Page me"}}""";
        const string Resolved =
            """{"action":"resolved","actor":{"type":"application"},"data":{"issue":{"id":"9","title":"Boom"}}}""";

        (await tower.PostsAsync(path, Happened)).ShouldBe(HttpStatusCode.NotFound);
        (await tower.PostsAsync(path, Happened, Signed("wrong", Happened))).ShouldBe(HttpStatusCode.NotFound);
        (await tower.PostsAsync(path, Happened + " ", Signed("client-secret", Happened))).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await tower.AskAsync("select body from intake")).ShouldBeEmpty();
        var watch = (await tower.AskAsync("select id from watches where kind = 'sentry'")).Single();
        (await tower.Owner.OpensAsync($"/projects/{watch}", TestContext.Current.CancellationToken)).ShouldBe(
            HttpStatusCode.OK
        );
        (await tower.AskAsync("select coalesce(refused_at, 0) || '' from intake_gates")).Single().ShouldNotBe("0");
        tower.Owner.Page.ShouldContain("without a valid signature", Case.Sensitive, tower.Owner.Page);
        tower.Owner.Page.ShouldNotContain("client-secret");
        (await tower.AskAsync("select signing from intake_gates")).Single().ShouldNotContain("client-secret");

        (await tower.PostsAsync(path, Happened, Signed("client-secret", Happened), ("Request-ID", "r1"))).ShouldBe(
            HttpStatusCode.OK
        );
        (await tower.PostsAsync(path, Happened, Signed("client-secret", Happened), ("Request-ID", "r1"))).ShouldBe(
            HttpStatusCode.OK
        );
        (await tower.AskAsync("select copies || '' from intake")).ShouldBe(["1"]);
        (await tower.TextsAsync()).Single().ShouldStartWith("Page me on Tower. Boom");
        await tower.PostsAsync(path, Resolved, Signed("client-secret", Resolved), ("Request-ID", "r2"));
        (await tower.AlertsAsync()).Single().State.ShouldBeOfType<AlertState.Resolved>();
    }

    [Fact]
    public async Task Grafana_may_sign_with_a_time_and_without_a_key_need_not()
    {
        await using var tower = await Tower.OpensAsync();
        var open = await tower.AddsAsync("grafana");
        var closed = await tower.AddsAsync("grafana", ("signing", "key"));
        var body = Group(("hot", "firing"));
        var timed = Hmac("key", "1774771200:" + body);

        (await tower.PostsAsync(open, body)).ShouldBe(HttpStatusCode.OK);
        (await tower.PostsAsync(closed, body)).ShouldBe(HttpStatusCode.NotFound);
        (await tower.PostsAsync(closed, body, ("X-Grafana-Alerting-Signature", timed))).ShouldBe(
            HttpStatusCode.NotFound
        );
        (
            await tower.PostsAsync(
                closed,
                body,
                ("X-Grafana-Alerting-Signature", timed),
                ("X-Grafana-Alerting-Timestamp", "1774771200")
            )
        ).ShouldBe(HttpStatusCode.OK);
        (await tower.PostsAsync(closed, body, ("X-Grafana-Alerting-Signature", Hmac("key", body)))).ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Fact]
    [Trait("Rule", "ONCALL-12")]
    public async Task What_has_a_sender_for_GoAlert_needs_only_another_host()
    {
        await using var tower = await Tower.OpensAsync();
        var token = (await tower.AddsAsync("event")).Split('/')[^1];
        var beat = (await tower.AddsAsync("heartbeat", ("every", "10"), ("grace", "1"))).Split('/')[^1];
        var generic = $"/api/v2/generic/incoming?token={token}";

        (await tower.PostsAsync("/api/v2/generic/incoming?token=wrong", "summary=x")).ShouldBe(HttpStatusCode.NotFound);
        (await tower.PostsAsync(generic, "summary=Disk+full&dedup=d")).ShouldBe(HttpStatusCode.NoContent);
        (
            await tower.PostsAsync(generic, """{"summary":"Disk full","dedup":"d"}""", ("Accept", "application/json"))
        ).ShouldBe(HttpStatusCode.OK);
        tower.Answer.ShouldContain("\"IsNew\":false");
        tower.Answer.ShouldContain($"\"AlertID\":\"{(await tower.AlertsAsync()).Single().Id}\"");
        (await tower.PostsAsync($"{generic}&summary=Fan+stuck", "", ("Accept", "application/json"))).ShouldBe(
            HttpStatusCode.OK
        );
        tower.Answer.ShouldContain("\"IsNew\":true");
        (await tower.PostsAsync(generic, "action=close&dedup=d")).ShouldBe(HttpStatusCode.NoContent);
        (await tower.AlertsAsync()).Count(alert => alert.IsOpen).ShouldBe(1);
        (await tower.PostsAsync($"/api/v2/heartbeat/{beat}", "")).ShouldBe(HttpStatusCode.NoContent);
        (await tower.AskAsync("select last_at || '' from heartbeats")).Single().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Each_secret_opens_its_own_door_only_and_a_body_that_cannot_be_read_is_kept()
    {
        await using var tower = await Tower.OpensAsync();
        var kuma = await tower.AddsAsync("kuma");
        var secret = kuma.Split('/')[^1];

        (await tower.PostsAsync($"/in/event/{secret}", "summary=x")).ShouldBe(HttpStatusCode.NotFound);
        (await tower.PostsAsync($"/in/heartbeat/{secret}", "")).ShouldBe(HttpStatusCode.NotFound);
        (await tower.PostsAsync("/in/kuma", "x")).ShouldBe(HttpStatusCode.NotFound);
        (await tower.PostsAsync("/in/kuma", "not readable", ("Authorization", $"Bearer {secret}"))).ShouldBe(
            HttpStatusCode.OK
        );
        (await tower.AskAsync("select state from intake")).ShouldBe(["Quarantine"]);
        (
            await tower.SendsAsync(
                HttpMethod.Get,
                $"{kuma}?msg=down&monitor=%7B%22name%22%3A%22Shop%22%7D&heartbeat=%7B%22monitorID%22%3A1%2C%22status%22%3A0%7D",
                ""
            )
        ).ShouldBe(HttpStatusCode.OK);
        (await tower.TextsAsync()).ShouldContain(text => text.StartsWith("DOWN on Shop", StringComparison.Ordinal));
    }

    private static (string, string) Signed(string key, string body) => ("Sentry-Hook-Signature", Hmac(key, body));

    private static string Hmac(string key, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)));

    /// <summary>A group whose alerts began when the clock of the story did.</summary>
    internal static string Group(params (string Name, string Status)[] alerts)
    {
        var all = alerts.Select(alert =>
            $$$"""{"status":"{{{alert.Status}}}","fingerprint":"{{{alert.Name}}}","startsAt":"{{{Start:O}}}","endsAt":"{{{Start.AddSeconds(30):O}}}","labels":{"alertname":"{{{alert.Name}}}","instance":"web-1"}}"""
        );
        return $$"""{"version":"4","status":"firing","groupKey":"g","alerts":[{{string.Join(',', all)}}]}""";
    }

    private static DateTimeOffset Start { get; } = new ManualTime().GetUtcNow();
}
