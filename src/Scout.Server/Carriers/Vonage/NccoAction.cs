using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Scout.Server.Carriers.Vonage;

/// <summary>One action of a call, as Vonage writes it. Here, and only here, property names are camel case.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(Talk), "talk")]
[JsonDerivedType(typeof(Input), "input")]
internal abstract record NccoAction
{
    private NccoAction() { }

    internal sealed record Talk(
        [property: JsonPropertyName("text")] string Text,
        [property: JsonPropertyName("language")] string Language
    ) : NccoAction
    {
        [JsonPropertyName("style")]
        public int Style { get; }

        /// <summary>A key cuts the talk short. What follows must then be an input.</summary>
        [JsonPropertyName("bargeIn")]
        public bool? BargeIn { get; init; }

        [JsonPropertyName("loop")]
        public int? Loop { get; init; }
    }

    internal sealed record Input([property: JsonPropertyName("eventUrl")] ImmutableArray<string> EventUrl) : NccoAction
    {
        [JsonPropertyName("type")]
        public ImmutableArray<string> Type { get; } = ["dtmf"];

        [JsonPropertyName("dtmf")]
        public Keys Dtmf { get; } = new(MaxDigits: 1, TimeOut: 10);

        [JsonPropertyName("eventMethod")]
        public string EventMethod { get; } = "POST";
    }

    /// <summary>TimeOut in seconds, at most 10.</summary>
    internal sealed record Keys(
        [property: JsonPropertyName("maxDigits")] int MaxDigits,
        [property: JsonPropertyName("timeOut")] int TimeOut
    );
}
