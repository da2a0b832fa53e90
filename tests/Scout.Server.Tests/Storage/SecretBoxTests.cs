using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Storage;

public sealed class SecretBoxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_secret_is_opened_again_after_a_restart_and_by_another_node(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        string closed;
        await using (var first = Build(test))
        {
            closed = first.Services.GetRequiredService<SecretBox>().Close("token", "readable-123");
            closed.ShouldNotContain("readable");
        }

        await using var second = Build(test);
        var box = second.Services.GetRequiredService<SecretBox>();
        box.Open("token", closed).ShouldBe("readable-123");
        box.Open("password", closed).ShouldBeNull();
        box.Open("token", closed[..^2]).ShouldBeNull();
        box.Open("token", "nonsense").ShouldBeNull();
    }

    [Fact]
    public async Task On_sqlite_the_keys_are_in_the_data_folder_and_only_their_owner_reads_them()
    {
        await using var test = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token);
        await using var app = Build(test);

        app.Services.GetRequiredService<SecretBox>().Close("token", "x");

        var folder = Path.Combine(test.Folder, "keys");
        Directory.GetFiles(folder).ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static WebApplication Build(TestDatabase test)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(test.Settings);
        builder.AddScoutStorage();
        builder.AddScoutSecrets();
        return builder.Build();
    }
}
