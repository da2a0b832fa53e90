namespace Scout.Peers.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Checkout
{
    /// <summary>The folder of the solution.</summary>
    public static DirectoryInfo Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Scout.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside a checkout.");
        }

        return folder;
    }
}
