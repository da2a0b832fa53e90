using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Scout.Core.Tandem;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>The part of a check that asks Tandem: which pumps there are, which one is taken, what it has logged.</summary>
internal sealed class CheckOfTandem(IOptions<TandemOptions> options)
{
    public async Task SayAsync(
        CheckSheet sheet,
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
                options.Value.RegionKind,
                new TandemCredentials(options.Value.Email!.Trim(), options.Value.Password!),
                Pass: null
            );
            using var pumper = JsonDocument.Parse(await asked.PumperAsync(account, cancellationToken));
            var pumps = Pump.ListOf(pumper.RootElement);
            SayPumps(sheet, pumper.RootElement, pumps);
            sheet.Say("Running ChooseDevice...");
            var choice = DeviceChoice.Of(pumps, options.Value.Serial, zone, now);
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
                $"Fetching pump events for deviceId='{choice.Pump.AssignmentId}' time_start={CheckSheet.Iso(from)} time_end={CheckSheet.Iso(now)} fetch_all_event_types={options.Value.FetchAllEventTypes}"
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
                sheet.Say(PumpWords.RegionHint(tandem.Failure, options.Value.RegionKind));
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

    private static void SayPumps(CheckSheet sheet, JsonElement pumper, ImmutableArray<Pump> pumps)
    {
        sheet.Describe(pumper, pumps);
        var serials = string.Join(", ", pumps.Select(pump => PythonText.Of(pump.SerialNumber)));
        sheet.Say($"Found {pumps.Length} pumps: dict_keys([{serials}])");
        foreach (var pump in pumps)
        {
            sheet.Say($"Pump pumpSerial={PythonText.Of(pump.SerialNumber)}: pumpDetails={sheet.DescriptionOf(pump)}");
        }
    }

    private static void SayEvents(CheckSheet sheet, ImmutableArray<PumpEvent> events, DateTimeZone zone)
    {
        sheet.Say($"Found raw events count: {events.Length}");
        var span = SyncSpan.Of(events);
        var counts = (span?.Counts ?? []).Select(one => $"'{one.Class.Name()}': {one.Count}");
        sheet.Say($"Found events count: {{{string.Join(", ", counts)}}}");
        sheet.Say($"Found first event time: {Local(span?.First, zone)}");
        sheet.Say($"Found last event time: {Local(span?.Last, zone)}");
        sheet.Say($"Found last event sequence number: {(span is null ? "None" : $"{span.LastSequenceNumber}")}");
    }

    private static string Local(LocalDateTime? at, DateTimeZone zone) =>
        at is { } time
            ? OffsetDateTimePattern
                .CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>")
                .Format(zone.AtLeniently(time).ToOffsetDateTime())
            : "None";
}
