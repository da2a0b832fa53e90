using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>
/// Reads an answer of pump-logs as it comes in, event by event: four weeks are 10 MB, of which never more than a portion
/// is held. Nothing is taken from an answer that turns out to be damaged.
/// </summary>
/// <param name="zone">The pump's.</param>
public sealed class PumpLogReader(DateTimeZone zone)
{
    private readonly Gathered _events = new();
    private readonly Gathered _clockChanges = new();
    private readonly ImmutableArray<string>.Builder _refusals = ImmutableArray.CreateBuilder<string>();
    private JsonReaderState _state;
    private Place _place;
    private Gathered? _list;

    private enum Place
    {
        Before,
        Object,
        List,
        After,
        Damaged,
    }

    /// <summary>Takes what is whole in the bytes; what is left over comes again, with more after it.</summary>
    /// <param name="isLast">Nothing comes after these bytes.</param>
    /// <returns>Up to where they were taken.</returns>
    public SequencePosition Read(ReadOnlySequence<byte> bytes, bool isLast)
    {
        if (_place is Place.Damaged)
        {
            return bytes.End;
        }

        var json = new Utf8JsonReader(bytes, isLast, _state);
        try
        {
            var before = json;
            while (Step(ref json))
            {
                before = json;
            }

            _state = before.CurrentState;
            return before.Position;
        }
        catch (JsonException)
        {
            _place = Place.Damaged;
            return bytes.End;
        }
    }

    /// <summary>After the last bytes.</summary>
    public PumpLog End()
    {
        var isWellFormed = _place is Place.After;
        return new PumpLog
        {
            Events = isWellFormed ? _events.Take() : [],
            ClockChanges = isWellFormed ? _clockChanges.Take() : [],
            Refusals = isWellFormed ? _refusals.ToImmutable() : [],
            IsWellFormed = isWellFormed,
        };
    }

    /// <summary>One name with its value, one event, or one bracket. False: the bytes end within it, and nothing was changed.</summary>
    private bool Step(ref Utf8JsonReader json)
    {
        if (!json.Read())
        {
            return false;
        }

        switch (_place)
        {
            case Place.Before:
                _place = json.TokenType is JsonTokenType.StartObject ? Place.Object : throw new JsonException();
                return true;
            case Place.Object when json.TokenType is JsonTokenType.PropertyName:
                return StepInto(ref json);
            case Place.Object:
                _place = Place.After;
                return true;
            case Place.List when json.TokenType is JsonTokenType.EndArray:
                _place = Place.Object;
                return true;
            default:
                return Take(ref json);
        }
    }

    private bool StepInto(ref Utf8JsonReader json)
    {
        var list =
            json.ValueTextEquals("events"u8) ? _events
            : json.ValueTextEquals("clockChanges"u8) ? _clockChanges
            : null;
        if (!json.Read())
        {
            return false;
        }

        if (list is null || json.TokenType is not JsonTokenType.StartArray)
        {
            return json.TrySkip();
        }

        (_place, _list) = (Place.List, list);
        return true;
    }

    private bool Take(ref Utf8JsonReader json)
    {
        if (!JsonDocument.TryParseValue(ref json, out var item))
        {
            return false;
        }

        using (item)
        {
            if (EventReader.TryRead(item.RootElement, zone, out var read, out var refusal))
            {
                _list!.Add(read);
            }
            else
            {
                _refusals.Add(refusal);
            }

            return true;
        }
    }

    /// <summary>Events in the order received, each key once (the first of it).</summary>
    private sealed class Gathered
    {
        private readonly ImmutableArray<PumpEvent>.Builder _events = ImmutableArray.CreateBuilder<PumpEvent>();
        private readonly HashSet<EventKey> _seen = [];

        public void Add(PumpEvent one)
        {
            if (_seen.Add(one.Key))
            {
                _events.Add(one);
            }
        }

        public ImmutableArray<PumpEvent> Take() => _events.DrainToImmutable();
    }
}
