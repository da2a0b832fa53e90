using Deque.AxeCore.Playwright;
using Scout.Server.Pages.Languages;

namespace Scout.Browser.Tests;

/// <summary>Every page for somebody who reads Spanish: nothing is left in English, neither known words nor new ones.</summary>
public sealed class SpanishTests(Chromium chromium, Stage stage) : IClassFixture<Stage>
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

    /// <summary>Texts and names of elements, as they are seen and heard; "own": not what was said to people, in their language.</summary>
    private const string Words = """
        own => {
            const words = own ? [document.title] : [];
            const told = own ? ".says, .thread li, blockquote, code, option" : "blockquote";
            const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                if (!walk.currentNode.parentElement.closest(`script, style, noscript, ${told}`)) {
                    words.push(walk.currentNode.data);
                }
            }
            for (const one of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
                if (!one.closest(told)) {
                    for (const name of ["aria-label", "placeholder", "title", "alt"]) {
                        words.push(one.getAttribute(name) ?? "");
                    }
                }
            }
            return words.map(word => word.replace(/\s+/g, " ").trim()).filter(word => word.length > 0);
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The page of parts shows samples, in English.</summary>
    public static TheoryData<string> Names() =>
        [.. Shown.All.Where(page => page.Route is not "/look").Select(page => page.Name)];

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
        var page = await chromium.BlankAsync(site, width: 390, account: shown.As, locale: "es-ES");

        (await page.GotoAsync(path))!.Status.ShouldBe(shown.Status);

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("es");
        var spanish = Say.Load(Say.Spanish);
        var words = await page.EvaluateAsync<string[]>(Words, false);
        words
            .Distinct(StringComparer.Ordinal)
            .Where(word => spanish.TryGetValue(word, out var there) && there != word)
            .Where(word => !spanish.Values.Contains(word))
            .ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(Words, true)).Where(IsEnglish).ShouldBeEmpty();
        (await page.RunAxe()).Violations.Select(item => $"{item.Id}: {item.Help}").ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    private static bool IsEnglish(string sentence) =>
        sentence
            .Replace("The Things Stack", "", StringComparison.Ordinal) // a name
            .Split([' ', '.', ',', ':', ';', '?', '!', '(', ')', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => English.Contains(word, StringComparer.OrdinalIgnoreCase));
}
