using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.TestKit;

/// <summary>The whole server in memory: everything real but the clock, which the test moves, and the due loop, which the test drives.</summary>
public sealed class ScoutServer : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string?> _settings;
    private StorageLock? _held;

    /// <param name="time">The story's clock.</param>
    /// <param name="settings">Settings by their standard names, "Scout:Person:Phone".</param>
    public ScoutServer(ManualTime time, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        Time = time;
        _settings = new Dictionary<string, string?>(settings, StringComparer.OrdinalIgnoreCase)
        {
            // The test says when due work is done.
            ["Scout:Due:Loop"] = "false",
        };
    }

    public ManualTime Time { get; }

    internal Database Database => Services.GetRequiredService<Database>();

    private DueLoop Loop => Services.GetRequiredService<DueLoop>();

    /// <summary>Does all that is due now, what it makes due included.</summary>
    public Task<int> SettleAsync(CancellationToken cancellationToken) => Loop.RunDueAsync(cancellationToken);

    /// <summary>Moves the clock step by step to every moment something is due, and does it.</summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        var end = Time.GetUtcNow() + by;
        await SettleAsync(cancellationToken);
        while (await NextDueAsync(end, cancellationToken) is { } next)
        {
            Time.AdvanceTo(next);
            await SettleAsync(cancellationToken);
        }

        Time.AdvanceTo(end);
        await SettleAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _held?.Dispose(); // the factory does not wait for the host's last breath
        GC.SuppressFinalize(this);
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        var host = base.CreateHost(builder);
        _held = host.Services.GetRequiredService<StorageLock>();
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(_settings));
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time)));
    }

    private async Task<DateTimeOffset?> NextDueAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var next = await Database.ReadAsync(
            session =>
                session.ScalarAsync<long?>(
                    "select min(case when lease_until > due_at then lease_until else due_at end) from due"
                ),
            cancellationToken
        );
        if (next is not { } milliseconds)
        {
            return null;
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        var now = Time.GetUtcNow();
        // What is due already and was not done now is another node's, or pauses after a failure.
        return at <= now ? (now + TimeSpan.FromSeconds(1) <= end ? now + TimeSpan.FromSeconds(1) : null)
            : at <= end ? at
            : null;
    }
}
