using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

public sealed class LooseBodyTests
{
    private static readonly long Received = Bodies.Now.ToUnixTimeSeconds();

    [Fact]
    public void The_body_of_the_tutorial_is_a_reading()
    {
        var message = Bodies.Message(NetworkKind.Data, """{"device":"1D3A7C","time":"1473000000","temp":21}""");

        message.Device.ShouldBe("1D3A7C");
        message.At.ToUnixTimeSeconds().ShouldBe(1473000000);
        message.Measures().ShouldBe("temp=21");
        Bodies
            .Message(NetworkKind.Data, """{"device":"1D3A7C","time":1473000000,"temp":"21"}""")
            .Key.ShouldBe(message.Key);
    }

    [Theory]
    [InlineData("""{"time":1473000000,"temp":21}""")]
    [InlineData("""{"device":null,"time":1473000000,"temp":21}""")]
    public void Without_a_device_nothing_is_kept_and_nothing_comes_again(string body)
    {
        var read = Bodies.Read(NetworkKind.Data, body);

        read.IsReadable.ShouldBeTrue();
        read.Messages.ShouldBeEmpty();
        read.Refused.ShouldHaveSingleItem().Problem.ShouldBe("It does not say which device it is about: add `device`.");
    }

    [Theory]
    [InlineData("application/json", """{"device":"a","temp":21.5,"hum":40}""", "", "temp=21.5 hum=40")]
    [InlineData("application/x-www-form-urlencoded", "device=a&temp=21.5&hum=40", "", "temp=21.5 hum=40")]
    [InlineData("text/plain", "device=a&temp=21.5&hum=40", "", "temp=21.5 hum=40")]
    [InlineData("", "", "device=a&temp=21.5&hum=40&key=secret", "temp=21.5 hum=40")]
    [InlineData("", "temp=21.5", "device=a&hum=40&temp=1", "temp=21.5 hum=40")]
    [InlineData("", """{"device":"a","batt":3.1,"temp":21.5}""", "", "batt=3.1 temp=21.5")]
    [InlineData(
        "",
        """{"device":"a","air":{"temp":21.5,"wet":{"hum":40}},"list":[1]}""",
        "",
        "air.temp=21.5 air.wet.hum=40"
    )]
    [InlineData(
        "",
        """{"device":"a","values":{"time":3,"lat":4,"on":true,"mode":"eco","gone":null}}""",
        "",
        "time=3 lat=4 on=1 mode='eco'"
    )]
    [InlineData("", """{"device":"a","temp":"NaN","hum":"1e999","x":4}""", "", "temp='NaN' hum='1e999' x=4")]
    [InlineData(
        "",
        """{"device":"a","temp":"</script><script>alert(1)</script>"}""",
        "",
        "temp='</script><script>alert(1)</script>'"
    )]
    [InlineData("", """{"device":"a","data":"hello"}""", "", "data='hello'")]
    public void Values_come_in_any_dress(string type, string body, string query, string measures)
    {
        foreach (var network in (NetworkKind[])[NetworkKind.Generic, NetworkKind.Data])
        {
            var message = Bodies.Message(network, body, type, query);

            message.Device.ShouldBe("a");
            message.At.ShouldBe(Bodies.Now);
            message.Measures().ShouldBe(measures);
        }
    }

    [Fact]
    public void A_bare_body_at_the_generic_door_is_of_the_one_device_of_its_network() =>
        Bodies.Message(NetworkKind.Generic, """{"temp":21.5}""").Device.ShouldBe("main");

    [Theory]
    [InlineData("1767225600")]
    [InlineData("\"1767225600\"")]
    [InlineData("1767225600.0")]
    [InlineData("1767225600000")]
    [InlineData("1767225600000000")]
    [InlineData("1767225600000000000")]
    [InlineData("\"2026-01-01T00:00:00Z\"")]
    [InlineData("\"2026-01-01T01:00:00.000000001+01:00\"")]
    [InlineData("\"2026-01-01T00:00:00.000000000Z\"")]
    public void A_time_is_told_by_its_size(string time)
    {
        Bodies
            .Message(NetworkKind.Generic, $$"""{"ts":{{time}},"values":{"t":1} }""")
            .At.ToUnixTimeMilliseconds()
            .ShouldBe(1767225600000);
        Bodies
            .Message(NetworkKind.Data, $$"""{"device":"A","time":{{time}},"t":1}""")
            .At.ToUnixTimeMilliseconds()
            .ShouldBe(1767225600000);
    }

    [Theory]
    [InlineData(0, TimeMark.Old)]
    [InlineData(-5, TimeMark.Old)]
    [InlineData(946684800, TimeMark.None)]
    [InlineData(1769890500, TimeMark.None)]
    [InlineData(1769890500 + 600, TimeMark.None)]
    [InlineData(1769890500 + 601, TimeMark.Future)]
    public void A_time_that_cannot_be_is_marked(long seconds, TimeMark mark)
    {
        Received.ShouldBe(1769890500);
        var message = Bodies.Message(NetworkKind.Data, $$"""{"device":"A","time":{{seconds}},"temp":1}""");

        TimeMarks.Of(message.At, Bodies.Now).ShouldBe(mark);
    }

    [Fact]
    public void A_list_is_judged_part_by_part()
    {
        var read = Bodies.Read(
            NetworkKind.Generic,
            """[{"ts":1767225600000,"values":{"t":1}},7,{"ts":"soon","values":{"t":2}},{"values":{}},{"ts":1767225660000,"values":{"t":3}}]"""
        );

        read.Messages.Select(message => message.Measures()).ShouldBe(["t=1", "t=3"]);
        read.Refused.Select(refused => refused.Where).ShouldBe(["Part 2", "Part 3", "Part 4"]);
    }

    [Fact]
    public void A_gateway_names_its_devices()
    {
        var read = Bodies.Read(
            NetworkKind.Generic,
            """{"Freezer 1":[{"ts":1767225600000,"values":{"t":-18}}],"Freezer 2":[{"t":-19},{"ts":1767225660,"t":-20}]}"""
        );

        read.Messages.Select(message => $"{message.Device} {message.Measures()}")
            .ShouldBe(["Freezer 1 t=-18", "Freezer 2 t=-19", "Freezer 2 t=-20"]);
    }

    [Theory]
    [InlineData(
        "weather,room=kitchen temperature=82 1465839830100400200",
        "weather",
        "temperature room=kitchen=82",
        1465839830100
    )]
    [InlineData("weather temperature=82,wet=t 1465839830", "weather", "temperature=82 wet=1", 1465839830000)]
    [InlineData("air,device=a1 value=21.5 1465839830100", "a1", "air=21.5", 1465839830100)]
    [InlineData(
        "cpu,host=pi,cpu=cpu0 idle=3i,name=\"a, b=\\\"c\\\"\" 1465839830",
        "pi",
        "cpu.idle cpu=cpu0=3 cpu.name cpu=cpu0='a, b=\"c\"'",
        1465839830000
    )]
    [InlineData(@"my\ room,device=a\,b t\=x=-1.5e1 1465839830", "a,b", "my room.t=x=-15", 1465839830000)]
    public void A_line_of_influx(string line, string device, string measures, long at)
    {
        var message = Bodies.Message(NetworkKind.Generic, line, "text/plain; charset=utf-8");

        message.Device.ShouldBe(device);
        message.Measures().ShouldBe(measures);
        message.At.ToUnixTimeMilliseconds().ShouldBe(at);
    }

    [Fact]
    public void Lines_of_influx_are_judged_one_by_one()
    {
        var read = Bodies.Read(NetworkKind.Generic, "# comment\nroom t=1\nroom\n\nroom t=2,\nroom t=3", "text/plain");

        read.Messages.Select(message => message.Measures()).ShouldBe(["t=1", "t=3"]);
        read.Refused.Select(refused => refused.Where).ShouldBe(["Line 3", "Line 5"]);
        read.Messages[0].At.ShouldBe(Bodies.Now);
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("  \n ", "text/plain")]
    [InlineData("""{"device":"A" "time":1}""", "application/json")]
    [InlineData("""{"device":"A",""", "application/json")]
    [InlineData("just words", "text/plain")]
    [InlineData("\"text\"", "application/json")]
    [InlineData("42", "application/json")]
    public void What_is_nothing_is_refused_as_a_whole(string body, string type)
    {
        foreach (var network in Enum.GetValues<NetworkKind>())
        {
            var read = Bodies.Read(network, body, type);
            read.IsReadable.ShouldBeFalse($"{network}");
            read.Messages.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Without_a_time_a_copy_is_told_by_its_counter()
    {
        string Key(string body, int minutes) =>
            Bodies.Read(NetworkKind.Sigfox, body, at: Bodies.Now.AddMinutes(minutes)).Messages.Single().Key;

        const string Counted = """{"device":"A","data":"15","seqNumber":7}""";
        Key(Counted, 7).ShouldBe(Key(Counted, 0));
        Key(Counted, 24 * 60).ShouldNotBe(Key(Counted, 0)); // the counter came round
    }
}
