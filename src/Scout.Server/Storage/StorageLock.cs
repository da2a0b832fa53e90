namespace Scout.Server.Storage;

/// <summary>Keeps the data folder for the life of the host.</summary>
internal sealed class StorageLock : IDisposable
{
    private DataFolder? _folder;

    public void Take(string path) => _folder ??= DataFolder.Take(path);

    public void Dispose() => _folder?.Dispose();
}
