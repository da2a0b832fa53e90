using System.Net;
using Scout.Server.Commands.Simulate;
using Scout.Server.Tests.Sources.Devices;

namespace Scout.Server.Tests.Commands;

/// <summary>`simulate sigfox` against the real door.</summary>
public sealed class SigfoxNetworkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_answered_well_comes_again_three_times_and_makes_one_reading()
    {
        await using var barn = await Barn.OpensAsync(open: true);
        using var stubborn = new Stubborn(barn.Server.Server.CreateHandler());
        using var http = new HttpClient(stubborn);
        var address = new Uri("https://scout.example.com/data/1");
        // Two hours that end now, faster than anybody could wait.
        var plan = new SigfoxPlan(address, null, 2, 12, TimeSpan.FromMinutes(10), 1e12, 1, 1);
        var network = new SigfoxNetwork(http, plan, barn.Server.Time);

        await network.RunAsync(Stop);
        await barn.SettleAsync();

        (network.Taken, network.SentAgain, network.Lost).ShouldBe((23, 5, 1));
        (await barn.CountAsync("select count(*) from devices")).ShouldBe(2);
        (
            await barn.CountAsync(
                "select count(*) from readings where series_id in (select id from series where field = 'temp')"
            )
        ).ShouldBe(23);
        (await barn.CountAsync("select cast(sum(copies) as bigint) from messages")).ShouldBe(1);
    }

    /// <summary>Refuses the first request, loses its answer to the third, and never takes the fifth message.</summary>
    private sealed class Stubborn(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private string? _never;
        private int _count;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            _count++;
            _never = _count == 5 ? body : _never;
            if (_count == 1 || body == _never)
            {
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            return _count == 3 ? new HttpResponseMessage(HttpStatusCode.GatewayTimeout) : answer;
        }
    }
}
