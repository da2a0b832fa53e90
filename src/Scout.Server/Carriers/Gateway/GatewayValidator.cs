using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Scout.Server.Sources.Nightscout;

namespace Scout.Server.Carriers.Gateway;

/// <summary>A gateway that would send nothing, or nonsense, stops the start: each fault is one sentence.</summary>
internal sealed partial class GatewayValidator(IConfiguration configuration) : IValidateOptions<GatewayListOptions>
{
    private const int ShortestSecret = 16;

    // Everything that could break out of where it is put.
    private static readonly GatewayWords Hostile = new(
        "+14155550100",
        "\"'<>&\\\n{}\u2603",
        "Scout & \"Co\"",
        "id",
        "pt-PT",
        "https://example.com/?a=1&b=2"
    );

    private static readonly string[] Methods = ["GET", "POST", "PUT"];
    private static readonly string[] Nearby = [".local", ".lan", ".home", ".internal", ".home.arpa"];
    private static readonly string[] Taken = ["vonage", "twilio", "sandbox"];

    public ValidateOptionsResult Validate(string? name, GatewayListOptions options)
    {
        var failures = options
            .Gateways.SelectMany((gateway, index) => Failures($"Scout:Carriers:Gateways:{index}", gateway))
            .Concat(
                options
                    .Gateways.GroupBy(gateway => gateway.Name)
                    .Where(same => same.Count() > 1)
                    .Select(same => $"Scout:Carriers:Gateways: two are named {same.Key}; each needs a Name of its own.")
            )
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(string at, GatewayOptions gateway)
    {
        if (!Name().IsMatch(gateway.Name) || Taken.Contains(gateway.Name))
        {
            yield return $"{at}:Name: '{gateway.Name}' must be lower-case letters, digits and hyphens, and no other carrier's name.";
        }

        if (!gateway.Text.IsSet && !gateway.Call.IsSet)
        {
            yield return $"{at}:Text:Url is missing: it is where texts are sent (for calls, Call:Url).";
        }

        if (gateway.Timeout < TimeSpan.FromMilliseconds(100) || gateway.Timeout > TimeSpan.FromSeconds(25))
        {
            yield return $"{at}:Timeout must be between 0.1 and 25 seconds.";
        }

        if (gateway.TextsPerSecond is < 1 or > 100 || gateway.CallsPerSecond is < 1 or > 100)
        {
            yield return $"{at}:TextsPerSecond and CallsPerSecond must be between 1 and 100.";
        }

        var orders = new[] { ($"{at}:Text", gateway.Text), ($"{at}:Call", gateway.Call) };
        foreach (var failure in orders.Where(order => order.Item2.IsSet).SelectMany(o => Order(o.Item1, o.Item2)))
        {
            yield return failure;
        }

        foreach (var failure in Webhooks($"{at}:Webhooks", gateway))
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> Order(string at, GatewayOrderOptions order)
    {
        if (!Methods.Contains(order.Method.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{at}:Method: '{order.Method}' must be GET, POST or PUT.";
            yield break;
        }

        if (!GatewayOrder.Formats.Contains(GatewayOrder.FormatOf(order), StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{at}:Format: '{order.Format}' must be json, form, xml or plain.";
            yield break;
        }

        foreach (var failure in Placeholders(at, order).Concat(Patterns(at, order)).Concat(Headers(at, order)))
        {
            yield return failure;
        }

        if (Address(order.Url) is { } wrong)
        {
            yield return $"{at}:Url {wrong}";
        }

        if (Body(order) is { } broken)
        {
            yield return $"{at}:Body {broken}";
        }
    }

    private static IEnumerable<string> Placeholders(string at, GatewayOrderOptions order)
    {
        var places = order
            .Headers.Select(header => ($"Headers:{header.Key}", header.Value))
            .Prepend((nameof(order.Body), order.Body))
            .Prepend((nameof(order.Url), order.Url));
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in places)
        {
            foreach (var placeholder in new GatewayTemplate(text, GatewayTemplate.AsItIs).Used)
            {
                used.Add(placeholder);
                if (!GatewayTemplate.Names.Contains(placeholder))
                {
                    var known = string.Join(", ", GatewayTemplate.Names.Select(one => $"{{{one}}}"));
                    yield return $"{at}:{name}: {{{placeholder}}} is no placeholder; there are {known}.";
                }
            }
        }

        if (!used.Contains("to") && !used.Contains("to_digits"))
        {
            yield return $"{at}: nothing says whom to reach; put {{to}} or {{to_digits}} into Url or Body.";
        }

        if (!used.Contains("text"))
        {
            yield return $"{at}: nothing says what to say; put {{text}} into Url or Body.";
        }
    }

    private static IEnumerable<string> Headers(string at, GatewayOrderOptions order)
    {
        foreach (var (name, value) in order.Headers)
        {
            using var request = new HttpRequestMessage();
            var isType = name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
            if (value.Any(char.IsControl) || !(isType || request.Headers.TryAddWithoutValidation(name, value)))
            {
                yield return $"{at}:Headers:{name} cannot be sent as a header.";
            }
            else if (value.Contains("{text}", StringComparison.Ordinal))
            {
                yield return $"{at}:Headers:{name}: {{text}} cannot stand in a header; put it into Url or Body.";
            }
        }
    }

    private static IEnumerable<string> Patterns(string at, GatewayOrderOptions order) =>
        new[]
        {
            Pattern($"{at}:Success", order.Success),
            Pattern($"{at}:Id", order.Id),
            Pattern($"{at}:BadNumber", order.BadNumber),
            Pattern($"{at}:Reason", order.Reason),
            Fault($"{at}:Status", () => (object)GatewayOrder.Statuses(order.Status)),
        }.OfType<string>();

    private static string? Pattern(string at, string pattern) => Fault(at, () => GatewayPattern.Parse(pattern));

    private static string? Fault(string at, Func<object?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (FormatException exception)
        {
            return $"{at}: {exception.Message}";
        }
    }

    private static string? Address(string url)
    {
        var host = url.Split("://", 2)[^1].Split('/', '?', '#')[0];
        if (host.Contains('{', StringComparison.Ordinal))
        {
            return "must name its host without placeholders.";
        }

        if (
            !Uri.TryCreate(
                new GatewayTemplate(url.Trim(), GatewayTemplate.InForm).Fill(Hostile),
                UriKind.Absolute,
                out var address
            ) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
        )
        {
            return "must be a web address such as https://sms.example.com/send.";
        }

        return address.Scheme == Uri.UriSchemeHttp && !IsNearby(address)
            ? "must be https; only a gateway on your own network may be http."
            : null;
    }

    /// <summary>What it says travels in the open: fine within a house, not through the internet.</summary>
    private static bool IsNearby(Uri address) =>
        address.IsLoopback
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && !AddressGuard.IsPublic(ip))
        || (address.HostNameType is UriHostNameType.Dns && !address.Host.Contains('.', StringComparison.Ordinal))
        || Nearby.Any(end => address.Host.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static string? Body(GatewayOrderOptions order)
    {
        var (format, text) = (GatewayOrder.FormatOf(order).ToLowerInvariant(), order.Body);
        if (text.Length == 0 || format is not ("json" or "xml"))
        {
            return null;
        }

        try
        {
            if (format is "json")
            {
                using var document = JsonDocument.Parse(
                    new GatewayTemplate(text, GatewayTemplate.InJson).Fill(Hostile)
                );
            }
            else
            {
                XDocument.Parse(new GatewayTemplate(text, GatewayTemplate.InXml).Fill(Hostile));
            }

            return null;
        }
        catch (JsonException)
        {
            return "is not JSON once it is filled; words belong between quotes: {\"to\": \"{to}\", \"text\": \"{text}\"}.";
        }
        catch (XmlException)
        {
            return "is not XML once it is filled; words belong between tags or into quoted attributes.";
        }
    }

    private IEnumerable<string> Webhooks(string at, GatewayOptions gateway)
    {
        var (webhooks, secrets) = (gateway.Webhooks, gateway.Webhooks.Secrets.ToList());
        var asksForReports = new[] { gateway.Text, gateway.Call }.Any(order =>
            $"{order.Url} {order.Body} {string.Join(' ', order.Headers.Values)}".Contains(
                "{report_url}",
                StringComparison.Ordinal
            )
        );
        if (secrets.Count == 0 && (webhooks.Status.IsSet || webhooks.Text.IsSet || asksForReports))
        {
            yield return $"{at}:Secret is missing: only who knows it is believed.";
        }

        if (secrets.Any(secret => secret.Length < ShortestSecret))
        {
            yield return $"{at}:Secret must have at least {ShortestSecret} characters.";
        }

        if (asksForReports && (!webhooks.Status.IsSet || GatewayRegistration.Site(configuration) is null))
        {
            yield return $"{at}: {{report_url}} needs SITE_URL and Status:Word.";
        }

        if (webhooks.Status.IsSet)
        {
            if (string.IsNullOrWhiteSpace(webhooks.Status.Id) && !asksForReports)
            {
                yield return $"{at}:Status:Id is missing: it finds the text that a report is about.";
            }

            if (
                string.IsNullOrWhiteSpace(
                    webhooks.Status.Delivered + webhooks.Status.Undelivered + webhooks.Status.Failed
                )
            )
            {
                yield return $"{at}:Status needs the provider's words as Delivered, Undelivered or Failed.";
            }
        }

        if (
            webhooks.Text.IsSet
            && (string.IsNullOrWhiteSpace(webhooks.Text.From) || string.IsNullOrWhiteSpace(webhooks.Text.Text))
        )
        {
            yield return $"{at}:Text needs From and Text: where the number and the words of a text stand.";
        }

        (string Name, string Pattern)[] patterns =
        [
            ("Status:Id", webhooks.Status.Id),
            ("Status:Word", webhooks.Status.Word),
            ("Text:From", webhooks.Text.From),
            ("Text:Text", webhooks.Text.Text),
            ("Text:To", webhooks.Text.To),
            ("Text:Id", webhooks.Text.Id),
        ];
        foreach (var failure in patterns.Select(one => Pattern($"{at}:{one.Name}", one.Pattern)).OfType<string>())
        {
            yield return failure;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,19}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
