using Scout.Core.Events;

namespace Scout.Server.Sources.Intake;

/// <summary>Reads a body.</summary>
/// <param name="mark">Tells copies: what the source calls the delivery, or the hash of the body.</param>
internal delegate SourceReading ReadBody(ReadOnlySpan<byte> body, string mark);

/// <summary>Did somebody sign these bytes with this key?</summary>
internal delegate bool IsSigned(IHeaderDictionary headers, byte[] body, string key);

/// <summary>A kind of source that sends events by itself.</summary>
/// <param name="Kind">As watches and gates call it: "bugsnag".</param>
internal sealed record Producer(string Kind, ReadBody Read)
{
    /// <summary>Null: it cannot sign.</summary>
    public IsSigned? Signed { get; init; }

    /// <summary>It always signs: a watch of this kind must have its key.</summary>
    public bool MustSign { get; init; }

    /// <summary>The header with its own name for a delivery; empty: there is none.</summary>
    public string MarkHeader { get; init; } = "";

    /// <summary>Its fields may stand in the address, where a request has no body.</summary>
    public bool TakesQuery { get; init; }
}
