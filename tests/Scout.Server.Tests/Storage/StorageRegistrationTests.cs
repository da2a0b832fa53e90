using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Storage;

public sealed class StorageRegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_settings_choose_the_engine_and_the_tables_are_made(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token, migrated: false);
        await using var app = Build(test.Settings);

        await app.PrepareStorageAsync(Token);

        var database = app.Services.GetRequiredService<Database>();
        database.Engine.ToString().ToLowerInvariant().ShouldBe(engine);
        (await database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from due"), Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_folder_is_refused_until_the_first_ends()
    {
        await using var test = await TestDatabase.CreateAsync(BothEngines.Sqlite, Token, migrated: false);
        await using (var first = Build(test.Settings))
        {
            await first.PrepareStorageAsync(Token);
            await using var second = Build(test.Settings);

            var error = await Should.ThrowAsync<StorageException>(second.PrepareStorageAsync(Token));

            error.Message.ShouldContain("in use by another Scout");
        }

        await using var third = Build(test.Settings);
        await third.PrepareStorageAsync(Token);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence_that_names_the_setting()
    {
        await using var app = Build(
            new Dictionary<string, string?> { ["Scout:Database"] = "postgres://ada:secret@127.0.0.1:1/scout" }
        );

        var error = await Should.ThrowAsync<StorageException>(app.PrepareStorageAsync(Token));

        error.Message.ShouldContain("Scout:Database");
        error.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("postgres://ada:p%40ss@db.example:5433/scout?sslmode=verify-full", "db.example", 5433, "p@ss")]
    [InlineData("postgresql://ada:secret@db.example/scout", "db.example", 5432, "secret")]
    [InlineData("Host=db.example;Username=ada;Password=secret;Database=scout", "db.example", 5432, "secret")]
    public void Both_ways_to_write_an_address_are_understood(string address, string host, int port, string password)
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(PostgresAddress.Parse(address));

        settings.Host.ShouldBe(host);
        settings.Port.ShouldBe(port);
        settings.Username.ShouldBe("ada");
        settings.Password.ShouldBe(password);
        settings.Database.ShouldBe("scout");
    }

    [Fact]
    public void An_address_that_is_none_is_refused_without_repeating_it() =>
        Should
            .Throw<StorageException>(() => PostgresAddress.Parse("secret"))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain("Scout:Database"),
                message => message.ShouldNotContain("secret")
            );

    private static WebApplication Build(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddScoutStorage();
        return builder.Build();
    }
}
