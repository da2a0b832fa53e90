using System.Text.RegularExpressions;
using Scout.Server.Tests.Pages;
using Scout.TestKit;

namespace Scout.Server.Tests.Contacts;

/// <summary>A server with the sandbox's telephones, an owner and a member in their browsers.</summary>
internal sealed partial class ContactsBed : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private ContactsBed(TestDatabase database, ScoutServer server)
    {
        _database = database;
        Server = server;
    }

    public ScoutServer Server { get; }

    public ManualTime Time => Server.Time;

    public Visitor Owner { get; private set; } = null!;

    public Visitor Member { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ContactsBed> LaidAsync(
        string engine = BothEngines.Sqlite,
        params IEnumerable<KeyValuePair<string, string?>> settings
    ) => await LaidAsync(engine, new ManualTime(), settings);

    /// <summary>On a day of the story's own.</summary>
    public static async Task<ContactsBed> LaidAsync(
        string engine,
        ManualTime time,
        IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var database = await TestDatabase.CreateAsync(engine, Stop);
        var server = new ScoutServer(time, [.. database.Settings, .. settings]);
        _ = server.Services;
        var bed = new ContactsBed(database, server);
        bed.Owner = await Visitor.ComesAsync(server);
        bed.Member = await Visitor.ComesAsync(server, "mia");
        return bed;
    }

    /// <summary>Writes somebody down; returns the contact's id.</summary>
    public async Task<string> AddAsync(Visitor who, string name, string phone)
    {
        await who.PostsAsync(
            "/contacts/new",
            "/contacts/new",
            ("name", name),
            ("phone", phone),
            ("language", "en"),
            ("unit", "MgDl"),
            ("zone", "UTC")
        );
        await Server.SettleAsync(Stop);
        return (await TextAsync("select id from contacts where name = @name and removed_at is null", new { name }))!;
    }

    public Task<string?> TextAsync(string sql, object? arguments = null) =>
        Server.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql, arguments), Stop);

    /// <summary>What the newest text to a number says.</summary>
    public Task<string?> TextOnPhoneAsync(string number) =>
        TextAsync("select body from sandbox_texts where number = @number order by at desc, id desc", new { number });

    /// <summary>What the newest call to a number says.</summary>
    public Task<string?> SaidOnPhoneAsync(string number) =>
        TextAsync(
            "select script from sandbox_calls where number = @number order by placed_at desc, id desc",
            new { number }
        );

    public static string CodeIn(string? text) => Six().Match(text.ShouldNotBeNull()).Value;

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        Member.Dispose();
        await Server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [GeneratedRegex("[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex Six();
}
