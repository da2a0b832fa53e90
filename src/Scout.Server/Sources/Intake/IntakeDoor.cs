using System.Data.Common;
using System.Text;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Intake;

/// <summary>
/// Where sources knock: who it is, keep what came, thank. Nothing is read or sent on here: producers wait a second or
/// four and ask once. Without a valid secret it looks as if there were no such door.
/// </summary>
internal sealed partial class IntakeDoor(
    Database database,
    IntakeMetrics metrics,
    TimeProvider time,
    ILogger<IntakeDoor> logger
)
{
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
        try
        {
            var gate = await FindAsync(kind, secret ?? Credential(context.Request), open, cancellationToken);
            if (gate is null || !gate.Admits(Place.CallerOf(context)))
            {
                metrics.Refused(kind);
                return TypedResults.NotFound();
            }

            var body = await IntakeBody.ReadAsync(context, cancellationToken);
            await database.WriteAsync(
                session => session.KeepAsync(gate.Watch, body, time.GetUtcNow()),
                cancellationToken
            );
            metrics.Kept(kind);
            return TypedResults.Text("OK");
        }
        catch (Exception exception) when (exception is DbException or StorageException or TimeoutException)
        {
            LogNotKept(exception, kind);
            context.Response.Headers.RetryAfter = "10";
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
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

    /// <summary>"Bearer …", "token …", the password of "Basic …", or the secret alone.</summary>
    private static string? Credential(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString().Trim();
        if (header.Length == 0)
        {
            return null;
        }

        var (scheme, value) = header.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank
            ? (header[..blank], header[(blank + 1)..].Trim())
            : ("", header);
        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(value) : value;
    }

    // What is no Basic credential at all is a wrong one.
    private static string Password(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return
            Convert.TryFromBase64String(encoded, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var pair
            && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : encoded;
    }

    [LoggerMessage(3302, LogLevel.Error, "A delivery of kind {Kind} could not be kept and was answered with 503")]
    private partial void LogNotKept(Exception exception, string kind);
}
