namespace Scout.Server.Storage;

/// <summary>The folder of this installation, held by one process as long as it lives. A crash lets go of it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    public static DataFolder Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {path} (Scout:Data) cannot be made: {exception.Message}");
        }

        try
        {
            return new DataFolder(
                new FileStream(
                    Path.Combine(path, "scout.lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                )
            );
        }
        catch (UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {path} (Scout:Data) cannot be written by this user.");
        }
        catch (IOException)
        {
            throw new StorageException(
                $"The data folder {path} is in use by another Scout; stop it, or set Scout:Data to another folder."
            );
        }
    }

    public void Dispose() => _lock.Dispose();
}
