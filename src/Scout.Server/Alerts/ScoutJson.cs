using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scout.Core.Alerts;
using Scout.Core.Escalation;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Watches;

namespace Scout.Server.Alerts;

/// <summary>How the core's states are kept as text: generated readers and writers, enums as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(LedgerLine))]
[JsonSerializable(typeof(MessageFacts))]
[JsonSerializable(typeof(WatchSettings))]
[JsonSerializable(typeof(TopicMemory))]
[JsonSerializable(typeof(WatchPlan))]
[JsonSerializable(typeof(Upkeep[]))]
internal sealed partial class ScoutJson : JsonSerializerContext
{
    private const int MostKnown = 2_000;

    private static readonly ConcurrentDictionary<string, WatchSettings> KnownSettings = new();

    public static string Write(Alert alert) => JsonSerializer.Serialize(alert, Default.Alert);

    public static string Write(LedgerLine line) => JsonSerializer.Serialize(line, Default.LedgerLine);

    public static string Write(MessageFacts facts) => JsonSerializer.Serialize(facts, Default.MessageFacts);

    public static string Write(WatchSettings settings) => JsonSerializer.Serialize(settings, Default.WatchSettings);

    public static string Write(TopicMemory memory) => JsonSerializer.Serialize(memory, Default.TopicMemory);

    public static TopicMemory ReadMemory(string text) => Read(JsonSerializer.Deserialize(text, Default.TopicMemory));

    public static string Write(WatchPlan plan) => JsonSerializer.Serialize(plan, Default.WatchPlan);

    public static string Write(Upkeep[] upkeep) => JsonSerializer.Serialize(upkeep, Default.UpkeepArray);

    public static WatchPlan ReadPlan(string text) => Read(JsonSerializer.Deserialize(text, Default.WatchPlan));

    /// <param name="text">Null: nothing is planned.</param>
    public static Upkeep[] ReadUpkeep(string? text) =>
        text is null ? [] : Read(JsonSerializer.Deserialize(text, Default.UpkeepArray));

    public static Alert ReadAlert(string text) => Read(JsonSerializer.Deserialize(text, Default.Alert));

    public static LedgerLine ReadLine(string text) => Read(JsonSerializer.Deserialize(text, Default.LedgerLine));

    public static MessageFacts ReadFacts(string text) => Read(JsonSerializer.Deserialize(text, Default.MessageFacts));

    /// <summary>Every turn reads them and nearly nobody changes them: what was read once is kept.</summary>
    public static WatchSettings ReadSettings(string text)
    {
        if (!KnownSettings.TryGetValue(text, out var settings))
        {
            settings = Read(JsonSerializer.Deserialize(text, Default.WatchSettings));
            if (KnownSettings.Count < MostKnown)
            {
                KnownSettings[text] = settings;
            }
        }

        return settings;
    }

    private static T Read<T>(T? value)
        where T : class => value ?? throw new JsonException("A stored state is null.");
}
