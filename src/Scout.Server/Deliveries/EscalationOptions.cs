using System.ComponentModel.DataAnnotations;

namespace Scout.Server.Deliveries;

/// <summary>How people are reached on this instance.</summary>
internal sealed class EscalationOptions
{
    public const string Section = "Scout:Escalation";

    /// <summary>Seconds between two calls to one number (`WAIT_AFTER_CALL`).</summary>
    [Range(1, 3600)]
    public int WaitAfterCall { get; set; } = 120;

    /// <summary>Minutes a source may fail before the person gets a text (`NEXMO_FAILED_PING_SMS`).</summary>
    [Range(1, 1440)]
    public int FailedPing { get; set; } = 60;

    /// <summary>How long a phone rings: short enough to end before most voicemails answer.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:02:00")]
    public TimeSpan RingFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A voicemail hears one short message without anything about anybody's health; false: the call is ended.</summary>
    public bool LeaveVoicemail { get; set; } = true;

    /// <summary>Per number and hour; never cuts the first page of an alert.</summary>
    [Range(1, 60)]
    public int CallsPerHour { get; set; } = 12;

    /// <summary>Calls and texts to one number within a day; never cuts the first page of an alert, as all caps.</summary>
    [Range(1, 10_000)]
    public int NumberPerDay { get; set; } = 150;

    /// <summary>Calls and texts for one alert, to everybody.</summary>
    [Range(1, 100_000)]
    public int PerAlert { get; set; } = 500;

    /// <summary>Calls and texts of the whole instance within a day.</summary>
    [Range(1, 10_000_000)]
    public int PerDay { get; set; } = 5_000;
}
