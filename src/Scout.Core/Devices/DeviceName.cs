namespace Scout.Core.Devices;

/// <summary>What can be told of a device and a time before anything else is read.</summary>
internal static class DeviceName
{
    private const int Longest = 64;

    /// <summary>Null: it names a device.</summary>
    public static string? Problem(string device) =>
        device.Length == 0 ? "It does not say which device it is about: add `device`."
        : device.Length > Longest ? $"The name of the device is longer than {Longest} letters."
        : device.Any(char.IsControl) ? "The name of the device holds letters that cannot be shown."
        : null;

    public static string NoTime(string said) =>
        $"\"{Events.Told.Short(said, 40)}\" is no time: send seconds since 1970, or 2026-01-31T20:15:00Z.";
}
