using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;

namespace Scout.Server.Carriers.Vonage;

/// <summary>A JSON body that knows whether it began to leave: before that, nothing can have been placed.</summary>
internal sealed class SentContent : HttpContent
{
    private readonly byte[] _json;

    public SentContent(byte[] json)
    {
        _json = json;
        Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
    }

    public bool Left { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        Left = true;
        await stream.WriteAsync(_json, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
