using System.Net;
using System.Text.Json;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Nightscout;

public sealed class NightscoutVectorTests
{
    // The captures end at 22:43.
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_recorded_answer_is_judged_without_an_exception_and_every_read_of_entries_parses()
    {
        if (NightscoutVectors.Files.Count == 0)
        {
            Assert.Skip("no recorded exchanges beside the repository; SCOUT_VECTORS names their folder");
        }

        var reads = 0;
        foreach (var file in NightscoutVectors.Files)
        {
            foreach (var exchange in NightscoutVectors.Exchanges(Path.GetFileName(file)))
            {
                var entries = NightscoutEntries.Parse(exchange.Body, Now);
                NightscoutStatus.Parse(exchange.Body);
                NightscoutAuthorization.Parse(exchange.Body);
                NightscoutJwt.Parse(exchange.Body);
                if (exchange.Status is not { } status)
                {
                    continue;
                }

                var failure = NightscoutFailure.Of((HttpStatusCode)status, exchange.ContentType);
                if (
                    failure is SourceFailure.None
                    && status == 200
                    && exchange.Path.StartsWith("/api/v1/entries", StringComparison.Ordinal)
                )
                {
                    reads++;
                    entries.IsWellFormed.ShouldBe(
                        exchange.Body.Length > 0 && exchange.Body[0] == '[',
                        $"{file} {exchange.Note}"
                    );
                    entries.Malformed.ShouldBe(0, $"{file} {exchange.Note}");
                    (entries.Readings.Length + entries.Future.Length + entries.Skipped).ShouldBeLessThanOrEqualTo(
                        entries.Rows
                    );
                }
            }
        }

        reads.ShouldBeGreaterThan(30);
    }

    [Fact]
    [Trait("Rule", "NS-R5")]
    public void Calibrations_and_meter_values_are_no_readings()
    {
        var entries = Read("mixed-types.json", "/api/v1/entries.json?count=3");
        entries.Rows.ShouldBe(3);
        entries.Skipped.ShouldBe(2);
        entries.Readings.ShouldHaveSingleItem().Value.ShouldBe(81);
    }

    [Fact]
    [Trait("Rule", "NS-R6")]
    public void Texts_lows_and_error_codes_stand_side_by_side()
    {
        var values = Read("special-values.json", null).Readings.Select(reading => reading.Value).ToList();
        values.ShouldContain(401);
        values.ShouldContain(39);
        values.ShouldContain(5);
    }

    [Fact]
    [Trait("Rule", "NS-R8")]
    public void Rows_from_memory_and_from_the_database_are_the_same_reading()
    {
        var memory = Read("sgv-from-memory.json", "/api/v1/entries/sgv.json?count=1").Readings[0];
        memory.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_795_211_060_000));
        memory.Trend.ShouldBe(Trend.FallingFast);
        var times = NightscoutVectors
            .Exchanges("sgv-from-database.json")
            .SelectMany(exchange => NightscoutEntries.Parse(exchange.Body, Now).Readings)
            .Select(reading => reading.At)
            .ToList();
        times.ShouldContain(memory.At);
        times.ShouldContain(DateTimeOffset.FromUnixTimeMilliseconds(1_795_210_760_000)); // the row without dateString
    }

    [Fact]
    [Trait("Rule", "NS-R9")]
    public void A_row_of_the_future_does_not_hide_the_low_behind_it()
    {
        var exchange = NightscoutVectors
            .Exchanges("future-reading.json")
            .First(exchange => exchange.Note.StartsWith("If-None-Match", StringComparison.Ordinal));
        var entries = NightscoutEntries.Parse(exchange.Body, Now);
        entries.Future.ShouldHaveSingleItem().Value.ShouldBe(250);
        entries.Readings[0].Value.ShouldBe(44);
    }

    [Theory]
    [Trait("Rule", "NS-R16")]
    [InlineData("unauthorised.json", 401, SourceFailure.Unauthorized)]
    [InlineData("credentials-0.12.8.json", 401, SourceFailure.Unauthorized)]
    [InlineData("penalty.json", 401, SourceFailure.Unauthorized)]
    [InlineData("site-broken.json", 500, SourceFailure.ServerError)]
    [InlineData("site-broken.json", 307, SourceFailure.Redirect)]
    [InlineData("database-down.json", 500, SourceFailure.ServerError)]
    [InlineData("odd-queries.json", 500, SourceFailure.ServerError)]
    [InlineData("content-types.json", 404, SourceFailure.NotNightscout)]
    public void Each_way_to_fail_has_its_class(string file, int status, SourceFailure expected)
    {
        var exchanges = NightscoutVectors.Exchanges(file).Where(exchange => exchange.Status == status).ToList();
        exchanges.ShouldNotBeEmpty();
        exchanges.ShouldAllBe(exchange =>
            NightscoutFailure.Of((HttpStatusCode)status, exchange.ContentType) == expected
        );
    }

    [Fact]
    public void Text_and_html_in_place_of_json_are_not_nightscout()
    {
        var odd = NightscoutVectors
            .Exchanges("content-types.json")
            .Where(exchange =>
                exchange.Status == 200 && exchange.ContentType?.EndsWith("json", StringComparison.Ordinal) is false
            );
        odd.ShouldAllBe(exchange =>
            NightscoutFailure.Of(HttpStatusCode.OK, exchange.ContentType) == SourceFailure.NotNightscout
        );
    }

    [Fact]
    [Trait("Rule", "NS-R10")]
    public void A_status_tells_version_clock_unit_and_limits()
    {
        var statuses = NightscoutVectors
            .Exchanges("status.json")
            .Select(exchange => NightscoutStatus.Parse(exchange.Body).ShouldNotBeNull())
            .ToList();
        statuses.Select(status => status.Version).ShouldBe(["15.0.7", "0.12.8"]);
        statuses.ShouldAllBe(status =>
            status.ServerTime != null && status.Thresholds != null && status.Unit == GlucoseUnit.MgDl
        );
        statuses[0].SkewAt(statuses[0].ServerTime!.Value.AddMinutes(-3)).ShouldBe(TimeSpan.FromMinutes(3));
    }

    [Fact]
    [Trait("Rule", "NS-R22")]
    public void Both_forms_of_verifyauth_are_understood()
    {
        var by = NightscoutVectors
            .Exchanges("verifyauth.json")
            .ToDictionary(
                exchange => $"{exchange.Server} {exchange.Note}",
                exchange => NightscoutAuthorization.Parse(exchange.Body)
            );
        by["15.0.7 readable site, none"].ShouldBe(new NightscoutAuthorization(false, true, false, false));
        by["15.0.7 denied site, none"].ShouldBe(new NightscoutAuthorization(false, false, false, false));
        by["15.0.7 secret"].ShouldBe(new NightscoutAuthorization(true, true, true, true));
        by["15.0.7 token with role readable"].ShouldBe(new NightscoutAuthorization(true, true, false, false));
        by["0.12.8 SHA-1 of the secret"].ShouldBe(new NightscoutAuthorization(true, true, true, true));
        by["0.12.8 its JWT as Bearer"].ShouldBe(new NightscoutAuthorization(false, null, null, null));
    }

    [Theory]
    [Trait("Rule", "NS-R20")]
    [InlineData("credentials.json", 8)]
    [InlineData("credentials-0.12.8.json", 1)]
    public void The_exchanged_token_tells_how_long_it_lives(string file, int hours)
    {
        var exchange = NightscoutVectors
            .Exchanges(file)
            .First(exchange =>
                exchange.Path.Contains("/authorization/request/", StringComparison.Ordinal) && exchange.Status == 200
            );
        var jwt = NightscoutJwt.Parse(exchange.Body).ShouldNotBeNull();
        jwt.Life.ShouldBe(TimeSpan.FromHours(hours));
        jwt.UsableFor.ShouldBe(TimeSpan.FromHours(hours) * 0.8);
        jwt.IsStrongerThanReading.ShouldBeFalse();
    }

    [Fact]
    [Trait("Rule", "NS-R28")]
    public void Both_generations_of_the_socket_are_followed_frame_by_frame()
    {
        foreach (var (note, lines) in NightscoutVectors.Transcripts())
        {
            // One socket a transcript, or several by name: "55:09.659 data-good << 41".
            foreach (var socket in lines.Where(IsOurs).GroupBy(NameOf))
            {
                var dialogue = new SocketIoDialogue("9fadc7e204d1d88bbb1cb324a9f8fc30d7ed8681", null);
                var said = new List<string>();
                var polls = 0;
                var greeted = false;
                foreach (
                    var frame in socket.Where(line => line.Contains(" << ", StringComparison.Ordinal)).Select(FrameOf)
                )
                {
                    if (!greeted && !frame.StartsWith('0'))
                    {
                        said.Add(dialogue.Waited().Send ?? ""); // the greeting was left out of the transcript
                    }

                    greeted = true;
                    var step = dialogue.Take(frame);
                    said.Add(step.Send ?? "");
                    polls += step.PollNow ? 1 : 0;
                }

                said.Count(text => text.StartsWith("420[\"authorize\"", StringComparison.Ordinal))
                    .ShouldBeLessThanOrEqualTo(1, $"{note} {socket.Key}");
                var reads = socket.Any(line => line.Contains("\"read\":true", StringComparison.Ordinal));
                dialogue.IsListening.ShouldBe(reads, $"{note} {socket.Key}");
                polls.ShouldBeGreaterThanOrEqualTo(reads ? 1 : 0);
            }
        }

        static string NameOf(string line) =>
            line.Split(' ') is [_, "<<" or ">>" or "--" or "..", ..] ? "" : line.Split(' ')[1];
        static string FrameOf(string line) => line[(line.IndexOf(" << ", StringComparison.Ordinal) + 4)..];
        static bool IsOurs(string line) => !NameOf(line).StartsWith("alarm", StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "NS-R27")]
    public void The_recorded_pushes_of_new_and_old_sites_lead_to_polls()
    {
        var pushes = NightscoutVectors
            .Transcripts()
            .SelectMany(transcript => transcript.Lines)
            .Where(line =>
                line.Contains("<< 42[\"dataUpdate\",{\"delta\":true,\"lastUpdated\"", StringComparison.Ordinal)
            )
            .Select(line => line[(line.IndexOf("<< ", StringComparison.Ordinal) + 3)..])
            .ToList();
        pushes.Count.ShouldBe(3);
        var dialogue = new SocketIoDialogue(null, null);
        dialogue.Take("40");
        dialogue.Take("430[{\"read\":true}]");
        pushes.ShouldAllBe(push => dialogue.Take(push).PollNow);
    }

    private static NightscoutEntries Read(string file, string? path)
    {
        var exchange = NightscoutVectors.Exchanges(file).First(exchange => path is null || exchange.Path == path);
        return NightscoutEntries.Parse(exchange.Body, Now);
    }

    [Fact]
    public void The_exchanges_are_json() =>
        NightscoutVectors.Files.ShouldAllBe(file => JsonDocument.Parse(File.ReadAllBytes(file), default) != null);
}
