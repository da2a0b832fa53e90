using System.Text;
using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

/// <summary>Requests as networks send them.</summary>
internal static class Bodies
{
    public static readonly DateTimeOffset Now = new(2026, 1, 31, 20, 15, 0, TimeSpan.Zero);

    public static DeviceBody Read(
        NetworkKind network,
        string body,
        string type = "application/json",
        string query = "",
        string hint = "",
        DateTimeOffset? at = null
    ) =>
        DeviceBody.Read(
            network,
            new DeviceRequest(type, Encoding.UTF8.GetBytes(body), query, at ?? Now)
            {
                Sensor = network is NetworkKind.Data ? "kitchen" : "",
                Hint = hint,
            }
        );

    public static DeviceMessage Message(
        NetworkKind network,
        string body,
        string type = "application/json",
        string query = "",
        string hint = ""
    )
    {
        var read = Read(network, body, type, query, hint);
        read.Problem.ShouldBe("");
        read.Refused.ShouldBeEmpty();
        return read.Messages.ShouldHaveSingleItem();
    }

    /// <summary>"temp=21.5 door=1", in the order of the message.</summary>
    public static string Measures(this DeviceMessage message) =>
        string.Join(
            ' ',
            message.Values.Select(value =>
                value is FieldValue.Text text
                    ? $"{text.Name}='{text.Value}'"
                    : FormattableString.Invariant($"{value.Name}={value.Measure}")
            )
        );
}
