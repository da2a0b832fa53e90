using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Scout.Server.Hosting;

/// <summary>Where settings come from: appsettings.json, then .env, then the environment, then the command line.</summary>
internal static class ScoutConfiguration
{
    private const string DefaultAddress = "http://localhost:5080";

    public static WebApplicationBuilder AddScoutConfiguration(this WebApplicationBuilder builder)
    {
        var problems = new List<string>();
        var sources = builder.Configuration.Sources;
        foreach (var source in sources.Where(IsPersonal).ToArray())
        {
            sources.Insert(sources.IndexOf(source), new OriginalNamesSource(source, problems));
        }

        var environment = sources.IndexOf(sources.First(source => source is OriginalNamesSource));
        var file = new DotEnvSource(Path.GetFullPath(".env"), problems);
        sources.Insert(environment, file);
        sources.Insert(environment, new OriginalNamesSource(new DotEnvSource(Path.GetFullPath(".env"), []), problems));

        IConfigurationRoot root = builder.Configuration;
        builder.Services.AddSingleton(new SettingProblems(problems));
        builder.Services.TryAddSingleton(new SettingNames(root));
        builder.Services.TryAddSingleton<SettingsCheck>();
        if (HasNoAddress(root))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        return builder;
    }

    // What a person wrote for this process. The host's own sources (ASPNETCORE_…, DOTNET_…) carry a prefix.
    private static bool IsPersonal(IConfigurationSource source) =>
        source is EnvironmentVariablesConfigurationSource { Prefix: null or "" } or CommandLineConfigurationSource;

    private static bool HasNoAddress(IConfigurationRoot root) =>
        string.IsNullOrWhiteSpace(root["urls"])
        && string.IsNullOrWhiteSpace(root["http_ports"])
        && string.IsNullOrWhiteSpace(root["https_ports"])
        && !root.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
