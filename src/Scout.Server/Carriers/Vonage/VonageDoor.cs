using System.Text;
using System.Text.Json;

namespace Scout.Server.Carriers.Vonage;

/// <summary>Where every webhook comes in: its size, its signature, its JSON, in this order.</summary>
internal sealed class VonageDoor(VonageOptions options, VonageSignature signature, TimeProvider time)
{
    /// <summary>A secret is set, so nothing unsigned is believed.</summary>
    public bool ChecksSignatures => !string.IsNullOrWhiteSpace(options.SignatureSecret);

    /// <summary>An empty or broken body of a believed sender is an empty object: there is nothing to do with it.</summary>
    public async Task<Webhook> OpenAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (await WebhookBody.ReadAsync(request, cancellationToken) is not { } body)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge);
        }

        var payload = HttpMethods.IsGet(request.Method)
            ? Encoding.UTF8.GetBytes(request.QueryString.Value?.TrimStart('?') ?? "")
            : body;
        var verdict = ChecksSignatures ? signature.Check(request.Headers.Authorization, payload) : Verdict.Believed;
        if (verdict is Verdict.Wrong)
        {
            return Refused(StatusCodes.Status401Unauthorized);
        }

        var root = WebhookBody.Fields(request, body);
        if (verdict is Verdict.Missing && !VonageLegacySignature.Fits(root, options.SignatureSecret, time.GetUtcNow()))
        {
            context.Response.Headers.RetryAfter = "1"; // Vonage sends it again, signed
            return Refused(StatusCodes.Status503ServiceUnavailable);
        }

        return new Webhook(null, root, payload);
    }

    private static Webhook Refused(int status) => new(TypedResults.StatusCode(status), default, []);
}

/// <summary>A webhook that was let in, or why not.</summary>
internal sealed record Webhook(IResult? Refusal, JsonElement Root, byte[] Payload);
