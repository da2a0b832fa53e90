using System.Text.Json;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>The recorded conversations of tconnectsync, beside the repository; where there are none, the test is skipped.</summary>
internal static class VectorFolder
{
    public static JsonElement Read(string name)
    {
        var path = Path.Combine(Folder(), name);
        if (!File.Exists(path))
        {
            Assert.Skip($"there are no recordings at {path}");
        }

        return JsonElement.Parse(File.ReadAllText(path));
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("SCOUT_VECTORS") is { Length: > 0 } named)
        {
            return Path.Combine(named, "tandem");
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Scout.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "vectors", "tandem");
    }
}
