namespace Scout.Core.Devices;

/// <summary>Places on the earth, and numbers that look like one.</summary>
internal static class Place
{
    /// <summary>Null: it is none. The point 0,0 is what those say who do not know.</summary>
    public static DeviceLocation? Of(double? latitude, double? longitude, double? radius) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && (latitude, longitude) is not (0, 0)
            ? new DeviceLocation(latitude.Value, longitude.Value, radius is >= 0 ? radius : null)
            : null;
}
