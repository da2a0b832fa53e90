using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scout.Core.Nightscout;

/// <summary>
/// The client's side of Nightscout's socket, without the socket: a frame comes in, frames to send and hints go out.
/// Sites before 15 open the namespace unasked and expect the client to ping; later ones wait to be asked and ping themselves.
/// </summary>
public sealed class SocketIoDialogue
{
    private const int AcknowledgementId = 0;
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(25);
    private readonly string _authorize;
    private bool _asked;
    private bool _open;

    /// <param name="secretHash">SHA-1 of the API secret, or null.</param>
    /// <param name="jwt">A token of the JWT exchange, or null. Access tokens never: old sites take them for nobody's.</param>
    public SocketIoDialogue(string? secretHash, string? jwt)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue("authorize");
            json.WriteStartObject();
            json.WriteString("client", "scout");
            if (secretHash is not null)
            {
                json.WriteString("secret", secretHash);
            }
            else if (jwt is not null)
            {
                json.WriteString("token", jwt);
            }

            json.WriteNumber("history", 1);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        _authorize = $"42{AcknowledgementId}" + Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Which side pings: true on sites before 15.</summary>
    public bool ClientPings { get; private set; }

    /// <summary>How often the pinging side pings.</summary>
    public TimeSpan PingInterval { get; private set; } = DefaultInterval;

    /// <summary>Nothing heard for this long: the line is dead.</summary>
    public TimeSpan Silence { get; private set; } = DefaultInterval * 2;

    /// <summary>The site took the credential and may be listened to.</summary>
    public bool IsListening { get; private set; }

    /// <summary>What a frame means. A frame that makes no sense means nothing.</summary>
    public SocketIoStep Take(string frame) =>
        frame switch
        {
            ['0', .. var handshake] => Greet(handshake),
            "2" or ['2', ..] => SocketIoStep.Say("3" + frame[1..]),
            ['3', ..] => SocketIoStep.Nothing,
            ['1', ..] => SocketIoStep.Ended,
            ['4', '0', ..] => Opened(frame[2..]),
            ['4', '1', ..] or ['4', '4', ..] => Refused(frame[2..]),
            ['4', '2', .. var message] => Happened(message),
            ['4', '3', .. var answer] => Acknowledged(answer),
            _ => SocketIoStep.Nothing,
        };

    /// <summary>Called when a site that gave no hint has said nothing for a moment: then it waits to be asked.</summary>
    public SocketIoStep Waited()
    {
        if (_open || _asked)
        {
            return SocketIoStep.Nothing;
        }

        _asked = true;
        return SocketIoStep.Say("40");
    }

    private SocketIoStep Greet(string handshake)
    {
        var (interval, timeout, isNew) = ReadHandshake(handshake);
        PingInterval = interval;
        Silence = interval + timeout;
        return isNew ? Waited() : SocketIoStep.Nothing;
    }

    private static (TimeSpan Interval, TimeSpan Timeout, bool IsNew) ReadHandshake(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var interval = Math.Clamp(root.Number("pingInterval") ?? 25_000, 1_000, 120_000);
            var timeout = Math.Clamp(root.Number("pingTimeout") ?? 20_000, 1_000, 120_000);
            return (
                TimeSpan.FromMilliseconds(interval),
                TimeSpan.FromMilliseconds(timeout),
                root.Number("maxPayload") is not null
            );
        }
        catch (JsonException)
        {
            return (DefaultInterval, DefaultInterval, false);
        }
    }

    private SocketIoStep Opened(string rest)
    {
        if (rest.StartsWith('/') || _open)
        {
            return SocketIoStep.Nothing;
        }

        _open = true;
        ClientPings = !_asked;
        return SocketIoStep.Say(_authorize);
    }

    private static SocketIoStep Refused(string rest) =>
        rest.StartsWith('/') ? SocketIoStep.Nothing : new SocketIoStep { Refused = true };

    private SocketIoStep Happened(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            return
                IsListening
                && root.ValueKind is JsonValueKind.Array
                && root.GetArrayLength() > 1
                && root[0].ValueKind is JsonValueKind.String
                && root[0].ValueEquals("dataUpdate")
                && root[1].Child("sgvs") is { ValueKind: JsonValueKind.Array } rows
                && rows.GetArrayLength() > 0
                ? SocketIoStep.Poll
                // The full picture comes before the acknowledgement; whoever connects polls anyway.
                : SocketIoStep.Nothing;
        }
        catch (JsonException)
        {
            return SocketIoStep.Nothing;
        }
    }

    private SocketIoStep Acknowledged(string answer)
    {
        var json = answer.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var id = answer[..^json.Length];
        if (!int.TryParse(id, CultureInfo.InvariantCulture, out var number) || number != AcknowledgementId)
        {
            return SocketIoStep.Nothing;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            IsListening =
                root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > 0 && root[0].Flag("read") is true;
            // What came between the last poll and now was not pushed to us.
            return IsListening ? SocketIoStep.Poll : new SocketIoStep { Refused = true };
        }
        catch (JsonException)
        {
            return SocketIoStep.Nothing;
        }
    }
}

/// <summary>What follows from a frame.</summary>
public readonly record struct SocketIoStep
{
    public static SocketIoStep Nothing { get; }

    /// <summary>There may be news: read the site now. The push itself is never evaluated.</summary>
    public static SocketIoStep Poll { get; } = new() { PollNow = true };

    /// <summary>The site hangs up.</summary>
    public static SocketIoStep Ended { get; } = new() { Over = true };

    /// <summary>A frame to send, or null.</summary>
    public string? Send { get; init; }

    public bool PollNow { get; init; }

    /// <summary>The credential is refused, or may not read.</summary>
    public bool Refused { get; init; }

    public bool Over { get; init; }

    public static SocketIoStep Say(string frame) => new() { Send = frame };
}
