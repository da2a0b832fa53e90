using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

public sealed class SigfoxBodyTests
{
    private const string Quoted =
        """{"device":"0CB3","time":"1767225600","data":"00fb","seqNumber":"12","ack":"false","rssi":"-120.5"}""";

    [Theory]
    [InlineData("application/json", Quoted, "")]
    [InlineData(
        "application/json",
        """{"device":"0CB3","time":1767225600,"data":"00FB","seqNumber":12,"ack":false,"rssi":-120.5}""",
        ""
    )]
    [InlineData("text/plain", Quoted, "")]
    [InlineData("", "\uFEFF\r\n" + Quoted + "\n", "")]
    [InlineData(
        "application/x-www-form-urlencoded",
        "device=0CB3&time=1767225600&data=00fb&seqNumber=12&ack=false&rssi=-120.50",
        ""
    )]
    [InlineData("text/plain", "device=0CB3&time=1767225600&data=00fb&seqNumber=12&rssi=-120.5", "")]
    [InlineData("", "", "device=0CB3&time=1767225600&data=00fb&seqNumber=12&rssi=-120.5&key=secret")]
    [InlineData("application/json", """{"data":"00fb","rssi":-120.5}""", "device=0CB3&time=1767225600&seqNumber=12")]
    public void Json_form_text_and_query_are_the_same_message(string type, string body, string query)
    {
        var message = Bodies.Message(NetworkKind.Sigfox, body, type, query);

        message.Kind.ShouldBe(MessageKind.Uplink);
        message.Device.ShouldBe("0CB3");
        message.At.ToUnixTimeSeconds().ShouldBe(1767225600);
        message.Sequence.ShouldBe(12);
        message.Key.ShouldBe("up:12:1767225600000");
        message.Payload.ShouldBe([0x00, 0xFB]);
        message.Rssi.ShouldBe(-120.5);
        message.Values.ShouldBeEmpty();
        message.WantsDownlink.ShouldBeFalse();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"null\"")]
    [InlineData("\"\"")]
    [InlineData("\"N/A\"")]
    [InlineData("N/A")]
    [InlineData("")]
    [InlineData("\"{rssi}\"")]
    public void All_spellings_of_missing_are_missing(string missing)
    {
        var body =
            $$"""{"device":"1D3A7C","time":1767225600,"seqNumber":{{missing}},"rssi":{{missing}},"temp":{{missing}},"data":"15"}""";

        var message = Bodies.Message(NetworkKind.Sigfox, body);

        message.Rssi.ShouldBeNull();
        message.Sequence.ShouldBeNull();
        message.Values.ShouldBeEmpty();
        message.Key.ShouldBe("up:t1767225600000:15");
    }

    [Theory]
    [InlineData("""{"device":"A","time":1,"infoCode":0}""", "", MessageKind.Acknowledge)]
    [InlineData("""{"device":"A","time":1,"info":"x","severity":"ERROR"}""", "", MessageKind.Error)]
    [InlineData("""{"device":"A","time":1,"seqNumber":4,"batt":"3.1","temp":"20.5"}""", "", MessageKind.Status)]
    [InlineData("""{"device":"A","time":1,"data":"00","lqi":"Limit"}""", "", MessageKind.Advanced)]
    [InlineData("""{"device":"A","time":1,"data":"00","computedLocation":null}""", "", MessageKind.Advanced)]
    [InlineData("""{"device":"A","time":1,"data":"00","duplicates":[]}""", "", MessageKind.Advanced)]
    [InlineData("""{"device":"A","time":1,"data":"00","ack":"true"}""", "", MessageKind.Uplink)]
    [InlineData("""{"device":"A","time":1,"temp":21,"batt":3.1,"humidity":40}""", "", MessageKind.Uplink)]
    [InlineData("""{"device":"A","time":1,"batt":3.1}""", "up", MessageKind.Uplink)]
    [InlineData("""{"device":"A","time":1,"data":"00"}""", "status", MessageKind.Status)]
    [InlineData(
        """{"device":"A","time":1,"lat":1.5,"lng":2.5,"radius":300,"geolocSource":2}""",
        "",
        MessageKind.Location
    )]
    [InlineData(
        """{"sourceId":"A","time":1,"severity":"WARN","eventType":"MESSAGE_SEQUENCE"}""",
        "",
        MessageKind.Event
    )]
    public void The_address_or_the_fields_tell_the_kind(string body, string hint, MessageKind kind)
    {
        var message = Bodies.Message(NetworkKind.Sigfox, body, hint: hint);

        message.Kind.ShouldBe(kind);
        message.Device.ShouldBe("A");
    }

    [Theory]
    [InlineData(
        """[{"bsId":"0A1B","rssi":-130.0,"snr":8.5,"nbRep":3},{"bsId":"0C2D","rssi":-110.0,"snr":20,"nbRep":3}]""",
        """{"lat":47.5,"lng":-1.9,"radius":1500,"source":2,"status":1}"""
    )]
    [InlineData(
        """
            "[{\"bsId\":\"0A1B\",\"rssi\":-130,\"snr\":\"8.5\"},{\"bsId\":\"0C2D\",\"rssi\":-110,\"snr\":20}]"
            """,
        """
            "{\"lat\":47.5,\"lng\":-1.9,\"radius\":1500}"
            """
    )]
    public void What_the_network_adds_has_the_key_of_the_message(string stations, string place)
    {
        var plain = Bodies.Message(
            NetworkKind.Sigfox,
            """{"device":"1D3A7C","time":"1767225600","data":"15","seqNumber":"7"}"""
        );
        var body =
            $$"""{"device":"1D3A7C","time":"1767225600","data":"15","seqNumber":"7","lqi":"GOOD","linkQuality":"2","operatorName":"X","countryCode":"250","duplicates":{{stations}},"computedLocation":{{place}}}""";

        var advanced = Bodies.Message(NetworkKind.Sigfox, body);

        advanced.Key.ShouldBe(plain.Key);
        advanced.Payload.ShouldBe(plain.Payload);
        advanced.Link.ShouldBe(LinkQuality.Good);
        advanced.Stations.Select(station => station.Id).ShouldBe(["0C2D", "0A1B"]);
        (advanced.Rssi, advanced.Snr).ShouldBe((-110, 20));
        advanced.Location.ShouldBe(new DeviceLocation(47.5, -1.9, 1500));
        advanced.Values.ShouldBeEmpty();
    }

    [Fact]
    public void Copies_from_other_stations_are_the_same_message()
    {
        string Copy(string station, int rssi) =>
            $$"""{"device":"1D3A7C","time":1767225600,"data":"15","rssi":{{rssi}},"station":"{{station}}","duplicate":true,"lat":"48.0","lng":"2.0"}""";

        var copies = new[] { Copy("0A1B", -120), Copy("0C2D", -110) }
            .Select(body => Bodies.Message(NetworkKind.Sigfox, body))
            .ToList();

        copies[1].Key.ShouldBe(copies[0].Key);
        copies[0].Location.ShouldBeNull(); // the station's, rounded to whole degrees
    }

    [Fact]
    public void A_status_is_how_the_device_is_and_no_measurement()
    {
        var message = Bodies.Message(
            NetworkKind.Sigfox,
            """{"device":"A","time":1767225600,"seqNumber":"7","batt":"3.12","temp":"N/A"}"""
        );

        (message.BatteryVolts, message.Temperature).ShouldBe((3.12, null));
        message.Values.ShouldBeEmpty();
        message.Key.ShouldBe("status:7:1767225600000");
    }

    [Theory]
    [InlineData("ERROR", DeviceTrouble.Device)]
    [InlineData("WARN", DeviceTrouble.Network)]
    [InlineData("INFO", DeviceTrouble.None)]
    public void An_error_tells_who_is_in_trouble(string severity, DeviceTrouble trouble)
    {
        var message = Bodies.Message(
            NetworkKind.Sigfox,
            $$"""{"device":"A","time":"1767225600","info":"No message since …","severity":"{{severity}}"}"""
        );

        message.Trouble.ShouldBe(trouble);
        message.Info.ShouldBe("No message since …");
    }

    [Theory]
    [InlineData("\"0\"", "ACKED", true, "ACKED")]
    [InlineData("0", "", true, "The device has it.")]
    [InlineData("5", "null", false, "It was never sent.")]
    [InlineData("99", "", false, "The network says 99.")]
    public void An_acknowledgement_tells_what_became_of_a_downlink(
        string code,
        string said,
        bool isAcknowledged,
        string words
    )
    {
        var report = Bodies
            .Message(
                NetworkKind.Sigfox,
                $$"""{"device":"A","time":1,"infoCode":{{code}},"infoMessage":"{{said}}","downlinkAck":"true","downlinkOverusage":"true"}"""
            )
            .Downlink.ShouldNotBeNull();

        report.IsAcknowledged.ShouldBe(isAcknowledged);
        report.Words.ShouldBe(words);
        report.IsOverUsed.ShouldBeTrue();
    }

    [Fact]
    public void A_device_that_asks_waits_for_an_answer()
    {
        Bodies
            .Message(NetworkKind.Sigfox, """{"device":"A","time":1,"data":"00","ack":"true"}""")
            .WantsDownlink.ShouldBeTrue();
        Bodies
            .Message(NetworkKind.Sigfox, """{"device":"A","time":1,"data":"00","ack":true}""")
            .WantsDownlink.ShouldBeTrue();
        Bodies
            .Message(NetworkKind.Data, """{"device":"A","time":1,"data":"00","ack":true}""")
            .WantsDownlink.ShouldBeFalse();
    }

    [Theory]
    [InlineData("1D3A7C;1767225600;15;7\nCAFE;oops;16;8\n1D3A7C;1767226200;16;8;false\n")]
    [InlineData(
        """
            {"device":"1D3A7C","time":"1767225600","data":"15","seqNumber":"7"}
            {"device":"CAFE","time":"oops","data":"16"}
            {"device":"1D3A7C","time":"1767226200","data":"16","seqNumber":"8"}
            """
    )]
    [InlineData("""{"batch":"1D3A7C;1767225600;15;7\nCAFE;oops;16;8\n1D3A7C;1767226200;16;8"}""")]
    public void A_batch_is_judged_line_by_line(string body)
    {
        var read = Bodies.Read(NetworkKind.Sigfox, body, "text/plain");

        read.Messages.Select(message => message.Key).ShouldBe(["up:7:1767225600000", "up:8:1767226200000"]);
        var refused = read.Refused.ShouldHaveSingleItem();
        refused.Where.ShouldBe("Line 2");
        refused.Problem.ShouldBe("\"oops\" is no time: send seconds since 1970, or 2026-01-31T20:15:00Z.");
    }

    [Theory]
    [InlineData("customData#temp")]
    [InlineData("temp")]
    public void What_sigfox_decoded_itself_is_taken(string name) =>
        Bodies
            .Message(
                NetworkKind.Sigfox,
                $$"""{"device":"A","time":1,"{{name}}":"-4.5","state":"OK","door":"true","customData":{"hum":40} }"""
            )
            .Measures()
            .ShouldBe("temp=-4.5 state='OK' door=1 hum=40");

    [Fact]
    public void A_payload_of_no_bytes_is_a_message_and_a_broken_one_is_none()
    {
        var empty = Bodies.Message(NetworkKind.Sigfox, """{"device":"A","time":1,"data":"","seqNumber":1}""");
        empty.HasPayload.ShouldBeTrue();
        empty.Payload.ShouldBeEmpty();

        var broken = Bodies.Read(NetworkKind.Sigfox, """{"device":"A","time":1,"data":"1G"}""");
        broken.Messages.ShouldBeEmpty();
        broken.Refused.ShouldHaveSingleItem().Problem.ShouldBe("\"1G\" in data is not hexadecimal.");
    }

    [Theory]
    [InlineData("0cb3", "CB3")]
    [InlineData(" 00001D3A7C", "1D3A7C")]
    [InlineData("0000", "0")]
    [InlineData("007-Freezer", "007-FREEZER")]
    public void Devices_are_told_apart_without_case_and_padding(string device, string id) =>
        MatchId.Of(device).Value.ShouldBe(id);

    [Fact]
    public void One_device_under_two_sensors_is_two() => MatchId.Of("Kitchen", "0cb3").Value.ShouldBe("KITCHEN/CB3");
}
