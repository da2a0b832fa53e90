using System.Text.Json.Serialization;

namespace Scout.Server.Hosting.Reports;

/// <summary>The body of Bugsnag's error reporting API, version 5.</summary>
internal sealed record ReportBody(string ApiKey, string PayloadVersion, ReportNotifier Notifier, ReportEvent[] Events);

internal sealed record ReportNotifier(string Name, string Version, string Url);

internal sealed record ReportEvent(
    ReportException[] Exceptions,
    string Severity,
    bool Unhandled,
    ReportReason SeverityReason,
    ReportApp App,
    ReportDevice Device,
    string Context
);

internal sealed record ReportException(string ErrorClass, string Message, ReportFrame[] Stacktrace);

internal sealed record ReportFrame(string File, int LineNumber, string Method, bool InProject);

internal sealed record ReportReason(string Type);

internal sealed record ReportApp(string Version, string ReleaseStage);

internal sealed record ReportDevice(string Hostname, string Time);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportBody))]
internal sealed partial class ReportJson : JsonSerializerContext;
