using System.Data.Common;
using System.Reflection;
using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Can this node do its work, and can Scout alarm?</summary>
internal sealed partial class Checkup(
    Looks looks,
    Database database,
    DueLoop loop,
    IOptions<DueOptions> due,
    IOptions<ScoutOptions> scout,
    TimeProvider time,
    ILogger<Checkup> logger
)
{
    /// <summary>An idle loop looks once a second.</summary>
    private static readonly TimeSpan LookedWithin = TimeSpan.FromSeconds(15);

    private static readonly string Version =
        typeof(Checkup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";

    /// <summary>Null: this node can do its work; otherwise one sentence.</summary>
    public async Task<string?> NotReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.ReadAsync(session => session.ScalarAsync<long>("select 1"), cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException)
        {
            LogNoDatabase(exception);
            return Say.It("The database does not answer.");
        }

        var looked = loop.LookedAt;
        return due.Value.Loop && (looked is null || time.GetUtcNow() - looked > LookedWithin)
            ? Say.It("Due work has not been looked for lately.")
            : null;
    }

    public async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        var findings = new List<HealthFinding>();
        if (await NotReadyAsync(cancellationToken) is { } problem)
        {
            findings.Add(HealthFinding.Failing("node", problem));
        }
        else
        {
            findings.Add(HealthFinding.Fine("node", Say.It("The database answers and due work is being done.")));
            findings.AddRange(await looks.FindAsync(cancellationToken));
        }

        var worst = findings.MaxBy(finding => finding.Level)!;
        var sentence = worst.Level switch
        {
            HealthLevel.Failing => Say.It("Scout cannot alarm: {0}", worst.Sentence),
            HealthLevel.Warning => Say.It("Scout can alarm. Worth a look: {0}", worst.Sentence),
            _ => Say.It("Scout can alarm."),
        };
        return new HealthReport(
            worst.Level,
            sentence,
            time.GetUtcNow(),
            scout.Value.NodeName,
            Version.Split('+')[0],
            [.. findings.OrderByDescending(finding => finding.Level)]
        );
    }

    [LoggerMessage(5101, LogLevel.Error, "The database does not answer")]
    private partial void LogNoDatabase(Exception exception);
}
