using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scout.Server.Carriers.Vonage;

/// <summary>The bodies of requests. Property names on the wire are snake case: event_url, ringing_timer.</summary>
internal static class VonageWire
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>type is always "phone"; number is digits only.</summary>
    internal sealed record Endpoint(string Number)
    {
        public string Type { get; } = "phone";
    }

    internal sealed record NewCall(
        ImmutableArray<Endpoint> To,
        Endpoint From,
        ImmutableArray<NccoAction> Ncco,
        int RingingTimer
    )
    {
        /// <summary>An array of one: a plain string is refused.</summary>
        public string[]? EventUrl { get; init; }

        public string? EventMethod => EventUrl is null ? null : "POST";

        /// <summary>Detection only informs. Hanging up on a person who sounds like a machine would be worse.</summary>
        public string? MachineDetection => EventUrl is null ? null : "continue";

        /// <summary>Seconds after the answer; three rounds of the script take less than two minutes.</summary>
        public int LengthTimer { get; } = 300;
    }

    internal sealed record NewText(string To, string From, string Text, string ClientRef)
    {
        public string MessageType { get; } = "text";

        public string Channel { get; } = "sms";

        public string? WebhookUrl { get; init; }

        public string? WebhookVersion => WebhookUrl is null ? null : "v1";

        /// <summary>Seconds, the least that is recommended: nobody wants last night's alarm in the morning.</summary>
        public int Ttl { get; } = 1800;
    }

    internal sealed record Change(string Action)
    {
        /// <summary>Where a transfer leads.</summary>
        public Destination? Destination { get; init; }
    }

    /// <summary>Another script in place of the rest of the one that runs.</summary>
    internal sealed record Destination(ImmutableArray<NccoAction> Ncco)
    {
        public string Type { get; } = "ncco";
    }
}
