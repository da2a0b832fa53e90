namespace Scout.Browser.Tests;

/// <summary>Every page in Spanish, without an English sentence left over.</summary>
public sealed class SpeechTests(Chromium chromium, Stage stage) : IClassFixture<Chromium>, IClassFixture<Stage>
{
    /// <summary>Words that no Spanish sentence has and hardly an English one lacks.</summary>
    private static readonly string[] English =
    [
        "the",
        "and",
        "is",
        "are",
        "not",
        "you",
        "your",
        "this",
        "that",
        "with",
        "when",
        "nobody",
        "since",
        "ago",
        "of",
    ];

    public static TheoryData<string> Names() =>
        [.. Shown.All.Where(page => page.Route is not "/look").Select(page => page.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Nothing_on_a_page_stays_English(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var shown = Shown.All.Single(page => page.Name == name);
        var site = await stage.PlayAsync(shown.Scene, cancellationToken);
        var page = await chromium.BlankAsync(site, width: 390, account: shown.As, locale: "es-CO");
        await page.GotoAsync(await shown.PathAsync(site, cancellationToken));

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("es");
        var sentences = await page.EvaluateAsync<string[]>(
            """
            () => {
              const own = ".says, .thread li, blockquote, code"; // what was said to people, in their language
              const shown = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
              const sentences = [document.title];
              while (shown.nextNode()) {
                const parent = shown.currentNode.parentElement;
                if (!parent.closest(own) && !parent.matches("script, style, option")) {
                  sentences.push(shown.currentNode.textContent.trim());
                }
              }
              for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
                if (!element.closest(own)) {
                  sentences.push(element.ariaLabel ?? "", element.placeholder ?? "", element.title ?? "");
                }
              }
              return sentences.filter((sentence) => sentence.length > 0);
            }
            """
        );

        sentences.Where(IsEnglish).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    private static bool IsEnglish(string sentence) =>
        sentence
            .Split([' ', '.', ',', ':', ';', '?', '!', '(', ')', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => English.Contains(word, StringComparer.OrdinalIgnoreCase));
}
