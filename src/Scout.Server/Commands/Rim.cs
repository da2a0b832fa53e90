using Microsoft.AspNetCore.Connections;
using Scout.Server.Hosting;
using Scout.Server.Storage;

namespace Scout.Server.Commands;

/// <summary>The last catch: what people can put right is said in sentences, without a stack trace.</summary>
internal static class Rim
{
    public static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (SettingsException exception)
        {
            return await Console.Error.SayAsync(exception.Sentences);
        }
        catch (StorageException exception)
        {
            return await Console.Error.SayAsync([exception.Message]);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return await Console.Error.SayAsync([
                $"{exception.Message.TrimEnd('.')}. Stop the other program, or choose another address with PORT.",
            ]);
        }
        catch (OperationCanceledException)
        {
            return 0; // told to stop, and something took longer than a stop may
        }
    }

    public static async Task<int> SayAsync(this TextWriter writer, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            await writer.WriteLineAsync(sentence);
        }

        return 1;
    }
}
