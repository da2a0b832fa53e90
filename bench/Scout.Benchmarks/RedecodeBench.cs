using System.Diagnostics;
using Dapper;
using Scout.Core.Devices;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Benchmarks;

/// <summary>
/// A decoder changes when a hundred devices have sent a thousand messages each: until all of them are read anew, their
/// readings and hourly summaries replaced.
/// </summary>
internal static class RedecodeBench
{
    private const int Devices = 100;
    private const int Messages = 1_000;
    private const int Gate = 30;
    private const string Before = "temp::int:16:/10 hum::uint:8 door:3:bool:0";
    private const string After = "temp::int:16:/100 hum::uint:8 door:3:bool:0";

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken) =>
        [
            .. await MeasureAsync("SQLite", BothEngines.Sqlite, cancellationToken),
            .. TestDatabase.PostgresServer is null
                ? [Line.Skipped("redecode: PostgreSQL", "no server (eng/postgres.sh)")]
                : await MeasureAsync("PostgreSQL", BothEngines.Postgres, cancellationToken),
        ];

    private static async Task<Line[]> MeasureAsync(string name, string engine, CancellationToken cancellationToken)
    {
        await using var storage = await TestDatabase.CreateAsync(engine, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var network = await FillAsync(storage.Database, now, cancellationToken);
        var work = new RedecodeWork(storage.Database, new LiveHub(), TimeProvider.System);
        var row = new DueRow(RedecodeWork.WorkKind, network, now.ToUnixTimeMilliseconds(), 1, 0);
        var first = await TimeAsync(() => work.DoAsync(row, cancellationToken));
        await CheckAsync(storage.Database, -40, cancellationToken);
        if (engine == BothEngines.Postgres)
        {
            await using var connection = await storage.Database.OpenAsync(cancellationToken);
            await connection.ExecuteAsync("vacuum analyze");
        }

        var again = await TimeAsync(async () =>
        {
            await storage.Database.WriteAsync(
                async session =>
                {
                    var decoder = (await session.DecoderRowsAsync(network))[0];
                    await session.ChangeDecoderAsync(decoder with { Config = After }, now);
                },
                cancellationToken
            );
            await work.DoAsync(row, cancellationToken);
        });
        await CheckAsync(storage.Database, -4, cancellationToken);
        return
        [
            Line.AtMost(
                $"redecode: {name}, {Devices * Messages:#,0} messages by a changed decoder, 300,000 readings anew",
                again,
                Gate,
                "s"
            ),
            Line.Figure("redecode: … of messages never read before", first, "s"),
        ];
    }

    private static Task<string> FillAsync(Database database, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var network = await session.AddNetworkAsync(
                    Viewer.OwnerId,
                    NetworkKinds.Sigfox,
                    "Freezers",
                    DeviceState.Active,
                    now
                );
                await session.AddDecoderAsync(network.Id, "Probe", "", Before, "{}", now);
                for (var i = 0; i < Devices; i++)
                {
                    var external = $"D{i:000}";
                    var device = await session.AddDeviceAsync(network.Id, external, external, "", external, now);
                    device = await session.ActivateAsync(device, network, Profiles.Device(), now);
                    session.AddMessages(Enumerable.Range(0, Messages).Select(place => RowOf(device, place, now)));
                }

                return network.Id;
            },
            cancellationToken
        );

    /// <summary>Every eleven minutes, as Sigfox allows; the first of each says -400.</summary>
    private static MessageRow RowOf(DeviceRow device, int place, DateTimeOffset now)
    {
        var at = now.AddMinutes(-11 * (Messages - place));
        var temperature = unchecked((ushort)(short)(-400 + place));
        var message = new DeviceMessage(MessageKind.Uplink, device.ExternalId, at, $"u{place}")
        {
            Sequence = place,
            Payload = [(byte)(temperature >> 8), (byte)temperature, (byte)(place % 100), (byte)(place & 1)],
        };
        return message.ToRow(device.Id, at, "") with { DecodeState = DecodeState.Waiting };
    }

    /// <summary>That it was done, and rightly.</summary>
    private static async Task CheckAsync(Database database, double coldest, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    """
                    select cast(count(*) as text) || ' ' || cast(min(value) as text) || ' '
                        || (select cast(count(*) as text) from messages where decode_state = 'Ok')
                    from readings
                    """
                ),
            cancellationToken
        );
        var parts = found!.Split(' ');
        if (
            parts[0] != $"{Devices * Messages * 3}"
            || double.Parse(parts[1]) != coldest
            || parts[2] != $"{Devices * Messages}"
        )
        {
            throw new InvalidOperationException($"Not all was read: {found}.");
        }
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed.TotalSeconds;
    }
}
