using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

/// <summary>What holds for any body at any door.</summary>
public sealed class BodyLawTests
{
    [Fact]
    public void Any_body_is_read_or_refused_and_what_is_read_is_sound() =>
        Prop.ForAll(
                Gen.Elements(Enum.GetValues<NetworkKind>()).ToArbitrary(),
                Texts.ToArbitrary(),
                Gen.Elements("", "event=up", "device=A&temp=1", "%zz=&=&key=k", "time=9e99").ToArbitrary(),
                (network, body, query) =>
                {
                    var read = Bodies.Read(network, body, "", query);
                    return read.IsReadable
                        ? read.Messages.All(IsSound)
                        : read.Messages.IsEmpty && read.Problem.EndsWith('.');
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Fact]
    public void The_same_bytes_are_the_same_message() =>
        Prop.ForAll(
                Gen.Elements(Enum.GetValues<NetworkKind>()).ToArbitrary(),
                Texts.ToArbitrary(),
                (network, body) =>
                    Bodies
                        .Read(network, body)
                        .Messages.Select(message => (message.Device, message.Key, message.At))
                        .SequenceEqual(
                            Bodies
                                .Read(network, body)
                                .Messages.Select(message => (message.Device, message.Key, message.At))
                        )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static bool IsSound(DeviceMessage message) =>
        message.Device.Length is > 0 and <= 64
        && message.Key.Length is > 0 and <= 200
        && message.Values.All(value => value.Measure is not { } number || double.IsFinite(number))
        && message.Values.DistinctBy(value => value.Name).Count() == message.Values.Length;

    private static Gen<string> Texts =>
        Gen.OneOf(
            Gen.Elements(
                    """{"device":"A1",""",
                    """ "time":1767225600,""",
                    """ "time":"1e30",""",
                    """ "data":"15",""",
                    """ "seqNumber":-9e99,""",
                    """ "duplicates":[{},7],""",
                    """ "values":{"a":[1,{"b":2}],"c":1e400},""",
                    """ "end_device_ids":{"device_id":"a"},""",
                    """ "uplink_message":{"f_cnt":99999999999999999999,"frm_payload":"%%"},""",
                    """ "deviceInfo":{"devEui":"A1"},""",
                    """ "temp":"\ud83d","x":null}""",
                    """ "temp":1}"""
                )
                .ListOf()
                .Select(string.Concat),
            Gen.Elements(
                    "a",
                    ",",
                    "=",
                    " ",
                    "\"",
                    "\\",
                    ";",
                    "\n",
                    "1i",
                    "t",
                    "&",
                    "%41",
                    "{",
                    "[",
                    "}",
                    "]",
                    "--",
                    ":"
                )
                .ListOf()
                .Select(string.Concat)
        );
}
