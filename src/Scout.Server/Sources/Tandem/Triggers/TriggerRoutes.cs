using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Core.Tandem;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>
/// What tconnectsync-heroku offered to an uptime monitor, word for word: its secret opens them, in the address, in a form
/// or as Bearer. One run at a time; what is asked for wrongly is said.
/// </summary>
internal static class TriggerRoutes
{
    private const string Unset = "secret is not configured in the settings, so this page is inaccessible";
    private const string Missing = "secret not provided as a GET or POST argument";
    private const string Invalid = "secret is invalid";
    private const string Busy = "Already running";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public static IEndpointRouteBuilder MapTriggers(this IEndpointRouteBuilder routes)
    {
        var triggers = routes.MapGroup("").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        triggers.MapMethods("/run", Methods, RunAsync);
        triggers.MapMethods("/update", Methods, UpdateAsync);
        triggers.MapMethods("/check_login", Methods, CheckAsync);
        return routes;
    }

    private static async Task<IResult> RunAsync(
        HttpContext context,
        IOptions<TandemOptions> options,
        Database database,
        TimeProvider time
    )
    {
        if (await ReadAsync(context, options.Value, PumpOrder.ByRun) is not { Order: { } order } asked)
        {
            return Refusal(context);
        }

        if (!options.Value.IsDeclared)
        {
            return Page("Triggered job"); // as the original: what is wrong stands elsewhere
        }

        var began = await database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                if (await session.HasRunAsync(DeclaredPumpKeeper.Id, now))
                {
                    return false;
                }

                await session.AddRunAsync(DeclaredPumpKeeper.Id, order, "Asked", now);
                await session.SetAsync(PumpWork.WorkKind, DeclaredPumpKeeper.Id, now, PumpWork.Rank);
                return true;
            },
            context.RequestAborted
        );
        return Page(began ? "Triggered job" : Busy);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, IOptions<TandemOptions> options, PumpDesk desk)
    {
        if (await ReadAsync(context, options.Value, PumpOrder.ByUpdate) is not { Order: { } order })
        {
            return Refusal(context);
        }

        if (!options.Value.IsDeclared)
        {
            return Text(NotDeclared(options.Value), StatusCodes.Status500InternalServerError);
        }

        // Who asked may lose patience; what has begun goes on.
        var result = await desk.RunAsync(DeclaredPumpKeeper.Id, order, CancellationToken.None);
        return result switch
        {
            { WasBusy: true } => Text(Busy, StatusCodes.Status409Conflict),
            { IsFine: false } => Text(result.Problem, StatusCodes.Status500InternalServerError),
            _ => Text(RunText.Of(order, result.Tally)),
        };
    }

    private static async Task<IResult> CheckAsync(
        HttpContext context,
        IOptions<TandemOptions> options,
        LoginCheck check
    )
    {
        if (await ReadAsync(context, options.Value, "check") is not { Order: { } order })
        {
            return Refusal(context);
        }

        return Text(await check.RunAsync(order.Days, context.RequestAborted));
    }

    /// <summary>Null: who asks may not, or asks for something that is not there; the refusal waits in the context.</summary>
    private static async Task<Asked?> ReadAsync(HttpContext context, TandemOptions options, string by)
    {
        var form = context.Request.HasFormContentType
            ? await context.Request.ReadFormAsync(context.RequestAborted)
            : null;
        string? Value(string name) =>
            context.Request.Query.TryGetValue(name, out var value) || form?.TryGetValue(name, out value) is true
                ? value.ToString()
                : null;

        if (Forbids(options.Secret, Value("secret") ?? Bearer(context.Request)) is { } forbidden)
        {
            return Refuse(context, Page(forbidden, StatusCodes.Status403Forbidden));
        }

        var days = 1;
        if (
            Value("days") is { Length: > 0 } typed
            && !(
                int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out days)
                && days is >= 1 and <= PumpOrder.MostDays
            )
        )
        {
            return Refuse(context, Bad($"days: '{typed}' is not a whole number between 1 and {PumpOrder.MostDays}."));
        }

        Feature? features = null;
        if (Value("features") is { Length: > 0 } list)
        {
            if (!Features.TryParse(list, out var set, out var unknown))
            {
                return Refuse(
                    context,
                    Bad($"features: '{unknown}' is none of {string.Join(", ", Features.AllNames)}.")
                );
            }

            features = set;
        }

        return new Asked(
            new PumpOrder(by, days, IsYes(Value("pretend")), features)
            {
                OverwritesProfile = IsYes(Value("overwrite_profile")),
            }
        );
    }

    private static bool IsYes(string? typed) => typed?.Trim().ToUpperInvariant() is "1" or "TRUE" or "YES" or "ON";

    /// <summary>Null: it is the secret. The time it takes says nothing about it.</summary>
    private static string? Forbids(string? secret, string? given) =>
        string.IsNullOrWhiteSpace(secret) ? Unset
        : string.IsNullOrEmpty(given) ? Missing
        : CryptographicOperations.FixedTimeEquals(Hash(secret.Trim()), Hash(given)) ? null
        : Invalid;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header
        && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;

    public static string NotDeclared(TandemOptions options) =>
        string.Join(
            ' ',
            new[]
            {
                (options.HasEmail, "TCONNECT_EMAIL"),
                (options.HasPassword, "TCONNECT_PASSWORD"),
                (options.HasNightscout, "NS_URL"),
            }
                .Where(one => !one.Item1)
                .Select(one => $"You have not specified a {one.Item2}.")
        );

    private static ProblemHttpResult Bad(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static ContentHttpResult Page(string text, int status = StatusCodes.Status200OK) =>
        TypedResults.Text(text, MediaTypeNames.Text.Html, Encoding.UTF8, status);

    private static ContentHttpResult Text(string text, int status = StatusCodes.Status200OK) =>
        TypedResults.Text(text, MediaTypeNames.Text.Plain, Encoding.UTF8, status);

    private static Asked? Refuse(HttpContext context, IResult refusal)
    {
        context.Items[typeof(Asked)] = refusal;
        return null;
    }

    private static IResult Refusal(HttpContext context) => (IResult)context.Items[typeof(Asked)]!;

    private sealed record Asked(PumpOrder Order);
}
