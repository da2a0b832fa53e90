using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Scout.Server.Carriers.Gateway;

/// <summary>A gateway that would send nothing, or nonsense, stops the start: each fault is one sentence.</summary>
internal sealed partial class GatewayValidator(IConfiguration configuration) : IValidateOptions<GatewayListOptions>
{
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
        foreach (
            var failure in orders
                .Where(order => order.Item2.IsSet)
                .SelectMany(o => GatewayOrderFaults.Of(o.Item1, o.Item2))
        )
        {
            yield return failure;
        }

        foreach (
            var failure in GatewayWebhookFaults.Of(
                $"{at}:Webhooks",
                gateway,
                GatewayRegistration.Site(configuration) is not null
            )
        )
        {
            yield return failure;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,19}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
