using System.Diagnostics;
using System.IO.Pipes;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Storage;

public sealed class TornProcessTests
{
    private const string FileOfChild = "SCOUT_TEST_CHILD_FILE";
    private const string PipeOfChild = "SCOUT_TEST_CHILD_PIPE";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_killed_at_any_moment_loses_no_unit_it_has_acknowledged()
    {
        await using var test = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token);
        var random = new Random(1);
        var acknowledged = new List<string>();

        for (var round = 0; round < 3; round++)
        {
            acknowledged.AddRange(await KilledAfterAsync(test, random.Next(50, 500)));
        }

        var kept = await test.Database.ReadAsync(
            session => session.QueryAsync<string>("select key from settings"),
            Token
        );
        acknowledged.Count.ShouldBeGreaterThan(150);
        acknowledged.Except(kept, StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>Not a test: the process that is killed. It runs only when the test above starts it.</summary>
    [Fact]
    public async Task Child_writes_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(FileOfChild) is not { } file)
        {
            return;
        }

        await using var pipe = new AnonymousPipeClientStream(
            PipeDirection.Out,
            Environment.GetEnvironmentVariable(PipeOfChild)!
        );
        await using var acknowledge = TextWriter.Synchronized(new StreamWriter(pipe) { AutoFlush = true });
        await using var database = new SqliteDatabase(file);
        var process = Environment.ProcessId;
        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async producer =>
                {
                    for (var i = 0; ; i++)
                    {
                        var key = $"{process}-{producer}-{i}";
                        await database.WriteAsync(
                            session => session.ExecuteAsync("insert into settings values (@key, '')", new { key }),
                            Token
                        );
                        acknowledge.WriteLine(key);
                    }
                })
        );
    }

    private static async Task<List<string>> KilledAfterAsync(TestDatabase test, int units)
    {
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var child = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!)
            {
                ArgumentList =
                {
                    "-method",
                    $"{typeof(TornProcessTests).FullName}.{nameof(Child_writes_until_it_is_killed)}",
                },
                Environment =
                {
                    [FileOfChild] = Path.Combine(test.Folder, "scout.db"),
                    [PipeOfChild] = pipe.GetClientHandleAsString(),
                },
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe);
        var acknowledged = new List<string>();
        while (await reader.ReadLineAsync(Token) is { } key)
        {
            acknowledged.Add(key);
            if (acknowledged.Count == units)
            {
                child.Kill();
            }
        }

        await child.WaitForExitAsync(Token);
        // The last line may have been cut in the middle.
        return acknowledged[..^1];
    }
}
