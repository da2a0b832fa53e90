using System.Text;
using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

public sealed class BodyMappingTests
{
    private const string Weather = """
        {"meta":{"id":"roof-7","at":"2026-01-31T20:15:00Z"},
         "sensors":[{"kind":"t","value":"21.5"},{"kind":"air q","value":412}],
         "air.state":{"open":true},"code":"00123456"}
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 31, 20, 16, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("meta.id", "roof-7")]
    [InlineData("$.meta.id", "roof-7")]
    [InlineData("sensors[1].value", "412")]
    [InlineData("sensors[kind=t].value", "21.5")]
    [InlineData("sensors[kind=air q].value", "412")]
    [InlineData("""["air.state"].open""", "True")]
    public void A_path_leads_to_what_it_names(string path, string value) =>
        Path(path).Find(Body(Weather), out var miss).ToString().ShouldBe(value, $"{miss}");

    [Theory]
    [InlineData("meta.name", "meta", "name", PathFault.NoName)]
    [InlineData("sensor[0]", "", "sensor", PathFault.NoName)]
    [InlineData("sensors.value", "sensors", "value", PathFault.NoObject)]
    [InlineData("sensors[2].value", "sensors", "[2]", PathFault.TooShort)]
    [InlineData("meta[0]", "meta", "[0]", PathFault.NoList)]
    [InlineData("sensors[kind=x]", "sensors", "[kind=x]", PathFault.NoEntry)]
    public void A_path_that_leads_nowhere_tells_which_step_is_missing(
        string path,
        string found,
        string missing,
        PathFault fault
    )
    {
        Path(path).Find(Body(Weather), out var miss);
        miss.ShouldBe(new PathMiss(found, missing, fault));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a..b", 1)]
    [InlineData("a[x]", 1)]
    [InlineData("a[\"x", 1)]
    [InlineData("a[0]b", 4)]
    [InlineData("a b", 1)]
    public void A_path_that_is_none_is_refused_from_its_wrong_letter_on(string path, int at)
    {
        BodyPath.Read(path, out var wrongAt).ShouldBeNull();
        wrongAt.ShouldBe(at);
    }

    [Fact]
    public void Whatever_a_body_says_can_be_found_by_the_path_that_is_offered_for_it()
    {
        var body = Body("""{"a.b":[{"x y":1,"q\"[":[true]},[2]],"":{"=":3},"s":"ü","n":null,"$d":{"[0]":4}}""");
        var leaves = BodyLeaves.Of(body);

        leaves.Length.ShouldBe(6);
        foreach (var (path, value) in leaves)
        {
            var found = Path(path).Find(body, out var miss);
            miss.ShouldBeNull(path);
            found.ToString().ToLowerInvariant().ShouldBe(value);
        }
    }

    [Fact]
    public void A_mapping_reads_what_has_its_values_and_leaves_the_rest_to_the_usual_names()
    {
        var mapping = Mapping(
            new("", "meta.id", "meta.at", "temp = sensors[kind=t].value\nopen=[\"air.state\"].open\npayload = code")
        );

        var message = Read(Weather, mapping).Messages.ShouldHaveSingleItem();
        message.Device.ShouldBe("roof-7");
        message.At.ShouldBe(new DateTimeOffset(2026, 1, 31, 20, 15, 0, TimeSpan.Zero));
        message.Values.ShouldBe([new FieldValue.Number("temp", 21.5), new FieldValue.Flag("open", true)]);
        Convert.ToHexString(message.Payload.AsSpan()).ShouldBe("00123456"); // its zeros count

        Read("""{"device":"x","temp":3}""", mapping)
            .Messages.ShouldHaveSingleItem()
            .Values.ShouldBe([new FieldValue.Number("temp", 3)]);
        Read("""{"meta":{},"sensors":[{"kind":"t","value":1}]}""", mapping)
            .Refused.ShouldHaveSingleItem()
            .Problem.ShouldContain("meta.id");
    }

    [Fact]
    public void Each_entry_of_a_list_is_a_message_and_a_bad_one_loses_no_good_one()
    {
        var mapping = Mapping(new("data.rows", "name", "at", "t = v"));
        var read = Read(
            """{"name":"all","data":{"rows":[{"at":1769890500,"v":1},{"name":"b","at":1769890500,"v":2},{"at":"noon","v":3},{"w":4}]}}""",
            mapping
        );

        read.Messages.Select(one => $"{one.Device} {one.Values[0].Measure}").ShouldBe(["all 1", "b 2"]);
        read.Refused.ShouldHaveSingleItem().Where.ShouldBe("data.rows[2]");
    }

    [Fact]
    public void What_was_kept_is_read_again_by_another_mapping_or_by_none()
    {
        var kept = Read(Weather, Mapping(new("", "", "", "temp = sensors[0].value"))).Messages[0].Raw;

        MappedDevice
            .Again(kept, Mapping(new("", "", "", "co2 = sensors[1].value")))!
            .Value.Values.ShouldBe([new FieldValue.Number("co2", 412)]);
        MappedDevice
            .Again(kept, mapping: null)!
            .Value.Values.Select(value => value.Name)
            .ShouldBe(["meta.id", "meta.at", "air.state.open", "code"]);
    }

    [Theory]
    [InlineData("temp", MappingFault.Shape)]
    [InlineData("temp = a..b", MappingFault.Path)]
    [InlineData("temp = a\ntemp = b", MappingFault.NameTwice)]
    [InlineData(" \n", MappingFault.Empty)]
    public void A_mapping_that_cannot_be_read_tells_why(string values, MappingFault fault)
    {
        BodyMapping.Read(new("", "", "", values), out var problems).ShouldBeNull();
        problems.ShouldHaveSingleItem().Fault.ShouldBe(fault);
    }

    private static DeviceBody Read(string body, BodyMapping? mapping) =>
        DeviceBody.Read(
            NetworkKind.Generic,
            new DeviceRequest("application/json", Encoding.UTF8.GetBytes(body), "", Now) { Mapping = mapping }
        );

    private static BodyMapping Mapping(MappingText text) =>
        BodyMapping.Read(text, out var problems)
        ?? throw new ArgumentException(string.Join(", ", problems), nameof(text));

    private static BodyPath Path(string text) =>
        BodyPath.Read(text, out var at) ?? throw new ArgumentException($"{text} at {at}", nameof(text));

    private static System.Text.Json.JsonElement Body(string text) => System.Text.Json.JsonElement.Parse(text);
}
