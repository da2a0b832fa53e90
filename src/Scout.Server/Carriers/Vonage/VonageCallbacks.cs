namespace Scout.Server.Carriers.Vonage;

/// <summary>The addresses under which Vonage finds an attempt again. None without a public address.</summary>
internal sealed class VonageCallbacks(Uri? site)
{
    public bool Exist => site is not null;

    public string? Event(string token) => Address(token, "event");

    public string? Input(string token) => Address(token, "input");

    public string? Status(string token) => Address(token, "status");

    private string? Address(string token, string what) =>
        site is null ? null : $"{site.AbsoluteUri.TrimEnd('/')}/webhooks/vonage/{Uri.EscapeDataString(token)}/{what}";
}
