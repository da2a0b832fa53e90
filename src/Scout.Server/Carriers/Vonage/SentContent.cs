using System.Net;
using System.Net.Http.Headers;

namespace Scout.Server.Carriers.Vonage;

/// <summary>A JSON body that knows whether it began to leave: before that, nothing can have been placed.</summary>
internal sealed class SentContent : ByteArrayContent
{
    public SentContent(byte[] json)
        : base(json)
    {
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool Left { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        Left = true;
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }
}
