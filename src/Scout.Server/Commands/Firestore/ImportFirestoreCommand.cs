using System.Text.Json;
using Scout.Server.Hosting;

namespace Scout.Server.Commands.Firestore;

/// <summary>Takes over the people of the original Scout from an export of its Firestore collection.</summary>
internal static class ImportFirestoreCommand
{
    public static async Task<int> RunAsync(FileInfo file, string[] settings, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            return await Console.Error.SayAsync([$"There is no file {file}."]);
        }

        IReadOnlyList<FirestorePerson> people;
        try
        {
            people = FirestoreExport.Read(await File.ReadAllTextAsync(file.FullName, cancellationToken));
        }
        catch (JsonException exception)
        {
            return await Console.Error.SayAsync([
                $"{file.Name} is no JSON: line {(exception.LineNumber ?? 0) + 1} cannot be read.",
            ]);
        }

        if (people.Count == 0)
        {
            return await Console.Error.SayAsync([
                $"{file.Name} has no documents with nightscout_api, phone and emerg_contact in it.",
            ]);
        }

        await using var app = ScoutHost.CreateBuilder(settings).AddScout().Build();
        await app.PrepareTablesAsync();
        var import = ActivatorUtilities.CreateInstance<FirestoreImport>(app.Services);
        var rows = new List<ImportedRow>();
        foreach (var person in people)
        {
            rows.Add(await import.TakeAsync(person, cancellationToken));
            await Console.Out.WriteLineAsync(Line(rows[^1]));
        }

        await Console.Out.WriteLineAsync(
            $"{Count(ImportOutcome.Imported)} imported, {Count(ImportOutcome.Known)} known already, {Count(ImportOutcome.Refused)} refused. "
                + "Each person signs in with Google under the same e-mail address and verifies the numbers under Contacts."
        );
        return rows.Any(row => row.Outcome is ImportOutcome.Refused) ? 1 : 0;

        int Count(ImportOutcome outcome) => rows.Count(row => row.Outcome == outcome);
    }

    private static string Line(ImportedRow row)
    {
        var outcome = row.Outcome switch
        {
            ImportOutcome.Imported => "imported",
            ImportOutcome.Known => "known already, unchanged",
            _ => "refused",
        };
        return row.Problems.Count == 0
            ? $"{row.Label}: {outcome}."
            : $"{row.Label}: {outcome}. {string.Join(' ', row.Problems)}";
    }
}
