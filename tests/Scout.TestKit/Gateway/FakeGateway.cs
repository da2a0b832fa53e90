using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;

namespace Scout.TestKit.Gateway;

/// <summary>Any local provider of texts: strict about its credentials and about what it needs.</summary>
public sealed class FakeGateway : Booth
{
    public const string Secret = "webhook-secret-0123456789";
    public const string Password = "s3cr3t-token";

    private readonly ConcurrentDictionary<string, GatewayPhone> _phones = new();
    private readonly ConcurrentQueue<GatewayText> _texts = new();
    private readonly ConcurrentQueue<GatewayFault> _faults = new();
    private readonly GatewayShape _shape;
    private HttpClient? _scout;
    private int _requests;

    private FakeGateway(GatewayShape shape, TimeProvider time)
        : base(" (gateway)", time) => _shape = shape;

    public IReadOnlyList<GatewayText> Texts => [.. _texts];

    /// <summary>How many orders came, refused ones included.</summary>
    public int Requests => _requests;

    /// <summary>Every order fails in this way until it is set back; null: they do not.</summary>
    public GatewayFault? Always { get; set; }

    /// <summary>The settings of a gateway of this shape, as docs/providers/gateway.md shows them.</summary>
    public IReadOnlyDictionary<string, string?> SettingsOf(string name, int index = 0)
    {
        var at = $"Scout:Carriers:Gateways:{index}:";
        Dictionary<string, string?> text = _shape switch
        {
            GatewayShape.Json => new()
            {
                ["Url"] = $"{Url}send",
                ["Headers:Authorization"] = $"Bearer {Password}",
                ["Body"] = """{"to": "{to}", "message": "{text}", "ref": "{id}", "lang": "{language}"}""",
                ["Success"] = "$.messages[0].status ~ ^(queued|sent)$",
                ["Id"] = "$.messages[0].id",
            },
            GatewayShape.Form => new()
            {
                ["Url"] = $"{Url}send",
                ["Body"] = $"user=scout&password={Password}&to={{to_digits}}&message={{text}}&ref={{id}}",
                ["Success"] = "^OK",
                ["Id"] = @"^OK: (\w+)",
            },
            GatewayShape.Query => new()
            {
                ["Method"] = "GET",
                ["Url"] = $"{Url}send?user=scout&password={Password}&to={{to}}&message={{text}}&ref={{id}}",
                ["Success"] = "^OK",
                ["Id"] = @"^OK: (\w+)",
            },
            _ => new()
            {
                ["Url"] = $"{Url}send",
                ["Headers:X-Api-Key"] = Password,
                ["Body"] = """<sms to="{to}" ref="{id}"><message>{text}</message></sms>""",
                ["Success"] = "<ok",
                ["Id"] = "id=\"([^\"]+)\"",
            },
        };
        text["BadNumber"] = "(?i)invalid number";
        text["Reason"] = "(?i)error: (.*)";
        var settings = text.ToDictionary(pair => $"{at}Text:{pair.Key}", pair => pair.Value);
        settings[$"{at}Name"] = name;
        settings[$"{at}From"] = "+14155550197";
        settings[$"{at}TextsPerSecond"] = "100";
        settings[$"{at}CallsPerSecond"] = "100";
        settings[$"{at}Webhooks:Secret"] = Secret;
        settings[$"{at}Webhooks:Status:Id"] = "$.id";
        settings[$"{at}Webhooks:Status:Word"] = "$.state";
        settings[$"{at}Webhooks:Status:Sent"] = "SENT";
        settings[$"{at}Webhooks:Status:Delivered"] = "DELIVERED";
        settings[$"{at}Webhooks:Status:Undelivered"] = "UNKNOWN, EXPIRED";
        settings[$"{at}Webhooks:Status:Failed"] = "FAILED";
        settings[$"{at}Webhooks:Text:From"] = "$.sender";
        settings[$"{at}Webhooks:Text:Text"] = "$.message";
        settings[$"{at}Webhooks:Text:Id"] = "$.id";
        return settings;
    }

    public static async Task<FakeGateway> StartAsync(
        GatewayShape shape,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var booth = new FakeGateway(shape, time);
        await booth.ListenAsync(patience: null, cancellationToken);
        return booth;
    }

    /// <summary>Webhooks reach a server in memory.</summary>
    public void Through(HttpClient scout) => _scout = scout;

    public GatewayPhone Phone(string number) => _phones.GetOrAdd(number, key => new GatewayPhone(this, key));

    /// <summary>The next orders fail in these ways, in this order.</summary>
    public void Next(params GatewayFault[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    /// <summary>A webhook as JSON, or as a GET with everything in the address.</summary>
    public async Task<int> TellAsync(
        string gateway,
        string what,
        IReadOnlyDictionary<string, string?> fields,
        string? key = Secret,
        bool asGet = false
    )
    {
        var path = $"/webhooks/gateway/{gateway}/{what}";
        using var request = asGet
            ? new HttpRequestMessage(HttpMethod.Get, QueryHelpers.AddQueryString($"{path}?key={key}", fields))
            : new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(fields) };
        if (!asGet && key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        using var response = await (_scout ?? throw Broken("The gateway does not know Scout.")).SendAsync(
            request,
            Limit
        );
        return (int)response.StatusCode;
    }

    private protected override IEnumerable<BoothCall> AllCalls => [];

    private protected override IEnumerable<BoothText> AllTexts => Texts;

    private protected override void Map(WebApplication app) => app.MapFallback(SendAsync);

    private protected override void ForgetPhones()
    {
        foreach (var phone in _phones.Values)
        {
            phone.Forget();
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsHead(request.Method))
        {
            return; // somebody asks whether anybody is there
        }

        Interlocked.Increment(ref _requests);
        using var reader = new StreamReader(request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var fields = Read(request, body);
        if (Wrong(request, fields) is { } wrong)
        {
            Complain($"{request.Method} {request.Path}: {wrong}");
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var fault = _faults.TryDequeue(out var next) ? next : Always;
        if (fault is GatewayFault.Says says)
        {
            context.Response.StatusCode = says.Status;
            await context.Response.WriteAsync(says.Body);
            return;
        }

        var to = fields["to"].StartsWith('+') ? fields["to"] : "+" + fields["to"];
        var text = new GatewayText(this, to, fields["message"], fields["ref"], fields.GetValueOrDefault("lang", ""));
        _texts.Enqueue(text);
        Phone(to).Take(text);
        if (fault is GatewayFault.Silence)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Limit);
        }

        await context.Response.WriteAsync(
            _shape switch
            {
                GatewayShape.Json => $$"""{"messages":[{"id":"{{text.Id}}","status":"queued"}]}""",
                GatewayShape.Xml => $"""<ok id="{text.Id}"/>""",
                _ => $"OK: {text.Id}",
            }
        );
    }

    private Dictionary<string, string> Read(HttpRequest request, string body) =>
        _shape switch
        {
            GatewayShape.Json => JsonDocument
                .Parse(body)
                .RootElement.EnumerateObject()
                .ToDictionary(field => field.Name, field => field.Value.GetString() ?? ""),
            GatewayShape.Form => QueryHelpers
                .ParseQuery(body)
                .ToDictionary(field => field.Key, field => field.Value.ToString()),
            GatewayShape.Query => request.Query.ToDictionary(field => field.Key, field => field.Value.ToString()),
            _ => XElement.Parse(body, LoadOptions.PreserveWhitespace) is var sms
                ? new()
                {
                    ["to"] = sms.Attribute("to")?.Value ?? "",
                    ["ref"] = sms.Attribute("ref")?.Value ?? "",
                    ["message"] = sms.Element("message")?.Value ?? "",
                }
                : [],
        };

    private string? Wrong(HttpRequest request, Dictionary<string, string> fields)
    {
        var given = _shape switch
        {
            GatewayShape.Json => request.Headers.Authorization.ToString()["Bearer ".Length..],
            GatewayShape.Xml => request.Headers["X-Api-Key"].ToString(),
            _ => fields.GetValueOrDefault("password"),
        };
        return given != Password ? "The credentials are wrong."
            : !fields.ContainsKey("to") || !fields.ContainsKey("message") ? "to or message is missing."
            : null;
    }
}
