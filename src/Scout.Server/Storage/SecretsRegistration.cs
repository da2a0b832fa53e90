using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Scout.Server.Storage;

internal static class SecretsRegistration
{
    /// <summary>Data Protection with keys that outlive the process and are shared by all nodes.</summary>
    public static IHostApplicationBuilder AddScoutSecrets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("scout");
        builder.Services.AddSingleton<SecretBox>();
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            services => new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = Repository(services))
        );
        return builder;
    }

    private static IXmlRepository Repository(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (!options.IsSqlite)
        {
            return new KeyTable(services.GetRequiredService<Database>(), services.GetRequiredService<TimeProvider>());
        }

        var folder = new DirectoryInfo(Path.Combine(options.Folder, "keys"));
        if (OperatingSystem.IsWindows())
        {
            folder.Create();
        }
        else
        {
            Directory.CreateDirectory(
                folder.FullName,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }

        return new FileSystemXmlRepository(folder, services.GetRequiredService<ILoggerFactory>());
    }
}
