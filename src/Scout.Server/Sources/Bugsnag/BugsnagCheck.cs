using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using Scout.Server.Carriers;
using Scout.Server.Commands;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>What `check` finds out about projects: can their errors come in, did any, and does Bugsnag take what people do.</summary>
internal sealed class BugsnagCheck(
    Database database,
    IOptions<BugsnagOptions> options,
    IOptions<StorageOptions> storage,
    BugsnagApi api,
    SecretBox box
)
{
    private const string Settings = "Bugsnag, by settings";

    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken cancellationToken)
    {
        var lines = new List<CheckLine>();
        if (options.Value.ApiToken is { Length: > 0 } token)
        {
            lines.Add(await TokenAsync(Settings, token, cancellationToken));
        }

        if (options.Value.IsOpen)
        {
            lines.Add(
                CheckLine.Doubtful(
                    Settings,
                    "Everybody may send errors to /bugsnag: SCOUT_BUGSNAG_SECRET would end that."
                )
            );
        }

        if (storage.Value.IsSqlite && !File.Exists(Path.Combine(storage.Value.Folder, "scout.db")))
        {
            return lines; // a look makes no file
        }

        try
        {
            foreach (var project in await ProjectsAsync(cancellationToken))
            {
                lines.Add(WebhookLine(project));
                if (project.Sealed is { } kept && !project.IsDeclared)
                {
                    lines.Add(
                        box.Open(SourceTokens.Purpose, kept) is { } secret
                            ? await TokenAsync(NameOf(project), secret, cancellationToken)
                            : CheckLine.Bad(
                                NameOf(project),
                                "Its token cannot be decrypted. Type it again in its settings."
                            )
                    );
                }
            }
        }
        catch (Exception exception) when (exception is DbException or StorageException)
        {
            lines.Add(CheckLine.Doubtful("projects", "They cannot be read before the first start of this version."));
        }

        return lines;
    }

    private Task<IReadOnlyList<Project>> ProjectsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<Project>(
                    """
                    select w.id, w.name, g.last_at, t.sealed,
                           (select count(*) from intake_secrets s where s.watch_id = w.id) as secrets
                    from watches w
                    join intake_gates g on g.watch_id = w.id
                    left join source_tokens t on t.watch_id = w.id
                    where g.kind = @Kind and w.removed_at is null
                    order by w.created_at, w.id
                    """,
                    new { BugsnagRegistration.Kind }
                ),
            cancellationToken
        );

    private static CheckLine WebhookLine(Project project)
    {
        var secret = project.Secrets > 0 ? "Its address has a secret" : "Its address has no secret";
        var token = project.Sealed is null ? " No token: nothing is closed or snoozed in Bugsnag." : "";
        return project.LastAt is { } at
            ? CheckLine.Good(
                NameOf(project),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{secret}; the last webhook came {DateTimeOffset.FromUnixTimeMilliseconds(at):yyyy-MM-dd HH:mm} UTC.{token}"
                )
            )
            : CheckLine.Doubtful(NameOf(project), $"{secret}; no webhook has come yet.{token}");
    }

    private async Task<CheckLine> TokenAsync(string name, string token, CancellationToken cancellationToken) =>
        await api.CheckAsync(token, cancellationToken) switch
        {
            WireAnswer.Came { Status: 200 } => CheckLine.Good(name, "Bugsnag takes its token."),
            WireAnswer.Came { Status: 401 } => CheckLine.Bad(
                name,
                "Bugsnag refuses its token: nothing is closed or snoozed there. Make a new one under My account."
            ),
            WireAnswer.Came came => CheckLine.Doubtful(name, $"Bugsnag answers HTTP {came.Status} about its token."),
            _ => CheckLine.Doubtful(name, "Bugsnag (BUGSNAG_API_URL) does not answer now; its token was not tried."),
        };

    private static string NameOf(Project project) => $"Bugsnag {project.Name}";

    private sealed record Project
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public long? LastAt { get; init; }

        public string? Sealed { get; init; }

        public required long Secrets { get; init; }

        public bool IsDeclared => Id == DeclaredProjectKeeper.Id;
    }
}
