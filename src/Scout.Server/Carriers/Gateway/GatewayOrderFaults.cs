using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Scout.Server.Sources.Nightscout;

namespace Scout.Server.Carriers.Gateway;

/// <summary>What is wrong with how a gateway is asked to send: a sentence each.</summary>
internal static class GatewayOrderFaults
{
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

    public static IEnumerable<string> Of(string at, GatewayOrderOptions order)
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
            GatewayPatternFaults.Of($"{at}:Success", order.Success),
            GatewayPatternFaults.Of($"{at}:Id", order.Id),
            GatewayPatternFaults.Of($"{at}:BadNumber", order.BadNumber),
            GatewayPatternFaults.Of($"{at}:Reason", order.Reason),
            GatewayPatternFaults.Of($"{at}:Status", () => (object)GatewayOrder.Statuses(order.Status)),
        }.OfType<string>();

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
}
