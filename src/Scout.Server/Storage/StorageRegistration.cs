using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Scout.Server.Storage;

internal static class StorageRegistration
{
    public static IHostApplicationBuilder AddScoutStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        builder.Services.TryAddSingleton<TimeProvider>(services =>
            Options(services).IsSqlite ? TimeProvider.System : new NodeClock(TimeProvider.System)
        );
        builder.Services.AddHostedService<NodeClockKeeper>();
        builder.Services.TryAddSingleton<Migrator>();
        builder.Services.TryAddSingleton<StorageLock>();
        builder.Services.TryAddSingleton<Database>(services => Open(Options(services)));
        return builder;
    }

    /// <summary>Makes the folder, locks it, brings the tables up to date. Before anything else runs.</summary>
    public static async Task PrepareStorageAsync(this IHost host, CancellationToken cancellationToken = default)
    {
        var options = Options(host.Services);
        if (options.IsSqlite)
        {
            host.Services.GetRequiredService<StorageLock>().Take(options.Folder);
        }

        try
        {
            if (host.Services.GetRequiredService<TimeProvider>() is NodeClock clock)
            {
                await clock.SetAsync(host.Services.GetRequiredService<Database>(), cancellationToken);
            }

            await host.Services.GetRequiredService<Migrator>().RunAsync(cancellationToken);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            throw new StorageException(
                $"The database (Scout:Database) does not answer: {exception.Message}",
                exception
            );
        }
        catch (PostgresException exception)
        {
            throw new StorageException($"The database (Scout:Database) refuses: {exception.MessageText}", exception);
        }
    }

    private static Database Open(StorageOptions options) =>
        options.IsSqlite
            ? new SqliteDatabase(Path.Combine(options.Folder, "scout.db"))
            : new PostgresDatabase(options.Database!);

    private static StorageOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<StorageOptions>>().Value;
}
