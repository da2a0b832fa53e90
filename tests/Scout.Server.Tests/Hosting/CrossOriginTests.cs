using Scout.TestKit;

namespace Scout.Server.Tests.Hosting;

public sealed class CrossOriginTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/api/sandbox/phones")]
    [InlineData("/health")]
    [Trait("Rule", "GA-N37")]
    public async Task No_other_site_may_read_an_answer(string path)
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://elsewhere.example.com");
        using var response = await client.SendAsync(request, Stop);
        response.Headers.ShouldNotContain(header =>
            header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
        );
    }
}
