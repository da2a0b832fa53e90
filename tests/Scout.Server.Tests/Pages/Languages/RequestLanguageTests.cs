using Scout.TestKit;

namespace Scout.Server.Tests.Pages.Languages;

public sealed class RequestLanguageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "en")]
    [InlineData("es", "es")]
    [InlineData("es-MX,es;q=0.9,en;q=0.8", "es")]
    [InlineData("es-CO", "es")]
    [InlineData("ES", "es")]
    [InlineData("fi, es;q=0.5, en;q=0.3", "es")]
    [InlineData("fi", "en")]
    [InlineData("-;;q=x", "en")]
    [InlineData("", "en")]
    public async Task APageIsInTheLanguageThatTheBrowserAsksFor(string asked, string expected)
    {
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Cancel);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept-Language", asked);

        using var response = await client.SendAsync(request, Cancel);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain($"<html lang=\"{expected}\"");
    }
}
