using System.Collections.Immutable;

namespace Scout.Server.Live;

/// <summary>What pages may want to draw again.</summary>
[Flags]
internal enum Changed
{
    None = 0,
    Watch = 1,
    Alert = 2,
    Phones = 4,

    /// <summary>Who sees what; every page asks again.</summary>
    Access = 8,

    Delivery = 16,
}

/// <summary>That something changed, never what.</summary>
/// <param name="Kind">One of <see cref="Changed"/>.</param>
/// <param name="Id">Of the watch or the alert, a delivery's too; empty where there is none.</param>
/// <param name="Watch">Whose people may hear of it; empty: everybody who is signed in.</param>
internal readonly record struct LiveChange(Changed Kind, string Id, string Watch)
{
    public static LiveChange Phones { get; } = new(Changed.Phones, "", "");

    public static LiveChange Access { get; } = new(Changed.Access, "", "");

    public static LiveChange OfWatch(string watch) => new(Changed.Watch, watch, watch);

    /// <param name="alert">Null: it belongs to none.</param>
    /// <param name="watch">Null: it belongs to none; every page of deliveries asks again.</param>
    public static LiveChange OfDelivery(string? alert, string? watch) =>
        new(Changed.Delivery, alert ?? "", watch ?? "");

    public static LiveChange OfAlert(string alert, string watch) => new(Changed.Alert, alert, watch);
}

/// <summary>What a page has not heard of yet.</summary>
/// <param name="Everything">More than is worth naming.</param>
internal readonly record struct LiveBatch(bool Everything, ImmutableArray<LiveChange> Changes)
{
    public static LiveBatch Quiet { get; } = new(Everything: false, []);
}
