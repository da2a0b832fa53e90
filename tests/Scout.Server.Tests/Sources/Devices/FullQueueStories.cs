using System.Globalization;
using System.Net;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>Nothing can be written for a while, and sensors go on sending.</summary>
public sealed class FullQueueStories
{
    /// <summary>More than wait for the writer at a time.</summary>
    private const int Sent = 6_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_finds_the_queue_full_is_told_when_to_come_again_and_whoever_was_thanked_is_kept()
    {
        await using var barn = await Barn.OpensAsync(open: true);
        var at = barn.Now.ToUnixTimeSeconds() - Sent;
        await barn.PostsAsync("/data/1", Body(at - 1));
        var (held, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        var blocked = barn.Database.WriteAsync(
            async _ =>
            {
                held.SetResult();
                await released.Task;
                return 0;
            },
            Stop
        );
        await held.Task.WaitAsync(Stop);

        var full = new TaskCompletionSource();
        var answers = Enumerable.Range(0, Sent).Select(i => SendAsync(at + i)).ToList();
        await full.Task.WaitAsync(Stop);
        released.SetResult();
        await blocked;
        var statuses = await Task.WhenAll(answers);
        await barn.SettleAsync();

        statuses.ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.ServiceUnavailable);
        var kept = statuses.Count(status => status == HttpStatusCode.OK);
        kept.ShouldBeGreaterThan(0);
        string[] thanked =
        [
            Line(at - 1),
            .. statuses.Index().Where(one => one.Item is HttpStatusCode.OK).Select(one => Line(at + one.Index)),
        ];
        (await barn.ReadingsAsync("1D3A7C")).ShouldBe(thanked);

        // Those who come again as they were told are taken then.
        foreach (var (index, status) in statuses.Index().Where(one => one.Item is not HttpStatusCode.OK).Take(10))
        {
            status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await SendAsync(at + index)).ShouldBe(HttpStatusCode.OK);
        }

        async Task<HttpStatusCode> SendAsync(long time)
        {
            using var answer = await barn.SendsAsync("/data/1", Body(time));
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                answer.Headers.RetryAfter!.Delta.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
                answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
                full.TrySetResult();
            }

            return answer.StatusCode;
        }
    }

    private static string Line(long at) => string.Create(CultureInfo.InvariantCulture, $"temp {at} {at % 40}");

    private static string Body(long at) => $$"""{"device":"1D3A7C","time":"{{at}}","temp":{{at % 40}}}""";
}
