using System.Net;
using System.Text;

namespace Scout.Server.Tests.Sources.Webhooks;

/// <summary>Bodies that nobody would send: none is lost, none breaks the door, and none keeps those behind it waiting.</summary>
public sealed class ProducerMutationTests
{
    private const int Bodies = 1_000;
    private const int Batch = 100;

    private const string Kuma =
        """{"heartbeat":{"monitorID":3,"status":0,"time":"2026-03-29 08:00:00.123","msg":"timeout"},"monitor":{"id":3,"name":"Shop"},"msg":"[Shop] [Down] timeout"}""";

    private const string KumaForm =
        "--x\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"heartbeat\":{\"monitorID\":3,\"status\":1}}\r\n--x--\r\n";

    private static readonly string Group = ProducerStories.Group(
        ("hot", "firing"),
        ("cold", "resolved"),
        ("Watchdog", "firing")
    );

    public static TheoryData<string, string, string> Producers() =>
        new()
        {
            { "alertmanager", Group, """{"version":"4","alerts":[]}""" },
            { "grafana", Group, """{"ruleId":7,"ruleName":"CPU","state":"alerting","title":"[Alerting] CPU"}""" },
            { "kuma", Kuma, KumaForm },
            {
                "event",
                "summary=Disk+is+full&details=on+%2Fvar&dedup=disk&meta=a=1&meta=b=2",
                """{"summary":"Disk is full","action":"close","dedup":"disk","meta":{"a":"1"}}"""
            },
        };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Producers))]
    [Trait("Rule", "ONCALL-6")]
    public async Task Mutated_bodies_are_all_kept_and_all_judged(string kind, string one, string other)
    {
        await using var tower = await Tower.OpensAsync();
        var path = await tower.AddsAsync(kind);
        using var http = tower.Http();
        var random = new Random(20260329);
        for (var sent = 0; sent < Bodies; sent += Batch)
        {
            var batch = Enumerable
                .Range(0, Batch)
                .Select(_ => Mutation.Of(Encoding.UTF8.GetBytes(random.Next(2) == 0 ? one : other), random))
                .ToArray();
            await Task.WhenAll(batch.Select(body => SendAsync(http, path, body)));
        }

        await tower.Server.SettleAsync(Stop);

        (await CountAsync(tower, "sum(1 + copies)")).ShouldBe(Bodies);
        (await CountAsync(tower, "sum(case when state = 'Waiting' then 1 else 0 end)")).ShouldBe(0);
        (await CountAsync(tower, "sum(case when state = 'Taken' then 1 else 0 end)")).ShouldBeGreaterThan(Bodies / 20);
        (await CountAsync(tower, "sum(case when problem like '%stumbled%' then 1 else 0 end)")).ShouldBe(0);
    }

    private static async Task SendAsync(HttpClient http, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<long> CountAsync(Tower tower, string what) =>
        tower.Server.Database.ReadAsync(session => session.ScalarAsync<long>($"select {what} from intake"), Stop);
}
