using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>
/// What tconnectsync's --check-login prints about the declared account: block by block in its order, without anything of
/// the person, and with one line for each error.
/// </summary>
internal sealed partial class LoginCheck(
    IOptions<TandemOptions> options,
    TandemApi api,
    PumpSites sites,
    Database database,
    TimeProvider time
)
{
    public const string NoErrors = "No API errors returned!";
    public const string Errors = "API errors occurred. Please check the errors above.";
    private const string Rule = "-----";
    private static readonly string[] StatusNames = ["status", "version"];

    /// <summary>Who says that a password is right now may have set it right.</summary>
    private static readonly TimeSpan RefusalRest = TimeSpan.FromHours(1);

    public async Task<string> RunAsync(int days, CancellationToken cancellationToken)
    {
        if (options.Value.IsDeclared)
        {
            await AllowAsync(cancellationToken);
        }

        return await RunAsync(api, days, cancellationToken);
    }

    /// <param name="asked">Where tokens come from a login of this check alone, when no server runs.</param>
    public async Task<string> RunAsync(TandemApi asked, int days, CancellationToken cancellationToken)
    {
        var sheet = new Sheet(options.Value);
        var now = time.GetUtcNow();
        var from = now - TimeSpan.FromDays(days);
        sheet.Say($"tconnectsync version: none, this is Scout {VersionOf()}");
        sheet.Say($"Python version: none, this is {RuntimeInformation.FrameworkDescription}");
        sheet.Say($"System platform {(OperatingSystem.IsLinux() ? "linux" : RuntimeInformation.OSDescription)}");
        sheet.Say($"Running checks with time range {Iso(from)} to {Iso(now)}");
        sheet.Say($"Current time: {Iso(now)}");
        sheet.Say("time.tzname: ('UTC', 'UTC')");
        sheet.Say("Loading secrets...");
        sheet.Say($"Using TCONNECT_REGION='{options.Value.Region}'");
        SaySettings(sheet);
        sheet.Say($"TIMEZONE_NAME: {options.Value.ZoneName}");
        sheet.Say(Rule);
        await AskTandemAsync(sheet, asked, from, now, cancellationToken);
        sheet.Say(Rule);
        await AskNightscoutAsync(sheet, cancellationToken);
        sheet.Say(Rule);
        sheet.Say(sheet.HasErrors ? Errors : NoErrors);
        return sheet.Text;
    }

    private void SaySettings(Sheet sheet)
    {
        foreach (
            var (isThere, name) in new[]
            {
                (options.Value.HasEmail, "TCONNECT_EMAIL"),
                (options.Value.HasPassword, "TCONNECT_PASSWORD"),
                (options.Value.HasNightscout, "NS_URL"),
                (options.Value.HasNightscoutSecret, "NS_SECRET"),
            }
        )
        {
            if (!isThere)
            {
                sheet.Fail($"Error: You have not specified a {name}");
            }
        }

        if (Serial is null)
        {
            sheet.Say("Warning: You have not specified a PUMP_SERIAL_NUMBER, so the pump with the newest data is used");
        }
    }

    private TandemRegion RegionOf => options.Value.Region == "EU" ? TandemRegion.Eu : TandemRegion.Us;

    private string? Serial =>
        options.Value.PumpSerialNumber?.Trim() is { Length: > 0 } serial and not ("0" or DeviceChoice.Unset)
            ? serial
            : null;

    private async Task AskTandemAsync(
        Sheet sheet,
        TandemApi asked,
        DateTimeOffset from,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        sheet.Say("Fetching pump metadata...");
        try
        {
            if (!options.Value.HasEmail || !options.Value.HasPassword)
            {
                throw new TandemException(TandemFailure.Credentials, "there is no e-mail address or no password");
            }

            var zone = DateTimeZoneProviders.Tzdb[options.Value.ZoneName];
            var account = new PumpAccount(
                DeclaredPumpKeeper.Id,
                RegionOf,
                new TandemCredentials(options.Value.Email!.Trim(), options.Value.Password!),
                Pass: null
            );
            using var pumper = JsonDocument.Parse(await asked.PumperAsync(account, cancellationToken));
            var pumps = Pump.ListOf(pumper.RootElement);
            SayPumps(sheet, pumper.RootElement, pumps);
            sheet.Say("Running ChooseDevice...");
            var choice = DeviceChoice.Of(pumps, Serial, zone, now);
            if (!choice.IsChosen)
            {
                throw new TandemException(TandemFailure.NoPumps, $"{choice.Why}: {choice.Sentence}");
            }

            sheet.Say($"ChooseDevice selected: {sheet.DescriptionOf(choice.Pump)}");
            if (choice.Warning is { } warning)
            {
                sheet.Say($"Warning: {warning}");
            }

            sheet.Say(
                $"Fetching pump events for deviceId='{choice.Pump.AssignmentId}' time_start={Iso(from)} time_end={Iso(now)} fetch_all_event_types={options.Value.FetchAllEventTypes}"
            );
            var events = await EventsAsync(asked, account, choice.Pump, from, now, zone, cancellationToken);
            SayEvents(sheet, events, zone);
        }
        catch (Exception exception) when (exception is TandemException or JsonException)
        {
            sheet.Fail("Error occurred querying Tandem Source:");
            sheet.Say($"{exception.GetType().Name}: {exception.Message}");
            if (exception is TandemException tandem)
            {
                sheet.Say(tandem.Failure.Sentence());
                sheet.Say(PumpWords.RegionHint(tandem.Failure, RegionOf));
            }

            sheet.Say("");
        }
    }

    private static async Task<ImmutableArray<PumpEvent>> EventsAsync(
        TandemApi asked,
        PumpAccount account,
        Pump pump,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeZone zone,
        CancellationToken cancellationToken
    )
    {
        var events = ImmutableArray.CreateBuilder<PumpEvent>();
        var (first, last) = (PumpClock.Shows(from, zone).Date, PumpClock.Shows(to, zone).Date);
        foreach (var (begin, end) in PumpLogWindows.Of(first, last))
        {
            var log = await asked.LogsAsync(account, pump.AssignmentId, begin, end, zone, cancellationToken);
            events.AddRange(log.Events);
        }

        return events.ToImmutable();
    }

    private static void SayPumps(Sheet sheet, JsonElement pumper, ImmutableArray<Pump> pumps)
    {
        sheet.Describe(pumper, pumps);
        var serials = string.Join(", ", pumps.Select(pump => PythonText.Of(pump.SerialNumber)));
        sheet.Say($"Found {pumps.Length} pumps: dict_keys([{serials}])");
        foreach (var pump in pumps)
        {
            sheet.Say($"Pump pumpSerial={PythonText.Of(pump.SerialNumber)}: pumpDetails={sheet.DescriptionOf(pump)}");
        }
    }

    private static void SayEvents(Sheet sheet, ImmutableArray<PumpEvent> events, DateTimeZone zone)
    {
        sheet.Say($"Found raw events count: {events.Length}");
        var span = SyncSpan.Of(events);
        var counts = (span?.Counts ?? []).Select(one => $"'{one.Class.Name()}': {one.Count}");
        sheet.Say($"Found events count: {{{string.Join(", ", counts)}}}");
        sheet.Say($"Found first event time: {Local(span?.First, zone)}");
        sheet.Say($"Found last event time: {Local(span?.Last, zone)}");
        sheet.Say($"Found last event sequence number: {(span is null ? "None" : $"{span.LastSequenceNumber}")}");
    }

    private async Task AskNightscoutAsync(Sheet sheet, CancellationToken cancellationToken)
    {
        sheet.Say("Logging in to Nightscout...");
        if (!options.Value.HasNightscout)
        {
            sheet.Fail("Error occurred querying Nightscout API:");
            sheet.Say("There is no address to ask.");
            sheet.Say("");
            return;
        }

        var draft = DeclaredPumpKeeper.DraftOf(options.Value);
        var site = sites.Of(
            new SiteAccess(draft.Site, draft.Credential ?? NightscoutCredential.None),
            isDeclared: true
        );
        var status = await site.Client.GetAsync(site.Access, "api/v1/status.json", etag: null, cancellationToken);
        if (status is not SiteAnswer.Content content)
        {
            FailNightscout(sheet, status as SiteAnswer.Failed);
            return;
        }

        sheet.Say("Nightscout status: ");
        sheet.Say(StatusText(content.Body));
        foreach (var (name, eventType) in new[] { ("basal", "Temp Basal"), ("bolus", "Combo Bolus") })
        {
            var find = DateFilter.Is("enteredBy", options.Value.Author) + DateFilter.Is("eventType", eventType);
            var rows = await site.Writer.FindAsync(site.Access, "treatments", 1, find, cancellationToken);
            if (rows is SiteRows.Failed failed)
            {
                FailNightscout(sheet, failed.Answer);
                return;
            }

            sheet.Say($"Nightscout last uploaded {name}: ");
            sheet.Say(((SiteRows.Found)rows).Rows is [var found, ..] ? PythonText.Of(found) : "None");
        }
    }

    private static void FailNightscout(Sheet sheet, SiteAnswer.Failed? failed)
    {
        sheet.Fail("Error occurred querying Nightscout API:");
        sheet.Say(
            failed?.Status switch
            {
                401 => "Exception: HTTP error status code (401) from Nightscout: Unauthorized",
                { } status => $"Exception: HTTP error status code ({status}) from Nightscout",
                null => $"Exception: {failed?.Detail}",
            }
        );
        if (failed is not null)
        {
            sheet.Say(failed.Failure.Sentence());
        }

        sheet.Say("");
    }

    // The rest of it names people.
    private static string StatusText(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var parts = StatusNames
            .Where(name =>
                document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out _)
            )
            .Select(name => $"{PythonText.Of(name)}: {PythonText.Of(document.RootElement.GetProperty(name))}");
        return $"{{{string.Join(", ", parts)}}}";
    }

    private Task<int> AllowAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update pumps set refused = null, refused_at = null
                    where watch_id = @Id and refused_at <= @until
                    """,
                    new { DeclaredPumpKeeper.Id, until = (time.GetUtcNow() - RefusalRest).ToUnixTimeMilliseconds() }
                ),
            cancellationToken
        );

    private static string VersionOf() =>
        typeof(LoginCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";

    private static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static string Local(LocalDateTime? at, DateTimeZone zone) =>
        at is { } time
            ? OffsetDateTimePattern
                .CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>")
                .Format(zone.AtLeniently(time).ToOffsetDateTime())
            : "None";

    /// <summary>What is printed, with everything of the person replaced.</summary>
    private sealed partial class Sheet(TandemOptions options)
    {
        private readonly List<string> _lines = [];
        private readonly List<(string Secret, string Name)> _names =
        [
            .. new[]
            {
                (options.Email?.Trim(), "[TCONNECT_EMAIL]"),
                (options.Password, "[TCONNECT_PASSWORD]"),
                (options.NightscoutUrl?.Trim(), "[NS_URL]"),
                (options.SiteSecret, "[NS_SECRET]"),
            }
                .Where(one => one.Item1 is { Length: > 3 })
                .Select(one => (one.Item1!, one.Item2)),
        ];
        private readonly Dictionary<string, string> _descriptions = new(StringComparer.Ordinal);

        [GeneratedRegex("tandem:[0-9a-fA-F-]{36}:", RegexOptions.None, 1_000)]
        private static partial Regex OwnIdentifier();

        public bool HasErrors { get; private set; }

        public string Text => string.Concat(_lines.Select(line => Clean(line) + "\n"));

        public void Say(string line) => _lines.Add(line);

        public void Fail(string line)
        {
            HasErrors = true;
            Say(line);
        }

        public void Describe(JsonElement pumper, ImmutableArray<Pump> pumps)
        {
            var rows = pumps.Length == 0 ? [] : pumper.GetProperty("pumps").EnumerateArray().ToArray();
            for (var i = 0; i < pumps.Length; i++)
            {
                _names.Add((pumps[i].SerialNumber, $"[PUMP_SERIAL_{i}]"));
                _names.Add((pumps[i].AssignmentId, $"[TCONNECT_DEVICE_ID_{i}]"));
                _descriptions[pumps[i].AssignmentId] = DescriptionOf(rows[i]);
            }
        }

        public string DescriptionOf(Pump pump) => _descriptions.GetValueOrDefault(pump.AssignmentId, "{}");

        // Settings tell of the body.
        private static string DescriptionOf(JsonElement pump) =>
            "{"
            + string.Join(
                ", ",
                pump.EnumerateObject()
                    .Select(one =>
                        $"{PythonText.Of(one.Name)}: {(one is { Name: "settings", Value.ValueKind: JsonValueKind.Object } ? "{...}" : PythonText.Of(one.Value))}"
                    )
            )
            + "}";

        // The pump's id stands in what Scout wrote, and Tandem may not have said which id that is.
        private string Clean(string line) => OwnIdentifier().Replace(Named(line), "tandem:[TCONNECT_DEVICE_ID]:");

        private string Named(string line) =>
            _names
                .Where(one => one.Secret.Length > 0)
                .OrderByDescending(one => one.Secret.Length)
                .Aggregate(line, (text, one) => text.Replace(one.Secret, one.Name, StringComparison.Ordinal));
    }
}
