using System.Globalization;
using Scout.Core.Watches;
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
    public const string GroupWithin = "group_within";
    public const string MostPerHour = "most_per_hour";
    public const string Addresses = "addresses";
    public const string Token = "token";

    public const string Kind = "kind";
    public const string Signing = "signing";
    public const string Every = "every";
    public const string Grace = "grace";

    private const int LongestWait = 24 * 60;
    private const int LongestToken = 200;
    private const int LongestGroup = 15 * 60;
    private const int MostPages = 1000;

    /// <summary>GoAlert's own bounds end at 9000 hours; a month is enough to notice that something has stopped.</summary>
    private const int LongestBeat = 31 * 24 * 60;

    private const int LongestKey = 500;

    /// <param name="kind">Of a new one.</param>
    public static TypedForm Of(ProjectSheet? sheet, string kind = BugsnagRegistration.Kind)
    {
        var form = new TypedForm
        {
            [Name] = sheet?.Name ?? "",
            [Person] = sheet?.Person ?? "",
            [Phone] = sheet?.Phone ?? "",
            [CallAfter] = Whole(sheet?.Problems.CallAfter.TotalMinutes ?? 5),
            [RingsWhenReopened] = sheet is { Problems.RingsWhenReopened: true } ? "1" : "",
            [GroupWithin] = Whole((sheet?.Problems ?? new ProblemSettings()).GroupWithin.TotalSeconds),
            [MostPerHour] = sheet?.Problems.MostPerHour is { } most ? Whole(most) : "",
            [Addresses] = sheet?.Addresses ?? "",
            [Kind] = sheet?.Kind ?? (ProducerText.Kinds.Contains(kind) ? kind : BugsnagRegistration.Kind),
            [Signing] = "",
            [Every] = Minutes(sheet?.Heartbeat?.Every),
            [Grace] = Minutes(sheet is null ? TimeSpan.FromMinutes(5) : sheet.Heartbeat?.Grace),
        };
        return form;
    }

    /// <summary>Null: it is no token, and the form says why. It is never shown again.</summary>
    public static string? ReadToken(TypedForm form, IFormCollection posted)
    {
        var token = posted[Token].ToString().Trim();
        if (token.Length is 0 or > LongestToken || !BugsnagOptionsValidator.IsToken(token))
        {
            form.Refuse(Token, Say.It("Paste the token as Bugsnag shows it: letters and digits without blanks."));
            return null;
        }

        return token;
    }

    /// <summary>Null: something is wrong, and the form says what.</summary>
    public static ProjectDraft? Read(TypedForm form, IFormCollection posted, NumberRules numbers, ProjectSheet? sheet)
    {
        var (kind, isDeclared) = (form[Kind], sheet is { IsDeclared: true });
        form[RingsWhenReopened] = "";
        form.Take(posted);
        kind = sheet is null && ProducerText.Kinds.Contains(form[Kind]) ? form[Kind] : sheet?.Kind ?? kind;
        form[Kind] = kind;
        if (form[Name].Length == 0)
        {
            form.Refuse(Name, Say.It("Give the project a name, as you call it."));
        }

        if (!numbers.TryRead(form[Phone], out var phone, out var error) && !isDeclared)
        {
            form.Refuse(Phone, CoreWords.Of(error));
        }

        var minutes = ReadWhole(form, CallAfter, 0, LongestWait);
        if (minutes is null)
        {
            form.Refuse(CallAfter, Say.It("Type a number of minutes between 0 and {0}.", LongestWait));
        }

        var group = ReadWhole(form, GroupWithin, 0, LongestGroup);
        if (group is null)
        {
            form.Refuse(GroupWithin, Say.It("Type a number of seconds between 0 and {0}.", LongestGroup));
        }

        var most = form[MostPerHour].Length == 0 ? null : ReadWhole(form, MostPerHour, 1, MostPages);
        if (most is null && form[MostPerHour].Length > 0)
        {
            form.Refuse(MostPerHour, Say.It("Type a number between 1 and {0}, or nothing.", MostPages));
        }

        var addresses = Gate.Read(form[Addresses], out var wrong);
        if (addresses is null)
        {
            form.Refuse(Addresses, Say.It("{0} is no IP address and no network such as 203.0.113.0/24.", wrong));
        }

        if (form[Signing].Length > LongestKey || (form[Signing].Length == 0 && IsKeyMissing(kind, sheet)))
        {
            form.Refuse(Signing, Say.It("Paste the key that {0} signs with.", ProducerText.NameOf(kind)));
        }

        var (every, grace) = ReadBeat(form, kind);
        return form.IsFine
            ? new ProjectDraft(
                form[Name],
                form[Person],
                phone,
                TimeSpan.FromMinutes(minutes ?? 0),
                form[RingsWhenReopened].Length > 0,
                addresses!
            )
            {
                Kind = kind,
                GroupWithin = TimeSpan.FromSeconds(group ?? 0),
                MostPerHour = most,
                Signing = ProducerText.CanSign(kind) ? form[Signing] : "",
                Every = every,
                Grace = grace,
            }
            : null;
    }

    private static bool IsKeyMissing(string kind, ProjectSheet? sheet) =>
        ProducerText.MustSign(kind) && sheet is not { IsSigned: true };

    private static (TimeSpan Every, TimeSpan Grace) ReadBeat(TypedForm form, string kind)
    {
        if (!ProducerText.CanBeat(kind) || (form[Every].Length == 0 && !ProducerText.MustBeat(kind)))
        {
            return default;
        }

        return (ReadMinutes(form, Every, 1), ReadMinutes(form, Grace, 0));
    }

    private static int? ReadWhole(TypedForm form, string name, int least, int most) =>
        int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : null;

    private static TimeSpan ReadMinutes(TypedForm form, string name, int least)
    {
        if (ReadWhole(form, name, least, LongestBeat) is { } minutes)
        {
            return TimeSpan.FromMinutes(minutes);
        }

        form.Refuse(name, Say.It("Type a number of minutes between {0} and {1}.", least, LongestBeat));
        return default;
    }

    private static string Whole(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan? span) =>
        span?.TotalMinutes.ToString("0", CultureInfo.InvariantCulture) ?? "";
}
