using System.Collections.Concurrent;
using System.Xml.Linq;
using Scout.TestKit.Vonage;

namespace Scout.TestKit.Twilio;

/// <summary>Carries the booth's webhooks to Scout, well or badly.</summary>
public sealed class TwilioWebhookSender : IDisposable
{
    private readonly FakeTwilio _booth;
    private readonly ConcurrentDictionary<string, Stack<(Webhook Webhook, bool IsHeld)>> _held = new();
    private readonly ConcurrentQueue<SentWebhook> _sent = new();
    private HttpClient _http = new();
    private Uri? _lastSite;

    internal TwilioWebhookSender(FakeTwilio booth) => _booth = booth;

    /// <summary>Each goes out twice, with the same signature.</summary>
    public bool Twice { get; set; }

    /// <summary>Every second event of a call is held back until the call is over.</summary>
    public bool OutOfOrder { get; set; }

    /// <summary>The events of a new call go out before the order is answered.</summary>
    public bool BeforeAnswer { get; set; }

    /// <summary>Nothing is signed. Scout must refuse it; the booth does not complain.</summary>
    public bool WithoutSignature { get; set; }

    /// <summary>Which statuses are lost on the way ("key" for keys).</summary>
    public Func<string, bool> Lose { get; set; } = static _ => false;

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
        Dictionary<string, string?> fields,
        bool isLast = false
    )
    {
        _lastSite = new Uri(address);
        var webhook = new Webhook(address, status, Present(fields));
        var held = _held.GetOrAdd(id, _ => new());
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
            foreach (var (webhook, _) in held.Where(one => one.IsHeld))
            {
                await DeliverAsync(webhook);
            }
        }
    }

    /// <summary>A key: the answer is what the call says next, null when Scout has nothing to say.</summary>
    internal async Task<XElement?> AskAsync(string address, Dictionary<string, string?> fields)
    {
        var webhook = new Webhook(address, "key", Present(fields));
        if (Lose("key"))
        {
            return null;
        }

        var first = await PostAsync(webhook);
        if (Twice && await PostAsync(webhook) is var second && second != first && !IsHold(first) && !IsHold(second))
        {
            _booth.Complain($"The second copy of a key press was answered differently: {first}");
        }

        return Read(first);
    }

    internal async Task<string?> SendInboundTextAsync(string from, string body)
    {
        var site =
            Site ?? _lastSite ?? throw _booth.Broken("The booth does not know Scout's address yet: set Webhooks.Site.");
        var sid = FakeTwilio.NewSid("SM");
        var fields = new Dictionary<string, string?>
        {
            ["MessageSid"] = sid,
            ["SmsSid"] = sid,
            ["SmsMessageSid"] = sid,
            ["AccountSid"] = FakeTwilio.AccountSid,
            ["From"] = from,
            ["To"] = FakeTwilio.Number,
            ["Body"] = body,
            ["NumMedia"] = "0",
            ["NumSegments"] = "1",
            ["SmsStatus"] = "received",
            ["ApiVersion"] = "2010-04-01",
        };
        var webhook = new Webhook(new Uri(site, "/sms").ToString(), "inbound", Present(fields));
        var answer = await PostAsync(webhook);
        if (Twice && await PostAsync(webhook) != answer)
        {
            _booth.Complain("The second copy of a text was answered differently.");
        }

        return Read(answer)?.Element("Message")?.Value;
    }

    private static KeyValuePair<string, string>[] Present(Dictionary<string, string?> fields) =>
        [
            .. fields
                .Where(field => field.Value is not null)
                .Select(field => KeyValuePair.Create(field.Key, field.Value!)),
        ];

    private XElement? Read(string answer)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            return null;
        }

        if (TwilioScript.WhatIsWrong(answer) is not { } wrong)
        {
            return TwilioScript.Parse(answer);
        }

        _booth.Complain($"Scout's answer: {wrong}");
        return null;
    }

    private static bool Hold(Stack<(Webhook Webhook, bool IsHeld)> held, Webhook webhook)
    {
        lock (held)
        {
            var isHeld = held.Count % 2 == 0;
            held.Push((webhook, isHeld));
            return isHeld;
        }
    }

    // A busy machine: Scout asks for a moment before it says what became of the key.
    private static bool IsHold(string answer) => answer.Contains("One moment", StringComparison.Ordinal);

    private async Task DeliverAsync(Webhook webhook)
    {
        if (!Lose(webhook.Status))
        {
            await PostAsync(webhook);
            if (Twice)
            {
                await PostAsync(webhook);
            }
        }
    }

    private async Task<string> PostAsync(Webhook webhook)
    {
        try
        {
            using var form = new FormUrlEncodedContent(webhook.Fields);
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address) { Content = form };
            if (!WithoutSignature)
            {
                var signature = TwilioSigner.Sign(_booth.Token, webhook.Address, webhook.Fields);
                request.Headers.Add("X-Twilio-Signature", signature);
            }

            using var response = await _http.SendAsync(request, _booth.Limit);
            _sent.Enqueue(new SentWebhook(webhook.Status, webhook.Address, "", (int)response.StatusCode));
            if (!response.IsSuccessStatusCode && !MayFail && !WithoutSignature)
            {
                _booth.Complain($"Scout answered {(int)response.StatusCode} to the webhook {webhook.Status}.");
            }

            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(_booth.Limit) : "";
        }
        catch (HttpRequestException) when (MayFail)
        {
            _sent.Enqueue(new SentWebhook(webhook.Status, webhook.Address, "", Answer: 0));
            return "";
        }
    }

    private sealed record Webhook(string Address, string Status, KeyValuePair<string, string>[] Fields);
}
