using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Deliveries;

namespace Scout.Server.Pages.Deliveries;

/// <summary>A call or text as it is kept.</summary>
internal sealed record DeliveryLine
{
    public required string Id { get; init; }

    public string? AlertId { get; init; }

    public string? WatchId { get; init; }

    public required string ContactId { get; init; }

    public required Channel Channel { get; init; }

    public required Purpose Purpose { get; init; }

    public required DeliveryState State { get; init; }

    public required string Facts { get; init; }

    public required string Said { get; init; }

    public required long CreatedAt { get; init; }

    public DeliveryCard ToCard(Me me, IReadOnlyDictionary<string, string> names, IEnumerable<TryLine> lines)
    {
        var tries = lines.GroupBy(line => line.Number).Select(one => one.ToList()).ToList();
        return new DeliveryCard(
            Id,
            AlertId,
            DeliveryText.About(Purpose, ScoutJson.ReadFacts(Facts)),
            ContactId,
            names.GetValueOrDefault(ContactId) ?? "",
            Channel,
            Purpose,
            State,
            Said,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            IsFor(me) ? tries.Select(one => one[0].Text).LastOrDefault() ?? "" : null,
            [.. tries.Select(TryLine.ToCard)]
        );
    }

    /// <summary>
    /// An answer tells about every watch that reaches the number, others' too: it is for whoever asked. A test and what
    /// is kept of a code tell nothing.
    /// </summary>
    private bool IsFor(Me me) =>
        WatchId is not null || Purpose is Purpose.Test or Purpose.Verify || ContactId == me.Contact;
}

/// <summary>A try with one of the carrier's words about it, if there was one.</summary>
internal sealed record TryLine
{
    public required string DeliveryId { get; init; }

    public required long Number { get; init; }

    public required string Carrier { get; init; }

    public required AttemptState State { get; init; }

    public required string Text { get; init; }

    public required long SentAt { get; init; }

    public string? Cost { get; init; }

    public string? Currency { get; init; }

    public long? At { get; init; }

    public CarrierStatus? Status { get; init; }

    public string? Said { get; init; }

    public static TryCard ToCard(IReadOnlyList<TryLine> lines) =>
        new(
            lines[0].Carrier,
            DateTimeOffset.FromUnixTimeMilliseconds(lines[0].SentAt),
            lines[0].State is AttemptState.Failed,
            Core.Deliveries.Cost.Read(lines[0].Cost, lines[0].Currency),
            [
                .. lines
                    .Where(line => line.At is not null)
                    .Select(line => new DeliveryStep(
                        DateTimeOffset.FromUnixTimeMilliseconds(line.At ?? 0),
                        line.Status ?? CarrierStatus.Unknown,
                        line.Said ?? ""
                    ))
                    .OrderBy(step => step.At)
                    .ThenBy(step => step.Status), // carriers' clocks know whole seconds
            ]
        );
}
