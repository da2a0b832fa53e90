using System.Threading.Channels;
using Scout.Server.Due;
using Scout.Server.Sources.Nightscout;

namespace Scout.Server.Tests.Sources;

public sealed class NightscoutPushTests
{
    private const string Token = "scoutreade-25bb9ce31e1ab4e8";
    private static readonly DateTimeOffset Noon = SiteBench.Noon;

    [Theory]
    [Trait("Rule", "NS-R27")]
    [Trait("Rule", "NS-R28")]
    [InlineData(false, false, "")]
    [InlineData(true, false, "")]
    [InlineData(false, true, "scout-test-secret-1")]
    [InlineData(true, true, "scout-test-secret-1")]
    [InlineData(false, true, Token)]
    [InlineData(true, true, Token)]
    public async Task A_push_leads_to_one_poll_and_the_poll_decides(bool isOld, bool isDenied, string credential)
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsOld = isOld;
        bench.Site.IsDenied = isDenied;
        bench.Site.Add(101, Noon.AddMinutes(-5));
        await using var line = await Line.OpenAsync(bench, credential);
        await line.TurnAsync(); // on opening, what came before is read

        bench.Site.Add(61, Noon);
        await bench.Site.PushAsync(mgDl: 250, Noon); // values of the push itself are never evaluated
        await line.TurnAsync();
        bench.ValuesOf("sam").ShouldBe([101, 61]);
    }

    [Fact]
    [Trait("Rule", "NS-R28")]
    public async Task A_cut_line_is_opened_again_after_a_second_or_so()
    {
        await using var bench = await SiteBench.CreateAsync();
        await using var line = await Line.OpenAsync(bench);
        bench.Site.CutSockets();
        await line.ReopenAsync();
        bench.Site.Listeners.ShouldBe(1);
    }

    [Fact]
    [Trait("Rule", "NS-R28")]
    public void The_rest_before_the_next_try_doubles_up_to_a_minute()
    {
        var rests = Enumerable.Range(0, 12).Select(NightscoutPush.Rest).Select(rest => rest.TotalSeconds).ToList();
        double[] least = [1, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60];
        foreach (var (rest, from) in rests.Zip(least))
        {
            rest.ShouldBeInRange(from, from * 1.2);
        }
    }

    [Theory]
    [Trait("Rule", "NS-R28")]
    [InlineData("not the secret", false)]
    [InlineData("not the secret", true)]
    [InlineData("", false)]
    [InlineData("other-0000000000000000", false)]
    public async Task A_refused_credential_rests_for_a_quarter_of_an_hour(string credential, bool isOld)
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.IsOld = isOld;
        var source = await bench.WatchAsync("sam", credential: credential);
        await bench.Push.DoAsync(new DueRow("push", source, 0, 1, 1), TestContext.Current.CancellationToken);
        var row = (await bench.DueAsync("push")).ShouldHaveSingleItem();
        row.DueAt.ShouldBe(Noon.AddMinutes(15).ToUnixTimeMilliseconds());
    }

    [Fact]
    [Trait("Rule", "NS-R28")]
    public async Task On_old_sites_the_client_pings()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsOld = true;
        await using var line = await Line.OpenAsync(bench);
        await line.PingAsync();
    }

    [Fact]
    [Trait("Rule", "NS-R28")]
    public async Task On_new_sites_the_client_answers_pings()
    {
        await using var bench = await SiteBench.CreateAsync();
        await using var line = await Line.OpenAsync(bench);
        await bench.Site.PushAsync("2");
        (await line.FrameAsync()).ShouldBe("3");
    }

    [Fact]
    [Trait("Rule", "NS-R27")]
    public async Task Without_a_socket_the_polls_go_on()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Add(101, Noon);
        var source = await bench.WatchAsync("sam");
        await bench.PollAsync(source);
        bench.Site.Listeners.ShouldBe(0);
        bench.ValuesOf("sam").ShouldBe([101]);
    }

    [Fact]
    [Trait("Rule", "NS-R27")]
    public async Task An_update_too_large_to_look_into_is_news_too()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Add(101, Noon.AddMinutes(-5));
        await using var line = await Line.OpenAsync(bench);
        await line.TurnAsync();
        bench.Site.Add(61, Noon);
        await bench.Site.PushAsync(
            $"42[\"dataUpdate\",{{\"devicestatus\":[\"{new string('x', 700_000)}\"],\"sgvs\":[{{}}]}}]"
        );
        await line.TurnAsync();
        bench.ValuesOf("sam").ShouldBe([101, 61]);
    }

    /// <summary>An open socket, and waits for what happens on it.</summary>
    private sealed class Line : IAsyncDisposable
    {
        private readonly SiteBench _bench;
        private readonly CancellationTokenSource _stop = new();
        private readonly Channel<bool> _authorized = Channel.CreateUnbounded<bool>();
        private readonly Channel<bool> _turns = Channel.CreateUnbounded<bool>();
        private readonly Channel<string> _frames = Channel.CreateUnbounded<string>();
        private Task _work = Task.CompletedTask;

        private Line(SiteBench bench) => _bench = bench;

        private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

        public static async Task<Line> OpenAsync(SiteBench bench, string credential = "")
        {
            var line = new Line(bench);
            bench.Site.OnAuthorized = reads => line._authorized.Writer.TryWrite(reads);
            bench.Site.OnFrame = frame => line._frames.Writer.TryWrite(frame);
            bench.OnTurn = () => line._turns.Writer.TryWrite(true);
            var source = await bench.WatchAsync("sam", credential: credential);
            line._work = bench.Push.DoAsync(new DueRow("push", source, 0, 1, 1), line._stop.Token);
            (await line._authorized.Reader.ReadAsync(Cancelled)).ShouldBeTrue();
            await line.FramesUntilAsync(frame => frame.StartsWith("420", StringComparison.Ordinal));
            return line;
        }

        public async Task TurnAsync() => await _turns.Reader.ReadAsync(Cancelled);

        public ValueTask<string> FrameAsync() => _frames.Reader.ReadAsync(Cancelled);

        /// <summary>Moves the clock until a ping arrives.</summary>
        public async Task PingAsync()
        {
            var ping = FramesUntilAsync(frame => frame == "2");
            await MoveUntilAsync(ping, TimeSpan.FromSeconds(5));
        }

        /// <summary>Moves the clock until the site has authorised once more.</summary>
        public async Task ReopenAsync() =>
            await MoveUntilAsync(_authorized.Reader.ReadAsync(Cancelled).AsTask(), TimeSpan.FromSeconds(1));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(_work);
            _stop.Dispose();
        }

        // The socket is real and the clock is not: timers are set some time after the last frame.
        private async Task MoveUntilAsync(Task task, TimeSpan step)
        {
            while (!task.IsCompleted)
            {
                _bench.Time.Advance(step);
                await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled));
            }

            await task;
        }

        private async Task FramesUntilAsync(Predicate<string> wanted)
        {
            while (!wanted(await _frames.Reader.ReadAsync(Cancelled))) { }
        }
    }
}
