using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

public sealed class DecoderTests
{
    [Theory]
    [InlineData("t", DecoderFault.Shape)]
    [InlineData("t:int:8", DecoderFault.Place)]
    [InlineData("::int:8", DecoderFault.Name)]
    [InlineData("tëmp::int:8", DecoderFault.Name)]
    [InlineData("t::int:8 t::int:8", DecoderFault.NameTwice)]
    [InlineData("t:-1:int:8", DecoderFault.Place)]
    [InlineData("t:256:int:8", DecoderFault.Place)]
    [InlineData("t::integer:8", DecoderFault.Type)]
    [InlineData("t::int", DecoderFault.Width)]
    [InlineData("t::int:0", DecoderFault.Width)]
    [InlineData("t::int:65", DecoderFault.Width)]
    [InlineData("t::float:16", DecoderFault.Width)]
    [InlineData("t::char:0", DecoderFault.Width)]
    [InlineData("t::bool:8", DecoderFault.Bit)]
    [InlineData("t::bool", DecoderFault.Bit)]
    [InlineData("t::bool:1:big-endian", DecoderFault.TooMuch)]
    [InlineData("t::int:16:middle-endian", DecoderFault.Endian)]
    [InlineData("t::int:16::8", DecoderFault.Bit)]
    [InlineData("t::int:16:9", DecoderFault.Bit)]
    [InlineData("t::int:16:big-endian:7:7", DecoderFault.TooMuch)]
    [InlineData("t::int:12:little-endian", DecoderFault.LittleEndianWidth)]
    [InlineData("t::uint:8 door::bool:0", DecoderFault.BoolNeedsPlace)]
    [InlineData("t::int:16:/0", DecoderFault.Factor)]
    [InlineData("t::int:16:*x", DecoderFault.Factor)]
    [InlineData("s::char:4:/10", DecoderFault.Factor)]
    [InlineData("a:255:int:16", DecoderFault.TooLong)]
    public void What_is_wrong_with_a_grammar_is_told_with_its_place(string grammar, DecoderFault fault)
    {
        Decoder.Read($"  ok:0:uint:8  {grammar}", out var problems).ShouldBeNull();

        var problem = problems.ShouldHaveSingleItem();
        problem.Fault.ShouldBe(fault);
        problem.At.ShouldBe(grammar.LastIndexOf(' ') + 1 + "  ok:0:uint:8  ".Length);
        problem.Part.ShouldBe(grammar.Split(' ')[^1]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        Decoder.Read("a::int:99 b:0:uint:8 c::float:8", out var problems).ShouldBeNull();

        problems
            .Select(problem => (problem.At, problem.Fault))
            .ShouldBe([(0, DecoderFault.Width), (21, DecoderFault.Width)]);
    }

    [Theory]
    [InlineData("t::int:16:/10", "00FB", 25.1)]
    [InlineData("t::int:16:*0.5", "00FB", 125.5)]
    [InlineData("t::int:16:little-endian:/10", "FB00", 25.1)]
    [InlineData("t::int:16:big-endian:7:/100", "FF38", -2)]
    [InlineData("t::float:32:/2", "C2280000", -21)]
    public void A_factor_behind_a_number_multiplies_or_divides(string grammar, string hex, double value) =>
        Decoder
            .Read(grammar, out _)!
            .Decode(Convert.FromHexString(hex))
            .ShouldHaveSingleItem()
            .ShouldBe(new FieldValue.Number("t", value));

    [Fact]
    public void Whole_numbers_of_64_bits_stay_exact()
    {
        var decoder = Decoder.Read("u::uint:64 i::int:64", out _)!;

        decoder
            .Decode(Convert.FromHexString("FFFFFFFFFFFFFFFF8000000000000001"))
            .ShouldBe([new FieldValue.Whole("u", ulong.MaxValue), new FieldValue.Whole("i", long.MinValue + 1)]);
    }

    [Theory]
    [InlineData("f::float:32", "7FC00000")]
    [InlineData("f::float:64", "7FF0000000000000")]
    public void A_float_that_is_no_number_is_absent(string grammar, string hex) =>
        Decoder.Read(grammar, out _)!.Decode(Convert.FromHexString(hex)).ShouldBeEmpty();

    [Fact]
    public void Letters_that_are_none_never_come_through() =>
        Decoder
            .Read("s::char:5", out _)!
            .Decode([(byte)'<', 0, 0x1B, 0xE9, (byte)'>'])
            .ShouldBe([new FieldValue.Text("s", "<\uFFFD>")]);

    [Theory]
    [InlineData("", true)]
    [InlineData("bytes=2", true)]
    [InlineData("bytes != 2", false)]
    [InlineData("port = 7 and bytes >= 2", true)]
    [InlineData("PORT<7", false)]
    [InlineData("type = 3", true)]
    [InlineData("type == 3 AND bytes<=1", false)]
    [InlineData("absent = 0", false)]
    public void A_condition_looks_at_length_port_and_fields(string text, bool holds)
    {
        var condition = DecoderCondition.Read(text)!;
        var values = Decoder.Read("type::uint:8", out _)!.Decode([3, 1]);

        condition.Holds(Message([3, 1]) with { Port = 7 }, values).ShouldBe(holds);
        DecoderCondition.Read(condition.Text)!.Text.ShouldBe(condition.Text);
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("bytes = ")]
    [InlineData("bytes = many")]
    [InlineData("bytes = 2 and")]
    [InlineData("bytes = 2 or port = 1")]
    [InlineData("bytes ~ 2")]
    public void What_is_no_condition_is_refused(string text) => DecoderCondition.Read(text).ShouldBeNull();

    [Fact]
    public void The_first_decoder_that_fits_reads_a_message_and_its_shapes_scale_it()
    {
        DeviceDecoder[] decoders =
        [
            new("short", DecoderCondition.Read("bytes = 1")!, Decoder.Read("t::int:8", out _)!, []),
            new(
                "typed",
                DecoderCondition.Read("type = 3")!,
                Decoder.Read("type::uint:8 t::int:16 h::uint:8", out _)!,
                [new FieldShape("t", "Air", "°C") { Scale = 0.1, Offset = -1 }]
            ),
            new("shapes", DecoderCondition.Always, Decoder.Read("", out _)!, [new FieldShape("lux") { Scale = 2 }]),
        ];
        DecodedMessage Decoded(DeviceMessage message) => DecoderChoice.Decode(message, [.. decoders]);

        var full = Decoded(Message([3, 0, 100, 50]));
        full.State.ShouldBe(DecodeState.Ok);
        full.DecoderId.ShouldBe("typed");
        full.Values.Select(value => (value.Name, value.Measure)).ShouldBe([("type", 3), ("t", 9), ("h", 50)]);
        Decoded(Message([3, 0, 100])).State.ShouldBe(DecodeState.Partial);
        Decoded(Message([9, 0, 100])).State.ShouldBe(DecodeState.Skipped);
        Decoded(Message([])).State.ShouldBe(DecodeState.Skipped);
        Decoded(Message([0xFF])).Values.ShouldBe([new FieldValue.Whole("t", -1)]);

        var told = Decoded(
            Message([3, 0, 100, 50]) with
            {
                Values =
                [
                    new FieldValue.Number("lux", 4),
                    new FieldValue.Number("h", 1),
                    new FieldValue.Flag("door", true),
                ],
            }
        );
        told.Values.Select(value => (value.Name, value.Measure))
            .ShouldBe([("type", 3), ("t", 9), ("h", 50), ("lux", 8), ("door", 1)]);
        Decoded(Message([0xFF]) with { Kind = MessageKind.Status }).Values.ShouldBeEmpty();
    }

    [Fact]
    public void Values_survive_their_keeping()
    {
        FieldValue[] values =
        [
            new FieldValue.Number("t", -2.5e-7),
            new FieldValue.Whole("u", ulong.MaxValue),
            new FieldValue.Flag("d", false),
            new FieldValue.Text("s", "</script>\"\\ü"),
        ];
        FieldJson.Read(FieldJson.Write([.. values])).ShouldBe(values);
        FieldJson.Read("not json").ShouldBeEmpty();
        FieldJson.Read("[1]").ShouldBeEmpty();
    }

    private static DeviceMessage Message(byte[] payload) =>
        new(MessageKind.Uplink, "A1", DateTimeOffset.UnixEpoch, "k") { Payload = [.. payload] };
}
