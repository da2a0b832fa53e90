using System.Collections.Frozen;

namespace Scout.Server.Hosting;

/// <summary>Which name of the original systems, and which SCOUT_ name, stands for which key.</summary>
internal static class OriginalNames
{
    public static IReadOnlyList<OriginalName> All { get; } =
    [
        // Scout's own
        new("SCOUT_DATA", "Scout:Data"),
        new("SCOUT_DATABASE", "Scout:Database"),
        new("SCOUT_NODE", "Scout:Node"),
        new("SCOUT_SETUP_TOKEN", "Scout:SetupToken"),
        new("SCOUT_OWNER_EMAIL", "Scout:OwnerEmail"),
        new("SCOUT_HEARTBEAT_URL", "Scout:HeartbeatUrl"),
        new("SCOUT_ALLOW_PRIVATE_URLS", "Scout:AllowPrivateUrls", SettingKind.Flag),
        new("SCOUT_OPEN_INGEST", "Scout:OpenIngest", SettingKind.Flag),
        new("SCOUT_LANGUAGE", "Scout:Language"),
        new("SCOUT_UNITS", "Scout:Units", SettingKind.Unit),
        new("SCOUT_ZONE", "Scout:Zone"),
        new("SCOUT_NAME", "Scout:Person:Name"),
        new("SCOUT_NIGHTSCOUT_URL", "Scout:Person:NightscoutUrl"),
        new("SCOUT_NIGHTSCOUT_TOKEN", "Scout:Person:NightscoutToken"),
        new("SCOUT_PHONE", "Scout:Person:Phone"),
        new("SCOUT_EMERGENCY_CONTACT", "Scout:Person:EmergencyContact"),
        new("SCOUT_EXTRA_CONTACTS", "Scout:Person:ExtraContacts", SettingKind.List),
        new("SCOUT_URGENT_LOW", "Scout:Person:UrgentLow"),
        new("SCOUT_LOW", "Scout:Person:Low"),
        new("SCOUT_HIGH", "Scout:Person:High"),
        // the original Scout
        new("SITE_URL", "Scout:SiteUrl"),
        new("WAIT_AFTER_CALL", "Scout:Escalation:WaitAfterCall", SettingKind.Count),
        new("NEXMO_FAILED_PING_SMS", "Scout:Escalation:FailedPing", SettingKind.Count),
        new("NEXMO_API_KEY", "Scout:Vonage:ApiKey"),
        new("NEXMO_API_SECRET", "Scout:Vonage:ApiSecret"),
        new("NEXMO_APPLICATION_ID", "Scout:Vonage:ApplicationId"),
        new("NEXMO_PRIVATE_KEY", "Scout:Vonage:PrivateKey", SettingKind.Pem),
        new("NEXMO_NUMBER", "Scout:Vonage:Number"),
        new("NEXMO_SIGNATURE_SECRET", "Scout:Vonage:SignatureSecret"),
        new("VONAGE_API_URL", "Scout:Vonage:ApiUrl"),
        new("GOOGLE_CLIENT_ID", "Scout:Google:ClientId"),
        new("GOOGLE_CLIENT_SECRET", "Scout:Google:ClientSecret"),
        new("GOOGLE_AUTHORITY", "Scout:Google:Authority"),
        new("FIREBASE_PRIVATE_KEY", "Scout:Firestore:PrivateKey"),
        // bugglio
        new("TWILIO_ACCOUNT_SID", "Scout:Twilio:AccountSid"),
        new("TWILIO_AUTH_TOKEN", "Scout:Twilio:AuthToken"),
        new("TWILIO_CALLER_ID", "Scout:Twilio:Number"),
        new("TWILIO_TWIML_APP_SID", "Scout:Twilio:AppSid"),
        new("TWILIO_SECONDARY_AUTH_TOKEN", "Scout:Twilio:SecondaryAuthToken"),
        new("TWILIO_API_KEY", "Scout:Twilio:ApiKey"),
        new("TWILIO_API_SECRET", "Scout:Twilio:ApiSecret"),
        new("TWILIO_MESSAGING_SERVICE_SID", "Scout:Twilio:MessagingServiceSid"),
        new("TWILIO_API_URL", "Scout:Twilio:ApiUrl"),
        // messages on screens
        new("PUSHOVER_TOKEN", "Scout:Push:PushoverToken"),
        new("PUSHOVER_API_URL", "Scout:Push:PushoverUrl"),
        new("ON_DUTY", "Scout:Bugsnag:OnDuty"),
        new("SCOUT_BUGSNAG_SECRET", "Scout:Bugsnag:Secret"),
        new("BUGSNAG_BUGGLIO_KEY", "Scout:Bugsnag:ReportKey"),
        new("BUGSNAG_NOTIFY_URL", "Scout:Bugsnag:NotifyUrl"),
        new("BUGSNAG_API_URL", "Scout:Bugsnag:ApiUrl"),
        new("BUGSNAG_API_TOKEN", "Scout:Bugsnag:ApiToken"),
        new("FLASK_SECRET_KEY", "Scout:Unused:FlaskSecretKey"),
        new("PORT", "urls", SettingKind.Port),
        // tconnectsync and its Heroku application
        new("TCONNECT_EMAIL", "Scout:Tandem:Email"),
        new("TCONNECT_PASSWORD", "Scout:Tandem:Password"),
        new("TCONNECT_REGION", "Scout:Tandem:Region"),
        new("PUMP_SERIAL_NUMBER", "Scout:Tandem:PumpSerialNumber"),
        new("NS_URL", "Scout:Tandem:NightscoutUrl"),
        new("NS_SECRET", "Scout:Tandem:NightscoutSecret"),
        new("NS_SKIP_TLS_VERIFY", "Scout:Tandem:SkipTlsVerify", SettingKind.Flag),
        new("NS_IGNORE_CONN_ERRORS", "Scout:Tandem:IgnoreConnectionErrors", SettingKind.Flag),
        new("TIMEZONE_NAME", "Scout:Zone"),
        new("TIMEZONE_NAME", "Scout:Tandem:Zone"),
        new("TANDEM_SSO_URL", "Scout:Tandem:SsoUrl"),
        new("TANDEM_LOGIN_URL", "Scout:Tandem:LoginUrl"),
        new("TANDEM_SOURCE_URL", "Scout:Tandem:SourceUrl"),
        new("TCONNECTSYNC_HEROKU_SECRET", "Scout:Tandem:Secret"),
        new("TCONNECTSYNC_HEROKU_INTERVAL_MINS", "Scout:Tandem:IntervalMinutes", SettingKind.Count),
        new("TCONNECTSYNC_HEROKU_FEATURES", "Scout:Tandem:Features", SettingKind.List),
        new("API_SECRET", "Scout:Tandem:ApiSecret"),
        new("NIGHTSCOUT_PROFILE_CARBS_HR_VALUE", "Scout:Tandem:ProfileCarbsHr"),
        new("NIGHTSCOUT_PROFILE_DELAY_VALUE", "Scout:Tandem:ProfileDelay"),
        new("AUTOUPDATE_NO_DATA_FAILURE_MINUTES", "Scout:Tandem:NoDataMinutes"),
        new("AUTOUPDATE_API_FAILURE_MINUTES", "Scout:Tandem:ApiFailureMinutes"),
        new("REQUESTS_PROXY", "Scout:Tandem:Proxy"),
        new("NIGHTSCOUT_PROFILE_UPLOAD_MODE", "Scout:Tandem:ProfileUploadMode"),
        new("IGNORE_ZERO_UNIT_BASAL", "Scout:Tandem:IgnoreZeroUnitBasal", SettingKind.Flag),
        new("FETCH_ALL_EVENT_TYPES", "Scout:Tandem:FetchAllEventTypes", SettingKind.Flag),
        // where Scout listens
        new("ASPNETCORE_URLS", "urls"),
    ];

    private static readonly FrozenDictionary<string, string> ByKey = All.DistinctBy(name => name.Key)
        .ToFrozenDictionary(name => name.Key, name => name.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name people know a key by; null when it has none.</summary>
    public static string? Of(string key) => ByKey.GetValueOrDefault(key);
}
