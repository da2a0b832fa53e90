namespace Scout.Server.Hosting;

/// <summary>Settings that Scout cannot start with: one sentence each, for the person who wrote them.</summary>
internal sealed class SettingsException(IReadOnlyList<string> sentences) : Exception(string.Join('\n', sentences))
{
    public IReadOnlyList<string> Sentences => sentences;
}
