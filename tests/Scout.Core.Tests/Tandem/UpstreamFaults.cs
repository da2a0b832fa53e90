namespace Scout.Core.Tests.Tandem;

/// <summary>
/// Faults of tconnectsync 3.0.1 that Scout does not copy, as far as they show in recorded runs, and how a recorded
/// expectation is read for each. <see cref="MappedScenario"/> does it for whole runs.
/// </summary>
internal static class UpstreamFaults
{
    public static readonly (string Id, string Upstream, string Mapping)[] Table =
    [
        ("U1", "stop of everything ends sleep only", "exercise is expected to end there too"),
        ("U2", "negative durations after the end of the run", "null for a rate, 0 for sleep and exercise"),
        ("U3", "drops all before the newest document of a class", "read as the first run: events before it are seen"),
        ("U4", "local times in two styles", "times are compared as instants"),
        ("U5", "writes readings the sensor does not show, and 0 as LOW", "these documents are not expected"),
        ("U6", "one hour early in the hour clocks leap over", "the recorded instant is moved by the leap"),
        ("U7", "one open document is replaced again and again", "the first replacement only; bare 'Not Ended' is null"),
        ("U8", "the last rate keeps its first length", "shows in several runs only; see the laws"),
        ("U9", "open sleep and exercise are never ended", "shows in several runs only; see the laws"),
        ("U10", "two treatments of one second overwrite each other", "the extra key 'identifier' is ignored"),
        ("U11", "glucose is a text without a unit", "compared as a number; the extra key 'units' is ignored"),
        ("U12", "reads event 81 by a wrong layout", "its battery fields are not compared"),
        ("U13", "scales the rate of a reading", "the raw value is compared, and raw × scale"),
        ("U14", "the end of a run is local time read as UTC", "recorded runs pass exact times"),
        ("U15", "days asked for are the machine's", "recorded runs pass exact times; see the windows"),
        ("U16", "a failed write loses the rest of a class", "recorded runs never fail"),
        ("U17", "writes readings ahead of now", "now is set after the newest event"),
        ("U18", "crashes on a pump that never uploaded", "no such recording; see the loop's tests"),
        ("U19", "sends the site's secret in the address", "the server's; no part of the core"),
        ("U20", "sleeps the mean lag of uploads", "the sleep after answered polls is not compared"),
        ("U21", "takes an expired token for a fresh one", "the server's; no part of the core"),
        ("U22", "logs in with the token that was just refused", "the server's; no part of the core"),
        ("U23", "logs tokens", "the server's; no part of the core"),
        ("U24", "tells the status of another step of the login", "the server's; no part of the core"),
        ("U25", "tries refused credentials for ever", "the server's; no part of the core"),
        ("U26", "output of the check is not cleaned", "the server's; no part of the core"),
    ];
}
