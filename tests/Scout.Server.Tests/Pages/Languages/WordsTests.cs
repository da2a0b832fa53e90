using System.Text.RegularExpressions;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Tests.Pages.Languages;

/// <summary>Every sentence of the sources is there in every language, and no language keeps one that nobody says.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Everything_that_is_said_is_said_in_Spanish_too() =>
        Said()
            .Where(said => !Spanish.ContainsKey(said.Key))
            .Select(said => $"{said.Value}: {said.Key}")
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_kept_in_Spanish_that_nobody_says()
    {
        var said = Said();
        Spanish.Keys.Where(key => !said.ContainsKey(key)).ShouldBeEmpty();
    }

    [Fact]
    public void A_translation_has_the_places_of_its_sentence()
    {
        foreach (var (english, spanish) in Spanish)
        {
            Places(spanish).ShouldBe(Places(english), english);
        }
    }

    [Fact]
    public void Sources_are_found_at_all() => Said().Count.ShouldBeGreaterThan(200);

    private static System.Collections.Frozen.FrozenDictionary<string, string> Spanish { get; } = Say.Load(Say.Spanish);

    private static string[] Places(string sentence) =>
        [.. PlaceExpression().Matches(sentence).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Sentence to file.</summary>
    private static Dictionary<string, string> Said()
    {
        var root = Path.Combine(Repository(), "src", "Scout.Server");
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in Directory.GetDirectories(root).Where(folder => IsSource(Path.GetFileName(folder))))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                if (Path.GetExtension(file) is ".cs" or ".razor")
                {
                    foreach (var match in SaidExpression().Matches(File.ReadAllText(file)).Cast<Match>())
                    {
                        Add(said, match.Groups["one"], file);
                        Add(said, match.Groups["several"], file);
                    }
                }
            }
        }

        return said;
    }

    private static bool IsSource(string folder) => folder is not ("bin" or "obj" or "node_modules" or "wwwroot");

    private static void Add(Dictionary<string, string> said, Group sentence, string file)
    {
        if (sentence.Success)
        {
            said.TryAdd(Regex.Unescape(sentence.Value), Path.GetFileName(file));
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Scout.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The sources are not above the tests.");
    }

    // Say.It("…"), It("…") inside Say, Say.Count(n, "…", "…"); comments quote sentences after <c> and are left out.
    [GeneratedRegex(
        """(?<!<c>)\b(?:It\(\s*"(?<one>(?:[^"\\]|\\.)*)"|Say\.Count\([^"]*"(?<one>(?:[^"\\]|\\.)*)",\s*"(?<several>(?:[^"\\]|\\.)*)")""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex SaidExpression();

    [GeneratedRegex("""\{\d[^}]*\}""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PlaceExpression();
}
