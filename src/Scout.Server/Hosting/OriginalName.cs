namespace Scout.Server.Hosting;

/// <summary>A setting under the name people already know.</summary>
/// <param name="Name">As it stands in an environment, e.g. NEXMO_API_KEY.</param>
/// <param name="Key">The configuration key it stands for.</param>
/// <param name="Kind">How its text becomes the key's value.</param>
internal sealed record OriginalName(string Name, string Key, SettingKind Kind = SettingKind.Text);

internal enum SettingKind
{
    Text,

    /// <summary>A whole number, nought or more.</summary>
    Count,

    /// <summary>1, true, yes, on; 0, false, no, off.</summary>
    Flag,

    /// <summary>Parts between commas; part n goes to key:n.</summary>
    List,

    /// <summary>A TCP port on all interfaces.</summary>
    Port,

    /// <summary>A path or a PEM text, its line breaks perhaps written as \n.</summary>
    Pem,

    /// <summary>mg/dL or mmol/L.</summary>
    Unit,
}
