using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Events;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>What holds for every log, around both changes of clocks, in whichever order events arrive.</summary>
public sealed class DocumentLawTests
{
    private const int Events = 400;

    /// <summary>Zone, and a wall time some hours before its clocks change.</summary>
    public static TheoryData<string, string> Changes =>
        new()
        {
            { "America/New_York", "2026-03-07T20:00:00" },
            { "America/New_York", "2026-10-31T20:00:00" },
            { "Europe/Berlin", "2026-03-28T20:00:00" },
            { "Europe/Berlin", "2026-10-24T20:00:00" },
            { "Australia/Adelaide", "2026-10-03T20:00:00" },
            { "Australia/Adelaide", "2026-04-04T20:00:00" },
            { "UTC", "2026-03-28T20:00:00" },
            { "UTC", "2026-10-31T20:00:00" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Documents_do_not_depend_on_the_order_of_arrival(string zone, string begin)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var input = Input(seed, zone, begin);
            var told = PumpDocuments.Of(input with { Events = PumpLog.InOrder(input.Events) });
            var shuffled = input.Events.ToArray();
            new Random(seed).Shuffle(shuffled);

            var again = PumpDocuments.Of(input with { Events = PumpLog.InOrder(shuffled) });
            again.Documents.ShouldBe(told.Documents);

            // Without sorting first the classes come in another order, and so do events of one second.
            PumpDocuments
                .Of(input with { Events = [.. shuffled] })
                .Documents.Select(one => one.Class)
                .Distinct()
                .ShouldBe(told.Documents.Select(one => one.Class).Distinct(), ignoreOrder: true);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void No_duration_is_negative_each_document_has_its_own_identifier_and_times_are_utc(
        string zone,
        string begin
    )
    {
        for (var seed = 20; seed < 30; seed++)
        {
            var input = Input(seed, zone, begin);
            var early = input.Events[Events / 2].PumpTime; // some events lie after the end of the run
            var documents = PumpDocuments.Of(input with { End = early }).Documents;

            documents.Select(one => one.Identifier).ShouldBeUnique();
            foreach (var document in documents)
            {
                var doc = JsonElement.Parse(document.Json);
                var minutes = doc.In("duration");
                (minutes.ValueKind is not JsonValueKind.Number || minutes.GetDouble() >= 0).ShouldBeTrue(document.Json);
                (doc.TextOf("created_at") + doc.TextOf("dateString")).ShouldEndWith("Z");
            }
        }
    }

    /// <summary>U8, U9, R29, R32: whatever comes late, in whatever pieces, ends where a single run would have ended.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Runs_over_pieces_that_come_late_end_where_one_run_over_all_does(string zone, string begin)
    {
        for (var seed = 40; seed < 50; seed++)
        {
            var input = Input(seed, zone, begin);
            var random = new Random(seed);
            var pieces = input.Events.GroupBy(_ => random.Next(6)).ToArray();
            random.Shuffle(pieces);
            var written = new Dictionary<string, string>();
            var known = ImmutableArray<PumpEvent>.Empty;
            foreach (var piece in pieces)
            {
                known = PumpLog.InOrder(known.AddRange(piece));
                var run = PumpDocuments.Of(input with { Events = known });
                foreach (var write in SiteWrites.Of(run.Documents, written.GetValueOrDefault))
                {
                    written[write.Identifier] = write.Json;
                }
            }

            var whole = PumpDocuments.Of(input with { Events = PumpLog.InOrder(input.Events) }).Documents;
            foreach (var document in whole)
            {
                written.Remove(document.Identifier, out var last);
                last.ShouldBe(document.Json);
            }

            // What is left began, and then began again before it ended.
            written.Values.ShouldAllBe(json => json.Contains("Sleep") || json.Contains("Exercise"));
        }
    }

    /// <summary>With enough before it as context, the end of a log gives the documents that the whole log gives.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Context_and_a_beginning_give_the_end_of_the_whole(string zone, string begin)
    {
        for (var seed = 60; seed < 65; seed++)
        {
            var input = Input(seed, zone, begin);
            var from = input.Events[Events / 2].PumpTime;
            var whole = PumpDocuments.Of(input).Documents;
            var end = PumpDocuments.Of(input with { From = from }).Documents;

            var late = input.Events.Where(one => one.PumpTime >= from).Select(one => one.Key).ToHashSet();
            end.ShouldBe(whole.Where(one => late.Contains(one.Leader)));
        }
    }

    /// <summary>Wherever a log is cut, its parts give each document of the whole once.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Parts_give_the_documents_of_the_whole(string zone, string begin)
    {
        for (var seed = 65; seed < 70; seed++)
        {
            var input = Input(seed, zone, begin);
            var random = new Random(seed);
            var cuts = Enumerable
                .Range(0, 6)
                .Select(_ => (LocalDateTime?)input.Events[random.Next(Events)].PumpTime)
                .Order()
                .ToArray();
            var parts = cuts.Prepend(null).Zip(cuts.Append(null), (from, to) => input with { From = from, To = to });

            parts
                .SelectMany(part => PumpDocuments.Of(part).Documents)
                .ShouldBe(PumpDocuments.Of(input).Documents, ignoreOrder: true);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_seen_at_the_first_run_is_never_written_and_the_rest_is_as_without(string zone, string begin)
    {
        for (var seed = 70; seed < 75; seed++)
        {
            var input = Input(seed, zone, begin);
            var mark = input.Events[Events / 3].At;
            var seen = FirstRun.Seen(
                input.Events,
                Enum.GetValues<PumpClass>().ToDictionary(kind => kind, _ => mark),
                input.Zone
            );
            var all = PumpDocuments.Of(input).Documents.Where(one => one.Class is not PumpClass.UserMode);
            var documents = PumpDocuments.Of(input with { Seen = seen }).Documents;

            documents.ShouldAllBe(one => !seen.Contains(one.Leader));
            documents
                .Where(one => one.Class is not PumpClass.UserMode)
                .ShouldBe(all.Where(one => !seen.Contains(one.Leader)));
        }
    }

    private static SyncInput Input(int seed, string zone, string begin)
    {
        var tz = TandemVectors.Zone(zone);
        var events = RandomPump.Log(seed, Events, PumpClock.Parse(begin)!.Value, tz);
        return new SyncInput
        {
            AssignmentId = "11111111-2222-3333-4444-555555555555",
            Zone = tz,
            Events = events,
            Features = PumpStory.All,
            End = LocalDateTime.Max(events[^1].PumpTime, events[0].PumpTime),
            Now = events.Max(one => one.At).AddHours(2),
        };
    }
}
