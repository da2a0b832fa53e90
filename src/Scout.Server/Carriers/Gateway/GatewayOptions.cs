namespace Scout.Server.Carriers.Gateway;

/// <summary>The gateways of this instance, each a carrier with a name of its own.</summary>
internal sealed class GatewayListOptions
{
    public const string Section = CarrierOptions.Section;

    public List<GatewayOptions> Gateways { get; set; } = [];
}

/// <summary>A provider that takes texts, or calls, by one HTTP request each.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Lower case, as Scout:Carriers:Order and the ledger name it.</summary>
    public string Name { get; set; } = "gateway";

    /// <summary>What {from} stands for: a number with country code, or a name where the provider takes names.</summary>
    public string From { get; set; } = "";

    /// <summary>How long one request may take in all. Real seconds, also under a test's clock: the wire has no other.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public int TextsPerSecond { get; set; } = 5;

    public int CallsPerSecond { get; set; } = 1;

    /// <summary>How a text is sent; no Url: this gateway sends none.</summary>
    public GatewayOrderOptions Text { get; set; } = new();

    /// <summary>How a call is placed that says {text}; no Url: this gateway places none.</summary>
    public GatewayOrderOptions Call { get; set; } = new();

    public GatewayWebhookOptions Webhooks { get; set; } = new();
}

/// <summary>One request, with placeholders, and what its answer means.</summary>
internal sealed class GatewayOrderOptions
{
    public string Url { get; set; } = "";

    public string Method { get; set; } = "POST";

    public Dictionary<string, string> Headers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public string Body { get; set; } = "";

    /// <summary>json, form, xml or plain: how words are escaped in the body. Empty: told by its first letter.</summary>
    public string Format { get; set; } = "";

    /// <summary>HTTP status codes that mean yes: "200-299", "200, 202".</summary>
    public string Status { get; set; } = "200-299";

    /// <summary>A pattern that an answer must fit to mean yes. Empty: the status alone decides.</summary>
    public string Success { get; set; } = "";

    /// <summary>A pattern that finds the provider's id of the text or call.</summary>
    public string Id { get; set; } = "";

    /// <summary>A pattern that means: nobody can reach this number, do not try again.</summary>
    public string BadNumber { get; set; } = "";

    /// <summary>A pattern that finds the provider's own words for a refusal; they go into the ledger.</summary>
    public string Reason { get; set; } = "";

    public bool IsSet => !string.IsNullOrWhiteSpace(Url);
}

/// <summary>What the provider may tell Scout. Without a secret: nothing.</summary>
internal sealed class GatewayWebhookOptions
{
    public string Secret { get; set; } = "";

    /// <summary>The other secret while they are exchanged.</summary>
    public string SecondSecret { get; set; } = "";

    public GatewayStatusOptions Status { get; set; } = new();

    public GatewayInboundOptions Text { get; set; } = new();

    public IEnumerable<string> Secrets =>
        new[] { Secret.Trim(), SecondSecret.Trim() }.Where(secret => secret.Length > 0);
}

/// <summary>What became of a text. Words are compared without case; lists have commas between.</summary>
internal sealed class GatewayStatusOptions
{
    /// <summary>A pattern that finds the provider's id, or the {id} that Scout sent. Not needed where {report_url} is used.</summary>
    public string Id { get; set; } = "";

    /// <summary>A pattern that finds the provider's word.</summary>
    public string Word { get; set; } = "";

    public string Sent { get; set; } = "";

    public string Delivered { get; set; } = "";

    /// <summary>It did not arrive, and no other carrier would do better: off, full, unknown.</summary>
    public string Undelivered { get; set; } = "";

    /// <summary>The provider's own fault: another carrier tries.</summary>
    public string Failed { get; set; } = "";

    public bool IsSet => !string.IsNullOrWhiteSpace(Word);
}

/// <summary>Where in a webhook a text to Scout stands: patterns.</summary>
internal sealed class GatewayInboundOptions
{
    public string From { get; set; } = "";

    public string Text { get; set; } = "";

    public string To { get; set; } = "";

    /// <summary>The provider's id of the text, the same for every copy. Without one a copy is taken for a new text.</summary>
    public string Id { get; set; } = "";

    public bool IsSet => !string.IsNullOrWhiteSpace(From + Text);
}
