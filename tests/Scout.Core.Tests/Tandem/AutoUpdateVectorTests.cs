using System.Globalization;
using System.Text.Json;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>
/// The loop against the recorded runs. U20: tconnectsync sleeps the mean lag of uploads, up to 25 minutes, after polls
/// that were answered; Scout asks every five minutes. So what is compared: which polls start a sync, how long an error
/// is waited out, and that people are told where tconnectsync gives up after errors.
/// </summary>
public sealed class AutoUpdateVectorTests
{
    [Fact]
    public void Polls_start_syncs_and_errors_are_waited_out_as_recorded()
    {
        foreach (var (where, item) in TandemVectors.Items("autoupdate", "cases"))
        {
            var settings = Settings(item.GetProperty("config"));
            var start = DateTimeOffset.FromUnixTimeSeconds(item.GetProperty("start").GetInt64());
            var now = start;
            var state = AutoUpdate.Begin;
            var polls = item.GetProperty("polls").EnumerateArray().ToArray();
            var expect = item.GetProperty("expect");
            var steps = expect.GetProperty("steps").EnumerateArray().ToArray();
            for (var i = 0; i < steps.Length; i++)
            {
                var at = $"{where} poll {i}";
                var failed = polls[i].TryGetProperty("error", out _);
                failed.ShouldBe(steps[i].GetProperty("poll").GetString() is "error", at);
                var sleep = steps[i].GetProperty("sleep").GetDouble();
                var step = failed
                    ? state.Failed(now, settings)
                    : state.Answered(start.AddSeconds(polls[i].GetProperty("maxDate").GetDouble()), now, settings);
                if (failed)
                {
                    step.Wait.TotalSeconds.ShouldBe(sleep, 1e-9, at);
                    step.Sync.ShouldBeFalse(at);
                }
                else
                {
                    step.Sync.ShouldBe(steps[i].TryGetProperty("processed", out var done) && done.GetBoolean(), at);
                    step.Next.IsUnreachable(now.AddDays(1), settings).ShouldBeFalse(at);
                }

                state = step.Next;
                now = now.AddSeconds(sleep);
                var gaveUp = failed && i == steps.Length - 1 && expect.GetProperty("exitCode").GetInt32() == 1;
                state.IsUnreachable(now, settings).ShouldBe(gaveUp, at);
                now = now.AddSeconds(2);
            }
        }
    }

    private static AutoUpdateSettings Settings(JsonElement config)
    {
        var settings = AutoUpdateSettings.Default;
        if (config.TryGetProperty("AUTOUPDATE_DEFAULT_SLEEP_SECONDS", out var every))
        {
            settings = settings with { Every = TimeSpan.FromSeconds(Number(every)) };
        }

        return config.TryGetProperty("AUTOUPDATE_API_FAILURE_MINUTES", out var minutes)
            ? settings with
            {
                UnreachableAfter = TimeSpan.FromMinutes(Number(minutes)),
            }
            : settings;
    }

    private static double Number(JsonElement value) => double.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
