using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scout.Core.Tandem;

/// <summary>Writes the documents of one run, one after another, into the same memory.</summary>
internal sealed class DocumentWriter(SyncInput input) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    /// <summary>In UTC; a fraction of a second only where there is one.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString(
            time.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ",
            CultureInfo.InvariantCulture
        );

    /// <summary>The same, without a detour through a text.</summary>
    public static void Time(Utf8JsonWriter json, string name, DateTimeOffset time)
    {
        if (time.Millisecond != 0)
        {
            json.WriteString(name, Text(time));
            return;
        }

        Span<byte> text = stackalloc byte[20];
        time.UtcDateTime.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        text[length] = (byte)'Z';
        json.WriteString(name, text[..(length + 1)]);
    }

    /// <summary>Begins a document; the caller writes what is its own, then ends it.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        return _json;
    }

    /// <summary>Begins a treatment: what it is, and when.</summary>
    public Utf8JsonWriter Treatment(string eventType, DateTimeOffset createdAt)
    {
        var json = Begin();
        json.WriteString("eventType", eventType);
        Time(json, "created_at", createdAt);
        json.WriteString("enteredBy", input.Author);
        return json;
    }

    /// <summary>A treatment that says one thing: as its reason, and as its notes.</summary>
    public PumpDocument Note(PumpClass kind, string eventType, PumpEvent one, string? reason)
    {
        var json = Treatment(eventType, one.At);
        Reason(json, reason);
        return End(kind, NightscoutEntity.Treatments, one, one.At);
    }

    public static void Reason(Utf8JsonWriter json, string? reason)
    {
        json.WriteString("reason", reason);
        json.WriteString("notes", reason);
    }

    public static string Number(PumpEvent one) => one.Key.Number.ToString(CultureInfo.InvariantCulture);

    public PumpDocument End(PumpClass kind, NightscoutEntity entity, PumpEvent leader, DateTimeOffset at) =>
        End(kind, entity, leader.Key, at, Number(leader));

    /// <param name="pumpEventId">The numbers of the events it was made of, with commas between.</param>
    public PumpDocument End(
        PumpClass kind,
        NightscoutEntity entity,
        EventKey leader,
        DateTimeOffset at,
        string pumpEventId,
        string? replaces = null
    )
    {
        var identifier = $"tandem:{input.AssignmentId}:{leader.Group}:{leader.Number}";
        _json.WriteString("pump_event_id", pumpEventId);
        _json.WriteString("identifier", identifier);
        _json.WriteEndObject();
        _json.Flush();
        var text = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        return new PumpDocument(kind, entity, identifier, leader, at, text, replaces);
    }

    public void Dispose() => _json.Dispose();
}
