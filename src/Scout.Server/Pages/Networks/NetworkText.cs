using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Networks;

/// <summary>What pages say of each kind of network.</summary>
internal static class NetworkText
{
    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [NetworkKinds.Sigfox, NetworkKinds.Tts, NetworkKinds.ChirpStack, NetworkKinds.Generic, NetworkKinds.Data];

    public static string NameOf(string kind) =>
        kind switch
        {
            NetworkKinds.Sigfox => "Sigfox",
            NetworkKinds.Tts => "The Things Stack",
            NetworkKinds.ChirpStack => "ChirpStack",
            NetworkKinds.Data => Say.It("The address /data"),
            _ => Say.It("Scripts and boards"),
        };

    /// <summary>One sentence: where the lines below it go.</summary>
    public static string WhereOf(string kind) =>
        kind switch
        {
            NetworkKinds.Sigfox => Say.It(
                "In the Sigfox backend: Device type, your type, Callbacks, New, Custom callback. Make one for each kind below; DATA is the one that must be there."
            ),
            NetworkKinds.Tts => Say.It(
                "In The Things Stack: your application, Webhooks, Add webhook, Custom webhook. Tick Uplink message and Location solved."
            ),
            NetworkKinds.ChirpStack => Say.It("In ChirpStack: your application, Integrations, HTTP, encoding JSON."),
            _ => Say.It("Send from a script or a board in any of these ways:"),
        };
}

/// <summary>What is pasted into one field, or run in a shell.</summary>
/// <param name="Name">Which field it goes into.</param>
public sealed record Paste(string Name, string Text);

/// <summary>What is set up together, like one callback.</summary>
/// <param name="Title">As the other system calls it.</param>
public sealed record PasteGroup(string Title, string Why, IReadOnlyList<Paste> Pastes);
