using System.Text;
using System.Text.Json;

namespace Scout.Core.Tests.Nightscout;

/// <summary>Recorded exchanges with real sites.</summary>
internal static class NightscoutVectors
{
    private static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("SCOUT_VECTORS") is { Length: > 0 } set ? set : BesideTheRepository(),
        "nightscout"
    );

    public static IReadOnlyList<string> Files =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal)] : [];

    public static IReadOnlyList<Exchange> Exchanges(string file)
    {
        var path = Path.Combine(Folder, file);
        if (!File.Exists(path))
        {
            Assert.Skip($"no recorded exchanges at {path}");
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.TryGetProperty("exchanges", out var exchanges)
            ? [.. exchanges.EnumerateArray().Select(Exchange.Of)]
            : [];
    }

    /// <summary>Socket frames: the direction and the frame; a cut frame ends in an ellipsis.</summary>
    public static IReadOnlyList<(string Note, IReadOnlyList<string> Lines)> Transcripts()
    {
        var path = Path.Combine(Folder, "socketio.json");
        if (!File.Exists(path))
        {
            Assert.Skip($"no recorded frames at {path}");
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. document
                .RootElement.GetProperty("transcripts")
                .EnumerateArray()
                .Select(item =>
                    (
                        item.GetProperty("note").GetString() ?? "",
                        (IReadOnlyList<string>)
                            [.. item.GetProperty("frames").EnumerateArray().Select(frame => frame.GetString() ?? "")]
                    )
                ),
        ];
    }

    private static string BesideTheRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Scout.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "vectors");
    }

    internal sealed record Exchange(
        string Server,
        string Note,
        string Path,
        int? Status,
        string? ContentType,
        byte[] Body
    )
    {
        public static Exchange Of(JsonElement item)
        {
            var response = item.GetProperty("response");
            var body = response.TryGetProperty("body", out var found) ? found : default;
            return new Exchange(
                item.GetProperty("server").GetString() ?? "",
                item.TryGetProperty("note", out var note) ? note.GetString() ?? "" : "",
                item.GetProperty("request").GetProperty("path").GetString() ?? "",
                response.GetProperty("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : null,
                response.TryGetProperty("headers", out var headers)
                && headers.TryGetProperty("content-type", out var type)
                    ? type.GetString()?.Split(';')[0]
                    : null,
                Encoding.UTF8.GetBytes(
                    body.ValueKind is JsonValueKind.String ? body.GetString() ?? ""
                    : body.ValueKind is JsonValueKind.Undefined ? ""
                    : body.GetRawText()
                )
            );
        }
    }
}
