namespace Scout.Server.Hosting;

/// <summary>What was found wrong while the settings were being read.</summary>
internal sealed record SettingProblems(IReadOnlyCollection<string> Sentences);
