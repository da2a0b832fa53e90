using System.Net.Mime;

namespace Scout.TestKit.Vonage;

/// <summary>Refusals in the shapes the real one uses.</summary>
internal static class Answers
{
    public static async Task FailAsync(HttpContext context, ApiFault fault, bool isCall)
    {
        switch (fault)
        {
            case ApiFault.Dropped:
                context.Abort();
                break;
            case ApiFault.Silent:
                await WaitForTheEndAsync(context);
                break;
            case ApiFault.Unauthorized:
                await JsonAsync(context, 401, """{"type":"UNAUTHORIZED","error_title":"Unauthorized"}""");
                break;
            case ApiFault.NoCredit:
                await ProblemAsync(context, 402, "#low-balance", "Low balance");
                break;
            case ApiFault.RateLimited:
                context.Response.Headers.RetryAfter = "1";
                await ProblemAsync(context, 429, "#1000", "Rate Limit Hit");
                break;
            case ApiFault.InvalidNumber when isCall:
                await BadRequestAsync(context, "to");
                break;
            case ApiFault.InvalidNumber:
                await ProblemAsync(context, 422, "messages#1430", "Invalid recipient");
                break;
            case ApiFault.HtmlError:
                context.Response.StatusCode = 500;
                context.Response.ContentType = MediaTypeNames.Text.Html;
                await context.Response.WriteAsync("<html><body><h1>Something went wrong</h1></body></html>");
                break;
            case ApiFault.Unavailable:
                context.Response.StatusCode = 503;
                break;
        }
    }

    public static Task NotFoundAsync(HttpContext context) =>
        JsonAsync(context, 404, """{"type":"NOT_FOUND","error_title":"Not Found"}""");

    public static async Task BadRequestAsync(HttpContext context, string field)
    {
        context.Response.StatusCode = 400;
        await context.Response.WriteAsJsonAsync(
            new Dictionary<string, object?>
            {
                ["type"] = "BAD_REQUEST",
                ["error_title"] = "Bad Request",
                ["invalid_parameters"] = new Dictionary<string, string> { [field] = "Is invalid." },
            }
        );
    }

    private static async Task ProblemAsync(HttpContext context, int status, string type, string title)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            new
            {
                type = $"https://developer.vonage.com/api-errors/{type}",
                title,
                detail = "The booth was told so.",
                instance = Ids.New(),
            }
        );
    }

    private static Task JsonAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        return context.Response.WriteAsync(json);
    }

    private static async Task WaitForTheEndAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }
}
