using System.Text;
using Scout.Core.Alertmanager;
using Scout.Core.Events;
using Scout.Core.Grafana;
using Scout.Core.Sentry;
using Scout.Core.UptimeKuma;

namespace Scout.Core.Tests.Events;

/// <summary>What each producer's bodies say, in one line an event: topic, what it asks, severity, headline, project.</summary>
public sealed class ProducerTests
{
    private const string Zero = "0001-01-01T00:00:00Z";

    public static TheoryData<string, string, string[]> Bodies() =>
        new()
        {
            { "am", "nonsense", ["unreadable: The body is not a JSON object."] },
            { "am", "{}", ["unreadable: alerts is missing: it lists what fires and what is over."] },
            { "am", """{"alerts":[]}""", [" Note Urgent  "] },
            { "am", """{"alerts":[7]}""", ["unreadable: No alert of the list has a fingerprint or labels."] },
            {
                "am",
                $$$"""{"status":"firing","alerts":[{"status":"firing","fingerprint":"a","startsAt":"2026-03-29T08:00:00Z","endsAt":"{{{Zero}}}","labels":{"alertname":"Hot","severity":"warning","instance":"web-1"}},{"status":"resolved","fingerprint":"b","endsAt":"2026-03-29T08:00:00Z","labels":{"alertname":"Cold"}},null]}""",
                ["alertmanager:a Occur Warning Hot web-1", "alertmanager:b Over Urgent Cold ", " Note Urgent  "]
            },
            {
                "am",
                """{"status":"firing","truncatedAlerts":"12","groupKey":"g","receiver":"scout","alerts":[{"labels":{"alertname":"Hot","severity":"page"}}]}""",
                [
                    "alertmanager:#64 Occur Urgent Hot ",
                    "alertmanager:truncated:g Occur Warning truncatedAlerts: 12 scout",
                ]
            },
            {
                "am",
                """{"alerts":[{"status":"firing","fingerprint":"w","labels":{"alertname":"Watchdog","severity":"none"}}]}""",
                [" Note Urgent Watchdog  beat"]
            },
            {
                "am",
                """{"alerts":[{"status":"resolved","fingerprint":"w","labels":{"alertname":"Watchdog"}}]}""",
                [" Note Urgent Watchdog "]
            },
            {
                "grafana",
                """{"version":"1","status":"firing","alerts":[{"status":"firing","fingerprint":"n","labels":{"alertname":"DatasourceNoData","rulename":"CPU","severity":"critical"}}]}""",
                ["grafana:n Occur Warning DatasourceNoData "]
            },
            {
                "grafana",
                """{"ruleId":7,"ruleName":"CPU","state":"alerting","title":"[Alerting] CPU","evalMatches":[]}""",
                ["grafana:rule:7 Occur Urgent [Alerting] CPU "]
            },
            { "grafana", """{"ruleId":7,"ruleName":"CPU","state":"ok"}""", ["grafana:rule:7 Over Urgent CPU "] },
            { "grafana", """{"ruleId":7,"state":"paused"}""", ["grafana:rule:7 Note Urgent  "] },
            {
                "sentry",
                """{"action":"triggered","data":{"event":{"issue_id":"9","title":"Boom: x","level":"error","metadata":{"type":"Boom","value":"x"}},"triggered_rule":"Page me"}}""",
                ["sentry:9 Occur Urgent Page me "]
            },
            {
                "sentry",
                """{"action":"resolved","actor":{"type":"user","name":"Ann"},"data":{"issue":{"id":"9","title":"Boom","level":"error","project":{"name":"shop"}}}}""",
                ["sentry:9 Over Urgent Boom shop"]
            },
            {
                "sentry",
                """{"action":"unresolved","actor":{"type":"application"},"data":{"issue":{"id":9,"title":"Boom"}}}""",
                ["sentry:9 Occur Urgent Boom "]
            },
            {
                "sentry",
                """{"action":"warning","data":{"metric_alert":{"id":"4"},"description_title":"Slow"}}""",
                ["sentry:metric:4 Occur Warning Slow "]
            },
            {
                "sentry",
                """{"action":"created","data":{"installation":{"status":"installed"}}}""",
                [" Note Urgent   test"]
            },
            {
                "sentry",
                """{"action":"created","data":{"comment":"CLOSE 1","issue_id":9}}""",
                ["sentry:9 Note Urgent  "]
            },
            { "sentry", """{"action":"later","data":{"thing":1}}""", [" Note Urgent   unknown"] },
            { "sentry", """{"data":{}}""", ["unreadable: action or data is missing: they say what happened."] },
            {
                "kuma",
                """{"heartbeat":{"monitorID":3,"status":0,"time":"2026-03-29 08:00:00.123","msg":"timeout"},"monitor":{"id":3,"name":"Shop"},"msg":"[Shop] [Down] timeout"}""",
                ["kuma:3 Occur Urgent DOWN Shop"]
            },
            {
                "kuma",
                "data=%7B%22heartbeat%22%3A%7B%22monitorID%22%3A3%2C%22status%22%3A1%7D%2C%22monitor%22%3A%7B%22name%22%3A%22Shop%22%7D%7D",
                ["kuma:3 Over Urgent UP Shop"]
            },
            {
                "kuma",
                "--x\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"heartbeat\":{\"monitorID\":3,\"status\":2},\"monitor\":null,\"msg\":\"m\"}\r\n--x--\r\n",
                ["kuma:3 Note Urgent PENDING "]
            },
            {
                "kuma",
                """{"heartbeat":null,"monitor":null,"msg":"My Webhook Testing"}""",
                [" Note Warning My Webhook Testing  test"]
            },
            {
                "kuma",
                """{"heartbeat":null,"monitor":null,"msg":"certificate expires in 7 days"}""",
                ["kuma:notice:certificate expires in 7 days Occur Warning certificate expires in 7 days "]
            },
            {
                "kuma",
                """{"heartbeat":null,"monitor":null}""",
                ["unreadable: heartbeat, monitor and msg are missing: nothing says what happened."]
            },
            {
                "event",
                "summary=Disk+is+full&details=on+%2Fvar&dedup=disk&meta=a=1&meta=b=2&source=web-1",
                ["event:disk Occur Urgent Disk is full web-1"]
            },
            { "event", """{"action":"close","dedup":"disk"}""", ["event:disk Over Urgent  "] },
            {
                "event",
                """{"summary":"x\u0000\ud83d","severity":"warning","dedup":7}""",
                ["event:7 Occur Warning x\uFFFD "]
            },
            { "event", """{"action":"ack","summary":"x","dedup":"d"}""", ["event:d Note Urgent x "] },
            { "event", "details=x", ["unreadable: summary is missing: it says what happened."] },
            { "event", "", ["unreadable: The body is neither a JSON object nor a form."] },
        };

    [Theory, MemberData(nameof(Bodies))]
    [Trait("Rule", "ONCALL-9")]
    [Trait("Rule", "ONCALL-11")]
    public void A_body_says(string producer, string body, string[] says) => Read(producer, body).ShouldBe(says);

    [Fact]
    public void Without_a_fingerprint_the_labels_are_the_key_in_any_order()
    {
        string Topic(string labels) => Read("am", $$$"""{"alerts":[{"labels":{{{{labels}}}}}]}""").Single();

        Topic("\"a\":\"1\",\"b\":\"2\"").ShouldBe(Topic("\"b\":\"2\",\"a\":\"1\""));
        One("am", """{"alerts":[{"labels":{"a":"1"}}]}""")
            .Topic.ShouldNotBe(One("am", """{"alerts":[{"labels":{"a":"2"}}]}""").Topic);
    }

    [Fact]
    public void What_two_nodes_send_about_one_occurrence_is_one_event()
    {
        const string First =
            """{"alerts":[{"status":"firing","fingerprint":"a","startsAt":"2026-03-29T08:00:00Z","endsAt":"2026-03-29T09:00:00Z"}],"externalURL":"http://one"}""";
        const string Second =
            """{"externalURL":"http://two","alerts":[{"status":"firing","fingerprint":"a","startsAt":"2026-03-29T10:00:00+02:00"}]}""";
        One("am", First).Identity.ShouldBe(One("am", Second).Identity);
    }

    private static SourceEvent One(string producer, string body) =>
        Reading(producer, body).ShouldBeOfType<SourceReading.Readable>().Event;

    private static SourceReading Reading(string producer, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return producer switch
        {
            "am" => AlertmanagerReader.Read(bytes, "mark"),
            "grafana" => GrafanaReader.Read(bytes, "mark"),
            "sentry" => SentryReader.Read(bytes, "mark"),
            "kuma" => UptimeKumaReader.Read(bytes, "mark"),
            _ => GenericReader.Read(bytes, "mark"),
        };
    }

    private static string[] Read(string producer, string body) =>
        Reading(producer, body) switch
        {
            SourceReading.Readable readable => [Say(readable.Event)],
            SourceReading.Several several => [.. several.Events.Select(Say)],
            SourceReading.Unreadable unreadable => [$"unreadable: {unreadable.Problem}"],
            _ => [],
        };

    private static string Say(SourceEvent told)
    {
        var topic = told.Topic.Split(':') is [var source, { Length: 64 }] ? $"{source}:#64" : told.Topic;
        var marks =
            (told.IsBeat ? " beat" : "")
            + (told.IsTest ? " test" : "")
            + (told is { IsKnown: false, Kind: not "group" } ? " unknown" : "");
        return $"{topic} {told.Ask.GetType().Name} {told.Severity} {told.Facts.Headline} {told.Facts.Project}{marks}";
    }
}
