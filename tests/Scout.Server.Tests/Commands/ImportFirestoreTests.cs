using Scout.Server.Commands.Firestore;
using Scout.TestKit;

namespace Scout.Server.Tests.Commands;

/// <summary>The people of the original move in.</summary>
public sealed class ImportFirestoreTests
{
    private const string Plain = """
        {
          "abc": {
            "email": "Ada@Example.org", "username": "Ada", "nightscout_api": "https://ada.example/api/v1/entries.json",
            "phone": "14155550101", "emerg_contact": "+14155550102", "extra_contacts": ["14155550103", "12", "14155550101"]
          },
          "def": {
            "email": "bo@example.org", "username": "Bo", "nightscout_api": "http://bo.example",
            "phone": "14155550111", "emerg_contact": "", "extra_contacts": []
          }
        }
        """;

    private const string Typed = """
        {"documents": [{
          "name": "projects/p/databases/(default)/documents/scouts/xyz",
          "fields": {
            "email": {"stringValue": "cy@example.org"}, "username": {"stringValue": "Cy"},
            "nightscout_api": {"stringValue": "https://cy.example"}, "phone": {"integerValue": "14155550121"},
            "emerg_contact": {"stringValue": "14155550122"},
            "extra_contacts": {"arrayValue": {"values": [{"stringValue": "14155550123"}]}}
          }
        }]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_kind_of_export_is_read()
    {
        FirestoreExport.Read(Plain).Select(person => person.Label).ShouldBe(["abc", "def"]);
        var typed = FirestoreExport.Read(Typed).ShouldHaveSingleItem();
        typed.Label.ShouldBe("xyz");
        typed.Phone.ShouldBe("14155550121");
        typed.ExtraContacts.ShouldBe(["14155550123"]);
        FirestoreExport.Read($"[{Plain}, {Typed}]").Count.ShouldBe(3);
        FirestoreExport.Read($$$"""{"scouts": {{{Plain}}}}""").Count.ShouldBe(2);
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task People_become_members_with_a_watch_row_by_row_and_once(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, Stop);
        await using var server = new ScoutServer(new ManualTime(), database.Settings);
        var import = ActivatorUtilities.CreateInstance<FirestoreImport>(server.Services);
        var rows = new List<ImportedRow>();
        foreach (var person in FirestoreExport.Read(Plain))
        {
            rows.Add(await import.TakeAsync(person, Stop));
        }

        rows[0].Outcome.ShouldBe(ImportOutcome.Imported);
        rows[0].Problems.ShouldHaveSingleItem().ShouldStartWith("extra_contacts[1]: ");
        rows[1].Outcome.ShouldBe(ImportOutcome.Refused);
        rows[1].Problems.ShouldHaveSingleItem().ShouldContain("must begin with https://");
        (await import.TakeAsync(FirestoreExport.Read(Plain)[0], Stop)).Outcome.ShouldBe(ImportOutcome.Known);

        (
            await server.Database.ReadAsync(
                session =>
                    session.QueryAsync<string>(
                        """
                        select a.role || ' ' || a.email_key || ' ' || w.name || ' ' || c.phone || ' ' || c.declared_by
                        from watches w
                        join accounts a on a.id = w.account_id
                        join watch_contacts m on m.watch_id = w.id
                        join contacts c on c.id = m.contact_id
                        order by m.position
                        """
                    ),
                Stop
            )
        ).ShouldBe([
            "Member ada@example.org Ada +14155550101 member",
            "Member ada@example.org Ada +14155550102 member",
            "Member ada@example.org Ada +14155550103 member",
        ]);
    }

    [Fact]
    public async Task The_command_says_what_became_of_each_document()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Plain, Stop);
        await using var scout = ScoutProcess.Start($"import-firestore {file}");

        (await scout.EndsAsync()).ShouldBe(1, scout.Errors);

        scout.Output.ShouldContain("abc: imported.");
        scout.Output.ShouldContain("def: refused.");
        scout.Output.ShouldContain("1 imported, 0 known already, 1 refused.");
        scout.Output.ShouldNotContain("14155550101");
        File.Delete(file);
    }
}
