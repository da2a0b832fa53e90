using System.Globalization;
using Scout.Server.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Bugsnag;
using Scout.Server.Sources.Intake;

namespace Scout.Server.Pages.Projects;

/// <summary>The form of a watched project.</summary>
internal static class ProjectForm
{
    public const string Name = "name";
    public const string Person = "person";
    public const string Phone = "phone";
    public const string CallAfter = "call_after";
    public const string RingsWhenReopened = "reopened";
    public const string Addresses = "addresses";

    private const int LongestWait = 24 * 60;

    public static TypedForm Of(ProjectSheet? sheet)
    {
        var form = new TypedForm
        {
            [Name] = sheet?.Name ?? "",
            [Person] = sheet?.Person ?? "",
            [Phone] = sheet?.Phone ?? "",
            [CallAfter] = (sheet?.Problems.CallAfter.TotalMinutes ?? 5).ToString("0", CultureInfo.InvariantCulture),
            [RingsWhenReopened] = sheet is { Problems.RingsWhenReopened: true } ? "1" : "",
            [Addresses] = sheet?.Addresses ?? "",
        };
        return form;
    }

    /// <summary>Null: something is wrong, and the form says what.</summary>
    public static ProjectDraft? Read(TypedForm form, IFormCollection posted, NumberRules numbers, bool isDeclared)
    {
        form[RingsWhenReopened] = "";
        form.Take(posted);
        if (form[Name].Length == 0)
        {
            form.Refuse(Name, Say.It("Give the project a name, as you call it."));
        }

        if (!numbers.TryRead(form[Phone], out var phone, out var error) && !isDeclared)
        {
            form.Refuse(Phone, CoreWords.Of(error));
        }

        if (
            !int.TryParse(form[CallAfter], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > LongestWait
        )
        {
            form.Refuse(CallAfter, Say.It("Type a number of minutes between 0 and {0}.", LongestWait));
        }

        var addresses = Gate.Read(form[Addresses], out var wrong);
        if (addresses is null)
        {
            form.Refuse(Addresses, Say.It("{0} is no IP address and no network such as 203.0.113.0/24.", wrong));
        }

        return form.IsFine
            ? new ProjectDraft(
                form[Name],
                form[Person],
                phone,
                TimeSpan.FromMinutes(minutes),
                form[RingsWhenReopened].Length > 0,
                addresses!
            )
            : null;
    }
}
