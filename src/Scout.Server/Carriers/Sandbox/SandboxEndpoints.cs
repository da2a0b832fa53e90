using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>The telephones for scripts and tests: the same acts as the buttons of the page.</summary>
internal static class SandboxEndpoints
{
    private const int LongestText = 1600;

    public static IEndpointRouteBuilder MapSandbox(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/sandbox/phones").RequireAuthorization(Policies.Owner).WithTags("Sandbox");
        api.MapGet("", ListAsync).WithName("ListPhones").WithSummary("The sandbox's telephones and what rings there");
        api.MapPost("/{number}/{act}", ActAsync)
            .AddEndpointFilter<FormGuard>()
            .WithName("UsePhone")
            .WithSummary("Answer, decline, voicemail, press, hangup or text on a telephone of the sandbox")
            .ProducesProblem(StatusCodes.Status409Conflict);
        return routes;
    }

    /// <summary>Null: done. Otherwise why not, for a person.</summary>
    public static async Task<string?> TryActAsync(
        SandboxTelephone telephone,
        string number,
        string act,
        string value,
        CancellationToken cancellationToken
    )
    {
        switch (act)
        {
            case "answer":
                return await telephone.AnswerAsync(number, cancellationToken) ? null : "Nothing rings there any more.";
            case "decline":
                return await telephone.DeclineAsync(number, cancellationToken) ? null : "Nothing rings there any more.";
            case "voicemail":
                return await telephone.VoicemailAsync(number, cancellationToken)
                    ? null
                    : "Nothing rings there any more.";
            case "hangup":
                return await telephone.HangUpAsync(number, cancellationToken) ? null : "The call is over.";
            case "press"
                when value is ['0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9' or '*' or '#']:
                return await telephone.PressAsync(number, value, cancellationToken) ? null : "The call is over.";
            case "press":
                return "A key is one of 0 to 9, * and #.";
            case "text" when value.Trim() is { Length: > 0 and <= LongestText } body:
                await telephone.WriteAsync(number, body, cancellationToken);
                return null;
            case "text":
                return "A text has between 1 and 1600 characters.";
            default:
                return "A telephone can answer, decline, voicemail, press, hangup and text.";
        }
    }

    /// <summary>What a POST brings along, as a form, in the address, or as JSON.</summary>
    public static async Task<string> ValueOfAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return form[name].ToString();
        }

        if (request.HasJsonContentType())
        {
            try
            {
                var body = await request.ReadFromJsonAsync<Dictionary<string, string>>(cancellationToken);
                return body?.GetValueOrDefault(name) ?? "";
            }
            catch (JsonException)
            {
                return "";
            }
        }

        return request.Query[name].ToString();
    }

    private static async Task<Ok<IEnumerable<PhoneBody>>> ListAsync(
        SandboxPhones phones,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await phones.ListAsync(cancellationToken)).Select(PhoneBody.From));

    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync(
        string number,
        string act,
        HttpRequest request,
        SandboxTelephone telephone,
        CancellationToken cancellationToken
    )
    {
        var value = await ValueOfAsync(request, act is "text" ? "body" : "key", cancellationToken);
        var refusal = await TryActAsync(telephone, WithPlus(number), act, value, cancellationToken);
        return refusal is null
            ? TypedResults.NoContent()
            : TypedResults.Problem(refusal, statusCode: StatusCodes.Status409Conflict, title: "Not done");
    }

    private static string WithPlus(string number) => number.StartsWith('+') ? number : "+" + number.Trim();

    internal sealed record PhoneBody(
        string Number,
        IReadOnlyList<string> Names,
        IEnumerable<CallBody> Calls,
        IEnumerable<TextBody> Texts
    )
    {
        public static PhoneBody From(SandboxPhone phone) =>
            new(
                phone.Number,
                phone.Names,
                (phone.Live is { } live ? phone.Earlier.Prepend(live) : phone.Earlier).Select(CallBody.From),
                phone.Texts.Select(text => new TextBody(text.Body, text.FromPhone == 1, At(text.At)))
            );
    }

    /// <param name="Says">What is heard once answered; empty while it rings.</param>
    internal sealed record CallBody(
        string Id,
        string State,
        string Says,
        bool AsksForKey,
        string EndedBy,
        DateTimeOffset PlacedAt
    )
    {
        public static CallBody From(SandboxCall call) =>
            new(
                call.Id,
                call.State,
                call.AnsweredAt is null ? "" : call.Script,
                call.AsksForKey,
                call.EndedBy,
                At(call.PlacedAt)
            );
    }

    internal sealed record TextBody(string Body, bool FromPhone, DateTimeOffset At);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
