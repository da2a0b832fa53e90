namespace Scout.Server.Storage;

/// <summary>The storage cannot be used as it is; the message is one sentence for the person who starts Scout.</summary>
internal sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
