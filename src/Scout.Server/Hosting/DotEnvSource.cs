namespace Scout.Server.Hosting;

/// <summary>A .env file as a configuration source: names as they stand there, "__" between the parts of a key.</summary>
internal sealed class DotEnvSource(string path, ICollection<string> problems) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(path, problems);

    internal sealed class Provider(string path, ICollection<string> problems) : ConfigurationProvider
    {
        public override void Load()
        {
            if (!File.Exists(path))
            {
                return;
            }

            var (entries, wrong) = DotEnv.Parse(File.ReadAllText(path));
            foreach (var problem in wrong)
            {
                problems.Add(problem);
            }

            foreach (var entry in entries)
            {
                Set(entry.Name.Replace("__", ":", StringComparison.Ordinal), entry.Value);
            }
        }
    }
}
