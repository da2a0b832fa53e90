using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>A pump's log, told event by event as its JSON would.</summary>
internal sealed class PumpStory(string zone = "America/New_York", Feature features = PumpStory.All)
{
    public const Feature All = (Feature)1023;
    private readonly List<PumpEvent> _events = [];
    private uint _number = 9;

    public DateTimeZone Zone { get; } = TandemVectors.Zone(zone);

    public ImmutableArray<PumpEvent> Events => [.. _events];

    /// <summary>The next event; numbers begin at 10.</summary>
    /// <param name="time">On the pump's clock: 2026-05-14T10:00, or with seconds.</param>
    public PumpStory On(int code, string time, params (string Field, object Value)[] fields)
    {
        var element = JsonSerializer.SerializeToElement(
            new
            {
                eventCode = code,
                sequenceGroup = 0,
                sequenceNumber = ++_number,
                pumpDateTime = time.Length == 16 ? time + ":00" : time,
                eventProperties = fields.ToDictionary(field => field.Field, field => field.Value),
            }
        );
        _events.Add(TandemVectors.Event(element, Zone));
        return this;
    }

    /// <param name="end">Null: the newest event.</param>
    public SyncInput Input(string? end = null) =>
        new()
        {
            AssignmentId = "a1",
            Zone = Zone,
            Events = Events,
            Features = features,
            End = PumpClock.Parse(end is { Length: 16 } ? end + ":00" : end) ?? _events.Max(one => one.PumpTime),
            Now = _events.Max(one => one.At).AddHours(12),
        };

    public ImmutableArray<PumpDocument> Documents(string? end = null) => PumpDocuments.Of(Input(end)).Documents;

    public JsonElement Single(string? end = null) => JsonElement.Parse(Documents(end).ShouldHaveSingleItem().Json);
}
