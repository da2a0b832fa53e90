using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class DecodingLawTests
{
    private const int Times = 100;
    private static readonly DateTimeZone Zone = TandemVectors.Zone("Australia/Adelaide");

    [Fact]
    public void What_is_encoded_decodes_to_itself_from_records_and_from_json()
    {
        var random = new Random(7);
        foreach (var kind in PumpEventKind.All)
        {
            for (var i = 0; i < Times; i++)
            {
                var one = Event(random, kind);
                var record = LegacyRecords.Read(RandomPump.Encode(one), Zone).ShouldHaveSingleItem();

                ShouldBe(record, one);
                record.Source.ShouldBe(one.Source);
                ShouldBe(TandemVectors.Event(Json(one, random), Zone), one);
            }
        }
    }

    [Fact]
    public void Records_one_after_another_decode_one_by_one_and_a_broken_last_one_is_dropped()
    {
        var events = PumpEventKind.All.Select(kind => Event(new Random(kind.Code), kind)).ToArray();
        byte[] bytes = [.. events.SelectMany(RandomPump.Encode)];
        for (var cut = 0; cut < LegacyRecords.Length; cut++)
        {
            var read = LegacyRecords.Read(bytes.AsSpan(0, bytes.Length - cut), Zone);
            read.Select(one => one.Key).ShouldBe(events.Take(read.Length).Select(one => one.Key));
            read.Length.ShouldBe(events.Length - (cut == 0 ? 0 : 1));
        }

        LegacyRecords.ReadBase64(Convert.ToBase64String(bytes), Zone)!.Value.Length.ShouldBe(events.Length);
        LegacyRecords.ReadBase64("<html>", Zone).ShouldBeNull();
        LegacyRecords.ReadBase64("", Zone)!.Value.ShouldBeEmpty();
    }

    [Fact]
    public void Fields_of_a_kind_do_not_overlap_and_lie_within_the_record()
    {
        foreach (var kind in PumpEventKind.All)
        {
            var bytes = kind.Fields.SelectMany(field => Enumerable.Range(field.Offset, field.Width)).ToArray();
            bytes.Distinct().Count().ShouldBe(bytes.Length, kind.Name);
            bytes.ShouldAllBe(at => at >= 0 && at < 16, kind.Name);
        }
    }

    /// <summary>Of 4,096 codes with a payload of any bytes, none fails.</summary>
    [Fact]
    public void Any_bytes_decode_and_any_event_gives_documents()
    {
        var random = new Random(11);
        var bytes = new byte[LegacyRecords.Length * 20_000];
        random.NextBytes(bytes);
        var events = LegacyRecords.Read(bytes, Zone);

        events.Length.ShouldBe(20_000);
        var outcome = PumpDocuments.Of(
            new SyncInput
            {
                AssignmentId = "a",
                Zone = Zone,
                Events = events,
                Features = PumpStory.All,
                End = events[0].PumpTime,
                Now = DateTimeOffset.MaxValue.AddDays(-1),
            }
        );
        foreach (var document in outcome.Documents)
        {
            JsonElement.Parse(document.Json).ValueKind.ShouldBe(JsonValueKind.Object);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.MaxValue)]
    [InlineData(-0f)]
    public void Numbers_that_are_none_never_reach_a_document(float number)
    {
        var random = new Random(5);
        var events = PumpEventKind
            .All.Select(kind => Event(random, kind))
            .Select(one =>
                one with
                {
                    Raw =
                    [
                        .. one.Kind!.Fields.Zip(one.Raw, (field, raw) => field.Type is FieldType.Real32 ? number : raw),
                    ],
                }
            )
            .ToImmutableArray();
        var input = new PumpStory("UTC").On(90, "2026-05-14T10:00").Input() with
        {
            Events = events,
            Now = DateTimeOffset.MaxValue.AddDays(-1),
        };

        foreach (var document in PumpDocuments.Of(input).Documents)
        {
            JsonElement.Parse(document.Json).ValueKind.ShouldBe(JsonValueKind.Object);
            document.Json.ShouldNotContain("NaN");
            document.Json.ShouldNotContain("Infinity");
        }
    }

    private static PumpEvent Event(Random random, PumpEventKind kind)
    {
        var time = PumpClock.FromSeconds((uint)random.NextInt64(4_294_967_296));
        return new PumpEvent
        {
            Code = kind.Code,
            Kind = kind,
            Key = new EventKey(0, (uint)random.NextInt64(4_294_967_296)),
            PumpTime = time,
            At = PumpClock.At(time, Zone),
            Raw = [.. kind.Fields.Select(double? (field) => RandomPump.Value(random, field.Type))],
            Source = random.Next(16),
        };
    }

    // Names in other letters, bits as lists, fields nobody knows: all the same event.
    private static JsonElement Json(PumpEvent one, Random random)
    {
        var properties = new Dictionary<string, object> { ["reservedA2"] = 0, ["spare B"] = "x" };
        foreach (var (field, raw) in one.Kind!.Fields.Zip(one.Raw))
        {
            var name = random.Next(3) switch
            {
                0 => field.Name,
                1 => field.Name.ToUpperInvariant(),
                _ => string.Join(' ', field.Name.ToCharArray()),
            };
            properties[name] =
                field.Kind is FieldKind.Bitmask && random.Next(2) == 0 ? one.SetBits(field.Name).Reverse() : raw!.Value;
        }

        return JsonSerializer.SerializeToElement(
            new
            {
                eventCode = one.Code,
                sequenceGroup = 0,
                sequenceNumber = one.Key.Number,
                pumpDateTime = one.PumpTime.ToString("uuuu-MM-dd'T'HH:mm:ss", null),
                eventProperties = properties,
                estimatedDateTime = "is passed over",
            }
        );
    }

    private static void ShouldBe(PumpEvent read, PumpEvent one)
    {
        (read.Code, read.Key, read.PumpTime, read.At).ShouldBe((one.Code, one.Key, one.PumpTime, one.At));
        read.Raw.ShouldBe(one.Raw, one.Name);
    }
}
