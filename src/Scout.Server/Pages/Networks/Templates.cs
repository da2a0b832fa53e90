using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Networks;

/// <summary>Exactly what to paste at each kind of network.</summary>
internal static class Templates
{
    private const string Json = "application/json";

    /// <param name="site">The address of this server, without a slash at its end.</param>
    /// <param name="secret">A placeholder, when the secret is not known any more.</param>
    public static IReadOnlyList<PasteGroup> Of(NetworkRow network, string site, string secret) =>
        network.Kind switch
        {
            NetworkKinds.Sigfox => Sigfox($"{site}/in/sigfox/{network.Key}", secret),
            NetworkKinds.Tts =>
            [
                new(
                    "Webhook",
                    "",
                    [
                        new("Webhook format", "JSON"),
                        new("Base URL", $"{site}/in/tts/{network.Key}"),
                        new("Additional headers", Header(secret)),
                    ]
                ),
            ],
            NetworkKinds.ChirpStack =>
            [
                new(
                    "HTTP",
                    "",
                    [
                        new("Payload encoding", "JSON"),
                        new("Event endpoint URL", $"{site}/in/chirpstack/{network.Key}"),
                        new("Headers", Header(secret)),
                    ]
                ),
            ],
            NetworkKinds.Data => Data($"{site}/data/kitchen", secret),
            _ => Generic($"{site}/in/generic/{network.Key}", secret),
        };

    private static string Header(string secret) => $"Authorization: Bearer {secret}";

    private static IReadOnlyList<PasteGroup> Sigfox(string address, string secret)
    {
        return
        [
            Callback(
                "DATA, UPLINK",
                Say.It("Every message. With BIDIR in place of UPLINK the device can also be sent something."),
                """{"device":"{device}","time":"{time}","data":"{data}","seqNumber":"{seqNumber}","deviceTypeId":"{deviceTypeId}"}"""
            ),
            Callback(
                "DATA, BIDIR",
                Say.It("In place of UPLINK, for devices that ask for an answer. Set the downlink mode to CALLBACK."),
                """{"device":"{device}","time":"{time}","data":"{data}","seqNumber":"{seqNumber}","deviceTypeId":"{deviceTypeId}","ack":"{ack}","longPolling":"{longPolling}"}"""
            ),
            new(
                "DATA, UPLINK, BATCH_URL",
                Say.It("In place of UPLINK, for many devices: all messages of a second in one request."),
                [
                    new("Channel", "BATCH_URL"),
                    new("Url pattern", address),
                    new("Line pattern", "{device};{time};{data};{seqNumber}"),
                    new("Headers", Header(secret)),
                    new("Content type", "text/plain"),
                    new("Body", "{batch}"),
                ]
            ),
            Callback(
                "SERVICE, DATA_ADVANCED",
                Say.It("Adds how well it was heard, and where it is."),
                """{"device":"{device}","time":"{time}","data":"{data}","seqNumber":"{seqNumber}","lqi":"{lqi}","linkQuality":"{linkQuality}","operatorName":"{operatorName}","countryCode":"{countryCode}","duplicates":{duplicates},"computedLocation":{computedLocation}}"""
            ),
            Callback(
                "SERVICE, STATUS",
                Say.It("Tells the battery."),
                """{"device":"{device}","time":"{time}","seqNumber":"{seqNumber}","batt":"{batt}","temp":"{temp}"}"""
            ),
            Callback(
                "SERVICE, ACKNOWLEDGE",
                Say.It("Tells what became of what was sent to the device."),
                """{"device":"{device}","time":"{time}","infoCode":"{infoCode}","infoMessage":"{infoMessage}","downlinkAck":"{downlinkAck}","downlinkOverusage":"{downlinkOverusage}"}"""
            ),
            Callback(
                "ERROR",
                Say.It("Tells when a device or a station is in trouble."),
                """{"device":"{device}","time":"{time}","info":"{info}","severity":"{severity}"}"""
            ),
        ];

        PasteGroup Callback(string title, string why, string body) =>
            new(
                title,
                why,
                [
                    new("Url pattern", address),
                    new("Use HTTP Method", "POST"),
                    new("Headers", Header(secret)),
                    new("Content type", Json),
                    new("Body", body),
                ]
            );
    }

    private static IReadOnlyList<PasteGroup> Data(string address, string secret) =>
        [
            new(
                Say.It("From a shell"),
                Say.It("“kitchen” is the name of the sensor: each has its own."),
                [
                    new(
                        "curl",
                        $$"""curl -H "{{Header(secret)}}" -H "Content-Type: {{Json}}" -d '{"device":"1D3A7C","time":"1767225600","temp":21}' {{address}}"""
                    ),
                ]
            ),
            new(
                Say.It("From the Sigfox backend"),
                Say.It("When Sigfox decodes the bytes itself, with the payload configuration “temp::int:8”."),
                [
                    new("Url pattern", address),
                    new("Use HTTP Method", "POST"),
                    new("Headers", Header(secret)),
                    new("Content type", Json),
                    new("Body", """{"device":"{device}","time":"{time}","temp":"{customData#temp}"}"""),
                ]
            ),
        ];

    private static IReadOnlyList<PasteGroup> Generic(string address, string secret) =>
        [
            new(
                Say.It("From a shell"),
                Say.It("Without a time, the time when it comes counts."),
                [
                    new(
                        "curl",
                        $$"""curl -H "{{Header(secret)}}" -d '{"device":"freezer","temp":-18.5}' {{address}}"""
                    ),
                    new("curl", $$"""curl -H "{{Header(secret)}}" -d "freezer temp=-18.5,door=0" {{address}}"""),
                ]
            ),
            new(
                Say.It("From a board that can only open an address"),
                Say.It("The secret stands in the address then: whoever sees the address can send."),
                [new("GET", $"{address}/{secret}?device=freezer&temp=-18.5")]
            ),
            new(
                "Telegraf",
                "",
                [
                    new(
                        "telegraf.conf",
                        $"""
                        [[outputs.http]]
                          url = "{address}"
                          data_format = "influx"
                          [outputs.http.headers]
                            Authorization = "Bearer {secret}"
                        """
                    ),
                ]
            ),
        ];
}
