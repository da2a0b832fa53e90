using Scout.Server.Hosting;

namespace Scout.Server.Tests.Hosting;

/// <summary>The names people already have in their .env.</summary>
public sealed class OriginalNamesTests
{
    [Theory]
    [InlineData("SITE_URL", "https://scout.example.com", "Scout:SiteUrl", "https://scout.example.com")]
    [InlineData("NEXMO_API_KEY", "abcd", "Scout:Vonage:ApiKey", "abcd")]
    [InlineData("NEXMO_API_SECRET", "s", "Scout:Vonage:ApiSecret", "s")]
    [InlineData("NEXMO_APPLICATION_ID", "id", "Scout:Vonage:ApplicationId", "id")]
    [InlineData("NEXMO_PRIVATE_KEY", "./private.key", "Scout:Vonage:PrivateKey", "./private.key")]
    [InlineData("NEXMO_PRIVATE_KEY", "-----BEGIN X-----\\nA", "Scout:Vonage:PrivateKey", "-----BEGIN X-----\nA")]
    [InlineData("NEXMO_NUMBER", "1415", "Scout:Vonage:Number", "1415")]
    [InlineData("NEXMO_SIGNATURE_SECRET", "s", "Scout:Vonage:SignatureSecret", "s")]
    [InlineData("VONAGE_API_URL", "http://127.0.0.1:1", "Scout:Vonage:ApiUrl", "http://127.0.0.1:1")]
    [InlineData("WAIT_AFTER_CALL", "90", "Scout:Escalation:WaitAfterCall", "90")]
    [InlineData("NEXMO_FAILED_PING_SMS", "45", "Scout:Escalation:FailedPing", "45")]
    [InlineData("SCOUT_DATA", "/var/lib/scout", "Scout:Data", "/var/lib/scout")]
    [InlineData("SCOUT_DATABASE", "postgres://db", "Scout:Database", "postgres://db")]
    [InlineData("SCOUT_NODE", "one", "Scout:Node", "one")]
    [InlineData("SCOUT_SETUP_TOKEN", "t", "Scout:SetupToken", "t")]
    [InlineData("SCOUT_HEARTBEAT_URL", "https://hc.example.com", "Scout:HeartbeatUrl", "https://hc.example.com")]
    [InlineData("SCOUT_ALLOW_PRIVATE_URLS", "1", "Scout:AllowPrivateUrls", "true")]
    [InlineData("SCOUT_ALLOW_PRIVATE_URLS", "no", "Scout:AllowPrivateUrls", "false")]
    [InlineData("SCOUT_UNITS", "mmol/L", "Scout:Units", "MmolL")]
    [InlineData("SCOUT_UNITS", "mg/dl", "Scout:Units", "MgDl")]
    [InlineData("SCOUT_LANGUAGE", "es", "Scout:Language", "es")]
    [InlineData("TIMEZONE_NAME", "Europe/Berlin", "Scout:Zone", "Europe/Berlin")]
    [InlineData(
        "SCOUT_NIGHTSCOUT_URL",
        "https://ns.example.com",
        "Scout:Person:NightscoutUrl",
        "https://ns.example.com"
    )]
    [InlineData("SCOUT_NIGHTSCOUT_TOKEN", "t", "Scout:Person:NightscoutToken", "t")]
    [InlineData("SCOUT_PHONE", "+1", "Scout:Person:Phone", "+1")]
    [InlineData("SCOUT_EMERGENCY_CONTACT", "+2", "Scout:Person:EmergencyContact", "+2")]
    [InlineData("SCOUT_EXTRA_CONTACTS", "+3, +4,,", "Scout:Person:ExtraContacts:1", "+4")]
    [InlineData("GOOGLE_CLIENT_ID", "g", "Scout:Google:ClientId", "g")]
    [InlineData("FIREBASE_PRIVATE_KEY", "f.json", "Scout:Firestore:PrivateKey", "f.json")]
    [InlineData("TWILIO_ACCOUNT_SID", "AC", "Scout:Twilio:AccountSid", "AC")]
    [InlineData("TWILIO_AUTH_TOKEN", "t", "Scout:Twilio:AuthToken", "t")]
    [InlineData("TWILIO_CALLER_ID", "+1", "Scout:Twilio:Number", "+1")]
    [InlineData("TWILIO_TWIML_APP_SID", "AP", "Scout:Twilio:AppSid", "AP")]
    [InlineData("TWILIO_SECONDARY_AUTH_TOKEN", "t", "Scout:Twilio:SecondaryAuthToken", "t")]
    [InlineData("TWILIO_API_KEY", "SK", "Scout:Twilio:ApiKey", "SK")]
    [InlineData("TWILIO_API_SECRET", "s", "Scout:Twilio:ApiSecret", "s")]
    [InlineData("TWILIO_MESSAGING_SERVICE_SID", "MG", "Scout:Twilio:MessagingServiceSid", "MG")]
    [InlineData("TWILIO_API_URL", "http://127.0.0.1:1", "Scout:Twilio:ApiUrl", "http://127.0.0.1:1")]
    [InlineData("ON_DUTY", "+1", "Scout:Bugsnag:OnDuty", "+1")]
    [InlineData("TCONNECT_EMAIL", "a@example.com", "Scout:Tandem:Email", "a@example.com")]
    [InlineData("TCONNECTSYNC_HEROKU_INTERVAL_MINS", "5", "Scout:Tandem:IntervalMinutes", "5")]
    [InlineData("PORT", "8080", "urls", "http://*:8080")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:1", "urls", "http://localhost:1")]
    public void A_known_name_sets_its_key(string name, string text, string key, string value)
    {
        var (configuration, problems) = Read((name, text));

        configuration[key].ShouldBe(value);
        problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("WAIT_AFTER_CALL", "two", "WAIT_AFTER_CALL: 'two' is not a whole number.")]
    [InlineData("NEXMO_FAILED_PING_SMS", "-1", "NEXMO_FAILED_PING_SMS: '-1' is not a whole number.")]
    [InlineData(
        "SCOUT_ALLOW_PRIVATE_URLS",
        "maybe",
        "SCOUT_ALLOW_PRIVATE_URLS: 'maybe' is neither 1 (yes) nor 0 (no)."
    )]
    [InlineData("PORT", "65536", "PORT: '65536' is not a port between 0 and 65535.")]
    public void What_cannot_be_meant_is_told_by_its_name(string name, string text, string problem)
    {
        var (configuration, problems) = Read((name, text));

        problems.ShouldBe([problem]);
        configuration[OriginalNames.All.First(original => original.Name == name).Key].ShouldBeNull();
    }

    [Fact]
    public void An_empty_name_was_not_set() => Read(("WAIT_AFTER_CALL", " ")).Problems.ShouldBeEmpty();

    [Fact]
    public void In_one_place_the_standard_name_wins_and_between_places_the_later()
    {
        var problems = new List<string>();
        var builder = new ConfigurationBuilder();
        Add(builder, problems, ("NEXMO_NUMBER", "1"), ("Scout:Vonage:Number", "2"), ("NEXMO_API_KEY", "early"));
        Add(builder, problems, ("NEXMO_API_KEY", "late"));
        var configuration = builder.Build();

        configuration["Scout:Vonage:Number"].ShouldBe("2");
        configuration["Scout:Vonage:ApiKey"].ShouldBe("late");
    }

    [Fact]
    public void A_sentence_names_a_setting_as_it_was_written()
    {
        var names = new SettingNames(Read(("NEXMO_NUMBER", "1"), ("SCOUT_EXTRA_CONTACTS", "+1")).Configuration);

        names.Translate("Scout:Vonage:Number is wrong.").ShouldBe("NEXMO_NUMBER is wrong.");
        names.Translate("NEXMO_NUMBER (Scout:Vonage:Number) is wrong.").ShouldBe("NEXMO_NUMBER is wrong.");
        names.Translate("Scout:Person:ExtraContacts: too many.").ShouldBe("SCOUT_EXTRA_CONTACTS: too many.");
        names.Translate("Scout:Vonage:ApiKey is missing.").ShouldBe("NEXMO_API_KEY is missing.");
        names.Translate("Scout:Due:StopWithin is wrong.").ShouldBe("Scout__Due__StopWithin is wrong.");
    }

    private static (IConfigurationRoot Configuration, List<string> Problems) Read(
        params (string Name, string Text)[] settings
    )
    {
        var problems = new List<string>();
        var builder = new ConfigurationBuilder();
        Add(builder, problems, settings);
        return (builder.Build(), problems);
    }

    private static void Add(
        ConfigurationBuilder builder,
        List<string> problems,
        params (string Name, string Text)[] settings
    )
    {
        var source = new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Text)),
        };
        builder.Add(new OriginalNamesSource(source, problems));
        builder.Add(source);
    }
}
