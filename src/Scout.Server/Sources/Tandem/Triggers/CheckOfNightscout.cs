using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Server.Sources.Nightscout;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>The part of a check that asks Nightscout: its state, and what was brought there last.</summary>
internal sealed class CheckOfNightscout(IOptions<TandemOptions> options, PumpSites sites)
{
    private static readonly string[] StatusNames = ["status", "version"];

    public async Task SayAsync(CheckSheet sheet, CancellationToken cancellationToken)
    {
        sheet.Say("Logging in to Nightscout...");
        if (!options.Value.HasNightscout)
        {
            sheet.Fail("Error occurred querying Nightscout API:");
            sheet.Say("There is no address to ask.");
            sheet.Say("");
            return;
        }

        var draft = DeclaredPumpKeeper.DraftOf(options.Value);
        var site = sites.Of(
            new SiteAccess(draft.Site, draft.Credential ?? NightscoutCredential.None),
            isDeclared: true
        );
        var status = await site.Client.GetAsync(site.Access, "api/v1/status.json", etag: null, cancellationToken);
        if (status is not SiteAnswer.Content content)
        {
            FailNightscout(sheet, status as SiteAnswer.Failed);
            return;
        }

        sheet.Say("Nightscout status: ");
        sheet.Say(StatusText(content.Body));
        foreach (var (name, eventType) in new[] { ("basal", "Temp Basal"), ("bolus", "Combo Bolus") })
        {
            var find = DateFilter.Is("enteredBy", options.Value.Author) + DateFilter.Is("eventType", eventType);
            var rows = await site.Writer.FindAsync(site.Access, "treatments", 1, find, cancellationToken);
            if (rows is SiteRows.Failed failed)
            {
                FailNightscout(sheet, failed.Answer);
                return;
            }

            sheet.Say($"Nightscout last uploaded {name}: ");
            sheet.Say(((SiteRows.Found)rows).Rows is [var found, ..] ? PythonText.Of(found) : "None");
        }
    }

    private static void FailNightscout(CheckSheet sheet, SiteAnswer.Failed? failed)
    {
        sheet.Fail("Error occurred querying Nightscout API:");
        sheet.Say(
            failed?.Status switch
            {
                401 => "Exception: HTTP error status code (401) from Nightscout: Unauthorized",
                { } status => $"Exception: HTTP error status code ({status}) from Nightscout",
                null => $"Exception: {failed?.Detail}",
            }
        );
        if (failed is not null)
        {
            sheet.Say(failed.Failure.Sentence());
        }

        sheet.Say("");
    }

    // The rest of it names people.
    private static string StatusText(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var parts = StatusNames
            .Where(name =>
                document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out _)
            )
            .Select(name => $"{PythonText.Of(name)}: {PythonText.Of(document.RootElement.GetProperty(name))}");
        return $"{{{string.Join(", ", parts)}}}";
    }
}
