using System.Globalization;
using System.Net;
using Scout.Server.Pages.Graph;
using Scout.Server.Readings;
using Scout.Server.Tests.Sources.Devices;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages;

/// <summary>Which series stand together, for whom, and in which unit.</summary>
public sealed class GraphChoiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Lines_of_one_scale_share_an_axis_and_two_scales_a_chart()
    {
        var charts = Charts.Together([
            Line(1, "°C"),
            Line(2, "%"),
            Line(3, "°F"), // a temperature like °C
            Line(4, "V"),
            Line(5, "", "door"),
            Line(6, "", "wind"), // numbers without a unit are not alike
        ]);

        charts
            .Select(chart => string.Join(' ', chart.Select(placed => $"{placed.Line.Series}:{placed.Axis}")))
            .ShouldBe(["1:0 3:0 2:1", "4:0 5:1", "6:0"]);
        var looks = charts.SelectMany(chart => chart).Select(placed => placed.Look).ToList();
        looks.Select(look => look.Number).Distinct().Count().ShouldBe(6);
        looks.Select(look => look.Shape).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task Chosen_series_are_shown_to_who_may_see_them_and_others_are_not_there()
    {
        await using var barn = await Barn.OpensAsync();
        using var owner = await AccountBrowser.SignInAsync(barn.Server, "owner", "Owner", Stop);
        var (network, secret) = await barn.NetworkAsync("generic");
        var at = barn.Now.ToUnixTimeSeconds() - 60;
        await barn.PostsAsync(
            $"/in/generic/{network.Key}",
            string.Create(CultureInfo.InvariantCulture, $$"""{"device":"a","ts":{{at}},"values":{"t":21.5,"h":40} }"""),
            secret
        );
        await barn.SettleAsync();
        await barn.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """update devices set fields = '{"t":{"label":"Air","unit":"°C","decimals":1}}' where external_id = 'a'"""
                ),
            Stop
        );
        var series = await barn.Database.ReadAsync(
            session => session.QueryAsync<long>("select id from series where last_at is not null order by id"),
            Stop
        );
        var path = $"/graph?series={series[0]}&series={series[1]}&series=999&series=x";

        await owner.OpensAsync(path, Stop);
        owner.Page.ShouldContain("Air");
        owner.Page.ShouldContain("One of the chosen is not there, or not yours to see.");
        WebUtility.HtmlDecode(owner.Page).ShouldContain("21.5 °C");
        await owner.OpensAsync(path + "&temperature=F", Stop);
        WebUtility.HtmlDecode(owner.Page).ShouldContain("70.7 °F");
        WebUtility.HtmlDecode(owner.Page).ShouldNotContain("21.5 °C");
        await owner.OpensAsync("/graph", Stop); // the browser keeps the choice
        WebUtility.HtmlDecode(owner.Page).ShouldContain("70.7 °F");
        await owner.OpensAsync("/graph?temperature=%3Cscript%3E&unit=stones", Stop);
        owner.Page.ShouldNotContain("<script>");
        WebUtility.HtmlDecode(owner.Page).ShouldContain("21.5 °C");

        using var member = await AccountBrowser.SignInAsync(barn.Server, "mallory", "Mallory", Stop);
        (await member.OpensAsync(path, Stop)).ShouldBe(HttpStatusCode.OK);
        member.Page.ShouldNotContain("Air");
        member.Page.ShouldContain("3 of the chosen are not there");
        (await member.OpensAsync($"/graph/-/points/{series[0]}", Stop)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_newest_of_many_series_come_by_one_statement(string engine)
    {
        await using var storage = await TestDatabase.CreateAsync(engine, Stop);
        var start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
        SeriesReading Of(string field, int minute) =>
            new("sam", field, "", new(start.AddMinutes(minute), minute, default, start.AddMinutes(minute)));
        await Seed.WatchAsync(storage.Database, "sam", start, Stop);
        await storage.Database.WriteAsync(
            session =>
                session.AddManyAsync([
                    .. Enumerable.Range(0, 40).Select(i => Of("many", i)),
                    .. Enumerable.Range(0, 3).Select(i => Of("few", i * 100)),
                ]),
            Stop
        );
        var ids = await storage.Database.ReadAsync(
            session =>
                session.QueryAsync<long>("select id from series where field in ('many', 'few') order by field desc"),
            Stop
        );

        var newest = await storage.Database.ReadAsync(session => session.NewestAsync([.. ids, 999], 10), Stop);
        var first = await storage.Database.ReadAsync(session => session.FirstAsync([.. ids, 999]), Stop);

        newest[ids[0]].Select(row => row.Value).ShouldBe(Enumerable.Range(30, 10).Reverse().Select(i => (double)i));
        newest[ids[1]].Select(row => row.Value).ShouldBe([200, 100, 0]);
        newest[999].ShouldBeEmpty();
        first.ShouldBe(new Dictionary<long, DateTimeOffset> { [ids[0]] = start, [ids[1]] = start }, ignoreOrder: true);
        await storage.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "delete from readings where ts < @ts",
                    new { ts = start.AddHours(2).ToUnixTimeMilliseconds() }
                ),
            Stop
        );
        // What is left of the rest is the summary of its hours.
        (await storage.Database.ReadAsync(session => session.FirstAsync(ids), Stop))[ids[1]]
            .ShouldBeLessThan(start);
    }

    private static GraphLine Line(long series, string unit, string label = "x") =>
        new(series, "d", "/", label, unit, null, [], null);
}
