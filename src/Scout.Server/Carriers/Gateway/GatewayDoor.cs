using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Scout.Server.Carriers.Gateway;

/// <summary>A webhook that was let in, or why not.</summary>
internal sealed record GatewayWebhook(IResult? Refusal, GatewayOptions Gateway, GatewayAnswer Said);

/// <summary>
/// Where every gateway's webhook comes in. Such providers cannot sign; they know a secret, as ?key=, as a Bearer token
/// or as the password of Basic. An unknown gateway and a wrong secret look alike.
/// </summary>
internal sealed class GatewayDoor(IOptions<GatewayListOptions> options)
{
    public async Task<GatewayWebhook> OpenAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var gateway = options.Value.Gateways.FirstOrDefault(one => one.Name == name);
        if (gateway is null || !Knows(gateway.Webhooks.Secrets, Given(request)))
        {
            return Refused(StatusCodes.Status404NotFound);
        }

        if (await WebhookBody.ReadAsync(request, cancellationToken) is not { } body)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge);
        }

        var text = body.Length > 0 ? Encoding.UTF8.GetString(body) : request.QueryString.Value ?? "";
        var said = new GatewayAnswer(text, WebhookBody.Fields(request, body));
        return new GatewayWebhook(null, gateway, said);
    }

    private static string Given(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..].Trim();
        }

        var password = new byte[header.Length];
        return
            header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header["Basic ".Length..].Trim(), password, out var length)
            ? Encoding.UTF8.GetString(password, 0, length).Split(':', 2)[^1]
            : request.Query["key"].ToString();
    }

    private static bool Knows(IEnumerable<string> secrets, string given) =>
        secrets.Aggregate(
            false,
            (known, secret) => known | CryptographicOperations.FixedTimeEquals(Hash(secret), Hash(given))
        );

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static GatewayWebhook Refused(int status) =>
        new(TypedResults.StatusCode(status), new GatewayOptions(), GatewayAnswer.Read([]));
}
