using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

public sealed class LorawanBodyTests
{
    private const string Tts = """
        {
          "end_device_ids": {
            "device_id": "freezer-3",
            "application_ids": { "application_id": "cold" },
            "dev_eui": "0004A30B001C0530"
          },
          "correlation_ids": ["as:up:01"],
          "received_at": "2026-01-31T20:14:59.123456789Z",
          "uplink_message": {
            "session_key_id": "AXA50sHUQ1MRgnk8uUJkpA==",
            "f_port": 2,
            "f_cnt": 39,
            "frm_payload": "AWcA4QJoPA==",
            "decoded_payload": { "temperature": -18.5, "door": { "open": false }, "state": "ok" },
            "rx_metadata": [
              { "gateway_ids": { "gateway_id": "far" }, "rssi": -120, "snr": -5.5 },
              { "gateway_ids": { "gateway_id": "near" }, "rssi": -35, "snr": 5 }
            ],
            "settings": { "data_rate": { "lora": { "spreading_factor": 7 } }, "frequency": "868300000" },
            "last_battery_percentage": { "f_cnt": 30, "value": 94.5 },
            "locations": { "user": { "latitude": 52.5, "longitude": 13.25 } },
            "received_at": "2026-01-31T20:14:58.987654321Z"
          }
        }
        """;

    [Fact]
    public void An_uplink_of_the_things_stack()
    {
        var message = Bodies.Message(NetworkKind.Tts, Tts);

        message.Kind.ShouldBe(MessageKind.Uplink);
        (message.Device, message.Name).ShouldBe(("0004A30B001C0530", "freezer-3"));
        message.At.ShouldBe(Bodies.Now.AddSeconds(-2).AddMilliseconds(987));
        message.Key.ShouldBe("up:AXA50sHUQ1MRgnk8uUJkpA==:39");
        (message.Port, message.Sequence).ShouldBe((2, 39));
        message.Payload.ShouldBe([0x01, 0x67, 0x00, 0xE1, 0x02, 0x68, 0x3C]);
        message.Measures().ShouldBe("temperature=-18.5 door.open=0 state='ok'");
        (message.Rssi, message.Snr).ShouldBe((-35, 5));
        message.Stations.Select(station => station.Id).ShouldBe(["near", "far"]);
        message.BatteryPercent.ShouldBe(94.5);
        message.Location.ShouldBe(new DeviceLocation(52.5, 13.25, null));
        message.IsSimulated.ShouldBeFalse();
    }

    [Fact]
    public void What_the_things_stack_leaves_out_is_zero()
    {
        var message = Bodies.Message(
            NetworkKind.Tts,
            """{"end_device_ids":{"device_id":"a"},"simulated":true,"uplink_message":{"rx_metadata":[{"gateway_ids":{"gateway_id":"g"}}],"last_battery_percentage":{},"received_at":"2026-01-31T20:14:00Z"}}"""
        );

        (message.Port, message.Sequence).ShouldBe((0, 0));
        message.HasPayload.ShouldBeTrue();
        message.Payload.ShouldBeEmpty();
        (message.Rssi, message.Snr, message.BatteryPercent).ShouldBe((0, 0, 0));
        message.Device.ShouldBe("a");
        message.IsSimulated.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"join_accept\":{\"session_key_id\":\"x\"}", MessageKind.Join)]
    [InlineData("\"location_solved\":{\"location\":{\"latitude\":1.5}}", MessageKind.Location)]
    [InlineData("\"downlink_ack\":{}", MessageKind.Acknowledge)]
    [InlineData("\"service_data\":{}", MessageKind.Event)]
    public void Other_events_of_the_things_stack_are_no_measurement(string field, MessageKind kind)
    {
        var message = Bodies.Message(
            NetworkKind.Tts,
            $$"""{"end_device_ids":{"device_id":"a"},"correlation_ids":["as:1"],"received_at":"2026-01-31T20:14:00Z",{{field}}}"""
        );

        message.Kind.ShouldBe(kind);
        message.Values.ShouldBeEmpty();
        message.HasPayload.ShouldBeFalse();
    }

    private const string ChirpStack = """
        {
          "deduplicationId": "3ac7e3c4-4401-4b8d-9386-a5c902f9202d",
          "time": "2026-01-31T20:14:58.987654321+00:00",
          "deviceInfo": {
            "tenantName": "ChirpStack", "applicationId": "17c82e96", "deviceName": "Freezer 3",
            "devEui": "0101010101010101", "tags": { "room": "kitchen" }
          },
          "devAddr": "00189440", "dr": 1, "fCnt": 4, "fPort": 1, "data": "ANgAZA==",
          "object": { "temperature": 21.6 },
          "rxInfo": [{ "gatewayId": "0016c001f153a14c", "rssi": -48, "snr": 9 }]
        }
        """;

    [Theory]
    [InlineData("event=up", "")]
    [InlineData("", "up")]
    [InlineData("", "")]
    public void An_uplink_of_chirpstack(string query, string hint)
    {
        var message = Bodies.Message(NetworkKind.ChirpStack, ChirpStack, query: query, hint: hint);

        message.Kind.ShouldBe(MessageKind.Uplink);
        (message.Device, message.Name).ShouldBe(("0101010101010101", "Freezer 3"));
        message.Key.ShouldBe("up:3ac7e3c4-4401-4b8d-9386-a5c902f9202d");
        message.At.ShouldBe(Bodies.Now.AddSeconds(-2).AddMilliseconds(987));
        message.Payload.ShouldBe([0x00, 0xD8, 0x00, 0x64]);
        (message.Port, message.Sequence).ShouldBe((1, 4));
        message.Measures().ShouldBe("temperature=21.6");
        message.Rssi.ShouldBe(-48);
    }

    [Theory]
    [InlineData("status", """ "margin":10,"batteryLevel":42.5 """, MessageKind.Status, 42.5)]
    [InlineData("status", """ "margin":10 """, MessageKind.Status, 0.0)]
    [InlineData("status", """ "margin":10,"externalPowerSource":true """, MessageKind.Status, null)]
    [InlineData("status", """ "batteryLevelUnavailable":true """, MessageKind.Status, null)]
    [InlineData("join", """ "devAddr":"00189440" """, MessageKind.Join, null)]
    [InlineData("ack", """ "acknowledged":true,"fCntDown":3 """, MessageKind.Acknowledge, null)]
    [InlineData("log", """ "level":"ERROR","code":"UPLINK_CODEC","description":"boom" """, MessageKind.Log, null)]
    [InlineData("location", """ "location":{"latitude":1.5,"longitude":2.5} """, MessageKind.Location, null)]
    [InlineData("txack", """ "downlinkId":7 """, MessageKind.Event, null)]
    public void Other_events_of_chirpstack_are_no_measurement(
        string name,
        string fields,
        MessageKind kind,
        double? battery
    )
    {
        var body = $$"""{"deviceInfo":{"devEui":"A1"},"time":"2026-01-31T20:14:00Z",{{fields}}}""";

        foreach (var query in (string[])[$"event={name}", name is "txack" ? "event=txack" : ""])
        {
            var message = Bodies.Message(NetworkKind.ChirpStack, body, query: query);

            message.Kind.ShouldBe(kind);
            message.BatteryPercent.ShouldBe(battery);
            message.Values.ShouldBeEmpty();
        }
    }

    [Fact]
    public void An_uplink_of_chirpstack_with_nothing_in_it_has_defaults()
    {
        var message = Bodies.Message(NetworkKind.ChirpStack, """{"deviceInfo":{"devEui":"A1"}}""", query: "event=up");

        (message.Port, message.Sequence, message.At).ShouldBe((0, 0, Bodies.Now));
        message.Payload.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(NetworkKind.Tts, "{}")]
    [InlineData(NetworkKind.ChirpStack, "{}")]
    public void Without_a_device_nothing_is_kept(NetworkKind network, string body)
    {
        var read = Bodies.Read(network, body);

        read.IsReadable.ShouldBeTrue();
        read.Refused.ShouldHaveSingleItem();
    }
}
