namespace Scout.Server.Hosting;

/// <summary>Turns the text of an original name into configuration values.</summary>
internal static class OriginalValue
{
    /// <summary>Key and value pairs, or one sentence that says what is wrong with the text (never the text of a secret).</summary>
    public static (IReadOnlyList<KeyValuePair<string, string?>> Pairs, string? Problem) Read(
        OriginalName name,
        string text
    )
    {
        var typed = text.Trim();
        return name.Kind switch
        {
            SettingKind.Count => int.TryParse(typed, out var count) && count >= 0
                ? One(name, typed)
                : Wrong(name, $"'{typed}' is not a whole number"),
            SettingKind.Port => ushort.TryParse(typed, out var port)
                ? One(name, $"http://*:{port}")
                : Wrong(name, $"'{typed}' is not a port between 0 and 65535"),
            SettingKind.Flag => Flag(typed) is { } flag
                ? One(name, flag)
                : Wrong(name, $"'{typed}' is neither 1 (yes) nor 0 (no)"),
            SettingKind.Unit => Unit(typed) is { } unit
                ? One(name, unit)
                : Wrong(name, $"'{typed}' is neither mg/dL nor mmol/L"),
            SettingKind.Pem => One(
                name,
                typed.Contains("-----BEGIN", StringComparison.Ordinal)
                    ? typed.Replace("\\n", "\n", StringComparison.Ordinal)
                    : typed
            ),
            SettingKind.List => (Parts(name, typed), null),
            _ => One(name, typed),
        };
    }

    private static (IReadOnlyList<KeyValuePair<string, string?>>, string?) One(OriginalName name, string value) =>
        ([new(name.Key, value)], null);

    private static (IReadOnlyList<KeyValuePair<string, string?>>, string?) Wrong(OriginalName name, string what) =>
        ([], $"{name.Name}: {what}.");

    private static KeyValuePair<string, string?>[] Parts(OriginalName name, string typed) =>
        [
            .. typed
                .Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select((part, index) => KeyValuePair.Create($"{name.Key}:{index}", (string?)part)),
        ];

    private static string? Flag(string typed) =>
        typed.ToUpperInvariant() switch
        {
            "1" or "TRUE" or "YES" or "ON" => "true",
            "0" or "FALSE" or "NO" or "OFF" => "false",
            _ => null,
        };

    private static string? Unit(string typed) =>
        typed.ToUpperInvariant().Replace("/", "", StringComparison.Ordinal) switch
        {
            "MGDL" or "MG" => "MgDl",
            "MMOLL" or "MMOL" => "MmolL",
            _ => null,
        };
}
