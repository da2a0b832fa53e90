using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scout.Server.Api;

/// <summary>How the API reads and writes, generated: camelCase, what is not there is null.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApiMe))]
[JsonSerializable(typeof(ApiWatches))]
[JsonSerializable(typeof(ApiReadings))]
[JsonSerializable(typeof(ApiAlerts))]
[JsonSerializable(typeof(ApiAlertWithLedger))]
[JsonSerializable(typeof(ApiDeliveries))]
[JsonSerializable(typeof(ApiCosts))]
[JsonSerializable(typeof(ApiAct))]
[JsonSerializable(typeof(ApiSnooze))]
[JsonSerializable(typeof(ApiCall))]
[JsonSerializable(typeof(ApiPause))]
[JsonSerializable(typeof(ApiDevices))]
[JsonSerializable(typeof(ApiDeviceWithSeries))]
[JsonSerializable(typeof(ApiDeviceChange))]
[JsonSerializable(typeof(ApiMessages))]
[JsonSerializable(typeof(ApiDownlinks))]
[JsonSerializable(typeof(ApiDownlinkDraft))]
internal sealed partial class ApiJson : JsonSerializerContext;
