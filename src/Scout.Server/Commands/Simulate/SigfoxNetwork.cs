using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace Scout.Server.Commands.Simulate;

/// <summary>
/// Sends as Sigfox does: a callback that is not answered with 2xx within ten seconds comes again after one, two and four
/// minutes and is lost then, so that messages come late, twice and out of order.
/// </summary>
internal sealed class SigfoxNetwork(HttpClient http, SigfoxPlan plan, TimeProvider time)
{
    private static readonly TimeSpan[] Again =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(4),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UntilAcknowledged = TimeSpan.FromSeconds(30);

    /// <summary>Every so many messages of a device one asks for a downlink.</summary>
    private const int AsksEvery = 24;

    private readonly PriorityQueue<SigfoxPost, DateTimeOffset> _posts = new();
    private readonly Random _random = new(plan.Seed);

    public int Taken { get; private set; }

    public int SentAgain { get; private set; }

    public int Lost { get; private set; }

    public int Downlinks { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var length = plan.Every * plan.Messages;
        var from = began - length + (length / plan.Speed);
        Plan(from);
        while (_posts.TryDequeue(out var post, out var at))
        {
            var wait = ((at - from) / plan.Speed) - (time.GetUtcNow() - began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            await SendAsync(post, at, cancellationToken);
        }
    }

    private void Plan(DateTimeOffset from)
    {
        for (var device = 0; device < plan.Devices; device++)
        {
            var id = (0x1D0000 + device).ToString("X");
            var first = from + (plan.Every * _random.NextDouble());
            for (var number = 0; number < plan.Messages; number++)
            {
                var at = first + (plan.Every * number);
                var asks = number % AsksEvery == AsksEvery - 1;
                var body = SigfoxBodies.Data(id, at, number, SigfoxBodies.ValueAt(at, device, _random), asks);
                for (var copy = 0; copy < plan.Copies; copy++)
                {
                    // Stations report within some seconds of each other.
                    _posts.Enqueue(
                        new SigfoxPost(id, body, asks),
                        at + TimeSpan.FromSeconds(copy * _random.NextDouble())
                    );
                }
            }
        }
    }

    private async Task SendAsync(SigfoxPost post, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var answer = await AnswerAsync(post, cancellationToken);
        var took = time.GetElapsedTime(begin);
        Slowest = took > Slowest ? took : Slowest;
        if (answer is not null)
        {
            Taken++;
            Hear(post, answer, at);
        }
        else if (post.Attempt < Again.Length)
        {
            SentAgain++;
            _posts.Enqueue(post with { Attempt = post.Attempt + 1 }, at + Again[post.Attempt]);
        }
        else
        {
            Lost++;
        }
    }

    /// <summary>The body; null: no answer that counts.</summary>
    private async Task<string?> AnswerAsync(SigfoxPost post, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, plan.Address)
        {
            Content = new StringContent(post.Body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        if (plan.Secret is { } secret)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(request, patience.Token);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(patience.Token) : null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    private void Hear(SigfoxPost post, string answer, DateTimeOffset at)
    {
        if (!post.Asks || !IsDownlink(answer, post.Device))
        {
            return;
        }

        Downlinks++;
        var told = at + UntilAcknowledged;
        _posts.Enqueue(new SigfoxPost(post.Device, SigfoxBodies.Acknowledge(post.Device, told), Asks: false), told);
    }

    private static bool IsDownlink(string answer, string device)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(device, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
