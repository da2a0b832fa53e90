using System.Text.Json;

namespace Scout.Core.Tests;

/// <summary>Shared test vectors: the folder of SCOUT_VECTORS, or "shared/vectors" beside the repository.</summary>
internal static class Vectors
{
    private static string Root { get; } = Find();

    /// <summary>The path of a file or folder; the test is skipped where it does not exist.</summary>
    internal static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root, .. parts]);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"no vectors at {path}");
        return path;
    }

    internal static JsonElement Json(params string[] parts) => JsonElement.Parse(File.ReadAllText(Path(parts)));

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("SCOUT_VECTORS") is { Length: > 0 } folder)
        {
            return folder;
        }

        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(System.IO.Path.Combine(root, "Scout.slnx")))
        {
            root = System.IO.Path.GetDirectoryName(root);
        }

        return System.IO.Path.Combine(root ?? ".", "..", "shared", "vectors");
    }
}
