using System.Buffers;
using System.Text;
using System.Text.Json;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class EventReaderTests
{
    private static readonly NodaTime.DateTimeZone Zone = TandemVectors.Zone("Europe/Berlin");

    [Theory]
    [InlineData("""{}""", "eventCode")]
    [InlineData("""[]""", "eventCode")]
    [InlineData("""{"eventCode":-1}""", "eventCode")]
    [InlineData("""{"eventCode":279}""", "sequenceNumber")]
    [InlineData("""{"eventCode":279,"sequenceNumber":4294967296}""", "sequenceNumber")]
    [InlineData("""{"eventCode":279,"sequenceNumber":1}""", "pumpDateTime")]
    [InlineData("""{"eventCode":279,"sequenceNumber":1,"pumpDateTime":"2026-13-01T00:00:00"}""", "pumpDateTime")]
    [InlineData("""{"eventCode":279,"sequenceNumber":1,"pumpDateTime":7}""", "pumpDateTime")]
    [InlineData("""{"eventCode":279,"sequenceNumber":1,"pumpDateTime":"\ud83d"}""", "pumpDateTime")]
    [InlineData("""{"eventCode":279,"sequenceNumber":1,"pumpDateTime":"2026-02-29T00:00:00"}""", "pumpDateTime")]
    public void An_event_without_what_makes_it_one_is_refused_with_a_sentence(string json, string missing)
    {
        EventReader.TryRead(JsonElement.Parse(json), Zone, out var read, out var refusal).ShouldBeFalse();

        read.ShouldBeNull();
        refusal.ShouldNotBeNull().ShouldContain(missing);
    }

    [Theory]
    [InlineData("""[0,5,6]""", 97.0)]
    [InlineData("""[]""", 0.0)]
    [InlineData("""97""", 97.0)]
    [InlineData(""" "97" """, 97.0)]
    [InlineData("""true""", 1.0)]
    [InlineData("""null""", null)]
    [InlineData("""{"a":1}""", null)]
    [InlineData(""" "\ud83d" """, null)]
    [InlineData("""[-1,32,"x",3]""", 8.0)]
    [InlineData("""1e999""", null)]
    public void A_value_is_taken_in_any_form(string value, double? raw)
    {
        var json = $$"""
            {"eventCode":3,"sequenceNumber":1,"sequenceGroup":2,"pumpDateTime":"2026-05-14T10:00:00",
             "eventProperties":{"Change Type":{{value}},"\u0069dp":3,"\ud83d":1} }
            """;
        var read = TandemVectors.Event(JsonElement.Parse(json), Zone);

        read["changeType"].ShouldBe(raw);
        read["idp"].ShouldBe(3);
        read["commandedBasalRate"].ShouldBeNull();
        read.Key.ShouldBe(new EventKey(2, 1));
    }

    [Fact]
    public void A_log_keeps_what_is_good_counts_what_is_not_and_holds_each_event_once()
    {
        var log = PumpLog.Read(
            Encoding.UTF8.GetBytes(
                """
                {"events":[
                  {"eventCode":7000,"sequenceGroup":0,"sequenceNumber":1,"pumpDateTime":"2026-05-14T10:00:00"},
                  {"eventCode":12,"sequenceGroup":0,"sequenceNumber":2,"pumpDateTime":"2026-05-14T09:00:00","eventProperties":[]},
                  {"eventCode":12,"sequenceGroup":0,"sequenceNumber":2,"pumpDateTime":"2026-05-14T09:00:00"},
                  {"eventCode":12,"sequenceGroup":1,"sequenceNumber":2,"pumpDateTime":"2026-05-14T09:00:00"},
                  {"eventCode":12}, 3
                ]}
                """
            ),
            Zone
        );

        log.IsWellFormed.ShouldBeTrue();
        log.Events.Select(one => one.Name).ShouldBe(["UNKNOWN_7000", "LID_PUMPING_RESUMED", "LID_PUMPING_RESUMED"]);
        log.Refusals.Length.ShouldBe(2);
        log.ClockChanges.ShouldBeEmpty();
        PumpLog.InOrder(log.Events).Select(one => one.Key).ShouldBe([new(0, 2), new(1, 2), new(0, 1)]);
        var span = SyncSpan.Of(log.Events).ShouldNotBeNull();
        span.Counts.ShouldBe([(PumpClass.BasalResume, 2)]);
        span.LastSequenceNumber.ShouldBe(2u);
    }

    [Fact]
    public void An_answer_that_comes_in_pieces_is_read_as_in_one()
    {
        var body = Encoding.UTF8.GetBytes(
            """
            {"other":{"events":[{"eventCode":1}]},"clockChanges":[
              {"eventCode":13,"sequenceNumber":9,"pumpDateTime":"2026-05-14T08:00:00"}],"more":[1,[2]],
             "events":[
              {"eventCode":12,"sequenceNumber":2,"pumpDateTime":"2026-05-14T09:00:00","eventProperties":{"a":[1,{"b":"]}"}]}},
              7, {"eventCode":3,"sequenceNumber":3,"pumpDateTime":"2026-05-14T09:05:00","eventProperties":{"idp":3}} ] , "x":null}
            """
        );
        var whole = PumpLog.Read(body, Zone);
        whole.Events.Select(one => one.Key.Number).ShouldBe([2u, 3u]);
        whole.Events[1]["idp"].ShouldBe(3);
        whole.ClockChanges.Length.ShouldBe(1);
        whole.Refusals.Length.ShouldBe(1);

        foreach (var size in Enumerable.Range(1, 90))
        {
            var log = InPieces(body, size);
            log.IsWellFormed.ShouldBeTrue();
            log.Events.Select(one => (one.Key, one.Code, one.At))
                .ShouldBe(whole.Events.Select(one => (one.Key, one.Code, one.At)));
            log.Events[1]["idp"].ShouldBe(3);
            log.ClockChanges.Length.ShouldBe(1);
            log.Refusals.ShouldBe(whole.Refusals);
            InPieces(body.AsMemory(0, body.Length - 1), size).IsWellFormed.ShouldBeFalse();
            InPieces((byte[])[.. body, (byte)'x'], size).Events.ShouldBeEmpty();
        }
    }

    // As a connection hands them over: what was not taken comes again, with more behind it.
    private static PumpLog InPieces(ReadOnlyMemory<byte> body, int size)
    {
        var reader = new PumpLogReader(Zone);
        var (taken, come) = (0L, 0);
        while (true)
        {
            come = Math.Min(come + size, body.Length);
            var bytes = new ReadOnlySequence<byte>(body[..come]).Slice(taken);
            var isLast = come == body.Length;
            taken += bytes.Slice(0, reader.Read(bytes, isLast)).Length;
            if (isLast)
            {
                return reader.End();
            }
        }
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_page_in_place_of_an_answer_is_no_log(string body)
    {
        var log = PumpLog.Read(Encoding.UTF8.GetBytes(body), Zone);

        log.IsWellFormed.ShouldBeFalse();
        log.Events.ShouldBeEmpty();
    }
}
