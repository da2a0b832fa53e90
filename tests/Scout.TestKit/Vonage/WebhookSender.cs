using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace Scout.TestKit.Vonage;

/// <summary>Carries the booth's webhooks to Scout, well or badly.</summary>
public sealed class WebhookSender : IDisposable
{
    private readonly FakeVonage _booth;
    private readonly ConcurrentDictionary<string, Stack<Webhook>> _held = new();
    private readonly ConcurrentQueue<SentWebhook> _sent = new();
    private HttpClient _http = new();
    private Uri? _lastSite;

    internal WebhookSender(FakeVonage booth) => _booth = booth;

    /// <summary>Each goes out twice, with the same signature.</summary>
    public bool Twice { get; set; }

    /// <summary>Every second event of a call is held back until the call is over.</summary>
    public bool OutOfOrder { get; set; }

    /// <summary>The first try of each has no signature; Scout asks for a second.</summary>
    public bool WithoutSignature { get; set; }

    /// <summary>The events of a new call go out before the order is answered.</summary>
    public bool BeforeAnswer { get; set; }

    /// <summary>Which statuses are lost on the way ("input" for keys).</summary>
    public Func<string, bool> Lose { get; set; } = static _ => false;

    /// <summary>How long each is under way, by the story's clock.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Scout may be down or refuse: no complaint then.</summary>
    public bool MayFail { get; set; }

    /// <summary>Where inbound texts go; null: where the last order's callbacks pointed.</summary>
    public Uri? Site { get; set; }

    /// <summary>What went out and how it was answered.</summary>
    public IReadOnlyList<SentWebhook> Sent => [.. _sent];

    /// <summary>Sends webhooks into a server that has no port, e.g. a test server.</summary>
    public void Through(HttpMessageHandler handler)
    {
        _http.Dispose();
        _http = new HttpClient(handler);
    }

    public void Dispose() => _http.Dispose();

    internal async Task SendAsync(
        string id,
        string address,
        string status,
        Dictionary<string, object?> fields,
        bool isLast = false
    )
    {
        var webhook = Make(address, status, fields);
        var held = _held.GetOrAdd(id, _ => new Stack<Webhook>());
        if (OutOfOrder && !isLast && Hold(held, webhook))
        {
            return;
        }

        await DeliverAsync(webhook);
    }

    /// <summary>The call is over: what was held back goes out, last first.</summary>
    internal async Task LetGoAsync(string id)
    {
        if (_held.TryRemove(id, out var held))
        {
            foreach (var webhook in held.Where(webhook => webhook.IsHeld))
            {
                await DeliverAsync(webhook);
            }
        }
    }

    /// <summary>A key: the answer is the rest of the script, null when Scout has nothing to say.</summary>
    internal async Task<JsonElement[]?> AskAsync(string address, string status, Dictionary<string, object?> fields)
    {
        var webhook = Make(address, status, fields);
        if (Lose(status))
        {
            return null;
        }

        var first = await PostAsync(webhook);
        if (Twice && await PostAsync(webhook) is var second && second != first && !IsHold(first) && !IsHold(second))
        {
            _booth.Complain($"The second copy of a key press was answered differently: {first}");
        }

        if (string.IsNullOrWhiteSpace(first))
        {
            return null;
        }

        using var document = JsonDocument.Parse(first);
        var script = document.RootElement.Clone();
        if (Scripts.WhatIsWrong(script) is { } wrong)
        {
            _booth.Complain($"The answer to a key: {wrong}");
        }

        return [.. script.EnumerateArray()];
    }

    internal async Task SendInboundTextAsync(string from, string body)
    {
        var site =
            Site ?? _lastSite ?? throw _booth.Broken("The booth does not know Scout's address yet: set Webhooks.Site.");
        var fields = new Dictionary<string, object?>
        {
            ["channel"] = "sms",
            ["message_uuid"] = Ids.New(),
            ["to"] = Wire.Digits(FakeVonage.Number),
            ["from"] = Wire.Digits(from),
            ["timestamp"] = Wire.Timestamp(_booth.Time),
            ["message_type"] = "text",
            ["text"] = body,
            ["sms"] = new { num_messages = "1", keyword = body.Split(' ')[0].ToUpperInvariant() },
        };
        await DeliverAsync(Make(new Uri(site, "/webhooks/inbound-messages").ToString(), "inbound", fields));
    }

    private Webhook Make(string address, string status, Dictionary<string, object?> fields)
    {
        _lastSite = new Uri(address);
        var present = fields
            .Where(field => field.Value is not null)
            .ToDictionary(field => field.Key, field => field.Value);
        var body = JsonSerializer.Serialize(present);
        return new Webhook(address, status, body, new WebhookToken(body, _booth.Time.GetUtcNow()).Make());
    }

    // A busy machine: Scout asks for a moment before it says what became of the key.
    private static bool IsHold(string answer) => answer.Contains("One moment", StringComparison.Ordinal);

    private static bool Hold(Stack<Webhook> held, Webhook webhook)
    {
        lock (held)
        {
            var isHeld = held.Count % 2 == 0;
            held.Push(webhook with { IsHeld = isHeld });
            return isHeld;
        }
    }

    private async Task DeliverAsync(Webhook webhook)
    {
        if (Lose(webhook.Status))
        {
            return;
        }

        if (Delay > TimeSpan.Zero)
        {
            var delay = Task.Delay(Delay, _booth.Time, _booth.Limit);
            _booth.InBackground(async () =>
            {
                await delay;
                await PostAllAsync(webhook);
            });
            return;
        }

        await PostAllAsync(webhook);
    }

    private async Task PostAllAsync(Webhook webhook)
    {
        await PostAsync(webhook);
        if (Twice)
        {
            await PostAsync(webhook);
        }
    }

    private async Task<string> PostAsync(Webhook webhook, int tries = 0)
    {
        try
        {
            var (status, answer) = await PostOnceAsync(webhook, isSigned: !WithoutSignature);
            if (WithoutSignature && status is HttpStatusCode.ServiceUnavailable)
            {
                (status, answer) = await PostOnceAsync(webhook, isSigned: true);
            }

            if ((int)status is < 200 or > 299 && !MayFail)
            {
                _booth.Complain($"Scout answered {(int)status} to the webhook {webhook.Status}.");
            }

            return (int)status is >= 200 and <= 299 ? answer : "";
        }
        catch (HttpRequestException) when (!MayFail && tries < 50)
        {
            // Scout orders a moment before it listens; a carrier tries again, and so does this one.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            return await PostAsync(webhook, tries + 1);
        }
        catch (HttpRequestException) when (MayFail)
        {
            _sent.Enqueue(new SentWebhook(webhook.Status, webhook.Address, webhook.Body, Answer: 0));
            return "";
        }
    }

    private async Task<(HttpStatusCode Status, string Answer)> PostOnceAsync(Webhook webhook, bool isSigned)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address)
        {
            Content = new StringContent(webhook.Body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        if (isSigned)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", webhook.Token);
        }

        using var response = await _http.SendAsync(request, _booth.Limit);
        _sent.Enqueue(new SentWebhook(webhook.Status, webhook.Address, webhook.Body, (int)response.StatusCode));
        return (response.StatusCode, await response.Content.ReadAsStringAsync(_booth.Limit));
    }

    private sealed record Webhook(string Address, string Status, string Body, string Token)
    {
        public bool IsHeld { get; init; }
    }
}

/// <summary>A webhook that went out; Answer is the HTTP status, 0 for none.</summary>
public sealed record SentWebhook(string Status, string Address, string Body, int Answer);
