using System.ComponentModel.DataAnnotations;

namespace Scout.Server.Sources.Intake;

/// <summary>What sources send by themselves.</summary>
internal sealed class IntakeOptions
{
    public const string Section = "Scout:Intake";

    /// <summary>How long bodies are kept as they came. Two days at least: copies are told by them.</summary>
    [Range(2, 3650, ErrorMessage = "Scout:Intake:KeepDays must be between 2 and 3650.")]
    public int KeepDays { get; set; } = 30;
}
