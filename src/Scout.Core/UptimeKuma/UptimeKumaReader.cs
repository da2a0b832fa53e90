using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Watches;

namespace Scout.Core.UptimeKuma;

/// <summary>
/// Uptime Kuma's webhook, as JSON, as a form whose `data` is JSON, or with its three parts as fields. Tests and expiring
/// certificates come without a heartbeat and without a monitor.
/// </summary>
public static class UptimeKumaReader
{
    private static readonly TimeSpan NoticeEnds = TimeSpan.FromHours(2);

    public static SourceReading Read(ReadOnlySpan<byte> body, string mark)
    {
        if (LooseForm.Read(body) is not { } sent)
        {
            return new SourceReading.Unreadable("The body is neither a JSON object nor a form.");
        }

        var root = sent.ObjectOf("data") is { ValueKind: JsonValueKind.Object } data ? data : sent;
        var (beat, monitor) = (root.ObjectOf("heartbeat"), root.ObjectOf("monitor"));
        var message = root.TextOf("msg").Trim();
        var id = Told.Short(Told.First(beat.TextOf("monitorID"), monitor.TextOf("id")), Told.LongestId);
        if (id.Length > 0)
        {
            return new SourceReading.Readable(OfMonitor(beat, monitor, id, message, mark));
        }

        return message.Length == 0
            ? new SourceReading.Unreadable("heartbeat, monitor and msg are missing: nothing says what happened.")
            : new SourceReading.Readable(Notice(message, mark));
    }

    private static SourceEvent OfMonitor(JsonElement beat, JsonElement monitor, string id, string message, string mark)
    {
        var status = beat.WholeOf("status");
        var (word, ask) = status switch
        {
            0 => ("DOWN", (EventAsk)new EventAsk.Occur { MayLag = TimeSpan.FromMinutes(1) }),
            1 => ("UP", new EventAsk.Over { IsRecovery = true }),
            2 => ("PENDING", new EventAsk.Note()),
            3 => ("MAINTENANCE", new EventAsk.Note()),
            _ => ("?", new EventAsk.Note()),
        };
        var time = beat.TextOf("time");
        return new SourceEvent(
            word,
            $"kuma:{id}",
            time.Length > 0 ? $"{id}:{status}:{Told.Short(time, Told.LongestName)}" : $"mark:{mark}",
            EventRepeat.WithinDay,
            ask
        )
        {
            IsKnown = status is >= 0 and <= 3,
            Words = Told.Short(Told.First(message, $"{monitor.TextOf("name")} {word}"), Told.LongestText),
            Facts = new ProblemFacts(word, Told.Short(monitor.TextOf("name"), Told.LongestName))
            {
                Message = Told.Short(Told.First(beat.TextOf("msg"), message), Told.LongestMessage),
                At = beat.TimeOf("time"),
                Link = Told.Link(monitor.TextOf("url")),
            },
        };
    }

    /// <summary>Without a monitor: the test button says so, everything else is news for a text.</summary>
    private static SourceEvent Notice(string message, string mark)
    {
        var isTest = message.EndsWith("Testing", StringComparison.OrdinalIgnoreCase);
        var words = Told.Short(message, Told.LongestText);
        return new SourceEvent(
            isTest ? "test" : "notice",
            isTest ? "" : $"kuma:notice:{words}"[..Math.Min(Told.LongestId, words.Length + 12)],
            $"mark:{mark}",
            EventRepeat.WithinMinutes,
            isTest ? new EventAsk.Note() : new EventAsk.Occur { EndsAfter = NoticeEnds }
        )
        {
            Severity = Severity.Warning,
            IsTest = isTest,
            Words = words,
            Facts = new ProblemFacts(words, ""),
        };
    }
}
