using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Scout.Server.Carriers.Twilio;

/// <summary>A webhook that was let in, or why not.</summary>
internal sealed record TwilioWebhook(IResult? Refusal, TwilioForm Form);

/// <summary>Where every webhook comes in: its size, its signature, its fields, in this order.</summary>
internal sealed partial class TwilioDoor(TwilioOptions options, TwilioCallbacks callbacks, ILogger<TwilioDoor> logger)
{
    private const string BodyHash = "bodySHA256";

    /// <summary>The account's token is known, so nothing unsigned is believed.</summary>
    public bool ChecksSignatures => !options.SigningTokens.IsEmpty;

    public async Task<TwilioWebhook> OpenAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (await WebhookBody.ReadAsync(request, cancellationToken) is not { } body)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge);
        }

        var isForm = request.HasFormContentType && request.ContentType is { } type && IsUrlEncoded(type);
        var form = isForm ? TwilioForm.Parse(Encoding.UTF8.GetString(body)) : TwilioForm.Empty;
        if (ChecksSignatures && !IsSigned(request, form, body))
        {
            LogForged(callbacks.Exist ? "" : " (SITE_URL is not set, so the address was taken from the request)");
            return Refused(StatusCodes.Status403Forbidden);
        }

        var isGet = HttpMethods.IsGet(request.Method);
        return new TwilioWebhook(null, isGet ? TwilioForm.Parse(request.QueryString.Value ?? "") : form);
    }

    private bool IsSigned(HttpRequest request, TwilioForm form, byte[] body)
    {
        var hash = request.Query[BodyHash].ToString();
        var isWhole =
            hash.Length > 0 ? TwilioSignature.FitsBody(hash, body)
            : HttpMethods.IsGet(request.Method) ? body.Length == 0
            : body.Length == 0 || request.HasFormContentType; // any other body would be signed by nobody
        return isWhole
            && TwilioSignature.Fits(
                request.Headers["X-Twilio-Signature"].ToString(),
                options.SigningTokens,
                [.. Urls(request).Distinct(StringComparer.Ordinal)],
                hash.Length > 0 ? [] : [.. form.Fields]
            );
    }

    /// <summary>
    /// What Twilio may have requested: the public address and the target as it came. Only where nobody said what the
    /// public address is, the request's own host stands for it.
    /// </summary>
    private IEnumerable<string> Urls(HttpRequest request)
    {
        var target = Target(request);
        if (callbacks.Site is { } site)
        {
            var origin = new Uri(site);
            var folder = origin.AbsolutePath.TrimEnd('/');
            // A proxy before Scout may or may not have cut off the folder.
            var whole = target.StartsWith($"{folder}/", StringComparison.Ordinal) ? target : folder + target;
            return TwilioSignature.Spellings(origin, whole).Concat(TwilioSignature.Spellings(origin, folder + target));
        }

        string[] schemes = ["https", "http"]; // a proxy may have taken TLS off
        return schemes
            .Select(scheme =>
                Uri.TryCreate($"{scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own : null
            )
            .OfType<Uri>()
            .SelectMany(origin => TwilioSignature.Spellings(origin, target));
    }

    // As it stood in the request line: decoding and encoding again would change what was signed.
    private static string Target(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return raw.StartsWith('/')
            ? raw
            : request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString;
    }

    private static TwilioWebhook Refused(int status) => new(TypedResults.StatusCode(status), TwilioForm.Empty);

    private static bool IsUrlEncoded(string type) =>
        type.StartsWith(MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(2411, LogLevel.Warning, "A webhook without Twilio's signature was refused{Hint}")]
    private partial void LogForged(string hint);
}
