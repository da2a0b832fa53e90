using Scout.Server.Pages.Shown;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Networks;

/// <summary>Everything the page of a network shows.</summary>
public sealed record NetworkView
{
    public required NetworkRow Network { get; init; }

    public required Clock Clock { get; init; }

    public DateTimeOffset? OldSecretUntil { get; init; }

    public IReadOnlyList<DecoderRow> Decoders { get; init; } = [];

    /// <summary>Null: bodies are read by their own names.</summary>
    public DecoderRow? Mapping { get; init; }

    /// <summary>Bodies have whatever shape their senders like.</summary>
    public bool IsMappable => Network.Kind is NetworkKinds.Generic;

    public long Devices { get; init; }

    /// <summary>The newest requests that could not be read, newest first.</summary>
    public IReadOnlyList<UnreadRow> Unread { get; init; } = [];

    /// <summary>Made by Scout for whatever comes without a secret, or with an account's token.</summary>
    public bool HasSecret =>
        Network.Id is not NetworkStore.OpenId && !Network.Key.StartsWith("account-", StringComparison.Ordinal);
}

/// <summary>A request that could not be read.</summary>
public sealed record UnreadRow
{
    public required long ReceivedAt { get; init; }

    public required string Problem { get; init; }

    /// <summary>Its beginning.</summary>
    public required string Body { get; init; }
}
