using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Scout.Server.OnCall;

/// <summary>Settings of duty.</summary>
internal sealed class OnCallOptions
{
    public const string Section = "Scout:OnCall";

    /// <summary>Minutes in which somebody who is asked to take over may answer, before the next one is asked.</summary>
    [Range(1, 240, ErrorMessage = "Scout:OnCall:CoverMinutes must be from 1 to 240 minutes.")]
    public int CoverMinutes { get; set; } = 10;
}

[OptionsValidator]
internal sealed partial class OnCallOptionsValidator : IValidateOptions<OnCallOptions>;
