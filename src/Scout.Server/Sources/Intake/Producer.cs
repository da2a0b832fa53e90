using Scout.Core.Events;

namespace Scout.Server.Sources.Intake;

/// <summary>Reads a body.</summary>
/// <param name="hash">Of the body: tells copies.</param>
internal delegate SourceReading ReadBody(ReadOnlySpan<byte> body, string hash);

/// <summary>A kind of source that sends events by itself.</summary>
/// <param name="Kind">As watches and gates call it: "bugsnag".</param>
internal sealed record Producer(string Kind, ReadBody Read);
