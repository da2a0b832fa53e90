namespace Scout.Server.Carriers.Twilio;

/// <summary>The addresses under which Twilio finds an attempt again. None without a public address.</summary>
internal sealed class TwilioCallbacks(Uri? site)
{
    /// <summary>Where Scout can be reached from outside, without a slash at the end; null: nobody said.</summary>
    public string? Site { get; } = site?.AbsoluteUri.TrimEnd('/');

    public bool Exist => Site is not null;

    /// <summary>What happens to a call.</summary>
    public string? Call(string token) => Address(token, "call");

    /// <summary>Person or machine.</summary>
    public string? Machine(string token) => Address(token, "machine");

    /// <summary>What happens to a text.</summary>
    public string? Text(string token) => Address(token, "text");

    /// <summary>Keys. Each question has a number of its own: two silences are not one that was told twice.</summary>
    public string? Key(string token, int question) => Address(token, $"key?question={question}");

    private string? Address(string token, string what) =>
        Site is null ? null : $"{Site}/webhooks/twilio/{Uri.EscapeDataString(token)}/{what}";
}
