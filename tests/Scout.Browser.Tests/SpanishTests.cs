using Deque.AxeCore.Playwright;
using Scout.Server.Pages.Languages;

namespace Scout.Browser.Tests;

/// <summary>Every page for somebody who reads Spanish: nothing is left in English that has Spanish words.</summary>
public sealed class SpanishTests(Chromium chromium, Stage stage) : IClassFixture<Chromium>, IClassFixture<Stage>
{
    /// <summary>Texts and names of elements, as they are seen and heard.</summary>
    private const string Words = """
        () => {
            const words = [];
            const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                if (!walk.currentNode.parentElement.closest("script, style, noscript, blockquote")) {
                    words.push(walk.currentNode.data);
                }
            }
            for (const one of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
                for (const name of ["aria-label", "placeholder", "title", "alt"]) {
                    words.push(one.getAttribute(name) ?? "");
                }
            }
            return words.map(word => word.replace(/\s+/g, " ").trim()).filter(word => word.length > 0);
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The page of parts shows samples, in English.</summary>
    public static TheoryData<string> Names() =>
        [.. Shown.All.Select(page => page.Name).Where(name => name is not "look")];

    [Theory, MemberData(nameof(Names))]
    public async Task A_page_is_Spanish_from_top_to_bottom(string name)
    {
        var shown = Shown.All.Single(page => page.Name == name);
        var site = await stage.PlayAsync(shown.Scene, Stop);
        await site.Database.WriteAsync(
            session => session.ExecuteAsync("update accounts set language = 'es', name = 'Ada Ruiz'"),
            Stop
        );
        var path = await shown.PathAsync(site, Stop);
        var page = await chromium.BlankAsync(site, account: shown.As, locale: "es-ES");

        (await page.GotoAsync(path))!.Status.ShouldBe(shown.Status);

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("es");
        var spanish = Say.Load(Say.Spanish);
        var words = await page.EvaluateAsync<string[]>(Words);
        words
            .Distinct(StringComparer.Ordinal)
            .Where(word => spanish.TryGetValue(word, out var there) && there != word)
            .Where(word => !spanish.Values.Contains(word))
            .ShouldBeEmpty();
        (await page.RunAxe()).Violations.Select(item => $"{item.Id}: {item.Help}").ShouldBeEmpty();
        await page.Context.CloseAsync();
    }
}
