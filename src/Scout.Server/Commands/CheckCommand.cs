using System.Data.Common;
using Microsoft.Extensions.Options;
using Scout.Server.Carriers;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Hosting;
using Scout.Server.Sources.Bugsnag;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Sources.Tandem;
using Scout.Server.Storage;
using Scout.Server.Watches;
using Spectre.Console;

namespace Scout.Server.Commands;

/// <summary>Tries everything an alarm needs, before it is needed. Prints no secrets, numbers or glucose values.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = ScoutHost.CreateBuilder(settings).AddScout().Build();
        var services = app.Services;
        var lines = new List<CheckLine>();
        try
        {
            services.GetRequiredService<SettingsCheck>().Run();
            lines.Add(CheckLine.Good("settings", "They can be read."));
        }
        catch (SettingsException exception)
        {
            Print([.. exception.Sentences.Select(sentence => CheckLine.Bad("settings", sentence))]);
            return 1; // nothing else can be tried with settings that are wrong
        }

        lines.Add(await DatabaseAsync(services, cancellationToken));
        lines.AddRange(await SourceAsync(services, cancellationToken));
        lines.AddRange(await services.GetRequiredService<BugsnagCheck>().RunAsync(cancellationToken));
        lines.AddRange(Sensors(services));
        lines.AddRange(await CarriersAsync(services, cancellationToken));
        var pump = await services.GetRequiredService<PumpCheck>().RunAsync(cancellationToken);
        lines.AddRange(pump.Lines);
        lines.Add(await PublicAddressAsync(services, cancellationToken));
        Print(lines);
        await Console.Out.WriteAsync(pump.Details);
        return lines.Any(line => line.State is CheckState.Bad) ? 1 : 0;
    }

    private static async Task<CheckLine> DatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        var name = options.IsSqlite ? "SQLite" : "PostgreSQL";
        try
        {
            if (options.IsSqlite)
            {
                // A look, and no new file: the folder may be the wrong one.
                return File.Exists(Path.Combine(options.Folder, "scout.db"))
                    ? CheckLine.Good("database", $"SQLite, in {options.Folder}.")
                    : CheckLine.Good("database", $"SQLite; the first start makes it in {options.Folder}.");
            }

            await using var connection = await services.GetRequiredService<Database>().OpenAsync(cancellationToken);
            return CheckLine.Good("database", $"{name} answers, version {connection.ServerVersion}.");
        }
        catch (Exception exception) when (exception is DbException or StorageException or InvalidOperationException)
        {
            return CheckLine.Bad("database", $"{name} does not answer (SCOUT_DATABASE): {exception.Message}");
        }
    }

    private static async Task<IReadOnlyList<CheckLine>> SourceAsync(
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var (watch, _) = new DeclaredWatchReader(
            services.GetRequiredService<IOptions<PersonOptions>>().Value,
            services.GetRequiredService<IOptions<ScoutOptions>>().Value,
            services.GetRequiredService<IOptions<EscalationOptions>>().Value,
            services.GetRequiredService<NumberRules>().Allowed
        ).Read();
        if (watch is null)
        {
            return
            [
                CheckLine.Doubtful("source", "Nobody is declared: SCOUT_NIGHTSCOUT_URL and SCOUT_PHONE are not set."),
            ];
        }

        var result = await services
            .GetRequiredService<SiteTest>()
            .RunAsync(watch.Address.Site, watch.Address.Credential, cancellationToken);
        var site = watch.Address.Site.Host;
        var detail = result.IsReadable || result.Detail.Length == 0 ? "" : $" ({result.Detail})";
        return
        [
            new CheckLine(
                result.IsReadable ? CheckState.Good : CheckState.Bad,
                $"Nightscout {site}",
                result.Summary + detail
            ),
            .. result.Warnings.Select(warning => CheckLine.Doubtful($"Nightscout {site}", warning)),
            CheckLine.Good(
                "contacts",
                $"{watch.Contacts.Length} in all: one is called, {watch.Contacts.Length - 1} are texted."
            ),
        ];
    }

    private static IEnumerable<CheckLine> Sensors(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<ScoutOptions>>().Value.OpenIngest)
        {
            yield return CheckLine.Doubtful(
                "sensors",
                "SCOUT_OPEN_INGEST is set: anybody may send values to /data and make sensors up."
            );
        }
    }

    private static async Task<IReadOnlyList<CheckLine>> CarriersAsync(
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var lines = new List<CheckLine>();
        foreach (var carrier in services.GetRequiredService<CarrierBoard>().All)
        {
            if (carrier.Name == "sandbox")
            {
                lines.Add(CheckLine.Doubtful("sandbox", "Phones ring in the browser only; no real phone will ring."));
                continue;
            }

            var problem = await carrier.CheckAsync(cancellationToken);
            lines.Add(
                problem is null ? CheckLine.Good(carrier.Name, carrier.Well) : CheckLine.Bad(carrier.Name, problem)
            );
        }

        if (lines.Count == 0)
        {
            lines.Add(CheckLine.Bad("carriers", "There is none."));
        }

        var countries = services.GetRequiredService<NumberRules>().Allowed.Countries;
        lines.Add(
            countries.IsEmpty
                ? CheckLine.Doubtful(
                    "countries",
                    "Numbers of every country are called: Scout__Carriers__Countries=1,44 would allow only these."
                )
                : CheckLine.Good(
                    "countries",
                    $"Only numbers that begin with +{string.Join(", +", countries)} are called and texted."
                )
        );
        var limits = services.GetRequiredService<IOptions<EscalationOptions>>().Value;
        lines.Add(
            CheckLine.Good(
                "caps",
                $"To one number {limits.CallsPerHour} calls an hour and {limits.NumberPerDay} calls and texts a day; {limits.PerAlert} for one alert, {limits.PerDay} a day in all. The first message of an alert always leaves."
            )
        );
        return lines;
    }

    private static async Task<CheckLine> PublicAddressAsync(
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        const string Name = "public address";
        if (services.GetRequiredService<IOptions<ScoutOptions>>().Value.SiteUrl is not { Length: > 0 } address)
        {
            return CheckLine.Doubtful(
                Name,
                "SITE_URL is not set: calls offer no keys, alerts are acknowledged on a page."
            );
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            var live = new Uri(new Uri(address.TrimEnd('/') + "/"), "health/live");
            using var answer = await client.GetAsync(live, cancellationToken);
            return answer.IsSuccessStatusCode
                ? CheckLine.Good(Name, "Scout answers there.")
                : CheckLine.Doubtful(Name, $"Something answers there, with HTTP {(int)answer.StatusCode}, not Scout.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return CheckLine.Doubtful(Name, "Nobody answers there now. Fine while Scout is not running.");
        }
    }

    private static void Print(IReadOnlyList<CheckLine> lines)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        foreach (var line in lines)
        {
            var (word, colour) = line.State switch
            {
                CheckState.Good => ("ok", "green"),
                CheckState.Doubtful => ("note", "yellow"),
                _ => ("FAILED", "red"),
            };
            table.AddRow($"[{colour}]{word}[/]", line.Name.EscapeMarkup(), line.Sentence.EscapeMarkup());
        }

        AnsiConsole.Write(table);
    }
}
