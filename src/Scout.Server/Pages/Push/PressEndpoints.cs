using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Push;

namespace Scout.Server.Pages.Push;

/// <summary>
/// The button of a message. Its address holds a secret of its own, so no form token is asked for: apps post here. Looking
/// changes nothing: link previews look too.
/// </summary>
internal static class PressEndpoints
{
    public static IEndpointRouteBuilder MapPresses(this IEndpointRouteBuilder routes)
    {
        var press = routes
            .MapGroup("/push/{token}")
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription()
            .RequireRateLimiting(Door.RateLimit);
        press.MapGet("", ShowAsync);
        press.MapPost("", PressAsync);
        return routes;
    }

    private static async Task<RazorComponentResult> ShowAsync(
        string token,
        PushDesk desk,
        CancellationToken cancellationToken
    ) =>
        await desk.KnowsAsync(token, cancellationToken)
            ? Page(StatusCodes.Status200OK, token, words: null)
            : Page(StatusCodes.Status404NotFound, token, Unknown());

    private static async Task<IResult> PressAsync(
        string token,
        HttpContext context,
        PushDesk desk,
        CancellationToken cancellationToken
    )
    {
        var answer = await desk.PressAsync(token, cancellationToken);
        var status = answer.Outcome switch
        {
            PushOutcome.Taken => StatusCodes.Status200OK,
            PushOutcome.Over => StatusCodes.Status409Conflict,
            PushOutcome.TooOld => StatusCodes.Status410Gone,
            _ => StatusCodes.Status404NotFound,
        };
        var words = answer.Outcome is PushOutcome.Unknown ? Unknown() : answer.Words;
        var isPerson = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        return isPerson
            ? Page(status, token, words)
            : TypedResults.Text(words, "text/plain", System.Text.Encoding.UTF8, status);
    }

    private static string Unknown() => Say.It("This button does nothing any more. Open Scout to see how it stands.");

    private static RazorComponentResult<PressPage> Page(int status, string token, string? words) =>
        new(new { Token = token, Words = words }) { StatusCode = status };
}
