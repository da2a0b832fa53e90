using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Tandem;

/// <summary>A pump as the pumper answer lists it; an account lists every one it ever had.</summary>
/// <param name="AssignmentId">What pump-logs asks by.</param>
/// <param name="SerialNumber">Digits, as text: zeros at its front count.</param>
/// <param name="MaxDateOfEvents">Its newest event, on its own clock; null: it never uploaded.</param>
/// <param name="LastUpload">Null: never.</param>
/// <param name="Settings">settings.details; undefined where there are none.</param>
public sealed record Pump(
    string AssignmentId,
    string SerialNumber,
    string ModelName,
    string SoftwareVersion,
    string? MaxDateOfEvents,
    DateTimeOffset? LastUpload,
    JsonElement Settings
)
{
    /// <summary>The pumps of a pumper answer. Nothing else of it is read: it tells who the person is.</summary>
    public static ImmutableArray<Pump> ListOf(JsonElement pumper) =>
        pumper.In("pumps") is { ValueKind: JsonValueKind.Array } pumps ? [.. pumps.EnumerateArray().Select(Of)] : [];

    public static Pump Of(JsonElement pump) =>
        new(
            pump.TextOf("assignmentId"),
            pump.TextOf("serialNumber"),
            pump.TextOf("modelName"),
            pump.TextOf("softwareVersion"),
            pump.TextOf("maxDateOfEvents") is { Length: > 0 } newest ? newest : null,
            pump.TimeOf("lastUploadDate"),
            pump.In("settings").In("details") is { ValueKind: JsonValueKind.Object } details ? details.Clone() : default
        );
}
