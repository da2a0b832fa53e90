namespace Scout.Server.Carriers.Gateway;

/// <summary>What is wrong with how a gateway tells Scout what became of a text, and what people answer: a sentence each.</summary>
internal static class GatewayWebhookFaults
{
    private const int ShortestSecret = 16;

    /// <param name="hasAddress">Scout knows the address at which the internet reaches it.</param>
    public static IEnumerable<string> Of(string at, GatewayOptions gateway, bool hasAddress)
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

        if (asksForReports && (!webhooks.Status.IsSet || !hasAddress))
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
        foreach (
            var failure in patterns
                .Select(one => GatewayPatternFaults.Of($"{at}:{one.Name}", one.Pattern))
                .OfType<string>()
        )
        {
            yield return failure;
        }
    }
}
