namespace Scout.Server.Hosting;

/// <summary>
/// Repeats another source under Scout's own keys: NEXMO_NUMBER becomes Scout:Vonage:Number. Stands just before that
/// source, so that there the standard name wins, and between sources the later one does.
/// </summary>
internal sealed class OriginalNamesSource(IConfigurationSource named, ICollection<string> problems)
    : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(named.Build(builder), problems);

    internal sealed class Provider(IConfigurationProvider named, ICollection<string> problems) : ConfigurationProvider
    {
        private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>The name that this source was told a key under; null when it was not.</summary>
        public string? NameOf(string key) => _names.GetValueOrDefault(key);

        public override void Load()
        {
            named.Load();
            foreach (var name in OriginalNames.All)
            {
                // An empty variable is one that was not set: compose files pass them on like that.
                if (!named.TryGet(name.Name, out var text) || string.IsNullOrWhiteSpace(text))
                {
                    continue;
                }

                var (pairs, problem) = OriginalValue.Read(name, text);
                if (problem is not null && !problems.Contains(problem))
                {
                    problems.Add(problem);
                }

                foreach (var (key, value) in pairs)
                {
                    // The first name of a key wins: PORT before ASPNETCORE_URLS, SCOUT_ZONE before TIMEZONE_NAME.
                    if (_names.TryAdd(key, name.Name))
                    {
                        Set(key, value);
                    }
                }
            }
        }
    }
}
