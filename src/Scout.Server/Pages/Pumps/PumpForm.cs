using NodaTime;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Server.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Tandem;

namespace Scout.Server.Pages.Pumps;

/// <summary>The form of a pump's account.</summary>
internal static class PumpForm
{
    public const string Name = "name";
    public const string Region = "region";
    public const string Email = "email";
    public const string Password = "password";
    public const string Serial = "serial";
    public const string Zone = "zone";
    public const string Site = "site";
    public const string Secret = "secret";
    public const string FeatureNames = "features";
    public const string Phone = "phone";
    public const string Calls = "calls";
    public const string Alarms = "alarms";
    public const string Replace = "replace";

    private const int LongestPassword = 200;

    public static IReadOnlyList<(string Value, string Words)> Regions =>
        [("Us", Say.It("US (everywhere but Europe)")), ("Eu", Say.It("EU"))];

    /// <summary>What can be chosen; names that only old configurations hold are left out.</summary>
    public static IReadOnlyList<(string Value, string Words)> FeatureChoices =>
        [
            ("BASAL", Say.It("Basal rates")),
            ("BOLUS", Say.It("Boluses, with carbs")),
            ("PUMP_EVENTS", Say.It("Alarms, suspensions, site changes, sleep and exercise")),
            ("PROFILES", Say.It("Profiles")),
            ("CGM", Say.It("Glucose readings (late: for the record, never for alarms)")),
            ("CGM_ALERTS", Say.It("Alerts of the sensor")),
            ("DEVICE_STATUS", Say.It("Battery (Tandem sends none at present)")),
        ];

    /// <param name="pump">Null: a new one.</param>
    /// <param name="email">As it is kept.</param>
    public static TypedForm Of(PumpRow? pump, string email, string phone, string zone)
    {
        var form = new TypedForm
        {
            [Name] = pump?.Name ?? "",
            [Region] = pump?.Region ?? "Us",
            [Email] = email,
            [Password] = "",
            [Serial] = pump?.Serial ?? "",
            [Zone] = pump?.Zone ?? (zone.Length == 0 ? "UTC" : zone),
            [Site] = pump?.Site ?? "",
            [Secret] = "",
            [Phone] = phone,
            [Calls] = pump is { Calls: 1 } ? "1" : "",
            [Alarms] = pump is { AlarmTexts: 1 } ? "1" : "",
            [Replace] = pump is { ProfileMode: "replace" } ? "1" : "",
        };
        form.SetAll(FeatureNames, (pump?.FeatureSet ?? Features.Default).Names());
        return form;
    }

    /// <summary>Null: something is wrong, and the form says what.</summary>
    public static PumpDraft? Read(
        TypedForm form,
        IFormCollection posted,
        NumberRules numbers,
        PumpRow? pump,
        string keptEmail,
        bool allowHttp
    )
    {
        form[Calls] = "";
        form[Alarms] = "";
        form[Replace] = "";
        form.SetAll(FeatureNames, []);
        form.Take(posted);
        // A password may begin or end with a blank.
        var password = posted[Password].ToString();
        Require(form, Name, Say.It("Give the pump a name, such as the name of whose it is."));
        if (form[Email].Length < 3 || !form[Email].Contains('@', StringComparison.Ordinal))
        {
            form.Refuse(Email, Say.It("Type the e-mail address of the Tandem Source account."));
        }

        var isSameLogin = pump is not null && form[Email] == keptEmail && form[Region] == pump.Region;
        if (password.Length > LongestPassword || (password.Length == 0 && !isSameLogin))
        {
            form.Refuse(Password, Say.It("Type the password of the Tandem Source account."));
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(form[Zone]) is null)
        {
            form.Refuse(Zone, Say.It("Choose the time zone that the pump's clock shows."));
        }

        if (
            !Features.TryParse(string.Join(',', form.All(FeatureNames)), out var features, out _)
            || features is Feature.None
        )
        {
            form.Refuse(FeatureNames, Say.It("Choose at least one thing to bring to Nightscout."));
        }

        var site = ReadSite(form, allowHttp);
        var isSameSite = pump is not null && site?.Site.AbsoluteUri == pump.Site;
        var credential =
            form[Secret].Length > 0 ? NightscoutCredential.Parse(form[Secret])
            : site is null or { Credential: NightscoutCredential.Anonymous } ? null
            : site.Credential;
        if (credential is null && !isSameSite)
        {
            form.Refuse(Secret, Say.It("Type the API secret of the site, or a token that may write."));
        }

        if (!numbers.TryRead(form[Phone], out var phone, out var error) && form[Phone].Length > 0)
        {
            form.Refuse(Phone, CoreWords.Of(error));
        }

        return form.IsFine
            ? new PumpDraft(
                form[Name],
                form[Region] == "Eu" ? TandemRegion.Eu : TandemRegion.Us,
                form[Email],
                password.Length == 0 ? null : password,
                form[Serial],
                form[Zone],
                features,
                site!.Site,
                credential
            )
            {
                ProfileMode = form[Replace].Length > 0 ? "replace" : "add",
                Phone = phone,
                Calls = form[Calls].Length > 0,
                AlarmTexts = form[Alarms].Length > 0,
            }
            : null;
    }

    private static NightscoutAddress? ReadSite(TypedForm form, bool allowHttp)
    {
        if (NightscoutAddress.TryParse(form[Site], allowHttp, out var address, out var problem))
        {
            return address;
        }

        form.Refuse(Site, CoreWords.Of(problem));
        return null;
    }

    private static void Require(TypedForm form, string field, string sentence)
    {
        if (form[field].Length == 0)
        {
            form.Refuse(field, sentence);
        }
    }
}
