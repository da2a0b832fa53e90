using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;
using Scout.Server.Sources.Intake;

namespace Scout.Server.Pages.Networks;

internal sealed record NetworkDraft(string Kind, string Name, DeviceState Admits, string Addresses);

/// <summary>The form of a network.</summary>
internal static class NetworkForm
{
    public const string Kind = "kind";
    public const string Name = "name";
    public const string Admits = "admits";
    public const string Addresses = "addresses";

    /// <param name="kind">Of a new one.</param>
    public static TypedForm Of(NetworkRow? network, string kind = NetworkKinds.Sigfox) =>
        new()
        {
            [Kind] = network?.Kind ?? (NetworkText.Kinds.Contains(kind) ? kind : NetworkKinds.Sigfox),
            [Name] = network?.Name ?? "",
            [Admits] = network?.Admits is DeviceState.Active ? "1" : "",
            [Addresses] = network?.Addresses ?? "",
        };

    /// <summary>Null: something is wrong, and the form says what.</summary>
    public static NetworkDraft? Read(TypedForm form, IFormCollection posted, NetworkRow? network)
    {
        var kind = form[Kind];
        form[Admits] = "";
        form.Take(posted);
        form[Kind] = network?.Kind ?? (NetworkText.Kinds.Contains(form[Kind]) ? form[Kind] : kind);
        if (form[Name].Length is 0 or > DeviceForm.LongestName)
        {
            form.Refuse(Name, Say.It("Give it a name of at most {0} letters.", DeviceForm.LongestName));
        }

        var addresses = Gate.Read(form[Addresses], out var wrong);
        if (addresses is null)
        {
            form.Refuse(Addresses, Say.It("{0} is no IP address and no network such as 203.0.113.0/24.", wrong));
        }

        return form.IsFine
            ? new NetworkDraft(
                form[Kind],
                form[Name],
                form[Admits].Length > 0 ? DeviceState.Active : DeviceState.Quarantine,
                addresses!
            )
            : null;
    }
}
