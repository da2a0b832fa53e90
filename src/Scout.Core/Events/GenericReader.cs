using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scout.Core.Events;

/// <summary>
/// What any program can send, as JSON or as a form: `summary`, `details`, `action`, `dedup`, `meta` under GoAlert's names,
/// and beside them `severity`, `url`, `source`.
/// </summary>
public static class GenericReader
{
    public static SourceReading Read(ReadOnlySpan<byte> body, string mark)
    {
        if (LooseForm.Read(body) is not { } root)
        {
            return new SourceReading.Unreadable("The body is neither a JSON object nor a form.");
        }

        var action = root.TextOf("action").Trim().ToLowerInvariant();
        var (summary, details) = (root.TextOf("summary").Trim(), root.TextOf("details").Trim());
        var dedup = root.TextOf("dedup").Trim();
        if (summary.Length == 0 && (action is not ("close" or "ack") || dedup.Length == 0))
        {
            return new SourceReading.Unreadable("summary is missing: it says what happened.");
        }

        var severity = root.TextOf("severity");
        EventAsk ask = action switch
        {
            "close" or "resolve" or "resolved" => new EventAsk.Over { IsRecovery = true },
            // Programs do not acknowledge: that takes a key, a text or a button.
            "ack" or "acknowledge" => new EventAsk.Note(),
            _ => new EventAsk.Occur { TellsHolder = false },
        };
        return new SourceReading.Readable(
            new SourceEvent(
                action.Length == 0 ? "alert" : Told.Short(action, Told.LongestName),
                $"event:{Key(dedup, summary, details)}",
                $"mark:{mark}",
                EventRepeat.Never,
                ask
            )
            {
                Severity = Told.SeverityOf(severity),
                Words = Told.Short(Told.First(summary, action), Told.LongestText),
                Facts = new ProblemFacts(
                    Told.Short(summary, Told.LongestText),
                    Told.Short(root.TextOf("source"), Told.LongestName)
                )
                {
                    Message = Told.Short(details, Told.LongestMessage),
                    Context = Told.Short(Meta(root), Told.LongestText),
                    Link = Told.Link(root.TextOf("url")),
                },
            }
        );
    }

    /// <summary>As the sender names it; without a name the same words are the same thing.</summary>
    private static string Key(string dedup, string summary, string details) =>
        dedup.Length is > 0 and <= Told.LongestId
            ? dedup
            : Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(dedup.Length > 0 ? dedup : $"{summary}\n{details}"))
            );

    /// <summary>An object of texts, or lines of the form name=value.</summary>
    private static string Meta(JsonElement root) =>
        root.In("meta") is { ValueKind: JsonValueKind.Object } meta
            ? string.Join(", ", meta.EnumerateObject().Select(one => $"{one.Name}={meta.TextOf(one.Name)}"))
            : root.TextOf("meta").Replace("\n", ", ", StringComparison.Ordinal);
}
