using System.Text.Json;
using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

/// <summary>Every fixture of the shared folder gives its values, and no others.</summary>
public sealed class DecoderVectorTests
{
    [Fact]
    public void All_fixtures_decode_to_their_values()
    {
        var fixtures = Vectors.Json("sigfox", "decoder.json").EnumerateArray().ToList();

        fixtures.Count.ShouldBe(90);
        foreach (var fixture in fixtures)
        {
            var config = fixture.GetProperty("config").GetString()!;
            var decoder = Decoder.Read(config, out var problems);
            problems.ShouldBeEmpty(config);
            var values = decoder!.Decode(Convert.FromHexString(fixture.GetProperty("hex").GetString()!));

            var expected = fixture
                .GetProperty("values")
                .EnumerateObject()
                .ToDictionary(one => one.Name, one => one.Value);
            values.Select(value => value.Name).ShouldBe(expected.Keys, ignoreOrder: true, config);
            foreach (var value in values)
            {
                Same(value, expected[value.Name]).ShouldBeTrue($"{config}: {value}");
            }
        }
    }

    private static bool Same(FieldValue value, JsonElement expected) =>
        expected.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => value is FieldValue.Flag flag
                && flag.Value == expected.GetBoolean(),
            JsonValueKind.String => value is FieldValue.Text text && text.Value == expected.GetString(),
            _ => value is FieldValue.Number or FieldValue.Whole && value.Measure == expected.GetDouble(),
        };
}
