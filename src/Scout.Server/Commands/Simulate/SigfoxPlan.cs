using System.Globalization;

namespace Scout.Server.Commands.Simulate;

/// <summary>What is to be sent, and how the network behaves.</summary>
/// <param name="Address">Of the callback: /in/sigfox/{source} or /data/{sensor}.</param>
/// <param name="Secret">Null: none is sent.</param>
/// <param name="Every">Between two messages of a device.</param>
/// <param name="Speed">How many times faster than the clock all of it happens; it ends now.</param>
/// <param name="Copies">How often each message comes, as with "Send duplicate": once per station.</param>
internal sealed record SigfoxPlan(
    Uri Address,
    string? Secret,
    int Devices,
    int Messages,
    TimeSpan Every,
    double Speed,
    int Copies,
    int Seed
);

/// <summary>A callback that is on its way.</summary>
/// <param name="Attempt">0 for the first.</param>
internal sealed record SigfoxPost(string Device, string Body, bool Asks, int Attempt = 0);

/// <summary>What devices of the simulation measure and the network makes of it.</summary>
internal static class SigfoxBodies
{
    /// <summary>Of the tutorial: one byte, degrees. With the value readable too, for /data/{sensor}.</summary>
    public static string Data(string device, DateTimeOffset at, int number, int value, bool asks) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"device":"{{device}}","time":"{{at.ToUnixTimeSeconds()}}","data":"{{(byte)(sbyte)value:x2}}","temp":{{value}},"seqNumber":"{{number % 4096}}","ack":"{{(asks ? "true" : "false")}}"}"""
        );

    /// <summary>What became of a downlink.</summary>
    public static string Acknowledge(string device, DateTimeOffset at) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"device":"{{device}}","time":"{{at.ToUnixTimeSeconds()}}","infoCode":"0","infoMessage":"Acked","downlinkAck":"true","downlinkOverusage":"false"}"""
        );

    /// <summary>A day of a room: 15 to 25 degrees.</summary>
    public static int ValueAt(DateTimeOffset at, int device, Random random) =>
        (int)
            Math.Round(
                20 + (4 * Math.Sin(at.TimeOfDay.TotalHours / 12 * Math.PI)) + (device % 3) - 1 + random.NextDouble()
            );
}
