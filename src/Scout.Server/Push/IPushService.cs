using Scout.Server.Carriers;

namespace Scout.Server.Push;

/// <summary>Somebody who brings messages to screens: ntfy, Pushover, the browsers' own services.</summary>
internal interface IPushService
{
    string Name { get; }

    /// <summary>A screen that is gone for good is <see cref="Core.Deliveries.RefusalKind.BadNumber"/>.</summary>
    Task<Receipt> SendAsync(ScreenTarget target, PushMessage message, CancellationToken cancellationToken);
}

/// <summary>Names of the services, as rows and ledgers say them.</summary>
internal static class PushServices
{
    public const string Ntfy = "ntfy";
    public const string Pushover = "pushover";
    public const string Browser = "browser";
}
