using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Scout.Server.Readings;

/// <summary>How long history is kept.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Scout:Retention";

    /// <summary>Every reading, in days.</summary>
    [Range(2, 36_500, ErrorMessage = "Scout:Retention:ReadingDays must be from 2 to 36500 days.")]
    public int ReadingDays { get; set; } = 400;

    /// <summary>The hourly summary, in days.</summary>
    [Range(2, 36_500, ErrorMessage = "Scout:Retention:HourDays must be from 2 to 36500 days.")]
    public int HourDays { get; set; } = 5 * 366;

    /// <summary>Identities of inputs already applied, in days: longer than any sender repeats itself.</summary>
    [Range(1, 3_650, ErrorMessage = "Scout:Retention:InputDays must be from 1 to 3650 days.")]
    public int InputDays { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
