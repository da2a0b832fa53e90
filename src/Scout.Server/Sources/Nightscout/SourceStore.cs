using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Nightscout;

/// <summary>The rows of Nightscout sites: one for each site and credential, however many watches read it.</summary>
internal sealed class SourceStore(SecretBox secrets, IOptions<NightscoutOptions> options)
{
    public const string Kind = "nightscout";
    private const string Purpose = "Scout.Sources.Credential";

    private readonly PollPlan _plan = new(options.Value);

    /// <summary>
    /// Finds or makes the source of a site and credential, and has it read from the next slot on. In the unit of work
    /// that points a watch to it. Returns its id.
    /// </summary>
    public async Task<string> DeclareAsync(
        Session session,
        Uri site,
        NightscoutCredential credential,
        DateTimeOffset now
    )
    {
        var identity = Identity(site, credential);
        await session.ExecuteAsync(
            """
            insert into sources (id, kind, address, credential, identity, created_at)
            values (@id, @kind, @address, @secret, @identity, @now)
            on conflict (identity) do update set credential = excluded.credential
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                kind = Kind,
                address = site.AbsoluteUri,
                secret = credential is NightscoutCredential.Anonymous ? null : secrets.Close(Purpose, credential.Text),
                identity,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        var id = await session.FirstOrDefaultAsync<string>(
            "select id from sources where identity = @identity",
            new { identity }
        );
        await ScheduleAsync(session, id!, now);
        return id!;
    }

    /// <summary>Sets the rows of due work where they are missing or follow other settings.</summary>
    public async Task ScheduleAsync(Session session, string source, DateTimeOffset now)
    {
        var poll = await session.FirstOrDefaultAsync<SlotRow>(
            "select due_at as DueAt, period_ms as PeriodMs from due where kind = @kind and key = @source",
            new { kind = NightscoutPoller.PollKind, source }
        );
        if (poll is null || !_plan.IsOnPlan(source, poll.DueAt, poll.PeriodMs))
        {
            await session.SetAsync(
                NightscoutPoller.PollKind,
                source,
                _plan.NextSlot(source, now),
                period: options.Value.PollEvery
            );
        }

        if (!options.Value.Push)
        {
            await session.DropAsync(NightscoutPush.PushKind, source);
            return;
        }

        await session.ExecuteAsync(
            """
            insert into due (kind, key, due_at, rank) values (@kind, @source, @now, 1)
            on conflict (kind, key) do nothing
            """,
            new
            {
                kind = NightscoutPush.PushKind,
                source,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
    }

    /// <summary>Throws when the key is lost: a fault of ours, never one of the site.</summary>
    public NightscoutCredential Open(SourceState source) =>
        source.Sealed is null
            ? NightscoutCredential.None
            : NightscoutCredential.Parse(
                secrets.Open(Purpose, source.Sealed)
                    ?? throw new InvalidOperationException(
                        "The credential of a site cannot be decrypted; enter it again."
                    )
            );

    private static string Identity(Uri site, NightscoutCredential credential) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}\n{site.AbsoluteUri}\n{credential.Text}")));

    private sealed record SlotRow
    {
        public required long DueAt { get; init; }
        public required long PeriodMs { get; init; }
    }
}
