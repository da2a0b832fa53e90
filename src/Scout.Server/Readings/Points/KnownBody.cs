using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Scout.Server.Readings.Points;

/// <summary>
/// A JSON body with its fingerprint: who has it already gets 304. Kept only by the browser that asked, and asked for
/// again each time. Compressed for whoever can read that.
/// </summary>
internal sealed class KnownBody(ReadOnlyMemory<byte> body) : IResult
{
    private const int WorthIt = 1_024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        var tag = new EntityTagHeaderValue(
            $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span)[..12])}\"",
            isWeak: true
        );
        headers.ETag = tag.ToString();
        headers.CacheControl = "private, no-cache";
        headers.Vary = StringValues.Concat(headers.Vary, "Accept-Encoding, Cookie");
        var known = httpContext.Request.GetTypedHeaders().IfNoneMatch;
        if (known.Any(one => one.Compare(tag, useStrongComparison: false)))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        httpContext.Response.ContentType = "application/json; charset=utf-8";
        var sent = body;
        if (body.Length > WorthIt && EncodingFor(httpContext.Request) is { } encoding)
        {
            headers.ContentEncoding = encoding;
            sent = Pack(body, encoding);
        }

        httpContext.Response.ContentLength = sent.Length;
        await httpContext.Response.Body.WriteAsync(sent, httpContext.RequestAborted);
    }

    private static string? EncodingFor(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Accepts("br") ? "br"
            : Accepts("gzip") ? "gzip"
            : null;

        bool Accepts(string name) =>
            accepted.Any(one =>
                one.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && one.Quality is null or > 0
            );
    }

    private static ReadOnlyMemory<byte> Pack(ReadOnlyMemory<byte> body, string encoding)
    {
        var packed = new MemoryStream(body.Length / 2);
        using (
            Stream stream =
                encoding == "br"
                    ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)
                    : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
        )
        {
            stream.Write(body.Span);
        }

        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }
}
