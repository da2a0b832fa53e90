using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Readings;

namespace Scout.Core.Nightscout;

/// <summary>What an answer of /api/v1/entries says. Rows are judged one by one: a bad one never loses a good one.</summary>
public sealed record NightscoutEntries
{
    /// <summary>A row further ahead than this is the uploader's clock, not a reading.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Newest first, each time once; sensor error codes (1–38) included, they are part of the story.</summary>
    public required ImmutableArray<Reading> Readings { get; init; }

    /// <summary>Rows dated too far ahead, newest first. Never evaluated.</summary>
    public required ImmutableArray<Reading> Future { get; init; }

    /// <summary>All rows of the answer.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that are no glucose reading: calibrations, meter values, rows without a value.</summary>
    public required int Skipped { get; init; }

    /// <summary>Rows whose time or value makes no sense.</summary>
    public required int Malformed { get; init; }

    /// <summary>False: the answer was no JSON array, or broke off; what came before is kept all the same.</summary>
    public required bool IsWellFormed { get; init; }

    public static NightscoutEntries Parse(ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var reader = new Utf8JsonReader(json.StartsWith(mark) ? json[mark.Length..] : json);
        var rows = new SortedDictionary<long, Reading>();
        int count = 0,
            skipped = 0,
            malformed = 0;
        var wellFormed = false;
        try
        {
            if (reader.Read() && reader.TokenType is JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    count++;
                    switch (NightscoutRow.Read(ref reader, now, out var reading))
                    {
                        case NightscoutRow.Verdict.Reading:
                            rows.TryAdd(-reading.At.ToUnixTimeMilliseconds(), reading);
                            break;
                        case NightscoutRow.Verdict.NoReading:
                            skipped++;
                            break;
                        default:
                            malformed++;
                            break;
                    }
                }

                wellFormed = !reader.Read();
            }
        }
        catch (JsonException)
        {
            wellFormed = false;
        }

        var horizon = now + FutureTolerance;
        return new NightscoutEntries
        {
            Readings = [.. rows.Values.Where(reading => reading.At <= horizon)],
            Future = [.. rows.Values.Where(reading => reading.At > horizon)],
            Rows = count,
            Skipped = skipped,
            Malformed = malformed,
            IsWellFormed = wellFormed,
        };
    }
}
