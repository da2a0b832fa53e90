namespace Scout.Core.Devices;

/// <summary>Who sends for many devices, which decides how its bodies are read.</summary>
public enum NetworkKind
{
    /// <summary>Callbacks of a Sigfox device type.</summary>
    Sigfox,

    /// <summary>Webhooks of an application at The Things Stack v3.</summary>
    Tts,

    /// <summary>The HTTP integration of a ChirpStack v4 application.</summary>
    ChirpStack,

    /// <summary>Scripts and boards: JSON, forms, queries, lines of Influx.</summary>
    Generic,

    /// <summary>Whatever posts to /data/{sensor}: Sigfox callbacks with values, and scripts.</summary>
    Data,
}
