using System.Data.Common;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Intake;

/// <summary>
/// Where sources knock: who it is, keep what came, thank. Nothing is read or sent on here: producers wait a second or
/// four and ask once. Without a valid secret it looks as if there were no such door.
/// </summary>
internal sealed partial class IntakeDoor(
    Database database,
    IEnumerable<Producer> producers,
    SecretBox box,
    IntakeMetrics metrics,
    TimeProvider time,
    ILogger<IntakeDoor> logger
)
{
    private const int LongestMark = 200;

    /// <param name="secret">Of the path; null: of the Authorization header.</param>
    /// <param name="open">The watch that takes what comes without any secret; null: none does.</param>
    public async Task<IResult> TakeAsync(
        HttpContext context,
        string kind,
        string? secret,
        string? open,
        CancellationToken cancellationToken
    )
    {
        var (refusal, _) = await KeepAsync(context, kind, secret, open, cancellationToken);
        return refusal ?? TypedResults.Text("OK");
    }

    /// <summary>The same, for doors with thanks of their own.</summary>
    public async Task<(IResult? Refusal, Kept Kept)> KeepAsync(
        HttpContext context,
        string kind,
        string? secret,
        string? open,
        CancellationToken cancellationToken
    )
    {
        var kept = default(Kept);
        var refusal = await AdmitAsync(
            context,
            kind,
            secret,
            open,
            async gate =>
            {
                var producer = producers.First(one => one.Kind == kind);
                var body = await BodyAsync(context, producer, cancellationToken);
                var now = time.GetUtcNow();
                if (!IsSigned(producer, gate, context, body))
                {
                    await database.WriteAsync(session => session.RefusedAsync(gate.Watch, now), cancellationToken);
                    return false;
                }

                var id = await database.WriteAsync(
                    session => session.KeepAsync(gate.Watch, body, now),
                    cancellationToken
                );
                kept = new Kept(gate.Watch, id);
                return true;
            },
            cancellationToken
        );
        return (refusal, kept);
    }

    /// <summary>For what only has to come: nothing of it is read or kept.</summary>
    /// <returns>Null: it was heard.</returns>
    public Task<IResult?> HearAsync(
        HttpContext context,
        string kind,
        string secret,
        Func<Session, string, DateTimeOffset, Task> hear,
        CancellationToken cancellationToken
    ) =>
        AdmitAsync(
            context,
            kind,
            secret,
            open: null,
            async gate =>
            {
                var now = time.GetUtcNow();
                await database.WriteAsync(
                    async session =>
                    {
                        await hear(session, gate.Watch, now);
                        session.CameAt(gate.Watch, now.ToUnixTimeMilliseconds());
                    },
                    cancellationToken
                );
                return true;
            },
            cancellationToken
        );

    /// <param name="take">False: what came is nobody's after all.</param>
    private async Task<IResult?> AdmitAsync(
        HttpContext context,
        string kind,
        string? secret,
        string? open,
        Func<Gate, Task<bool>> take,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var gate = await FindAsync(kind, secret ?? Credentials.Of(context.Request), open, cancellationToken);
            if (gate is null || !gate.Admits(Place.CallerOf(context)) || !await take(gate))
            {
                metrics.Refused(kind);
                return TypedResults.NotFound();
            }

            metrics.Kept(kind);
            return null;
        }
        catch (Exception exception) when (exception is DbException or StorageException or TimeoutException)
        {
            LogNotKept(exception, kind);
            context.Response.Headers.RetryAfter = "10";
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IntakeBody> BodyAsync(
        HttpContext context,
        Producer producer,
        CancellationToken cancellationToken
    )
    {
        var body = await IntakeBody.ReadAsync(context, cancellationToken);
        if (body.Size == 0 && producer.TakesQuery)
        {
            body = IntakeBody.OfQuery(context.Request.Query);
        }

        var mark = producer.MarkHeader.Length == 0 ? "" : $"{context.Request.Headers[producer.MarkHeader]}".Trim();
        return mark.Length is > 0 and <= LongestMark ? body with { Mark = mark } : body;
    }

    /// <summary>What must be signed and is not, or wrongly, or cannot be told because it is too large, is nobody's.</summary>
    private bool IsSigned(Producer producer, Gate gate, HttpContext context, IntakeBody body)
    {
        if (producer.Signed is not { } signed || gate.Signing.Length == 0)
        {
            return !producer.MustSign;
        }

        return body.IsWhole
            && box.Open(Gate.SigningPurpose, gate.Signing) is { } key
            && signed(context.Request.Headers, body.Bytes, key);
    }

    private Task<Gate?> FindAsync(string kind, string? secret, string? open, CancellationToken cancellationToken) =>
        (secret, open) switch
        {
            ({ Length: > 0 }, _) => database.ReadAsync(
                session => session.FindGateAsync(kind, secret, time.GetUtcNow()),
                cancellationToken
            ),
            (_, { } watch) => database.ReadAsync(session => session.GateOfAsync(watch), cancellationToken),
            _ => Task.FromResult<Gate?>(null),
        };

    [LoggerMessage(3302, LogLevel.Error, "A delivery of kind {Kind} could not be kept and was answered with 503")]
    private partial void LogNotKept(Exception exception, string kind);
}

/// <summary>A delivery that is kept.</summary>
internal readonly record struct Kept(string Watch, long Id);
