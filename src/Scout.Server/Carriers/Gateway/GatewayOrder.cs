using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Scout.Server.Carriers.Gateway;

/// <summary>One request of a gateway, ready to be filled, and the patterns that read its answer.</summary>
internal sealed class GatewayOrder
{
    private readonly GatewayTemplate _url;
    private readonly GatewayTemplate _body;
    private readonly ImmutableArray<(string Name, GatewayTemplate Value)> _headers;
    private readonly HttpMethod _method;
    private readonly string? _type;

    /// <exception cref="FormatException">A pattern is none.</exception>
    public GatewayOrder(GatewayOrderOptions options)
    {
        _method = HttpMethod.Parse(options.Method.Trim().ToUpperInvariant());
        _url = new GatewayTemplate(options.Url.Trim(), GatewayTemplate.InForm);
        var (escape, type) = Forms[FormatOf(options)];
        _body = new GatewayTemplate(options.Body, escape);
        _headers =
        [
            .. options
                .Headers.Where(header => !IsType(header.Key))
                .Select(header => (header.Key, new GatewayTemplate(header.Value, GatewayTemplate.AsItIs))),
        ];
        var given = options.Headers.FirstOrDefault(header => IsType(header.Key)).Value;
        _type = options.Body.Length == 0 ? null : given ?? type;
        Status = Statuses(options.Status);
        Success = GatewayPattern.Parse(options.Success);
        Id = GatewayPattern.Parse(options.Id);
        BadNumber = GatewayPattern.Parse(options.BadNumber);
        Reason = GatewayPattern.Parse(options.Reason);
    }

    public static ImmutableArray<string> Formats => [.. Forms.Keys];

    public ImmutableArray<(int From, int To)> Status { get; }

    public GatewayPattern? Success { get; }

    public GatewayPattern? Id { get; }

    public GatewayPattern? BadNumber { get; }

    public GatewayPattern? Reason { get; }

    private static Dictionary<string, (Func<string, string> Escape, string Type)> Forms { get; } =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["json"] = (GatewayTemplate.InJson, "application/json; charset=utf-8"),
            ["form"] = (GatewayTemplate.InForm, "application/x-www-form-urlencoded"),
            ["xml"] = (GatewayTemplate.InXml, "text/xml; charset=utf-8"),
            ["plain"] = (GatewayTemplate.AsItIs, "text/plain; charset=utf-8"),
        };

    /// <summary>A name of <see cref="Formats"/>, or whatever was set in its place.</summary>
    public static string FormatOf(GatewayOrderOptions options) =>
        options.Format.Trim() is { Length: > 0 } format ? format
        : options.Body.AsSpan().TrimStart() is ['{' or '[', ..] ? "json"
        : options.Body.AsSpan().TrimStart() is ['<', ..] ? "xml"
        : "form";

    public Uri Url(GatewayWords words) => new(_url.Fill(words));

    public string Body(GatewayWords words) => _body.Fill(words);

    public HttpRequestMessage Request(GatewayWords words)
    {
        var request = new HttpRequestMessage(_method, Url(words));
        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Fill(words));
        }

        return request;
    }

    /// <summary>Also where there is no body: it knows whether the request left.</summary>
    public SentContent Content(GatewayWords words) => new(Encoding.UTF8.GetBytes(Body(words)), _type);

    /// <exception cref="FormatException">As the end of a sentence.</exception>
    public static ImmutableArray<(int From, int To)> Statuses(string text) =>
        [
            .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.Split('-', StringSplitOptions.TrimEntries))
                .Select(part => (Code(text, part[0]), Code(text, part[^1]))),
        ];

    private static int Code(string text, string code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        && status is >= 100 and < 600
            ? status
            : throw new FormatException($"'{text}' is no list of HTTP status codes such as 200-299 or 200, 202.");

    private static bool IsType(string header) => header.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
}
