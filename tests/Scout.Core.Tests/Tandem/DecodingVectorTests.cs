using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime.Text;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class DecodingVectorTests
{
    /// <summary>Where tconnectsync 3.0.1 decodes wrongly, and why these fields are not compared.</summary>
    private static readonly (string Fault, int Code, string[] Fields, string Reason)[] Faults =
    [
        (
            "U12",
            81,
            ["batteryChargePercentMSBRaw", "batteryChargePercentLSBRaw", "batteryLipoMilliVolts"],
            "it reads battery and voltage of event 81 from the wrong bytes: 31 % and 13.8 V for 54 % and 3.8 V"
        ),
    ];

    [Fact]
    public void Every_record_decodes_as_recorded_from_bytes_base64_and_json()
    {
        var seen = 0;
        foreach (var (where, line) in TandemVectors.Lines("oracle"))
        {
            var expect = line.GetProperty("expect");
            var zone = TandemVectors.Zone(expect);
            var bytes = Convert.FromHexString(line.GetProperty("hex").GetString()!);
            var record = LegacyRecords.Read(bytes, zone).ShouldHaveSingleItem();
            var encoded = LegacyRecords.ReadBase64($"\"{line.GetProperty("base64").GetString()}\"", zone);

            SameAs(encoded!.Value.ShouldHaveSingleItem(), record, where);
            Check(record, expect, where);
            record.Source.ShouldBe(expect.GetProperty("source").GetInt32(), where);
            if (line.TryGetProperty("json", out var json))
            {
                var read = TandemVectors.Event(json, zone);
                Check(read, expect, where + " (json)");
                if (record.Code is not 81)
                {
                    SameAs(read, record, where);
                }
            }

            seen++;
        }

        seen.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Every_captured_event_decodes_as_recorded()
    {
        var seen = 0;
        foreach (var (where, item) in TandemVectors.Items("captured_events", "events"))
        {
            var expect = item.GetProperty("expect");
            var zone = TandemVectors.Zone(TandemVectors.NewYork);
            var read = item.TryGetProperty("json", out var json)
                ? TandemVectors.Event(json, zone)
                : LegacyRecords.Read(Convert.FromHexString(item.GetProperty("hex").GetString()!), zone).Single();
            Check(read, expect, where, corrected: item.TryGetProperty("layout", out _));
            seen++;
        }

        seen.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_table_holds_every_event_and_field_of_the_schema()
    {
        var listed = 0;
        foreach (var (where, schema) in TandemVectors.Items("tandem-events", "events"))
        {
            var kind = PumpEventKind.Find(schema.GetProperty("id").GetInt32()).ShouldNotBeNull(where);
            kind.Name.ShouldBe(schema.GetProperty("name").GetString());
            kind.Class?.Name().ShouldBe(schema.GetProperty("category").GetString());
            kind.AskedFor.ShouldBe(schema.GetProperty("inDefaultFilter").GetBoolean(), where);
            var fields = schema.TryGetProperty("correctedFields", out var corrected)
                ? corrected
                : schema.GetProperty("fields");
            kind.Fields.Select(field => (field.Name, field.Offset, field.Unit))
                .ShouldBe(
                    fields
                        .EnumerateArray()
                        .Select(field =>
                            (
                                field.GetProperty("name").GetString()!,
                                field.GetProperty("offset").GetInt32(),
                                field.GetProperty("unit").GetString() ?? ""
                            )
                        )
                );
            listed++;
        }

        listed.ShouldBe(PumpEventKind.All.Length);
        PumpEventKind.All.Count(kind => kind.AskedFor).ShouldBe(55);
    }

    private static void SameAs(PumpEvent one, PumpEvent other, string where)
    {
        (one.Code, one.Key, one.PumpTime, one.At).ShouldBe((other.Code, other.Key, other.PumpTime, other.At), where);
        one.Raw.ShouldBe(other.Raw, where);
    }

    private static void Check(PumpEvent read, JsonElement expect, string where, bool corrected = false)
    {
        Whole(expect, "eventCode", code => ((long)read.Code).ShouldBe(code, where));
        Whole(expect, "sequenceNumber", number => ((long)read.Key.Number).ShouldBe(number, where));
        Whole(expect, "timestampRaw", raw => PumpClock.FromSeconds((uint)raw).ShouldBe(read.PumpTime, where));
        Whole(expect, "unixSeconds", seconds => read.At.ToUnixTimeSeconds().ShouldBe(seconds, where));
        if (expect.TryGetProperty("pumpDateTime", out var wall))
        {
            LocalDateTimePattern.ExtendedIso.Format(read.PumpTime).ShouldBe(wall.GetString(), where);
        }

        if (expect.TryGetProperty("createdAtLegacy", out var legacy))
        {
            DateTimeOffset.Parse(legacy.GetString()!, CultureInfo.InvariantCulture).ShouldBe(read.At, where);
        }

        if (expect.TryGetProperty("name", out var name))
        {
            read.Name.ShouldBe(name.GetString(), where);
        }

        if (!expect.TryGetProperty("fields", out var fields))
        {
            read.Kind.ShouldBeNull(where);
            return;
        }

        var skipped = Faults.Where(fault => fault.Code == read.Code && !corrected).SelectMany(fault => fault.Fields);
        foreach (var field in fields.EnumerateObject().Where(field => !skipped.Contains(field.Name)))
        {
            Check(read, field.Name, field.Value, $"{where} {field.Name}");
        }
    }

    private static void Check(PumpEvent read, string name, JsonElement expect, string where)
    {
        var field = read.Kind!.Field(name).ShouldNotBeNull(where);
        if (expect.TryGetProperty("raw", out var raw))
        {
            read[name].ShouldBe(Raw(raw), where);
        }

        if (expect.TryGetProperty("approx", out var near))
        {
            read[name]!.Value.ShouldBe(near.GetDouble(), 1e-4, where);
        }

        if (expect.TryGetProperty("member", out var member))
        {
            read.Member(name).ShouldBe(member.GetString(), where);
        }

        if (expect.TryGetProperty("setBits", out var bits))
        {
            read.SetBits(name).ShouldBe(bits.EnumerateArray().Select(bit => bit.GetInt32()), where);
        }

        if (expect.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.Number)
        {
            // U13: Scout keeps what the pump said, tenths of mg/dL a minute, and scales where it shows them.
            (read[name]!.Value * field.Scale).ShouldBe(value.GetDouble(), 1e-9, where);
        }
    }

    private static double? Raw(JsonElement raw) =>
        raw.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => double.Parse(raw.GetString()!, CultureInfo.InvariantCulture),
            JsonValueKind.Array => 0, // event 90 says [] for numbers: no bits are set
            _ => raw.GetDouble(),
        };

    private static void Whole(JsonElement expect, string name, Action<long> check)
    {
        if (expect.TryGetProperty(name, out var value))
        {
            check(value.GetInt64());
        }
    }
}
